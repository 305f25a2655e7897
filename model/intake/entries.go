package intake

import (
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"portolan/model/catalog"
	"portolan/model/secret"
	"portolan/model/site"
	"portolan/model/source"
)

// An Entry is a table of a site as lists have it.
type Entry struct {
	Table, ID string
	Keys      []Key
	Open      []string // what nobody said, a line each
	From      []string // places, as people read them
	Lists     []string // names of the lists that speak of it
}

// Header is the entry's table: "nodes.qs-proxy1".
func (e *Entry) Header() string { return e.Table + "." + e.ID }

// A Key is one of an entry: "facts.cores", with a text, a list of texts, a number or a truth.
type Key struct {
	Name  string
	Value any
	At    source.Position
}

func (e *Entry) key(name string) *Key {
	for i := range e.Keys {
		if e.Keys[i].Name == name {
			return &e.Keys[i]
		}
	}
	return nil
}

func (e *Entry) add(name string, value any, at source.Position) {
	e.Keys = append(e.Keys, Key{name, value, at})
}

func (e *Entry) open(line string) {
	if !slices.Contains(e.Open, line) {
		e.Open = append(e.Open, line)
	}
}

// A host is what all lists say of one.
type host struct {
	full, id string
	records  []*Record
	lists    []string
	networks []netip.Prefix // that its addresses are in, as the lists say
}

// A gathering makes entries out of records.
type gathering struct {
	cat   *catalog.Catalogue // nil where no product is known
	hosts []*host
	found source.Diagnostics

	byName map[string]*host
	zones  []*Entry

	locations []*Entry
	others    []*Entry // resources, in the order of the lists
	roles     bool     // whether any list has roles
}

// Gather makes the entries of a site out of lists: zones, nodes, servers, resources. A host that several lists speak of, by its full name or by the first part
// of it, is one entry.
func Gather(lists []*List, cat *catalog.Catalogue) ([]*Entry, source.Diagnostics) {
	g := &gathering{cat: cat, byName: map[string]*host{}}
	for _, l := range lists {
		for i := range l.Records {
			g.withoutSecrets(&l.Records[i])
			g.take(l.Name, &l.Records[i])
		}
	}
	g.name()
	var nodes, servers []*Entry
	for _, h := range g.hosts {
		e := g.entry(h)
		if e.Table == "nodes" {
			nodes = append(nodes, e)
		} else {
			servers = append(servers, e)
		}
	}
	for _, r := range g.others {
		g.finish(r)
	}
	return slices.Concat(g.locations, g.zones, nodes, servers, g.others), g.found
}

// withoutSecrets leaves out what no site may hold: its columns are known by what they are called, too.
func (g *gathering) withoutSecrets(r *Record) {
	for i := range r.Values {
		v := &r.Values[i]
		word := secret.Find(v.Text)
		if word == "" {
			word = secret.Find(v.Column + "=" + v.Text)
		}
		if word != "" {
			g.found = append(g.found, warn("M05", v.At, "take it out of the list, and change it if others have seen it", "the value is left out: it holds a secret: "+word))
			v.Text = ""
		}
	}
}

// take files a record under the host that it speaks of.
func (g *gathering) take(list string, r *Record) {
	g.roles = g.roles || r.first("role") != nil || r.first("services") != nil
	at := r.first("fqdn")
	if at == nil {
		at = r.first("host")
	}
	if at == nil {
		if !g.resource(list, r) && !g.network(list, r) && r.first("location") == nil {
			g.found = append(g.found, warn("M04", r.At, "give the host a name, or leave the row out of the list", "the row is left out: it names no host"))
		}
		return
	}
	full := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(at.Text), "."))
	if domain := r.text("domain"); domain != "" && !strings.Contains(full, ".") {
		full += "." + strings.ToLower(strings.Trim(domain, "."))
	}
	if !site.HostPattern.MatchString(full) {
		g.found = append(g.found, warn("M04", at.At, "write the name that the host has in DNS", fmt.Sprintf("the row is left out: %q is no host name", at.Text)))
		return
	}
	h := g.hostCalled(full)
	if len(full) > len(h.full) {
		h.full = full
	}
	h.records = append(h.records, r)
	if !slices.Contains(h.lists, list) {
		h.lists = append(h.lists, list)
	}
	g.byName[full] = h
	g.resource(list, r)
}

