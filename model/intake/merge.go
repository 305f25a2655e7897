package intake

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// A Merged is a site's text with what lists say now, and what they said.
type Merged struct {
	Text     []byte
	Imported *Imported
	Changes  []string           // a line each
	Found    source.Diagnostics // what was left alone, with the reason
}

// A merging changes a site's text. Of each key it knows what the site says, what the lists said before, and what they say now: where the site still says what
// the lists said, it follows them; else somebody changed it, and it stays.
type merging struct {
	file    *source.File // the site's
	want    *source.File // what it should say in the end
	text    *rewrite.Text
	before  *Imported
	after   *Imported
	renamed map[string]string // headers that the lists have, to those that the site has
	changes []string
	found   source.Diagnostics
}

// Merge brings a site's text up to date. before is what lists said when they were last imported, nil where nothing was.
func Merge(name string, text []byte, before *Imported, entries []*Entry, lists []string) (*Merged, error) {
	file, found := source.Parse(name, text)
	if file == nil {
		return nil, errors.New(place(found[0]))
	}
	if before == nil {
		before = &Imported{}
	}
	m := &merging{file: file, want: file, text: rewrite.Of(string(text)), before: before, after: &Imported{Of: map[string]*Said{}}, renamed: map[string]string{}}
	for _, e := range entries {
		if header, ok := m.find(e); ok && header != e.Header() {
			m.renamed[e.Header()] = header
		}
	}
	for _, e := range entries {
		m.entry(e)
	}
	m.gone(entries, lists)
	out := []byte(m.text.String())
	after, found := source.Parse(name, out)
	if after == nil || !after.Says(m.want) {
		return nil, m.refused(after, found)
	}
	return &Merged{out, m.after, m.changes, m.found}, nil
}

func place(d source.Diagnostic) string {
	return fmt.Sprintf("%s:%d:%d: %s", d.At.File(), d.At.Line(), d.At.Col(), d.What)
}

// refused says where the text is written in a way that cannot be changed.
func (m *merging) refused(after *source.File, found source.Diagnostics) error {
	const cure = "is written in a way that cannot be changed; write each host as a table of its own, with a key on each line"
	if after != nil {
		for header := range m.after.Of {
			path := strings.Split(m.now(header), ".")
			is, _, _ := after.Get(path...)
			should, at, _ := m.want.Get(path...)
			if !reflect.DeepEqual(is, should) {
				return fmt.Errorf("%s:%d:%d: [%s] %s", m.file.Name, max(1, at.Line()), max(1, at.Col()), m.now(header), cure)
			}
		}
	}
	if len(found) > 0 {
		return fmt.Errorf("%s %s: %s", m.file.Name, cure, found[0].What)
	}
	return fmt.Errorf("%s %s", m.file.Name, cure)
}

// now is the header that the site has for one of the lists.
func (m *merging) now(header string) string {
	if other := m.renamed[header]; other != "" {
		return other
	}
	return header
}

// find is the table of the site that an entry is: of the same header, or where that is not there, the same host or the same zone under another.
func (m *merging) find(e *Entry) (string, bool) {
	if _, _, ok := m.file.Get(e.Table, e.ID); ok {
		return e.Header(), true
	}
	tables, keys := []string{"nodes", "servers", "load_balancers", "forward_proxies"}, []string{"host"}
	switch e.Table {
	case "zones":
		tables, keys = []string{"zones"}, []string{"networks", "name"}
	case "resources", "locations":
		return "", false
	}
	for _, key := range keys {
		values := []any{}
		if k := e.key(key); k != nil {
			values = append(values, k.Value)
		}
		if said := m.before.Of[e.Header()]; said != nil && said.Keys[key] != nil {
			values = append(values, said.Keys[key])
		}
		for _, table := range tables {
			for _, id := range m.file.Keys(table) {
				if is, _, ok := m.file.Get(table, id, key); ok && slices.ContainsFunc(values, func(v any) bool { return reflect.DeepEqual(v, ours(is)) }) {
					return table + "." + id, true
				}
			}
		}
	}
	return "", false
}

// entry brings a table up to date, or adds it, unless it was there and somebody took it out.
func (m *merging) entry(e *Entry) {
	said := m.before.Of[e.Header()]
	header, there := m.find(e)
	m.after.Of[e.Header()] = e.said()
	switch {
	case !there && said != nil:
		m.changes = append(m.changes, fmt.Sprintf("%s: left out, for it was taken out of the site", e.Header()))
	case !there:
		m.add(e)
	default:
		if said == nil {
			said = &Said{}
		}
		table, _, _ := strings.Cut(header, ".")
		if table != e.Table && said.Keys == nil {
			m.found = append(m.found, hint("M08", e.Keys[0].At, fmt.Sprintf("write it as [%s] where that is right", e.Header()), fmt.Sprintf("the list has %s in another table than the site: [%s], not [%s]; it stays there", e.ID, header, e.Header())))
		}
		for _, k := range e.Keys {
			if table == e.Table || slices.Contains([]string{"host", "addresses", "zone", "note"}, k.Name) {
				m.key(header, k, said)
			}
		}
		for name := range said.Keys {
			if e.key(name) == nil && !m.supersedes(e, header, name, said) {
				m.after.Of[e.Header()].Keys[name] = said.Keys[name] // no list says it any more, and it stays
			}
		}
	}
}

// said is what the record keeps of an entry.
func (e *Entry) said() *Said {
	s := &Said{Keys: map[string]any{}, Lists: e.Lists}
	for _, k := range e.Keys {
		s.Keys[k.Name] = k.Value
	}
	return s
}

