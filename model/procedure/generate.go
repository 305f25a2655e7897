package procedure

import (
	"bytes"
	"cmp"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// GenerateFiles writes the files that the catalogue has for this site's hosts. A file that lacks a value is not written; who needs it says
// what is missing.
func GenerateFiles(r *product.Product) {
	at := newDesk()
	for _, g := range r.Catalogue.Generated {
		if !product.HoldNow(r, g.When) {
			continue
		}
		c := newFiller(r, g.ID.V, nil, at)
		for _, needed := range g.Needs {
			c.lookup(needed.V)
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
	var out []byte
	for i := range g.Parts {
		part := &g.Parts[i]
		if product.HoldNow(c.r, part.When) && (!part.On.Set() || slices.Contains(c.where(part.On, source.Text{}), p)) {
			out = c.part(out, part, p, g.Language.V)
		}
	}
	name := join(c.take(g.Path.V, scope{party: p}))
	return &plan.GeneratedFile{ID: g.ID.V, Title: c.plain(g.Title), Party: p.ID, Path: "data/files/" + p.ID + "/" + name, Language: g.Language.V, Meaning: c.text(g.Meaning), Text: string(out),
		Sources: c.r.Cite(g.Source)}
}

// part adds the lines of one part, with a line break at the end; nothing where there is nothing to repeat over.
func (c *filler) part(out []byte, part *catalog.Part, p *plan.Party, language string) []byte {
	items := c.itemsOf(nil, catalog.ParseEach(part.Each.V), p)
	if len(items) == 0 {
		return out
	}
	between := "\n"
	if part.Join.Set() {
		between = part.Join.V
	}
	all, each := c.fill(nil, part.Before.V), c.fill(nil, part.Text.V)
	c.at(all, scope{party: p})
	all = slices.Grow(all, len(items)*(len(each)+1))
	for i, it := range items {
		if i > 0 {
			all = append(all, filled{text: between})
		}
		c.at(each, scope{p, it})
		all = append(all, each...)
	}
	after := c.fill(nil, part.After.V)
	c.at(after, scope{party: p})
	all = append(all, after...)
	c.read(language, all)
	from := len(out)
	if out = c.quote(out, all); !bytes.HasSuffix(out[from:], []byte("\n")) {
		out = append(out, '\n')
	}
	return out
}