// hostCalled is the host of a name: the same one where one of two names is the first part of the other, and of no second.
func (g *gathering) hostCalled(full string) *host {
	if h := g.byName[full]; h != nil {
		return h
	}
	var like []*host
	for _, h := range g.hosts {
		if strings.HasPrefix(h.full, full+".") || strings.HasPrefix(full, h.full+".") {
			like = append(like, h)
		}
	}
	if len(like) == 1 {
		return like[0]
	}
	h := &host{full: full}
	g.hosts, g.byName[full] = append(g.hosts, h), h
	return h
}

// name gives each host an id: the first part of its name, or all of it where that is another's.
func (g *gathering) name() {
	count := map[string]int{}
	for _, h := range g.hosts {
		short, _, _ := strings.Cut(h.full, ".")
		count[short]++
	}
	for _, h := range g.hosts {
		short, _, _ := strings.Cut(h.full, ".")
		if h.id = slug(short); count[short] > 1 {
			h.id = slug(h.full)
		}
	}
}

// slug is a text as an id.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	return strings.Trim(id[:min(len(id), 63)], "-")
}

// value is the first that the records of a host say under a key. Others that differ are told.
func (g *gathering) value(h *host, key string) *Value {
	var is *Value
	for _, r := range h.records {
		v := r.first(key)
		switch {
		case v == nil:
		case is == nil:
			is = v
		case !strings.EqualFold(v.Text, is.Text):
			g.found = append(g.found, warn("M06", v.At, "correct one of the two; the first counts", fmt.Sprintf("%s of %s is %q here, and %q in %s", v.Column, h.full, v.Text, is.Text, Place(is.At))))
		}
	}
	return is
}

// Place is a place as people write it: "servers.csv:3".
func Place(at source.Position) string {
	if at.Line == 0 {
		return at.File
	}
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}

// shortPlace is a place without the folders of who imports, for comments.
func shortPlace(at source.Position) string {
	at.File = path.Base(at.File)
	return Place(at)
}

// entry is the table of a host.
func (g *gathering) entry(h *host) *Entry {
	e := &Entry{Table: "nodes", ID: h.id, Lists: h.lists}
	for _, r := range h.records {
		e.From = append(e.From, shortPlace(r.At))
	}
	e.add("host", h.full, h.records[0].At)
	g.addresses(e, h)
	g.zone(e, h)
	g.system(e, h)
	g.work(e, h)
	if e.Table == "nodes" {
		g.facts(e, h)
	}
	for _, r := range h.records {
		for _, v := range r.Values {
			if v.Key == "decide" {
				e.open(oneLine(strings.ReplaceAll(v.Text, "HOST", e.ID)))
			}
		}
	}
	if v := g.value(h, "note"); v != nil && e.key("note") == nil {
		g.note(e, v)
	}
	return e
}

func (g *gathering) note(e *Entry, v *Value) {
	text := strings.Join(strings.Fields(v.Text), " ")
	if fault, ok := source.OneLine("the note", text); !ok {
		g.cannot(v, fault.Help, fault.What)
		return
	}
	e.add("note", text, v.At)
}

// cannot says that a value is not taken over.
func (g *gathering) cannot(v *Value, help, why string) {
	g.found = append(g.found, warn("M05", v.At, help, fmt.Sprintf("%s is not taken over: %s", v.Column, why)))
}

// addresses are those of all records, each once.
func (g *gathering) addresses(e *Entry, h *host) {
	var all []string
	var first source.Position
	for _, r := range h.records {
		for i := range r.Values {
			v := &r.Values[i]
			if v.Key == "network" {
				for _, part := range words(v.Text) {
					if p, err := netip.ParsePrefix(part); err == nil {
						h.in(p.Masked())
					} else {
						g.cannot(v, "write a network as 10.20.1.0/24", fmt.Sprintf("%q is no network", part))
					}
				}
			}
			if v.Key != "addresses" {
				continue
			}
			for _, part := range words(v.Text) {
				a, network, ok := addressOf(part)
				if !ok {
					g.cannot(v, "write addresses as 10.20.1.11, several with commas between", fmt.Sprintf("%q is no address", part))
					continue
				}
				if text := a.String(); !slices.Contains(all, text) {
					all = append(all, text)
				}
				if network.IsValid() {
					h.in(network)
				}
				if !first.IsValid() {
					first = v.At
				}
			}
		}
	}
	if len(all) > 0 {
		e.add("addresses", all, first)
	} else {
		e.open(`addresses = ["..."]   # no list has them`)
	}
}

