package modeltest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// edits are what chance may change of a draft. Each tells whether there was something to change.
var edits = map[string]func(*Draft) bool{
	"address":        (*Draft).moveHost,
	"second address": (*Draft).addAddress,
	"host name": func(d *Draft) bool {
		return d.rewrite(isHost, "host", func(string) string { return `"renamed.example"` })
	},
	"note": func(d *Draft) bool { return d.set("nodes.", "note", `"Another note"`) },
	"network": func(d *Draft) bool {
		return d.set("clients.", "networks", fmt.Sprintf(`["10.%d.0.0/24"]`, 200+d.random.IntN(50)))
	},
	"network added": (*Draft).widenClients,
	"resource port": func(d *Draft) bool { return d.set("resources.", "port", d.nextPort()) },
	"external port": func(d *Draft) bool { return d.set("externals.", "port", d.nextPort()) },
	"proxy port":    func(d *Draft) bool { return d.set("forward_proxies.", "port", d.nextPort()) },
	"override":      (*Draft).moveListener,
	"declared port": func(d *Draft) bool { return d.set("flows.", "ports", fmt.Sprintf(`["tcp/%s"]`, d.nextPort())) },
	"purpose":       func(d *Draft) bool { return d.set("flows.", "purpose", `"Another purpose"`) },
	"owner":         func(d *Draft) bool { return d.set("flows.", "owner", `"Another owner"`) },
	"encryption":    func(d *Draft) bool { return d.set("flows.", "encrypted", strconv.FormatBool(d.chance(50))) },
	"phase":         func(d *Draft) bool { return d.set("flows.", "phase", `"set-up"`) },
	"source port":   func(d *Draft) bool { return d.set("flows.", "source_port", `"2000-3000"`) },
	"request":       (*Draft).request,
	"node":          (*Draft).AddNode,
	"flag":          (*Draft).flipFlag,
	"flow removed":  (*Draft).removeFlow,
}

// Edit changes one thing of the draft by chance and says what. Some edits change what rules mean and some do not; a few make a site that
// is wrong.
func (d *Draft) Edit(random *rand.Rand) string {
	d.random = random
	var kinds []string
	for kind := range edits {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for {
		if kind := pick(d, kinds); edits[kind](d) {
			return kind
		}
	}
}

func isHost(header string) bool {
	kind, id, _ := strings.Cut(header, ".")
	return slices.Contains([]string{"nodes", "servers", "load_balancers", "forward_proxies"}, kind) && id != "" && !strings.Contains(id, ".")
}

// within picks a table by its header, nil where there is none.
func (d *Draft) within(matches func(header string) bool) *draftTable {
	var all []*draftTable
	for _, t := range d.tables {
		if matches(t.header) {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return pick(d, all)
}

// set gives a key of some table of a kind, but not of a table in one, another value.
func (d *Draft) set(kind, key, value string) bool {
	t := d.within(func(h string) bool { return strings.HasPrefix(h, kind) && strings.Count(h, ".") == 1 })
	if t == nil {
		return false
	}
	t.put(key, value)
	return true
}

func (t *draftTable) put(key, value string) {
	t.entries = slices.DeleteFunc(slices.Clone(t.entries), func(e draftEntry) bool { return e.key == key })
	t.entries = append(t.entries, draftEntry{key: key, value: value})
}

func (d *Draft) rewrite(matches func(string) bool, key string, value func(header string) string) bool {
	t := d.within(matches)
	if t == nil {
		return false
	}
	t.put(key, value(t.header))
	return true
}

// moveHost gives a host another address of its zone.
func (d *Draft) moveHost() bool {
	return d.rewrite(isHost, "addresses", func(header string) string { return fmt.Sprintf(`["%s"]`, d.spareAddress(header)) })
}

func (d *Draft) spareAddress(header string) string {
	_, id, _ := strings.Cut(header, ".")
	return fmt.Sprintf("10.%s.77.%d", strings.TrimPrefix(d.zone[id], "zone"), 1+d.random.IntN(250))
}

func (d *Draft) addAddress() bool {
	t := d.within(isHost)
	if t == nil {
		return false
	}
	for i, e := range t.entries {
		if e.key == "addresses" {
			t.entries[i].list = append(slices.Clone(e.list), strconv.Quote(d.spareAddress(t.header)))
			return e.list != nil
		}
	}
	return false
}

func (d *Draft) widenClients() bool {
	t := d.within(func(h string) bool { return strings.HasPrefix(h, "clients.") })
	if t == nil || t.entries[0].list == nil {
		return false
	}
	t.entries[0].list = append(slices.Clone(t.entries[0].list), strconv.Quote(fmt.Sprintf("10.%d.0.0/24", 200+d.random.IntN(50))))
	return true
}

func (d *Draft) moveListener() bool {
	header := "overrides." + strconv.Quote(pick(d, d.listeners()))
	if slices.ContainsFunc(d.tables, func(t *draftTable) bool { return t.header == header }) {
		return false
	}
	d.table(header, draftEntry{key: "port", value: d.nextPort()}, draftEntry{key: "reason", text: "A reason"})
	return true
}

// request says of all rules what is no part of what they mean, or from which port they come.
func (d *Draft) request() bool {
	t := d.table(fmt.Sprintf("requests.later%d", len(d.tables)), draftEntry{key: "covers", list: quoted([]string{"all"})})
	if t.put("ticket", `"T-2"`); d.chance(30) {
		t.put("source_port", `"1024-65535"`)
	}
	return true
}

// AddNode adds a node of some role.
func (d *Draft) AddNode() bool {
	var roles []string
	for role := range d.cat.Roles {
		roles = append(roles, role)
	}
	slices.Sort(roles)
	d.host("nodes", fmt.Sprintf("added%d", len(d.tables)), draftEntry{key: "os", value: `"windows-server-2022"`}, draftEntry{key: "role", value: strconv.Quote(pick(d, roles))})
	return true
}

// flipFlag changes a fact of a node, and with it its part in the site or in a failover.
func (d *Draft) flipFlag() bool {
	t := d.within(func(h string) bool { return strings.HasPrefix(h, "nodes.") && strings.HasSuffix(h, ".facts") })
	var flags []string
	for name, f := range d.cat.Facts {
		if f.Holder.V == "node" && f.Type.V == "flag" {
			flags = append(flags, name)
		}
	}
	slices.Sort(flags)
	if t == nil || len(flags) == 0 {
		return false
	}
	t.put(pick(d, flags), strconv.FormatBool(d.chance(70)))
	return true
}

func (d *Draft) removeFlow() bool {
	t := d.within(func(h string) bool { return strings.HasPrefix(h, "flows.") })
	if t == nil {
		return false
	}
	d.tables = slices.DeleteFunc(d.tables, func(o *draftTable) bool { return o == t })
	return true
}
