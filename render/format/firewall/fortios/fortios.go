// Package fortios writes rules of firewalls for FortiOS, as commands of its console: objects, and policies that refer to them.
//
// What the commands are is from the CLI reference of FortiOS 7.4 (config firewall address, address6, addrgrp, addrgrp6, service custom, schedule onetime,
// policy, multicast-policy), Fortinet's Ansible collection (plugins/modules/fortios_firewall_*.py: keys, and the versions that have them) and Batfish's
// grammar/fortios (words and quotes). Policies for both families in one table are those of 6.4 and later.
package fortios

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
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

// Dialect is FortiOS.
var Dialect = firewall.Dialect{Name: "fortios", Remark: "#", Away: "-remove.conf", Serves: serves, Kinds: []ruleset.Kind{ruleset.Firewall}, Texts: texts, Write: files, Steps: steps,
	Side: side, SideKeys: "zone_names", Arriving: true, Cannot: cannot, Names: true, Head: []string{"rule-file.names"}}

func serves(system string) bool { return catalog.MatchesSystem(system, "fortios*") }

// side is a zone of the device, or an interface that is in none: policies name either.
func side(s ruleset.Side) source.Text {
	if s.Name.Set() {
		return s.Name
	}
	return s.Interface
}

var style = device.Style{Object: 79, Rule: 35, Schedule: 31, Only: "-_.", Apart: true, Translates: true}

// files are the commands that make objects and policies, and those that take them away. An entry is found by its name or number and written with all its
// values, so that the same commands given twice leave what they leave given once.
func files(s *ruleset.Ruleset) []firewall.File {
	b := device.Of(s, style)
	ids := identifiers(b)
	return []firewall.File{{Ending: ".conf", Data: []byte(apply(s, b, ids))}, {Ending: "-remove.conf", Data: []byte(remove(s, b, ids))}}
}

func apply(s *ruleset.Ruleset, b *device.Book, ids []string) string {
	w := &writer{}
	w.head(s)
	w.table("firewall address", four(b.Addresses), func(a device.Address) { w.address(a) })
	w.table("firewall address6", six(b.Addresses), func(a device.Address) { w.address(a) })
	for _, four := range []bool{true, false} {
		w.groups(b, four)
	}
	writeTable(w, "firewall service custom", b.Services, w.service)
	writeTable(w, "firewall schedule onetime", b.Schedules, w.schedule)
	n := 0
	writeTable(w, "firewall policy", b.Entries, func(e device.Entry) {
		w.policy(e, ids[n])
		n++
	})
	if s.Names.Above.Set() {
		writeTable(w, "firewall policy", ids, func(id string) { w.line("move %s before %s", id, s.Names.Above.V) })
	}
	w.foot(s)
	return w.String()
}

// remove takes policies away before what they refer to.
func remove(s *ruleset.Ruleset, b *device.Book, ids []string) string {
	w := &writer{}
	w.head(s)
	w.remove("firewall policy", ids)
	for _, four := range []bool{true, false} {
		groups := slices.DeleteFunc(slices.Clone(b.Groups), func(g device.Group) bool { return g.Four != four })
		w.remove(map[bool]string{true: "firewall addrgrp", false: "firewall addrgrp6"}[four], quoted(groups, func(g device.Group) string { return g.Name }))
	}
	w.remove("firewall address", quoted(four(b.Addresses), func(a device.Address) string { return a.Name }))
	w.remove("firewall address6", quoted(six(b.Addresses), func(a device.Address) string { return a.Name }))
	w.remove("firewall service custom", quoted(b.Services, func(s device.Service) string { return s.Name }))
	w.remove("firewall schedule onetime", quoted(b.Schedules, func(s device.Schedule) string { return s.Name }))
	w.foot(s)
	return w.String()
}

func quoted[T any](list []T, name func(T) string) []string {
	var out []string
	for _, each := range list {
		out = append(out, quote(name(each)))
	}
	return out
}

func four(list []device.Address) []device.Address {
	return slices.DeleteFunc(slices.Clone(list), func(a device.Address) bool { return a.Six })
}

func six(list []device.Address) []device.Address {
	return slices.DeleteFunc(slices.Clone(list), func(a device.Address) bool { return !a.Six })
}

// identifiers are the numbers of policies. They are made of the rules' ids, so that a rule keeps its number, and are so high that nobody counts to them: a
// device gives the next free number to policies that are made without one.
func identifiers(b *device.Book) []string {
	const first, span = 1_000_000_000, 1_000_000_000
	taken := map[uint32]bool{}
	var out []string
	for _, e := range b.Entries {
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(e.Name)) // never fails
		n := sum.Sum32() % span
		for taken[n] {
			n = (n + 1) % span
		}
		taken[n] = true
		out = append(out, strconv.Itoa(first+int(n)))
	}
	return out
}

type writer struct {
	strings.Builder
	depth int
}

func (w *writer) line(format string, args ...any) {
	w.WriteString(strings.Repeat("    ", w.depth) + fmt.Sprintf(format, args...) + "\n")
}

func (w *writer) head(s *ruleset.Ruleset) {
	for _, line := range firewall.Remarks(texts["remark"], s.Adding, s.Omitted) {
		w.line("# %s", line)
	}
	if s.Names.VirtualSystem != "" {
		w.line("config vdom")
		w.line("edit %s", quote(s.Names.VirtualSystem))
	}
}

func (w *writer) foot(s *ruleset.Ruleset) {
	if s.Names.VirtualSystem != "" {
		w.line("end")
	}
}

func (w *writer) table(path string, list []device.Address, entry func(device.Address)) {
	writeTable(w, path, list, entry)
}

