// Package panosreader holds what commands do to the candidate configuration of a PAN-OS device, as far as its security rules go, and decides on packets as
// the device does. It was written from public grammars and references alone, before and apart from the writer, which it shares nothing with: Batfish's
// grammar/palo_alto (PaloAltoLexer; _address, _address_group, _service, _tag, _rulebase, _application, _common), capirca's paloaltofw (custom applications,
// lengths) and the Ansible collection paloaltonetworks.panos (panos_application_object). It is imported by tests only.
package panosreader

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Device is its candidate configuration: entries of tables, each with values by key.
type Device struct {
	vsys   string
	tables map[string]map[string]map[string][]string
	order  []string // of rules
}

// New is a device with nothing that matters here.
func New(vsys string) *Device {
	d := &Device{vsys: vsys, tables: map[string]map[string]map[string][]string{}}
	for table := range keys {
		d.tables[table] = map[string]map[string][]string{}
	}
	return d
}

// A key is what an entry may have: a list adds up, any other value takes the place of the one before.
type key struct {
	list  bool
	check func(string) error
	of    []string // tables in which its values are entries
}

const rules = "rulebase security rules"

var keys = map[string]map[string]key{
	"tag":           {"comments": {check: text(1023)}},
	"address":       {"ip-netmask": {check: checkAddress}, "fqdn": {check: text(255)}, "description": {check: text(1023)}, "tag": {list: true, of: []string{"tag"}}},
	"address-group": {"static": {list: true, of: []string{"address", "address-group"}}, "description": {check: text(1023)}, "tag": {list: true, of: []string{"tag"}}},
	"service": {"protocol tcp port": {check: checkPorts}, "protocol udp port": {check: checkPorts}, "protocol sctp port": {check: checkPorts},
		"protocol tcp source-port": {check: checkPorts}, "protocol udp source-port": {check: checkPorts}, "protocol sctp source-port": {check: checkPorts},
		"description": {check: text(1023)}, "tag": {list: true, of: []string{"tag"}}},
	"application": {"category": {}, "subcategory": {}, "technology": {}, "risk": {check: number(1, 5)}, "description": {check: text(1023)},
		"default ident-by-ip-protocol": {check: number(1, 255)}, "default ident-by-icmp-type type": {check: number(0, 255)}, "default ident-by-icmp6-type type": {check: number(0, 255)}},
	"schedule": {"schedule-type non-recurring": {list: true, check: checkPeriod}},
	rules: {"from": {list: true}, "to": {list: true}, "source": {list: true, of: []string{"address", "address-group", "predefined address"}}, "destination": {list: true, of: []string{"address", "address-group", "predefined address"}},
		"application": {list: true, of: []string{"application", "predefined application"}}, "service": {list: true, of: []string{"service", "predefined service"}},
		"action": {check: oneOf("allow", "deny", "drop")}, "disabled": {check: oneOf("yes", "no")}, "log-start": {check: oneOf("yes", "no")}, "log-end": {check: oneOf("yes", "no")},
		"description": {check: text(1024)}, "tag": {list: true, of: []string{"tag"}}, "schedule": {of: []string{"schedule"}}},
}

// predefined are entries that every device has.
var predefined = map[string][]string{"predefined application": {"any", "icmp", "ping", "ipv6-icmp"}, "predefined service": {"any"}, "predefined address": {"any"}}

// longest are the longest names of entries.
var longest = map[string]int{"tag": 127, "address": 63, "address-group": 63, "service": 63, "application": 31, "schedule": 31, rules: 63}

// Load gives commands of the configuration mode, line by line. The first that the device does not take is an error.
func (d *Device) Load(commands string) error {
	for n, line := range strings.Split(commands, "\n") {
		if line == "" {
			continue
		}
		w, err := words(line)
		if err == nil {
			err = d.do(w)
		}
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", n+1, line, err)
		}
	}
	return nil
}

func (d *Device) do(w []string) error {
	verb := w[0]
	w = w[1:]
	if d.vsys != "" {
		if len(w) < 3 || w[0] != "vsys" || w[1] != d.vsys {
			return errors.New("another virtual system")
		}
		w = w[2:]
	}
	table, n := "", 1
	if len(w) > 3 && strings.Join(w[:3], " ") == rules {
		table, n = rules, 3
	} else if len(w) > 0 && keys[w[0]] != nil {
		table = w[0]
	}
	if table == "" || len(w) <= n {
		return errors.New("no such command")
	}
	name, rest := w[n], w[n+1:]
	if len(name) > longest[table] || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_ ") != "" || strings.ContainsAny(name[:1], "-_ ") {
		return fmt.Errorf("%q is no name", name)
	}
	switch verb {
	case "set":
		return d.set(table, name, rest)
	case "delete":
		return d.remove(table, name, rest)
	case "move":
		return d.move(table, name, rest)
	}
	return errors.New("no such command")
}

