package procedure

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// GenerateFiles writes the files that the catalogue has for this site's hosts. A file that lacks a value is not written; who needs it says
// what is missing.
func GenerateFiles(r *product.Product) {
	for _, g := range r.Catalogue.Generated {
		if !product.HoldNow(r, g.When) {
			continue
		}
		c := newFiller(r, g.ID.V, nil, newDesk())
		for _, needed := range g.Needs {
			c.lookup(needed.V, scope{})
		}
		for _, p := range c.where(g.On, source.Text{}) {
			file := c.generate(g, p)
			if len(c.missing) == 0 {
				r.Plan.Files = append(r.Plan.Files, file)
			}
		}
		if len(c.missing) > 0 {
			r.Plan.LeftOut = append(r.Plan.LeftOut, plan.LeftOut{ID: idIn(r, g.ID.V), Title: r.Called(g.Title.V), Book: g.Title.V, Installation: r.ID, Missing: source.SortedKeys(c.missing)})
			continue
		}
		r.Found = append(r.Found, c.found...)
	}
	slices.SortFunc(r.Plan.Files, func(a, b *plan.GeneratedFile) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Path, b.Path))
	})
}

// generate writes a file for one host, part by part.
func (c *filler) generate(g *catalog.Generated, p *plan.Party) *plan.GeneratedFile {
	var out strings.Builder
	for i := range g.Parts {
		part := &g.Parts[i]
		if product.HoldNow(c.r, part.When) && (!part.On.Set() || slices.Contains(c.where(part.On, source.Text{}), p)) {
			out.WriteString(c.part(part, p, g.Language.V))
		}
	}
	name := join(c.fragments(g.Path, scope{party: p}))
	return &plan.GeneratedFile{ID: g.ID.V, Title: c.plain(g.Title), Party: p.ID, Path: "data/files/" + p.ID + "/" + name, Language: g.Language.V, Meaning: c.text(g.Meaning), Text: out.String(),
		Sources: c.r.Cite(g.Source)}
}

// part is the lines of one part, with a line break at the end; "" where there is nothing to repeat over.
func (c *filler) part(part *catalog.Part, p *plan.Party, language string) string {
	items := c.itemsOf(nil, catalog.ParseEach(part.Each.V), p)
	if len(items) == 0 {
		return ""
	}
	between := "\n"
	if part.Join.Set() {
		between = part.Join.V
	}
	all := c.fragments(part.Before, scope{party: p})
	for i, it := range items {
		if i > 0 {
			all = append(all, filled{text: between})
		}
		all = append(all, c.fragments(part.Text, scope{p, it})...)
	}
	all = append(all, c.fragments(part.After, scope{party: p})...)
	return strings.TrimSuffix(c.quote(all, language), "\n") + "\n"
}
