// Package capirca writes rules of firewalls as a policy and definitions of Capirca, from which its generators make the files of many kinds of firewalls.
//
// What is said is from Capirca's documents (doc/wiki/Policy-format, Naming-definitions) and its sources: policy.py (words, texts, types of ICMP),
// naming.py (tokens, ports), aclgenerator.py (protocols). There is one filter for each side of the firewall by which packets come in and each by which they
// leave; its target is the plainest one, and others are added by hand. A term is for one protocol, because generators differ in what they do with several.
package capirca

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
	"portolan/render/ruleset"
)

// Dialect is Capirca's. Any firewall may have files that are made by it.
var Dialect = firewall.Dialect{Name: "capirca", Remark: "#", Serves: func(string) bool { return true }, Chosen: true, Kinds: []ruleset.Kind{ruleset.Firewall}, Texts: texts, Write: files, Steps: steps,
	Side: side, SideKeys: "zone_names", Cannot: cannot}

func side(s ruleset.Side) source.Text {
	if s.Name.Set() {
		return s.Name
	}
	return s.Interface
}

// style leaves room for a protocol behind the names of terms: the shortest names that a generator takes have 31 characters.
var style = device.Style{Object: 63, Rule: 31, Schedule: 31, Only: "-_"}

// files are what a folder has in which Capirca is started.
func files(s *ruleset.Ruleset) []firewall.File {
	named := *s
	named.Names.Prefix = prefix(s)
	b := device.Of(&named, style)
	return []firewall.File{{Ending: "/pol/rules.pol", Data: []byte(policy(s, b))}, {Ending: "/def/NETWORK.net", Data: []byte(networks(b))},
		{Ending: "/def/SERVICES.svc", Data: []byte(services(b))}}
}

// prefix begins names in a way in which no number and no other word of the language begins.
func prefix(s *ruleset.Ruleset) string {
	own := cmp.Or(s.Names.Prefix, device.Prefix(s.Site))
	if !plainly.MatchString(own) {
		return "site-" + own
	}
	return own
}

type writer struct{ strings.Builder }

func (w *writer) line(format string, args ...any) { w.WriteString(fmt.Sprintf(format, args...) + "\n") }

func networks(b *device.Book) string {
	w := &writer{}
	for _, a := range b.Addresses {
		w.line("%s = %s # %s", a.Name, a.Prefix, texts["remark"].Of(a.Of))
	}
	for _, g := range b.Groups {
		for i, m := range g.Members {
			if i == 0 {
				w.line("%s = %s # %s", g.Name, m, texts["remark"].Of(g.Of))
				continue
			}
			w.line("    %s", m)
		}
	}
	return w.String()
}

func services(b *device.Book) string {
	w := &writer{}
	for _, s := range b.Services {
		if len(s.Ports) > 0 {
			w.line("%s = %s # %s", s.Name, ports(s.Ports, s.Port.Protocol), texts["remark"].Of(s.Of))
		}
	}
	for _, s := range sources(b) {
		w.line("%s = %s", sourceName(b, s), ports(s.Source, s.Port.Protocol))
	}
	return w.String()
}

// sources are services of which rules say from which ports they are called, each combination of protocol and ports once.
func sources(b *device.Book) []device.Service {
	var out []device.Service
	for _, s := range b.Services {
		if len(s.Source) > 0 && !slices.ContainsFunc(out, func(o device.Service) bool { return sourceName(b, o) == sourceName(b, s) }) {
			out = append(out, s)
		}
	}
	return out
}

func sourceName(b *device.Book, s device.Service) string {
	return b.Name("FROM-"+s.Port.Protocol+"-"+strings.ReplaceAll(ports(s.Source, ""), " ", "-"), style.Object)
}

func ports(spans []catalog.Span, protocol string) string {
	var out []string
	for _, p := range spans {
		text := strconv.Itoa(p.Low)
		if p.High > p.Low {
			text += "-" + strconv.Itoa(p.High)
		}
		out = append(out, catalog.Socket(text, protocol))
	}
	return strings.Join(out, " ")
}

// policy is a filter for each pair of sides, with its terms in the order of rules.
func policy(s *ruleset.Ruleset, b *device.Book) string {
	w := &writer{}
	for _, line := range firewall.Remarks(texts["remark"], s.Head, s.Omitted) {
		w.line("# %s", line)
	}
	for _, p := range pairs(b) {
		w.line("")
		w.line("header {")
		w.line(`  comment:: "%s"`, texts["comment"].Of(p[0]+" -> "+p[1]))
		w.line("  target:: cisco %s mixed", Filter(p[0], p[1]))
		w.line("}")
		for _, e := range b.Entries {
			if has(e.In, p[0]) && has(e.Out, p[1]) {
				for _, s := range e.Services {
					w.term(b, e, s)
				}
			}
		}
		w.line("term %s {", b.Name("default-deny", style.Rule))
		w.line("  logging:: true")
		w.line("  action:: deny")
		w.line("}")
	}
	return w.String()
}

func has(sides []ruleset.Side, name string) bool {
	return slices.ContainsFunc(sides, func(s ruleset.Side) bool { return side(s).V == name })
}

// pairs are the sides by which packets come in and leave, sorted.
func pairs(b *device.Book) [][2]string {
	var out [][2]string
	for _, e := range b.Entries {
		for _, in := range e.In {
			for _, behind := range e.Out {
				out = append(out, [2]string{side(in).V, side(behind).V})
			}
		}
	}
	slices.SortFunc(out, func(x, y [2]string) int { return cmp.Or(strings.Compare(x[0], y[0]), strings.Compare(x[1], y[1])) })
	return slices.Compact(out)
}

// Filter is the name of the filter for what comes in by one side and leaves by another. Sides that differ have filters that do.
func Filter(in, out string) string {
	text := in + "-to-" + out
	plain := notPlain.ReplaceAllString(text, "-")
	if plain != text || strings.Count(text, "-to-") > 1 {
		plain += "-" + device.Mark(in+"\n"+out)
	}
	return plain
}

// term is what an entry lets through of one protocol.
func (w *writer) term(b *device.Book, e device.Entry, s device.Service) {
	name := e.Name
	if len(e.Services) > 1 {
		name = b.Name(strings.TrimPrefix(e.Name, b.Prefix)+"-"+s.Port.Name()+strings.Join(s.Types, ""), style.Rule)
	}
	w.line("term %s {", name)
	w.line(`  comment:: "%s"`, texts["comment"].Of(e.Comment()))
	w.line("  source-address:: %s", e.From.Four[0])
	w.line("  destination-address:: %s", e.To.Four[0])
	if len(s.Source) > 0 {
		w.line("  source-port:: %s", sourceName(b, s))
	}
	if len(s.Ports) > 0 {
		w.line("  destination-port:: %s", s.Name)
	}
	w.line("  protocol:: %s", protocols[s.Port.Number(s.Four)])
	if len(s.Types) > 0 {
		w.line("  icmp-type:: %s", typeName(s.Types[0], s.Four))
	}
	if !e.Rule.Until.IsZero() { // a term is left out from that day on
		w.line("  expiration:: %s", source.DateOf(e.Rule.Until.Time().AddDate(0, 0, 1)))
	}
	if e.Rule.Log {
		w.line("  logging:: true")
	}
	w.line("  action:: accept")
	w.line("}")
}
