// Package nftables writes rulesets for nft, of Linux.
package nftables

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// Dialect is nftables.
var Dialect = firewall.Dialect{Name: "nftables", Remark: "#", Serves: firewall.Linux, Shell: "bash", Kinds: []ruleset.Kind{ruleset.Host, ruleset.Firewall}, Texts: texts, Write: files, Steps: steps,
	Sided: sided}

func files(s *ruleset.Ruleset) []firewall.File {
	return []firewall.File{{Ending: ".nft", Data: []byte(write(s))}}
}

// write writes the table of one site. To load it a second time changes nothing, and no other table is touched.
func write(s *ruleset.Ruleset) string {
	w := &writer{}
	w.line(0, "#!/usr/sbin/nft -f")
	for _, line := range s.Head {
		w.remark(0, line)
	}
	table := table(s)
	w.line(0, "")
	w.line(0, table)
	w.line(0, "delete "+table)
	w.line(0, "")
	w.line(0, table+" {")
	if s.Kind == ruleset.Firewall {
		w.chain("forward", s, ruleset.Forward, replies)
	} else {
		w.chain("input", s, ruleset.Inbound, replies, `iifname "lo" accept`, neighbours)
		if s.Has(ruleset.Outbound) {
			w.chain("output", s, ruleset.Outbound, replies, `oifname "lo" accept`, neighbours)
		}
	}
	w.line(0, "}")
	return w.String()
}

// What no network works without. An error that answers a connection (too big, unreachable) is related to it.
const (
	replies    = "ct state established,related accept"
	neighbours = "icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept"
)

type writer struct{ strings.Builder }

func (w *writer) line(depth int, text string) {
	w.WriteString(strings.Repeat("\t", depth) + text + "\n")
}

func (w *writer) remark(depth int, text string) { w.line(depth, "# "+texts["remark"].Of(text)) }

func (w *writer) chain(hook string, s *ruleset.Ruleset, direction ruleset.Direction, base ...string) {
	w.line(1, "chain "+hook+" {")
	w.line(2, "type filter hook "+hook+" priority filter; policy drop;")
	for _, b := range base {
		w.line(2, b)
	}
	for i := range s.Rules {
		if r := &s.Rules[i]; r.Direction == direction {
			if r.Objects != "" {
				w.remark(2, r.ID+" "+r.Objects)
			}
			w.rules(r, sided(s))
		}
	}
	for _, o := range s.Omitted {
		if o.Direction == direction {
			w.remark(2, o.Remark())
		}
	}
	w.line(1, "}")
}

// rules are the lines of a rule: of a firewall whose interfaces the site names, those of each way through it.
func (w *writer) rules(r *ruleset.Rule, sided bool) {
	if !sided {
		for _, m := range firewall.Matches(r) {
			w.line(2, rule(r, m))
		}
		return
	}
	for _, p := range r.Passages {
		way := *r
		way.From, way.To = p.From, p.To
		for _, m := range firewall.Matches(&way) {
			w.line(2, "iifname "+set(p.In, interfaceName)+" oifname "+set(p.Out, interfaceName)+" "+rule(r, m))
		}
	}
}

// sided reports whether the site names all interfaces by which packets pass a firewall, as Linux can call them.
func sided(s *ruleset.Ruleset) bool {
	return s.Kind == ruleset.Firewall && !slices.ContainsFunc(s.Rules, func(r ruleset.Rule) bool {
		return slices.ContainsFunc(r.Passages, func(p ruleset.Passage) bool {
			return slices.ContainsFunc(slices.Concat(p.In, p.Out), func(side ruleset.Side) bool {
				return !linuxInterface.MatchString(side.Interface.V) || side.Interface.V == "lo"
			})
		})
	})
}

var linuxInterface = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,15}$`)

func interfaceName(s ruleset.Side) string { return strconv.Quote(s.Interface.V) }

// rule is one line: nft reads a rule up to the end of its line.
func rule(r *ruleset.Rule, m firewall.Match) string {
	family := "ip6"
	if m.Four {
		family = "ip"
	}
	var parts []string
	for _, end := range []struct {
		name string
		list []netip.Prefix
	}{{"saddr", m.From}, {"daddr", m.To}} {
		if len(end.list) > 0 {
			parts = append(parts, family+" "+end.name+" "+set(end.list, address))
		}
	}
	parts = append(parts, service(m, r.SourcePort)...)
	if r.Log {
		parts = append(parts, fmt.Sprintf("log prefix %q", r.ID+" "))
	}
	return strings.Join(append(parts, "counter accept comment "+comment(r.ID+" "+r.Comment)), " ")
}

func service(m firewall.Match, from catalog.Numbers) []string {
	number, other := m.Port.ByIP()
	switch {
	case other && m.Port.Name() == m.Port.Protocol:
		return []string{fmt.Sprintf("meta l4proto %d", number)}
	case other:
		return []string{"meta l4proto " + m.Port.Name()}
	case len(m.Types) > 0:
		return []string{map[bool]string{true: "icmp", false: "icmpv6"}[m.Four] + " type " + set(m.Types, func(name string) string { return name })}
	case len(m.Ports) == 0: // of both families there is one without ports
		return []string{"meta l4proto " + map[bool]string{true: "icmp", false: "ipv6-icmp"}[m.Four]}
	}
	var parts []string
	if !from.None() {
		parts = append(parts, m.Port.Protocol+" sport "+set(from.Spans(), span))
	}
	return append(parts, m.Port.Protocol+" dport "+set(m.Ports, span))
}

func span(s catalog.Span) string {
	if s.Low == s.High {
		return strconv.Itoa(s.Low)
	}
	return fmt.Sprintf("%d-%d", s.Low, s.High)
}

// address is a network, or an address without its length.
func address(p netip.Prefix) string {
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.String()
}

// set is one value, or several in braces.
func set[T any](list []T, text func(T) string) string {
	if len(list) == 1 {
		return text(list[0])
	}
	var parts []string
	for _, each := range list {
		parts = append(parts, text(each))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}
