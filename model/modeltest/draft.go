// Package modeltest writes site descriptions by chance, for the property tests of the packages that work on plans. Nothing but tests
// imports it.
package modeltest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
)

// A Draft is a site description that chance wrote: tables of entries, so that it can be written down in any order and in other words.
type Draft struct {
	cat     *catalog.Catalogue
	random  *rand.Rand
	tables  []*draftTable
	nodes   []string
	hosts   []string // nodes and servers
	parties []string // that flows may end at
	clients []string
	port    int

	zone       map[string]string // of hosts
	translated map[string]bool   // node and zone
	between    []*draftTable     // load balancers and forward proxies
}

type draftTable struct {
	header  string
	entries []draftEntry
}

type draftEntry struct {
	key   string
	value string   // as TOML
	list  []string // or its elements
	text  string   // or words that mean nothing to the program
}

// Write is the description as TOML. With a shuffle, tables, entries and elements come in another order; with other words, every text is
// another.
func (d *Draft) Write(shuffle *rand.Rand, otherWords bool) []byte {
	var b strings.Builder
	tables := slices.Clone(d.tables)
	mix(shuffle, tables[1:])
	for i, t := range tables {
		if t.header != "" {
			fmt.Fprintf(&b, "\n[%s]\n", t.header)
		}
		entries := slices.Clone(t.entries)
		mix(shuffle, entries)
		for _, e := range entries {
			value := e.value
			if e.list != nil {
				list := slices.Clone(e.list)
				mix(shuffle, list)
				value = "[" + strings.Join(list, ", ") + "]"
			}
			if e.text != "" {
				value = strconv.Quote(e.text)
				if otherWords {
					value = strconv.Quote(fmt.Sprintf("other%d.%d", len(t.header), i) + strings.ToLower(e.key) + strconv.Itoa(slices.Index(d.tables, t)))
				}
			}
			fmt.Fprintf(&b, "%s = %s\n", e.key, value)
		}
	}
	return []byte(b.String())
}

func mix[T any](shuffle *rand.Rand, list []T) {
	if shuffle != nil {
		shuffle.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
}

func (d *Draft) table(header string, entries ...draftEntry) *draftTable {
	t := &draftTable{header, entries}
	d.tables = append(d.tables, t)
	return t
}

func quoted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return out
}

func (d *Draft) chance(percent int) bool { return d.random.IntN(100) < percent }

func pick[T any](d *Draft, list []T) T { return list[d.random.IntN(len(list))] }

// some picks between one and all elements.
func some[T any](d *Draft, list []T) []T {
	order := d.random.Perm(len(list))
	out := make([]T, 0, len(list))
	for _, i := range order[:1+d.random.IntN(len(list))] {
		out = append(out, list[i])
	}
	return out
}

// nextPort is a port that nothing else in the draft has.
func (d *Draft) nextPort() string {
	d.port++
	return strconv.Itoa(d.port)
}

// New writes a site of the catalogue by chance. It is right in all that the program insists on; the vendor's rules that it breaks
// are accepted.
func New(cat *catalog.Catalogue, random *rand.Rand) *Draft {
	d := &Draft{cat: cat, random: random, port: 20000, zone: map[string]string{}, translated: map[string]bool{}}
	top := d.table("", draftEntry{key: "schema", value: "1"}, draftEntry{key: "product", value: strconv.Quote(cat.Dir)})
	if d.chance(20) {
		top.entries = append(top.entries, draftEntry{key: "profile", value: `"full"`})
	}
	d.table("document", draftEntry{key: "customer", text: "Customer"}, draftEntry{key: "title", text: "Title"}, draftEntry{key: "classification", text: "public"},
		draftEntry{key: "revision", text: "1"}, draftEntry{key: "date", value: "2026-10-01"})
	for z := range 3 {
		d.table(fmt.Sprintf("zones.zone%d", z), draftEntry{key: "name", text: fmt.Sprint("Zone ", z)},
			draftEntry{key: "networks", list: quoted([]string{fmt.Sprintf("10.%d.0.0/16", z), fmt.Sprintf("fd00:%d::/32", z)})})
	}
	d.addNodes()
	d.addServers()
	d.addNetworks()
	d.addResources()
	d.addBetween(slices.Sorted(maps.Keys(cat.Sets)), d.addOutside())
	d.addFlows()
	d.addSettings()
	d.addFiling()
	return d
}

func (d *Draft) host(kind, id string, more ...draftEntry) *draftTable {
	zone := d.random.IntN(3)
	number := len(d.tables)
	d.zone[id] = fmt.Sprintf("zone%d", zone)
	return d.table(kind+"."+id, append([]draftEntry{{key: "host", text: id + ".example"}, {key: "zone", value: fmt.Sprintf(`"zone%d"`, zone)},
		{key: "addresses", list: quoted([]string{fmt.Sprintf("10.%d.1.%d", zone, number), fmt.Sprintf("fd00:%d::%x", zone, number)})}}, more...)...)
}

