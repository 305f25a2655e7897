// Package panos writes rules of firewalls for PAN-OS, as set commands of its configuration mode: objects, and security rules that refer to them.
//
// What the commands are is from Batfish's grammar/palo_alto (PaloAlto_address, _address_group, _service, _tag, _rulebase, _common: one attribute a line, lists
// in brackets), capirca's paloaltofw (applications that are told by a type of ICMP, lengths of names and descriptions), the Ansible collection
// paloaltonetworks.panos (panos_application_object: identification by protocol; panos_security_rule) and the administration guide (schedules; "NAT Policy
// Overview": rules have the addresses that packets have before translation, and the zones behind it). That a rule for all of ICMP names the application ping
// beside icmp is general knowledge and in none of these.
package panos

import (
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

// Dialect is PAN-OS.
var Dialect = firewall.Dialect{Name: "panos", Notes: "-notes.txt", Away: "-remove.set", Serves: serves, Kinds: []ruleset.Kind{ruleset.Firewall}, Texts: texts, Write: files, Steps: steps,
	Side: side, SideKeys: "zone_names", Arriving: true, Cannot: cannot, Names: true, Head: []string{"rule-file.names"}}

func serves(system string) bool {
	return catalog.MatchesSystem(system, "pan-os*") || catalog.MatchesSystem(system, "panos*")
}

// side is a zone of the device: rules name nothing else.
func side(s ruleset.Side) source.Text { return s.Name }

var style = device.Style{Object: 63, Rule: 59, Schedule: 31, Only: "-_"}

// longestApplication is the longest name of an application.
const longestApplication = 31

// files are the commands that make objects and rules, those that take them away, and what is to know of both: the shell takes no comments. A list adds up and
// any other value takes the place of the one before, so that the same commands given twice leave what they leave given once. Nothing acts before a commit.
func files(s *ruleset.Ruleset) []firewall.File {
	b := device.Of(s, style)
	return []firewall.File{{Ending: ".set", Data: []byte(apply(s, b))}, {Ending: "-remove.set", Data: []byte(remove(s, b))}, {Ending: "-notes.txt", Data: []byte(notes(s))}}
}

func notes(s *ruleset.Ruleset) string {
	var b strings.Builder
	for _, line := range firewall.Remarks(texts["remark"], s.Adding, s.Omitted) {
		b.WriteString(line + "\n")
	}
	return b.String()
}

type writer struct {
	strings.Builder
	where string // what commands begin with, behind the verb
}

func newWriter(s *ruleset.Ruleset) *writer {
	w := &writer{}
	if s.Names.VirtualSystem != "" {
		w.where = "vsys " + word(s.Names.VirtualSystem) + " "
	}
	return w
}

func (w *writer) line(verb, format string, args ...any) {
	w.WriteString(verb + " " + w.where + fmt.Sprintf(format, args...) + "\n")
}

func (w *writer) set(format string, args ...any) { w.line("set", format, args...) }

// described sets a text, and none where nothing of it can be said.
func (w *writer) described(what, key, text, place string) {
	if text = texts[place].Of(text); text != "" {
		w.set("%s %s %q", what, key, text)
	}
}

func apply(s *ruleset.Ruleset, b *device.Book) string {
	w := newWriter(s)
	tag := tag(b)
	if len(b.Entries) > 0 {
		w.set("tag %s comments %q", tag, texts["description"].Of(tag+" "+s.Site))
	}
	for _, a := range b.Addresses {
		if a.Host != "" {
			w.set("address %s fqdn %s", a.Name, a.Host)
		} else {
			w.set("address %s ip-netmask %s", a.Name, a.Prefix)
		}
		w.described("address "+a.Name, "description", a.Of, "description")
		w.set("address %s tag %s", a.Name, tag)
	}
	for _, g := range b.Groups {
		w.set("address-group %s static %s", g.Name, list(g.Members))
		w.described("address-group "+g.Name, "description", g.Of, "description")
		w.set("address-group %s tag %s", g.Name, tag)
	}
	for _, service := range ported(b.Services) {
		w.service(service, tag)
	}
	for _, a := range applications(b) {
		w.application(a)
	}
	for _, t := range b.Schedules { // it has to begin some time, and does so before any device was made
		w.set("schedule %s schedule-type non-recurring [ 2001/01/01@00:00-%s@23:59 ]", t.Name, strings.ReplaceAll(t.Until.String(), "-", "/"))
	}
	for _, r := range rules(b) {
		w.rule(r, tag)
		if s.Names.Above.Set() {
			w.line("move", "rulebase security rules %s before %s", r.name, word(s.Names.Above.V))
		}
	}
	return w.String()
}

// remove takes rules away before what they refer to.
func remove(s *ruleset.Ruleset, b *device.Book) string {
	w := newWriter(s)
	for _, r := range rules(b) {
		w.line("delete", "rulebase security rules %s", r.name)
	}
	for _, g := range b.Groups {
		w.line("delete", "address-group %s", g.Name)
	}
	for _, a := range b.Addresses {
		w.line("delete", "address %s", a.Name)
	}
	for _, service := range ported(b.Services) {
		w.line("delete", "service %s", service.Name)
	}
	for _, a := range applications(b) {
		w.line("delete", "application %s", a.name)
	}
	for _, t := range b.Schedules {
		w.line("delete", "schedule %s", t.Name)
	}
	if len(b.Entries) > 0 {
		w.line("delete", "tag %s", tag(b))
	}
	return w.String()
}

// tag is what all objects and rules are marked with: the beginning that their names have in common.
func tag(b *device.Book) string { return strings.TrimRight(b.Prefix, "-_") }

// ported are the services that have ports. Of the others rules name applications.
func ported(list []device.Service) []device.Service {
	return slices.DeleteFunc(slices.Clone(list), func(s device.Service) bool { return len(s.Ports) == 0 })
}

func (w *writer) service(s device.Service, tag string) {
	w.set("service %s protocol %s port %s", s.Name, s.Port.Protocol, spans(s.Ports))
	if len(s.Source) > 0 {
		w.set("service %s protocol %s source-port %s", s.Name, s.Port.Protocol, spans(s.Source))
	}
	w.described("service "+s.Name, "description", s.Of, "description")
	w.set("service %s tag %s", s.Name, tag)
}

func spans(ports []catalog.Span) string {
	var out []string
	for _, p := range ports {
		text := strconv.Itoa(p.Low)
		if p.High > p.Low {
			text += "-" + strconv.Itoa(p.High)
		}
		out = append(out, text)
	}
	return strings.Join(out, ",")
}

// An application is told by its protocol, or by its type of ICMP.
type application struct{ name, key, value string }

// applicationsOf are those of a service without ports. All of ICMP are applications that every device knows: the one for echo is apart.
func applicationsOf(b *device.Book, s device.Service) []application {
	number, numbered := s.Port.ByIP()
	own := func(base, key string, value int) []application {
		return []application{{b.Name(fmt.Sprintf("%s-%d", base, value), longestApplication), key, strconv.Itoa(value)}}
	}
	switch {
	case numbered:
		return own("ip", "ident-by-ip-protocol", number)
	case len(s.Types) > 0 && s.Four:
		return own("icmp", "ident-by-icmp-type type", catalog.TypeNumber(s.Types[0], true))
	case len(s.Types) > 0:
		return own("icmp6", "ident-by-icmp6-type type", catalog.TypeNumber(s.Types[0], false))
	case s.Four:
		return []application{{name: "icmp"}, {name: "ping"}}
	}
	return []application{{name: "ipv6-icmp"}}
}

// applications are those that have to be made.
func applications(b *device.Book) []application {
	var out []application
	for _, s := range b.Services {
		if len(s.Ports) > 0 {
			continue
		}
		for _, a := range applicationsOf(b, s) {
			if a.key != "" && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, func(x, y application) int { return strings.Compare(x.name, y.name) })
	return out
}

func (w *writer) application(a application) {
	for _, value := range []string{"category networking", "subcategory ip-protocol", "technology network-protocol", "risk 2", "default " + a.key + " " + a.value} {
		w.set("application %s %s", a.name, value)
	}
}

// A rule is an entry, or what of it has ports, or has none: a rule for applications without ports has any service.
type rule struct {
	device.Entry
	name                   string
	applications, services []string
}

func rules(b *device.Book) []rule {
	var out []rule
	for _, e := range b.Entries {
		with, without := rule{Entry: e, name: e.Name, applications: []string{"any"}}, rule{Entry: e, name: e.Name, services: []string{"any"}}
		for _, s := range e.Services {
			if len(s.Ports) > 0 {
				with.services = append(with.services, s.Name)
				continue
			}
			for _, a := range applicationsOf(b, s) {
				without.applications = append(without.applications, a.name)
			}
		}
		if len(with.services) > 0 {
			out = append(out, with)
			without.name += "-app"
		}
		if len(without.applications) > 0 {
			out = append(out, without)
		}
	}
	return out
}

func (w *writer) rule(r rule, tag string) {
	log := map[bool]string{true: "yes", false: "no"}[r.Rule.Log]
	what := "rulebase security rules " + r.name
	for _, value := range []string{"from " + list(sides(r.In)), "to " + list(sides(r.Out)), "source " + list(r.From.Four), "destination " + list(r.To.Four),
		"application " + list(r.applications), "service " + list(r.services), "action allow", "disabled no", "log-start no", "log-end " + log, "tag " + tag} {
		w.set("%s %s", what, value)
	}
	if r.Schedule != "" {
		w.set("%s schedule %s", what, r.Schedule)
	}
	w.described(what, "description", r.Comment(), "rule")
}

func sides(list []ruleset.Side) []string {
	var out []string
	for _, s := range list {
		out = append(out, side(s).V)
	}
	return out
}

// list is one name, or several in brackets.
func list(names []string) string {
	if len(names) == 1 {
		return word(names[0])
	}
	var out []string
	for _, name := range names {
		out = append(out, word(name))
	}
	return "[ " + strings.Join(out, " ") + " ]"
}

// word is a name, in quotes where it has blanks.
func word(name string) string {
	if strings.Contains(name, " ") {
		return `"` + name + `"`
	}
	return name
}