func (h *host) in(network netip.Prefix) {
	if !slices.Contains(h.networks, network) {
		h.networks = append(h.networks, network)
	}
}

// addressOf reads an address, with the network that it is in where its prefix says so.
func addressOf(text string) (netip.Addr, netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		if p.IsSingleIP() {
			return p.Addr(), netip.Prefix{}, true
		}
		return p.Addr(), p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	return a, netip.Prefix{}, err == nil && a.Zone() == ""
}

// words are the parts of a cell that holds several values.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;| \t\r\n", r) })
}

// zone is the one that a list names, or the network where only that is known.
func (g *gathering) zone(e *Entry, h *host) {
	v := g.value(h, "zone")
	at := h.records[0].At
	around := g.zoneAround(e)
	var zone *Entry
	switch {
	case v != nil && slug(v.Text) != "":
		zone, at = g.zoneOf(v, h.lists[0]), v.At
	case around != nil:
		zone = around
	case len(h.networks) > 0:
		zone = g.entryOf(&g.zones, "zones", slug("net-"+h.networks[0].String()))
		if zone.key("name") == nil {
			zone.add("name", h.networks[0].String(), at)
		}
	default:
		e.open(`zone = "..."   # no list says in which zone or network it is`)
		return
	}
	e.add("zone", zone.ID, at)
	for _, list := range h.lists {
		if !slices.Contains(zone.Lists, list) {
			zone.Lists = append(zone.Lists, list)
		}
	}
	for _, network := range h.networks {
		if v != nil || zone != around {
			zone.holds(network, at)
		}
	}
	if v := g.value(h, "location"); v != nil && slug(v.Text) != "" {
		g.location(zone, v)
	}
}

// location says where a zone is, as its hosts do.
func (g *gathering) location(zone *Entry, v *Value) {
	is := zone.key("location")
	if is == nil {
		zone.add("location", slug(v.Text), v.At)
		l := g.entryOf(&g.locations, "locations", slug(v.Text))
		if l.Lists = zone.Lists; l.key("name") == nil {
			l.add("name", oneLine(v.Text), v.At)
		}
	} else if is.Value != slug(v.Text) {
		g.found = append(g.found, warn("M06", v.At, "divide the zone, or correct the list", fmt.Sprintf("%s of a host of the zone %s is %q here, and %s in %s", v.Column, zone.ID, v.Text, is.Value, Place(is.At))))
	}
}

// entryOf finds an entry in a list, or puts it there.
func (g *gathering) entryOf(in *[]*Entry, table, id string) *Entry {
	for _, e := range *in {
		if e.Table == table && e.ID == id {
			return e
		}
	}
	e := &Entry{Table: table, ID: id}
	*in = append(*in, e)
	return e
}

func (g *gathering) system(e *Entry, h *host) {
	v := g.value(h, "os")
	if v == nil {
		e.open(`os = "..."   # no list says it`)
		return
	}
	id, ok := catalog.System(v.Text)
	if !ok {
		g.cannot(v, catalog.SuggestSystem(v.Text), fmt.Sprintf("%q is no operating system that is known", v.Text))
		e.open(fmt.Sprintf("os = \"...\"   # the list says %q", oneLine(v.Text)))
		return
	}
	e.add("os", id, v.At)
}

// oneLine is a text as a comment can hold it.
func oneLine(text string) string { return printable(strings.Join(strings.Fields(text), " ")) }

// printable is a text without what does not show.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
}

// work says what a host does: its role or services in the product, or else it is a server beside it.
func (g *gathering) work(e *Entry, h *host) {
	services := g.value(h, "services")
	role := g.value(h, "role")
	switch {
	case services != nil:
		g.runs(e, services)
	case role != nil:
		g.plays(e, role)
	case g.roles:
		e.Table = "servers"
		e.open("role: no list says what this host is for; a host of the product belongs in [nodes." + e.ID + "], with its role")
	default:
		e.open("role = \"...\"   # no list says it" + g.oneOfRoles())
	}
}

func (g *gathering) oneOfRoles() string {
	if g.cat == nil || len(g.cat.Roles) == 0 {
		return ""
	}
	return "; one of " + strings.Join(source.SortedKeys(g.cat.Roles), ", ") + "; or services = [...]"
}

