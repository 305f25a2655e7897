package modeltest

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
)

// The installations into which install parts a draft.
var installations = []string{"first", "second"}

// NewIn is a draft of one round of a test: in every fifth with two installations of the product, which may share hosts.
func NewIn(round int, cat *catalog.Catalogue, random *rand.Rand) *Draft {
	d := New(cat, random)
	if round%5 == 0 {
		d.install()
	}
	return d
}

// install makes two installations of the draft's product: every node is of one of them, and what names of the catalogue mean is said of one or of
// both.
func (d *Draft) install() {
	top := d.tables[0]
	top.entries = slices.DeleteFunc(top.entries, func(e draftEntry) bool { return e.key == "product" })
	for _, id := range installations {
		t := d.table("installations."+id, draftEntry{key: "product", value: strconv.Quote(d.cat.Dir)})
		if d.chance(50) {
			t.entries = append(t.entries, draftEntry{key: "name", text: "Installation " + id})
		}
	}
	nodes := map[string]int{}
	for _, t := range d.tables {
		if kind, id, _ := strings.Cut(t.header, "."); kind == "nodes" && !strings.Contains(id, ".") {
			of := pick(d, installations)
			nodes[of]++
			t.entries = append(t.entries, draftEntry{key: "installation", value: strconv.Quote(of)})
		}
	}
	if len(d.nodes) > 1 && d.chance(60) {
		d.share(nodes)
	}
	d.qualifyTables(nodes)
	of := map[string]string{}
	for _, t := range d.tables {
		for i, e := range t.entries {
			if !slices.Contains([]string{"targets", "from", "to", "members", "party"}, e.key) || t.header == "" {
				continue
			}
			t.entries[i].value = d.qualified(of, e.value)
			for k, name := range e.list {
				t.entries[i].list[k] = d.qualified(of, name)
			}
		}
	}
}

// qualified is a name in quotes, that of a set with an installation: the same wherever the draft names the set.
func (d *Draft) qualified(of map[string]string, name string) string {
	set, err := strconv.Unquote(name)
	if _, known := d.cat.Sets[set]; err != nil || !known {
		return name
	}
	if of[set] == "" {
		of[set] = pick(d, installations)
	}
	return strconv.Quote(of[set] + "." + set)
}

// qualifyTables lets tables whose keys are names of the catalogue say of which installation they are: resources of each that needs them, on ports of
// their own, overrides of one, and facts of both.
func (d *Draft) qualifyTables(nodes map[string]int) {
	tables := d.tables
	d.tables = nil
	for _, t := range tables {
		kind, name, _ := strings.Cut(t.header, ".")
		name, part, _ := strings.Cut(name, ".")
		switch {
		case kind == "overrides":
			id, _ := strconv.Unquote(strings.TrimPrefix(t.header, "overrides."))
			d.table("overrides."+strconv.Quote(pick(d, installations)+"."+id), t.entries...)
		case kind == "facts":
			facts := d.table("facts")
			for _, e := range t.entries {
				for _, of := range installations {
					facts.entries = append(facts.entries, draftEntry{key: strconv.Quote(of + "." + e.key), value: e.value})
				}
			}
		case kind == "resources" && part == "facts": // with the resource
		case kind == "resources":
			d.qualifyResource(name, t, d.factsOf(tables, name), nodes)
		default:
			d.tables = append(d.tables, t)
		}
	}
}

func (d *Draft) factsOf(tables []*draftTable, resource string) []draftEntry {
	for _, t := range tables {
		if t.header == "resources."+resource+".facts" {
			return t.entries
		}
	}
	return nil
}

func (d *Draft) qualifyResource(name string, t *draftTable, facts []draftEntry, nodes map[string]int) {
	for i, of := range installations {
		needed := d.cat.Resources[name].Required.V
		if must := needed == "always" || needed == catalog.SeveralNodes && nodes[of] > 1; !must && d.chance(50) {
			continue
		}
		key := "resources." + strconv.Quote(of+"."+name)
		entries := slices.Clone(t.entries)
		if i > 0 { // both may be on one host
			entries = slices.DeleteFunc(entries, func(e draftEntry) bool { return e.key == "port" })
			entries = append(entries, draftEntry{key: "port", value: d.nextPort()})
		}
		d.table(key, entries...)
		d.table(key+".facts", facts...)
	}
}
