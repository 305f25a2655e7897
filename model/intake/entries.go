package intake

import (
	"fmt"
	"net/netip"
	"path"
	"slices"
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
			g.found = append(g.found, heldSecret(v.At, "the value", word))
			v.Text = ""
		}
	}
}

// heldSecret says that a part of a list is left out because it holds a secret, of which the word tells no more than the kind.
func heldSecret(at source.Position, part, word string) source.Diagnostic {
	return warn("M05", at, "take it out of the list, and change it if others have seen it", fmt.Sprintf("%s is left out: it holds a secret: %s", part, word))
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
	if at.Line() == 0 {
		return at.File()
	}
	return fmt.Sprintf("%s:%d", at.File(), at.Line())
}

// shortPlace is a place without the folders of who imports, for comments.
func shortPlace(at source.Position) string {
	return Place(source.Place(path.Base(at.File()), at.Line(), at.Col(), at.Width()))
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