func (m *merging) add(e *Entry) {
	added := &Entry{Table: e.Table, ID: e.ID, Open: e.Open, From: e.From}
	for _, k := range e.Keys {
		k.Value = m.translated(k)
		added.Keys = append(added.Keys, k)
		m.want = m.want.With(asValue(k.Value), append([]string{e.Table, e.ID}, keyPath(k.Name)...)...)
	}
	m.text.Add(e.Table+".", e.Header(), added.comments(), added.pairs())
	m.changes = append(m.changes, fmt.Sprintf("%s: new, from %s", e.Header(), strings.Join(e.From, ", ")))
}

// translated is a value with the ids that the site has.
func (m *merging) translated(k Key) any {
	id, ok := k.Value.(string)
	switch {
	case ok && k.Name == "zone":
		return m.idNow("zones."+id, id)
	case ok && k.Name == "on":
		return m.idNow("servers."+id, m.idNow("nodes."+id, id))
	}
	return k.Value
}

func (m *merging) idNow(header, id string) string {
	if other := m.renamed[header]; other != "" {
		_, id, _ = strings.Cut(other, ".")
	}
	return id
}

// asValue is a value as a file has it.
func asValue(value any) any {
	if list, ok := value.([]string); ok {
		out := make([]any, len(list))
		for i, text := range list {
			out[i] = text
		}
		return out
	}
	return value
}

func keyPath(name string) []string {
	table, key, ok := strings.Cut(name, ".")
	if !ok {
		return []string{name}
	}
	return []string{table, key}
}

// key follows the lists in one key, unless somebody changed it.
func (m *merging) key(header string, k Key, said *Said) {
	path := append(strings.Split(header, "."), keyPath(k.Name)...)
	raw, at, there := m.file.Get(path...)
	is, now := ours(raw), m.translated(k)
	before, known := said.Keys[k.Name]
	if known {
		before = m.translated(Key{Name: k.Name, Value: before})
	}
	switch {
	case there && reflect.DeepEqual(is, now), known && reflect.DeepEqual(before, now): // the same, or the lists say what they said
	case !there && !known, there && known && reflect.DeepEqual(is, before):
		m.set(header, k.Name, now)
		m.changes = append(m.changes, strings.Replace(fmt.Sprintf("%s: %s = %s -> %s, %s", header, k.Name, asTOML(is), asTOML(now), Place(k.At)), " = <nil> -> ", " = ", 1))
	case !there:
		m.found = append(m.found, hint("M08", k.At, "", fmt.Sprintf("%s of [%s] is %s now; it was taken out of the site, and stays so", k.Name, header, asTOML(now))))
	default:
		d := hint("M08", at, fmt.Sprintf("write `%s = %s` where the list is right", k.Name, asTOML(now)), fmt.Sprintf("%s of [%s] is %s in %s, and %s here; it stays", k.Name, header, asTOML(now), Place(k.At), asTOML(is)))
		m.found = append(m.found, d)
	}
}

// supersedes takes out a role where the lists have services now, and the other way round: a node has one of the two.
func (m *merging) supersedes(e *Entry, header, name string, said *Said) bool {
	other := map[string]string{"role": "services", "services": "role"}[name]
	if other == "" || e.key(other) == nil {
		return false
	}
	path := append(strings.Split(header, "."), name)
	if is, _, there := m.file.Get(path...); there && reflect.DeepEqual(ours(is), said.Keys[name]) {
		m.want, _ = m.want.Remove(path...)
		m.text.Remove(header, name)
		m.changes = append(m.changes, fmt.Sprintf("%s: no %s any more", header, name))
	}
	return true
}

// set writes one key. Facts stand in one value, or in a table of their own.
func (m *merging) set(header, name string, value any) {
	path := strings.Split(header, ".")
	m.want = m.want.With(asValue(value), append(path, keyPath(name)...)...)
	fact, ok := strings.CutPrefix(name, "facts.")
	if ok {
		m.text.Settle(header, toDecide+"facts = { "+fact+" = ")
	}
	m.text.Settle(header, toDecide+name+" = ")
	switch {
	case !ok:
		m.text.Set(header, []rewrite.Pair{{Key: name, Value: asTOML(value)}})
	case m.text.Has(header + ".facts"):
		m.text.Set(header+".facts", []rewrite.Pair{{Key: fact, Value: asTOML(value)}})
	default:
		e := &Entry{}
		for _, key := range m.want.Keys(append(path, "facts")...) {
			v, _, _ := m.want.Get(append(path, "facts", key)...)
			e.add("facts."+key, ours(v), source.Position{})
		}
		m.text.Set(header, e.pairs())
	}
}

// gone tells of tables that the lists had, and have no more. They stay.
func (m *merging) gone(entries []*Entry, lists []string) {
	for _, header := range source.SortedKeys(m.before.Of) {
		said := m.before.Of[header]
		if slices.ContainsFunc(entries, func(e *Entry) bool { return e.Header() == header }) {
			continue
		}
		table, id, _ := strings.Cut(header, ".")
		_, at, there := m.file.Get(table, id)
		read := !slices.ContainsFunc(said.Lists, func(l string) bool { return !slices.Contains(lists, l) })
		if read && there {
			m.found = append(m.found, hint("M09", at, "remove it where it no longer exists", fmt.Sprintf("%s no longer has [%s]; it stays", strings.Join(said.Lists, ", "), header)))
		}
		if there || !read {
			m.after.Of[header] = said
		}
	}
}
