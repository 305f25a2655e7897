package intake

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A Draft is what is known of a new site beside its lists.
type Draft struct {
	Lists                           []string
	Product                         string
	Customer, Title, Classification string
	Date                            source.Date
}

// New is the text of a site that there is not yet. What nobody said stands in comments, for to fill it in is to decide it.
func New(d Draft, entries []*Entry, cat *catalog.Catalogue) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# From %s, by \"portolan import\". Change whatever you like: a later import leaves your changes alone.\n", printable(strings.Join(d.Lists, ", ")))
	b.WriteString("# What no list says is marked \"To decide\"; \"portolan check\" asks for what cannot be left open.\n\nschema = 1\n")
	if d.Product != "" {
		fmt.Fprintf(&b, "product = %s\n", source.Quoted(d.Product))
	} else {
		b.WriteString("# To decide: product = \"...\"   # \"portolan catalog list\" lists all\n")
	}
	b.WriteString("\n[document]\n")
	for _, k := range []struct{ key, value string }{{"customer", d.Customer}, {"title", d.Title}, {"classification", d.Classification}} {
		if k.value == "" {
			fmt.Fprintf(&b, "# To decide: %s = \"...\"\n", k.key)
		} else {
			fmt.Fprintf(&b, "%s = %s\n", k.key, source.Quoted(k.value))
		}
	}
	fmt.Fprintf(&b, "revision = \"0.1\"\ndate = %s\n", d.Date)
	table := ""
	for _, e := range entries {
		if e.Table != table {
			table = e.Table
			fmt.Fprintf(&b, "\n# %s\n", heads[table])
			if table == "nodes" && !slices.ContainsFunc(entries, func(e *Entry) bool { return e.Table == "zones" }) {
				b.WriteString("# To decide: no list says which zones there are: [zones.ID] name = \"...\" networks = [\"...\"]\n")
			}
		}
		fmt.Fprintf(&b, "\n%s[%s]\n", e.comments(), e.Header())
		for _, p := range e.pairs() {
			fmt.Fprintf(&b, "%s = %s\n", p.Key, p.Value)
		}
	}
	b.WriteString(open(entries, cat))
	return b.String()
}

// heads are the lines above the tables of a kind.
var heads = map[string]string{"locations": "Where the zones are.", "zones": "The network.", "nodes": "The nodes of the product.", "servers": "Hosts that run no service of the product.", "resources": "What the product needs beside its nodes."}

// open are the tables that the product needs and no list gave, in comments.
func open(entries []*Entry, cat *catalog.Catalogue) string {
	if cat == nil {
		return ""
	}
	nodes, there := 0, map[string]bool{}
	for _, e := range entries {
		there[e.Header()] = true
		if e.Table == "nodes" {
			nodes++
		}
	}
	var b strings.Builder
	needed := func(required string) bool { return required == "always" || required == "several nodes" && nodes > 1 }
	for _, id := range source.SortedKeys(cat.Resources) {
		r := cat.Resources[id]
		if there["resources."+id] || !needed(r.Required.V) {
			continue
		}
		fmt.Fprintf(&b, "\n# To decide: where is this? %s\n# [resources.%s]\n# on = \"...\"\n", r.Name.V, id)
		var facts []string
		for _, fact := range source.SortedKeys(r.Facts) {
			if r.Facts[fact].Required.V {
				facts = append(facts, fact+" = ...")
			}
		}
		if len(facts) > 0 {
			fmt.Fprintf(&b, "# facts = { %s }\n", strings.Join(facts, ", "))
		}
	}
	for _, id := range source.SortedKeys(cat.Populations) {
		if p := cat.Populations[id]; needed(p.Required.V) {
			fmt.Fprintf(&b, "\n# To decide: from which networks do these come? %s\n# [clients.%s]\n# networks = [\"...\"]\n", p.Meaning.V, id)
		}
	}
	return b.String()
}
