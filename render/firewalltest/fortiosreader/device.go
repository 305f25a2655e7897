// Package fortiosreader holds what commands do to a FortiOS device, as far as its firewall's policies go, and decides on packets as the device does. It
// was written from public grammars and references alone, before and apart from the writer, which it shares nothing with: Batfish's grammar/fortios
// (words, config, edit, set, policies, addresses, services), Fortinet's Ansible collection (keys and values), the CLI reference (lengths, schedules,
// deleting and moving). It is imported by tests only.
package fortiosreader

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Device is what is configured on a device: tables of entries by name.
type Device struct {
	tables map[string]*table
	vdom   string // in which the commands are given
}

type table struct {
	entries map[string]entry
	order   []string // as the device looks through them
}

// An entry has values by key.
type entry map[string][]string

// New is a device with what is always there, and with objects of its owner that translate: their names with nothing but that.
func New(virtual, pools []string) *Device {
	d := &Device{tables: map[string]*table{}}
	for path := range keys {
		d.tables[path] = &table{entries: map[string]entry{}}
	}
	d.add("firewall address", "all", entry{"subnet": {"0.0.0.0", "0.0.0.0"}})
	d.add("firewall address6", "all", entry{"ip6": {"::/0"}})
	d.add("firewall service custom", "ALL", entry{"protocol": {"IP"}})
	d.add("firewall schedule onetime", "always", entry{})
	for _, name := range virtual {
		d.add("firewall vip", name, entry{})
	}
	for _, name := range pools {
		d.add("firewall ippool", name, entry{})
	}
	return d
}

func (d *Device) add(path, name string, e entry) {
	t := d.tables[path]
	if t.entries[name] == nil {
		t.order = append(t.order, name)
	}
	t.entries[name] = e
}

// A key is what may be set: its least and most values, what they must be, and which tables they may name entries of.
type key struct {
	least, most int
	check       func([]string) error
	of          []string
}

func one(allowed ...string) key {
	return key{1, 1, func(v []string) error {
		if !slices.Contains(allowed, v[0]) {
			return fmt.Errorf("%q is none of %q", v[0], allowed)
		}
		return nil
	}, nil}
}

func texts(most int) key {
	return key{1, 1, func(v []string) error { return text(v[0], most) }, nil}
}

func naming(most int, of ...string) key { return key{1, most, nil, of} }

func number(low, high int) key {
	return key{1, 1, func(v []string) error {
		if n, err := strconv.Atoi(v[0]); err != nil || n < low || n > high {
			return fmt.Errorf("%q is no number from %d to %d", v[0], low, high)
		}
		return nil
	}, nil}
}

const many = 1 << 16

var keys = map[string]map[string]key{
	"firewall address": {"type": one("ipmask", "iprange", "fqdn"), "fqdn": texts(255), "subnet": {1, 2, checkSubnet, nil}, "start-ip": {1, 1, nil, nil}, "end-ip": {1, 1, nil, nil}, "comment": texts(255)},
	"firewall address6": {"type": one("ipprefix", "iprange", "fqdn"), "fqdn": texts(255), "ip6": {1, 1, checkPrefix6, nil}, "start-ip": {1, 1, nil, nil}, "end-ip": {1, 1, nil, nil},
		"comment": texts(255)},
	"firewall addrgrp":  {"member": naming(many, "firewall address", "firewall addrgrp"), "comment": texts(255)},
	"firewall addrgrp6": {"member": naming(many, "firewall address6", "firewall addrgrp6"), "comment": texts(255)},
	"firewall service custom": {"protocol": one("ICMP", "ICMP6", "IP", "TCP/UDP/SCTP"), "protocol-number": number(0, 254), "icmptype": number(0, 255), "icmpcode": number(0, 255),
		"tcp-portrange": {1, many, checkPorts, nil}, "udp-portrange": {1, many, checkPorts, nil}, "sctp-portrange": {1, many, checkPorts, nil}, "comment": texts(255)},
	"firewall service group":    {"member": naming(many, "firewall service custom", "firewall service group"), "comment": texts(255)},
	"firewall schedule onetime": {"start": {2, 2, checkMoment, nil}, "end": {2, 2, checkMoment, nil}, "expiration-days": number(0, 100)},
	"firewall vip":              {},
	"firewall ippool":           {},
	"firewall policy": {"name": texts(35), "srcintf": naming(many), "dstintf": naming(many), "srcaddr": naming(many, "firewall address", "firewall addrgrp"),
		"dstaddr": naming(many, "firewall address", "firewall addrgrp", "firewall vip"), "srcaddr6": naming(many, "firewall address6", "firewall addrgrp6"),
		"dstaddr6": naming(many, "firewall address6", "firewall addrgrp6", "firewall vip"), "service": naming(many, "firewall service custom", "firewall service group"),
		"schedule": naming(1, "firewall schedule onetime"), "action": one("accept", "deny"), "status": one("enable", "disable"), "logtraffic": one("all", "utm", "disable"),
		"nat": one("enable", "disable"), "ippool": one("enable", "disable"), "poolname": naming(many, "firewall ippool"), "comments": texts(1023)},
}

// longest are the longest names of entries.
var longest = map[string]int{"firewall address": 79, "firewall address6": 79, "firewall addrgrp": 79, "firewall addrgrp6": 79, "firewall service custom": 79,
	"firewall service group": 79, "firewall schedule onetime": 31}

// needed is what an entry must have when it is left.
var needed = map[string][]string{"firewall policy": {"srcintf", "dstintf", "service", "schedule"}, "firewall addrgrp": {"member"}, "firewall addrgrp6": {"member"},
	"firewall service group": {"member"}, "firewall schedule onetime": {"start", "end"}}

// Load gives commands to the device, line by line. The first that it does not take is an error.
func (d *Device) Load(commands string) error {
	d.vdom = ""
	s := session{device: d}
	for n, line := range strings.Split(commands, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		w, err := words(line)
		if err == nil && len(w) > 0 {
			err = s.do(w)
		}
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", n+1, strings.TrimSpace(line), err)
		}
	}
	if s.path != "" || s.inVDOM {
		return fmt.Errorf("config %s does not end", s.path)
	}
	return nil
}

// VDOM is the virtual domain that the last commands were given in; empty where they name none.
func (d *Device) VDOM() string { return d.vdom }

// String is all that is configured, so that two states can be compared.
func (d *Device) String() string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(d.tables)) {
		for _, name := range d.tables[path].order {
			fmt.Fprintf(&b, "%s %q", path, name)
			e := d.tables[path].entries[name]
			for _, k := range slices.Sorted(maps.Keys(e)) {
				fmt.Fprintf(&b, " %s=%q", k, e[k])
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