// writeTable writes the entries of a table; none of an empty one.
func writeTable[T any](w *writer, path string, list []T, entry func(T)) {
	if len(list) == 0 {
		return
	}
	w.line("config %s", path)
	w.depth++
	for _, each := range list {
		entry(each)
	}
	w.depth--
	w.line("end")
}

func (w *writer) entry(name string, values ...string) {
	w.line("edit %s", name)
	w.depth++
	for _, v := range values {
		if v != "" {
			w.line("%s", v)
		}
	}
	w.depth--
	w.line("next")
}

func (w *writer) remove(path string, names []string) {
	writeTable(w, path, names, func(name string) { w.line("delete %s", name) })
}

func (w *writer) address(a device.Address) {
	if a.Host != "" {
		w.entry(quote(a.Name), "set type fqdn", "set fqdn "+quote(a.Host), comment(a.Of))
		return
	}
	if a.Six {
		w.entry(quote(a.Name), "set type ipprefix", "set ip6 "+a.Prefix.String(), comment(a.Of))
		return
	}
	w.entry(quote(a.Name), "set type ipmask", "set subnet "+a.Prefix.Addr().String()+" "+mask(a.Prefix), comment(a.Of))
}

// mask is the length of a network as a mask.
func mask(p netip.Prefix) string {
	var m [4]byte
	binary.BigEndian.PutUint32(m[:], ^uint32(0)<<(32-p.Bits()))
	return netip.AddrFrom4(m).String()
}

func (w *writer) groups(b *device.Book, four bool) {
	groups := slices.DeleteFunc(slices.Clone(b.Groups), func(g device.Group) bool { return g.Four != four })
	writeTable(w, map[bool]string{true: "firewall addrgrp", false: "firewall addrgrp6"}[four], groups, func(g device.Group) {
		w.entry(quote(g.Name), "set member "+quoteAll(g.Members), comment(g.Of))
	})
}

// service is one of one protocol. What is for ports alone is said by leaving the protocol as it is: its name differs between versions.
func (w *writer) service(s device.Service) {
	number, numbered := s.Port.ByIP()
	switch {
	case numbered:
		w.entry(quote(s.Name), "set protocol IP", fmt.Sprintf("set protocol-number %d", number), comment(s.Of))
	case s.Port.IsICMP():
		protocol := map[bool]string{true: "ICMP", false: "ICMP6"}[s.Four]
		kind := "unset icmptype"
		if len(s.Types) > 0 {
			kind = fmt.Sprintf("set icmptype %d", catalog.TypeNumber(s.Types[0], s.Four))
		}
		w.entry(quote(s.Name), "set protocol "+protocol, kind, comment(s.Of))
	default:
		values := []string{"unset protocol"}
		for _, protocol := range []string{"tcp", "udp", "sctp"} {
			if protocol == s.Port.Protocol {
				values = append(values, "set "+protocol+"-portrange "+ports(s))
			} else {
				values = append(values, "unset "+protocol+"-portrange")
			}
		}
		w.entry(quote(s.Name), append(values, comment(s.Of))...)
	}
}

// ports are each range of destination ports with each of source ports.
func ports(s device.Service) string {
	var out []string
	for _, to := range s.Ports {
		if len(s.Source) == 0 {
			out = append(out, span(to))
		}
		for _, from := range s.Source {
			out = append(out, span(to)+":"+span(from))
		}
	}
	return strings.Join(out, " ")
}

func span(s catalog.Span) string {
	if s.Low == s.High {
		return strconv.Itoa(s.Low)
	}
	return fmt.Sprintf("%d-%d", s.Low, s.High)
}

// schedule holds to the end of a day. It has to begin some time, and does so before any device was made.
func (w *writer) schedule(s device.Schedule) {
	w.entry(quote(s.Name), "set start 00:00 2001/01/01", "set end 23:59 "+strings.ReplaceAll(s.Until.String(), "-", "/"))
}

func (w *writer) policy(e device.Entry, id string) {
	values := []string{"set name " + quote(e.Name), "set srcintf " + quoteAll(sides(e.In)), "set dstintf " + quoteAll(sides(e.Out))}
	for _, end := range []struct {
		key   string
		names []string
	}{{"srcaddr", e.From.Four}, {"dstaddr", e.To.Four}, {"srcaddr6", e.From.Six}, {"dstaddr6", e.To.Six}} {
		if len(end.names) == 0 {
			values = append(values, "unset "+end.key)
			continue
		}
		values = append(values, "set "+end.key+" "+quoteAll(end.names))
	}
	schedule, log := "always", "disable"
	if e.Schedule != "" {
		schedule = e.Schedule
	}
	if e.Rule.Log {
		log = "all"
	}
	values = append(values, "set action accept", "set status enable", "set schedule "+quote(schedule),
		"set service "+strings.Join(quoted(e.Services, func(s device.Service) string { return s.Name }), " "), "set logtraffic "+log)
	if e.Source == nil {
		values = append(values, "set nat disable")
	} else {
		values = append(values, "set nat enable", "set ippool enable", "set poolname "+quote(e.Source.Object))
	}
	w.entry(id, append(values, "set comments "+quote(texts["comments"].Of(e.Comment())))...)
}

func sides(list []ruleset.Side) []string {
	var out []string
	for _, s := range list {
		out = append(out, side(s).V)
	}
	return out
}

func quoteAll(names []string) string {
	return strings.Join(quoted(names, func(name string) string { return name }), " ")
}

func comment(of string) string {
	if text := texts["comment"].Of(of); text != "" {
		return "set comment " + quote(text)
	}
	return "unset comment"
}

// quote puts a text in quotes that has nothing in it to which that would matter.
func quote(text string) string { return `"` + text + `"` }
