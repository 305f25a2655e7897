// Package asa writes rules of firewalls for Cisco ASA, as commands of its configuration mode: objects, groups, and entries of the access lists that are
// bound to the interfaces by which packets come in.
//
// What the commands are is from the configuration guide of version 9.18 (objects for access control: names, groups, services, time ranges; access control
// lists: extended entries, line numbers, real addresses) and Batfish's grammar/cisco_asa (AsaLegacy_acl, Asa_common). Entries for both families in one list
// are those of 9.0 and later.
package asa

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
	"portolan/render/ruleset"
)

// Dialect is that of the ASA.
var Dialect = firewall.Dialect{Name: "asa", Remark: "!", Away: "-remove.cfg", Serves: serves, Kinds: []ruleset.Kind{ruleset.Firewall}, Texts: texts, Write: files, Steps: steps,
	Side: side, SideKeys: "access_lists", Inwards: true, Cannot: cannot, Names: true, Head: []string{"rule-file.names"}}

func serves(system string) bool { return catalog.MatchesSystem(system, "asa*") }

// side is the list that is bound to an interface inwards. There is one for each interface, so entries are added to the one that is there.
func side(s ruleset.Side) source.Text { return s.AccessList }

var style = device.Style{Object: 64, Rule: 64, Schedule: 31, Only: "-_."}

// files are the commands that make objects and entries, and those that take them away. What is there already is not added again, and an object takes its
// last address, so that the same commands given twice leave what they leave given once.
func files(s *ruleset.Ruleset) []firewall.File {
	b := device.Of(s, style)
	return []firewall.File{{Ending: ".cfg", Data: []byte(apply(s, b))}, {Ending: "-remove.cfg", Data: []byte(remove(s, b))}}
}

type writer struct{ strings.Builder }

func (w *writer) line(format string, args ...any) { w.WriteString(fmt.Sprintf(format, args...) + "\n") }

// described writes a line below a command, and none without a text.
func (w *writer) described(text string) {
	if text = texts["description"].Of(text); text != "" {
		w.line(" description %s", text)
	}
}

func (w *writer) head(s *ruleset.Ruleset) {
	for _, line := range firewall.Remarks(texts["remark"], s.Adding, s.Omitted) {
		w.line("! %s", line)
	}
}

func apply(s *ruleset.Ruleset, b *device.Book) string {
	w := &writer{}
	w.head(s)
	for _, a := range b.Addresses {
		w.line("object network %s", a.Name)
		w.line(" %s", address(a))
		w.described(a.Of)
	}
	for _, g := range b.Groups {
		w.line("object-group network %s", g.Name)
		w.described(g.Of)
		for _, m := range g.Members {
			w.line(" network-object object %s", m)
		}
	}
	for _, e := range b.Entries { // a group of services for each entry: its name has the rule's id, which an entry cannot have
		w.line("object-group service %s", e.Name)
		w.described(e.Comment())
		for _, service := range e.Services {
			for _, line := range services(service) {
				w.line(" service-object %s", line)
			}
		}
	}
	for _, t := range b.Schedules {
		day := t.Until.Time()
		w.line("time-range %s", t.Name)
		w.line(" absolute end 23:59 %s", day.Format("2 January 2006"))
	}
	for _, list := range lists(b) {
		for i, e := range inList(b, list) {
			at := ""
			if s.Names.Above.Set() {
				first, _ := strconv.Atoi(s.Names.Above.V) // checked before
				at = fmt.Sprintf(" line %d", first+i)
			}
			w.line("access-list %s%s %s", list, at, e)
		}
	}
	return w.String()
}

// remove takes entries away before what they refer to.
func remove(s *ruleset.Ruleset, b *device.Book) string {
	w := &writer{}
	w.head(s)
	for _, list := range lists(b) {
		for _, e := range inList(b, list) {
			w.line("no access-list %s %s", list, e)
		}
	}
	for _, t := range b.Schedules {
		w.line("no time-range %s", t.Name)
	}
	for _, e := range b.Entries {
		w.line("no object-group service %s", e.Name)
	}
	for _, g := range b.Groups {
		w.line("no object-group network %s", g.Name)
	}
	for _, a := range b.Addresses {
		w.line("no object network %s", a.Name)
	}
	return w.String()
}

// lists are the names of the lists that entries are added to, sorted.
func lists(b *device.Book) []string {
	var out []string
	for _, e := range b.Entries {
		for _, s := range e.In {
			out = append(out, side(s).V)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// inList are the entries of a list. Packets may come in by several interfaces that have one list.
func inList(b *device.Book, list string) []string {
	var out []string
	for _, e := range b.Entries {
		if !slices.ContainsFunc(e.In, func(s ruleset.Side) bool { return side(s).V == list }) {
			continue
		}
		text := fmt.Sprintf("extended permit object-group %s %s %s", e.Name, end(b, e.From), end(b, e.To))
		if e.Rule.Log {
			text += " log"
		}
		if e.Schedule != "" {
			text += " time-range " + e.Schedule
		}
		out = append(out, text)
	}
	return out
}

func end(b *device.Book, names device.Names) string {
	name := names.Four[0]
	if slices.ContainsFunc(b.Groups, func(g device.Group) bool { return g.Name == name }) {
		return "object-group " + name
	}
	return "object " + name
}

func address(a device.Address) string {
	p := a.Prefix
	switch {
	case a.Host != "":
		return "fqdn " + a.Host
	case p.IsSingleIP():
		return "host " + p.Addr().String()
	case p.Addr().Is4():
		var m [4]byte
		binary.BigEndian.PutUint32(m[:], ^uint32(0)<<(32-p.Bits()))
		return "subnet " + p.Addr().String() + " " + netip.AddrFrom4(m).String()
	}
	return "subnet " + p.String()
}

// services are what a group has of one protocol: each range of destination ports with each of source ports.
func services(s device.Service) []string {
	number, numbered := s.Port.ByIP()
	switch {
	case numbered:
		return []string{strconv.Itoa(number)}
	case s.Port.IsICMP():
		text := map[bool]string{true: "icmp", false: "icmp6"}[s.Four]
		if len(s.Types) > 0 {
			text += fmt.Sprintf(" %d", catalog.TypeNumber(s.Types[0], s.Four))
		}
		return []string{text}
	}
	var out []string
	for _, to := range s.Ports {
		destination := " destination " + span(to)
		if len(s.Source) == 0 {
			out = append(out, s.Port.Protocol+destination)
		}
		for _, from := range s.Source {
			out = append(out, s.Port.Protocol+" source "+span(from)+destination)
		}
	}
	return out
}

func span(s catalog.Span) string {
	if s.Low == s.High {
		return fmt.Sprintf("eq %d", s.Low)
	}
	return fmt.Sprintf("range %d %d", s.Low, s.High)
}