func (d *Draft) addNodes() {
	roles, services := slices.Sorted(maps.Keys(d.cat.Roles)), slices.Sorted(maps.Keys(d.cat.Services))
	central := d.random.IntN(12)
	for i := range 1 + d.random.IntN(12) {
		id := fmt.Sprintf("node%d", i)
		d.nodes, d.hosts, d.parties = append(d.nodes, id), append(d.hosts, id), append(d.parties, id)
		t := d.host("nodes", id, draftEntry{key: "os", value: `"windows-server-2022"`})
		if d.chance(70) {
			t.entries = append(t.entries, draftEntry{key: "role", value: strconv.Quote(pick(d, roles))})
		} else {
			t.entries = append(t.entries, draftEntry{key: "services", list: quoted(some(d, services))})
		}
		if d.chance(30) {
			t.entries = append(t.entries, draftEntry{key: "note", text: "A note"})
		}
		facts := d.table("nodes." + id + ".facts")
		for _, name := range slices.Sorted(maps.Keys(d.cat.Facts)) {
			if f := d.cat.Facts[name]; f.Holder.V == "node" && f.Type.V == "flag" && (name == "central" && i == central || d.chance(12)) {
				facts.entries = append(facts.entries, draftEntry{key: name, value: strconv.FormatBool(name == "central" || d.chance(80))})
			}
		}
	}
}

func (d *Draft) addServers() {
	for i := range d.random.IntN(4) {
		id := fmt.Sprintf("server%d", i)
		d.host("servers", id)
		d.hosts, d.parties = append(d.hosts, id), append(d.parties, id)
	}
}

func (d *Draft) addResources() {
	for _, id := range slices.Sorted(maps.Keys(d.cat.Resources)) {
		r := d.cat.Resources[id]
		needed := r.Required.V == "always" || r.Required.V == catalog.SeveralNodes && len(d.nodes) > 1
		if !needed && !d.chance(30) {
			continue
		}
		t := d.table("resources."+id, draftEntry{key: "on", value: strconv.Quote(pick(d, d.hosts))})
		if d.chance(20) {
			t.entries = append(t.entries, draftEntry{key: "port", value: d.nextPort()})
		}
		d.table("resources."+id+".facts", d.someFacts(r.Facts)...)
	}
}

// someFacts are values for facts: all that are required, some of the others.
func (d *Draft) someFacts(known map[string]catalog.Fact) []draftEntry {
	var out []draftEntry
	for _, name := range slices.Sorted(maps.Keys(known)) {
		f := known[name]
		if !f.Required.V && !d.chance(40) {
			continue
		}
		switch f.Type.V {
		case "flag":
			out = append(out, draftEntry{key: name, value: strconv.FormatBool(d.chance(50))})
		case "choice":
			out = append(out, draftEntry{key: name, value: strconv.Quote(pick(d, f.Choices).V)})
		case "number":
			out = append(out, draftEntry{key: name, value: strconv.Itoa(f.Min.V)})
		case "text":
			out = append(out, draftEntry{key: name, value: map[string]string{"": `"14.8"`, "account": `'DRAFT\svc'`, catalog.FormName: `"www.draft.example"`}[f.Form.V]})
		}
	}
	return out
}

// addOutside declares clients and external parties, and lists those external parties that the site has.
func (d *Draft) addOutside() (there []string) {
	for i, id := range slices.Sorted(maps.Keys(d.cat.Populations)) {
		p := d.cat.Populations[id]
		if p.Required.V == "never" && d.chance(60) {
			continue
		}
		d.table("clients."+id, draftEntry{key: "networks", list: quoted([]string{fmt.Sprintf("10.%d.0.0/24", 100+i)})}, draftEntry{key: "name", text: "People"},
			draftEntry{key: "outside", value: "true"})
		d.clients = append(d.clients, id)
	}
	for i, id := range slices.Sorted(maps.Keys(d.cat.Externals)) {
		e := d.cat.Externals[id]
		if !e.Optional.V && e.Host.Set() {
			there = append(there, id)
		}
		if e.Optional.V && d.chance(50) {
			d.table("externals."+id, draftEntry{key: "host", text: fmt.Sprintf("outside%d.example", i)}, draftEntry{key: "port", value: d.nextPort()})
			d.parties, there = append(d.parties, id), append(there, id)
		}
	}
	return there
}

func (d *Draft) listeners() []string {
	var ids []string
	for service, s := range d.cat.Services {
		for name := range s.Listeners {
			ids = append(ids, service+"."+name)
		}
	}
	slices.Sort(ids)
	return ids
}

// declaredPorts are ports of declared flows and of groups of ports.
var declaredPorts = []string{"tcp/389", "udp/53", "tcp/8000-8010", "icmp", "ip/50", "udp/123", "tcp/3389", "icmp/echo-request", "vrrp", "sctp/3868"}