// plays takes over a role by its id or name in the catalogue. What is none makes a server: what for is its note.
func (g *gathering) plays(e *Entry, v *Value) {
	word := plain(v.Text)
	if g.cat == nil {
		e.open(fmt.Sprintf("role = \"...\"   # the list says %q; which role that is depends on the product", oneLine(v.Text)))
		return
	}
	for _, id := range source.SortedKeys(g.cat.Roles) {
		name := plain(g.cat.Roles[id].Name.V)
		if word == plain(id) || word == name || word+"node" == name || word == plain(id)+"node" {
			e.add("role", id, v.At)
			return
		}
	}
	if g.runs(e, v) {
		return
	}
	e.Table = "servers"
	g.note(e, v)
	for _, id := range source.SortedKeys(g.cat.Resources) {
		if word == plain(id) || word == plain(g.cat.Resources[id].Name.V) {
			g.holds(e, id, v)
			return
		}
	}
	e.open("the product has no role " + strconv.Quote(oneLine(v.Text)) + "; if it is a host of the product, it belongs in [nodes." + e.ID + "]" + g.oneOfRoles())
}

// runs takes over services, if all words of a value are such, by ids, short names or names. Those of a role alone are told as the role.
func (g *gathering) runs(e *Entry, v *Value) bool {
	if g.cat == nil {
		e.open(fmt.Sprintf("services = [...]   # the list says %q; which services these are depends on the product", oneLine(v.Text)))
		return false
	}
	var ids []string
	for _, word := range strings.FieldsFunc(v.Text, func(r rune) bool { return strings.ContainsRune(",;+|\n", r) }) {
		id := g.service(plain(word))
		if id == "" {
			if v.Key == "services" {
				g.cannot(v, source.OneOf(oneLine(word), source.SortedKeys(g.cat.Services)), fmt.Sprintf("%q is no service of %s", oneLine(word), g.cat.Product.Name.V))
				e.open(fmt.Sprintf("services = [...]   # the list says %q", oneLine(v.Text)))
			}
			return false
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		e.add("services", ids, v.At)
	}
	return len(ids) > 0
}

// service is that of a word, among those that nodes run by one of their roles.
func (g *gathering) service(word string) string {
	for _, id := range source.SortedKeys(g.cat.Services) {
		if s := g.cat.Services[id]; g.cat.OfRoles(id) && word != "" && (word == plain(id) || word == plain(s.Short.V) || word == plain(s.Name.V)) {
			return id
		}
	}
	return ""
}

// holds places a resource on a host.
func (g *gathering) holds(on *Entry, resource string, v *Value) {
	r := g.entryOf(&g.others, "resources", resource)
	if r.key("on") == nil {
		r.add("on", on.ID, v.At)
		r.From, r.Lists = append(r.From, shortPlace(v.At)), append(r.Lists, on.Lists...)
	}
}

// finish says of a resource where it is, if its path names a host that is known, and what is missing.
func (g *gathering) finish(r *Entry) {
	if share := r.key("facts.path"); share != nil && r.key("on") == nil {
		parts := strings.FieldsFunc(fmt.Sprint(share.Value), func(r rune) bool { return r == '\\' || r == '/' })
		for _, h := range g.hosts {
			if short, _, _ := strings.Cut(h.full, "."); len(parts) > 0 && (strings.EqualFold(parts[0], h.full) || strings.EqualFold(parts[0], short)) {
				r.add("on", h.id, share.At)
			}
		}
	}
	if r.key("on") == nil {
		r.open("on = \"...\"   # the host that holds it")
	}
	slices.SortStableFunc(r.Keys, func(a, b Key) int { return strings.Compare(b.Name, a.Name) }) // the host first
	for _, fact := range source.SortedKeys(g.cat.Resources[r.ID].Facts) {
		if f := g.cat.Resources[r.ID].Facts[fact]; f.Required.V && r.key("facts."+fact) == nil {
			r.open(fmt.Sprintf("facts = { %s = ... }   # %s", fact, f.Meaning.V))
		}
	}
}

// facts are those of a node that its product knows.
func (g *gathering) facts(e *Entry, h *host) {
	if g.cat == nil {
		return
	}
	for _, id := range source.SortedKeys(g.cat.Facts) {
		f := g.cat.Facts[id]
		if v := g.value(h, "facts."+id); v != nil && f.Holder.V == "node" {
			if value, why := factOf(f, v.Text); why != "" {
				g.cannot(v, f.Meaning.V, fmt.Sprintf("%q is %s", v.Text, why))
			} else if value != nil {
				e.add("facts."+id, value, v.At)
			}
		}
	}
}

// factOf is a fact as sites write it. A flag that is not set is left out, for that is what sites do.
func factOf(f catalog.Fact, text string) (value any, why string) {
	switch f.Type.V {
	case "flag":
		switch plain(text) {
		case "yes", "true", "1", "x", "y", "ja", "oui", "on":
			return true, ""
		case "no", "false", "0", "n", "nein", "non", "off", "":
			if !strings.EqualFold(fmt.Sprint(f.Default.V), "false") {
				return false, ""
			}
			return nil, ""
		}
		return nil, "neither yes nor no"
	case "number":
		number, _, _ := strings.Cut(strings.TrimSpace(text), " ") // "64 GB"
		n, err := strconv.ParseInt(strings.TrimRight(strings.ToLower(number), "gbi"), 10, 64)
		if err != nil {
			return nil, "no number"
		}
		return n, ""
	case "choice":
		for _, c := range f.Choices {
			if plain(c.V) == plain(text) {
				return c.V, ""
			}
		}
		return nil, "none of " + strings.Join(source.Strings(f.Choices), ", ")
	}
	return oneLine(text), ""
}

// network takes over a zone with its network, which a record gives without a host, and reports whether it does.
func (g *gathering) network(list string, r *Record) bool {
	v, named := r.first("network"), r.first("zone")
	if v == nil {
		return false
	}
	network, err := netip.ParsePrefix(v.Text)
	if named == nil || slug(named.Text) == "" || err != nil {
		g.found = append(g.found, warn("M04", v.At, "give its VLAN a name", fmt.Sprintf("the network %s is left out: it has no zone or VLAN with a name", v.Text)))
		return true
	}
	g.zoneOf(named, list).holds(network.Masked(), v.At)
	return true
}

// zoneOf is the zone that a list names.
func (g *gathering) zoneOf(v *Value, list string) *Entry {
	zone := g.entryOf(&g.zones, "zones", slug(v.Text))
	if zone.key("name") == nil {
		zone.add("name", oneLine(v.Text), v.At)
		zone.From = append(zone.From, shortPlace(v.At))
	}
	if !slices.Contains(zone.Lists, list) {
		zone.Lists = append(zone.Lists, list)
	}
	return zone
}

// holds adds a network to a zone.
func (e *Entry) holds(network netip.Prefix, at source.Position) {
	if e.key("networks") == nil {
		e.add("networks", []string(nil), at)
	}
	networks := e.key("networks")
	if list := networks.Value.([]string); !slices.Contains(list, network.String()) {
		networks.Value = append(list, network.String())
	}
}

// zoneAround is the zone of which a network holds an address.
func (g *gathering) zoneAround(e *Entry) *Entry {
	addresses := e.key("addresses")
	if addresses == nil {
		return nil
	}
	a, err := netip.ParseAddr(addresses.Value.([]string)[0])
	for _, zone := range g.zones {
		networks := zone.key("networks")
		for i := 0; err == nil && networks != nil && i < len(networks.Value.([]string)); i++ {
			if p, err := netip.ParsePrefix(networks.Value.([]string)[i]); err == nil && p.Contains(a) {
				return zone
			}
		}
	}
	return nil
}

// resource takes over what a record says of resources, for itself or with a host. It reports whether there was something.
func (g *gathering) resource(list string, r *Record) (some bool) {
	for i := range r.Values {
		v := &r.Values[i]
		rest, ok := strings.CutPrefix(v.Key, "resources.")
		id, fact, named := strings.Cut(rest, ".facts.")
		if !ok || !named || v.Text == "" || g.cat == nil {
			continue
		}
		some = true
		e := g.entryOf(&g.others, "resources", id)
		if !slices.Contains(e.Lists, list) {
			e.Lists, e.From = append(e.Lists, list), append(e.From, shortPlace(v.At))
		}
		if e.key("facts."+fact) == nil {
			e.add("facts."+fact, v.Text, v.At)
		}
	}
	return some
}