func (d *Device) set(table, name string, rest []string) error {
	for n := len(rest) - 1; n > 0; n-- {
		k := strings.Join(rest[:n], " ")
		known, ok := keys[table][k]
		if !ok {
			continue
		}
		values := rest[n:]
		if values[0] == "[" && values[len(values)-1] == "]" && known.list {
			values = values[1 : len(values)-1]
		}
		if len(values) == 0 || !known.list && len(values) > 1 {
			return fmt.Errorf("%q are no values of %s", values, k)
		}
		return d.put(table, name, k, known, values)
	}
	return fmt.Errorf("%q is nothing that %s has", rest, table)
}

func (d *Device) put(table, name, k string, known key, values []string) error {
	for _, v := range values {
		if known.check != nil {
			if err := known.check(v); err != nil {
				return err
			}
		}
		if len(known.of) > 0 && !slices.ContainsFunc(known.of, func(t string) bool { return d.tables[t][v] != nil || slices.Contains(predefined[t], v) }) {
			return fmt.Errorf("%q is none of %q", v, known.of)
		}
	}
	e := d.tables[table][name]
	if e == nil {
		e = map[string][]string{}
		d.tables[table][name] = e
		if table == rules {
			d.order = append(d.order, name)
		}
	}
	if !known.list {
		e[k] = values
		return nil
	}
	for _, v := range values {
		if !slices.Contains(e[k], v) {
			e[k] = append(e[k], v)
		}
	}
	return nil
}

func (d *Device) remove(table, name string, rest []string) error {
	if len(rest) > 0 || d.tables[table][name] == nil {
		return errors.New("there is nothing of the kind")
	}
	for other, entries := range d.tables {
		for by, e := range entries {
			for k, values := range e {
				if slices.Contains(keys[other][k].of, table) && slices.Contains(values, name) {
					return fmt.Errorf("%s %s refers to it", other, by)
				}
			}
		}
	}
	delete(d.tables[table], name)
	if table == rules {
		d.order = slices.DeleteFunc(d.order, func(other string) bool { return other == name })
	}
	return nil
}

func (d *Device) move(table, name string, rest []string) error {
	if table != rules || len(rest) != 2 || rest[0] != "before" || !slices.Contains(d.order, name) || !slices.Contains(d.order, rest[1]) {
		return errors.New("nothing can be moved so")
	}
	d.order = slices.DeleteFunc(d.order, func(other string) bool { return other == name })
	d.order = slices.Insert(d.order, slices.Index(d.order, rest[1]), name)
	return nil
}

// Complete finds rules that lack what a commit asks for.
func (d *Device) Complete() error {
	for name, r := range d.tables[rules] {
		for _, k := range []string{"from", "to", "source", "destination", "application", "service", "action"} {
			if len(r[k]) == 0 {
				return fmt.Errorf("rule %s has no %s", name, k)
			}
		}
	}
	for name, s := range d.tables["service"] {
		ports := 0
		for k := range s {
			if strings.HasPrefix(k, "protocol") && strings.HasSuffix(k, " port") {
				ports++
			}
		}
		if ports != 1 {
			return fmt.Errorf("service %s has %d protocols", name, ports)
		}
	}
	return nil
}

// String is all that is configured, so that two states can be compared.
func (d *Device) String() string {
	var b strings.Builder
	fmt.Fprintln(&b, d.order)
	for _, table := range slices.Sorted(maps.Keys(d.tables)) {
		for _, name := range slices.Sorted(maps.Keys(d.tables[table])) {
			fmt.Fprintln(&b, table, name, d.tables[table][name])
		}
	}
	return b.String()
}

// words are the words of a line. A word in quotes has no quote in it; one without has no blank and none of ; , { } [ ] & | ( ) " ' but brackets that are
// words, and commas between ports.
func words(line string) ([]string, error) {
	var out []string
	for rest := line; rest != ""; rest = strings.TrimPrefix(rest, " ") {
		if rest[0] == '"' {
			end := strings.IndexByte(rest[1:], '"') + 1
			if end < 1 || end+1 < len(rest) && rest[end+1] != ' ' {
				return nil, errors.New("a quote does not end")
			}
			out, rest = append(out, rest[1:end]), rest[end+1:]
			continue
		}
		word, _, _ := strings.Cut(rest, " ")
		if word == "" || word != "[" && word != "]" && strings.ContainsAny(word, ";{}[]&|()\"'?") {
			return nil, fmt.Errorf("%q is no word", word)
		}
		out, rest = append(out, word), rest[len(word):]
	}
	return out, nil
}