func (d *Draft) addFlows() {
	targets := slices.Concat([]string{"all nodes"}, slices.Sorted(maps.Keys(d.cat.Sets)), d.parties)
	for i := range d.random.IntN(5) {
		from, to := some(d, slices.Concat(targets, d.clients)), pick(d, targets)
		if d.chance(20) && i == 0 {
			to = "chorus"
			d.table("multicast_groups."+to, draftEntry{key: "name", text: "A group"}, draftEntry{key: "addresses", list: quoted([]string{"224.0.0.18", "ff02::12"})},
				draftEntry{key: "zone", value: `"zone0"`}, draftEntry{key: "members", list: quoted(some(d, d.hosts))})
		}
		if outside := slices.DeleteFunc(slices.Clone(d.parties), func(id string) bool { _, ok := d.cat.Externals[id]; return !ok }); i == 1 && len(outside) > 0 && d.chance(50) {
			to = pick(d, outside) // perhaps by way of a forward proxy
		}
		if slices.Contains(from, to) {
			to = "all nodes" // what a party outside does with itself is nobody's flow
		}
		from = from[:min(3, len(from))]
		if inner := func(id string) bool { return strings.HasSuffix(id, ".inner") }; len(d.nodes) > 1 && (inner(to) || slices.ContainsFunc(from, inner)) {
			from[0] = "all nodes" // else both ends may be one host
		} else if inner(to) || slices.ContainsFunc(from, inner) {
			from, to = []string{d.nodes[0]}, d.nodes[0]
		}
		t := d.table(fmt.Sprintf("flows.declared%d", i), draftEntry{key: "from", list: quoted(from)},
			draftEntry{key: "to", value: strconv.Quote(to)}, draftEntry{key: "ports", list: quoted(some(d, declaredPorts))}, draftEntry{key: "purpose", text: "A purpose"})
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "owner", text: "Somebody"}, draftEntry{key: "encrypted", value: "true"})
		}
	}
}

// areas are ends of flows that are no party: zones, networks that lie in one, in none or over several, addresses, and anything.
var areas = []string{"zone zone0", "zone zone1", "zone zone2", "10.0.128.0/17", "10.2.0.0/30", "192.0.2.0/24", "2001:db8:9::/48", "10.0.0.0/8", "198.51.100.77", "fd00::/16", "anything"}

// AddAreas declares flows to and from areas and the site's groups, some of them via a host. Rules then hold for hosts that they do not name.
func (d *Draft) AddAreas() {
	var groups []string
	for _, t := range d.tables {
		if id, ok := strings.CutPrefix(t.header, "groups."); ok {
			groups = append(groups, id)
		}
	}
	for i := range 1 + d.random.IntN(4) {
		from, to := quoted(some(d, areas)[:1]), quoted(some(d, slices.Concat(d.nodes, []string{"all nodes"}))[:1])
		grouped := len(groups) > 0 && d.chance(30) // which may be one host
		if grouped {
			from = quoted([]string{pick(d, groups)})
		}
		if d.chance(50) {
			from, to = to, quoted(some(d, areas)[:1])
		}
		t := d.table(fmt.Sprintf("flows.area%d", i), draftEntry{key: "from", list: from}, draftEntry{key: "to", list: to}, draftEntry{key: "ports", list: quoted(some(d, declaredPorts))},
			draftEntry{key: "purpose", text: "A purpose"}, draftEntry{key: "reason", text: "A reason"})
		if d.chance(30) {
			t.entries = append(t.entries, draftEntry{key: "note", text: "A note"})
		}
		jumps := slices.DeleteFunc(slices.Clone(d.hosts), func(id string) bool { return len(d.nodes) == 1 && id == d.nodes[0] })
		if id := strconv.Quote(pick(d, append(jumps, ""))); d.chance(30) && id != `""` && !grouped && !slices.Contains(from, id) && !slices.Contains(to, id) {
			t.entries = append(t.entries, draftEntry{key: "via", value: id})
		}
	}
}

// onePort reports whether a listener has one port, which another number can stand for.
func (d *Draft) onePort(listener string) bool {
	l, _ := d.cat.Listener(listener)
	port, err := catalog.PortOf(l.Transport.V, l.Port.V)
	return err == nil && port.Numbers.One()
}

// addSettings sets facts of the site, moves listeners, and accepts every rule of the vendor.
func (d *Draft) addSettings() {
	site := map[string]catalog.Fact{}
	for name, f := range d.cat.Facts {
		if f.Holder.V == "site" {
			site[name] = f
		}
	}
	d.table("facts", d.someFacts(site)...)
	for _, id := range some(d, d.listeners())[:d.random.IntN(2)] {
		if !d.onePort(id) {
			continue // no single number may stand for a range
		}
		header := "overrides." + strconv.Quote(id)
		if i := slices.IndexFunc(d.tables, func(t *draftTable) bool { return t.header == header }); i >= 0 {
			d.tables[i].entries = append(d.tables[i].entries, draftEntry{key: "port", value: d.nextPort()})
			continue
		}
		d.table(header, draftEntry{key: "port", value: d.nextPort()}, draftEntry{key: "reason", text: "A reason"})
	}
	d.table("approvals.first", draftEntry{key: "by", text: "Somebody"}, draftEntry{key: "date", value: "2026-09-30"}, draftEntry{key: "covers", list: quoted([]string{"all"})})
	for _, rule := range d.cat.Lint {
		d.table("accept."+rule.ID.V, draftEntry{key: "reason", text: "A reason"}, draftEntry{key: "until", value: "2099-12-31"})
	}
}
