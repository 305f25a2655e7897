package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// GeneratedFile is a file that the plan writes for a host.
type GeneratedFile struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Party    string     `json:"party"`
	Path     string     `json:"path"` // in the pack
	Language string     `json:"language"`
	Meaning  string     `json:"meaning"`
	Text     string     `json:"text"`
	Sources  []Citation `json:"sources"`
}

// generateFiles writes the files that the catalogue has for this site's hosts. A file that lacks a value is not written; who needs it says
// what is missing.
func (r *resolver) generateFiles() {
	for _, g := range r.cat.Generated {
		if !r.holdAll(g.When) {
			continue
		}
		c := newFiller(r, g.ID.V, nil)
		for _, needed := range g.Needs {
			c.lookup(needed, scope{})
		}
		for _, p := range c.where(g.On, str{}) {
			file := c.generate(g, p)
			if len(c.missing) == 0 {
				r.plan.Files = append(r.plan.Files, file)
			}
		}
		if len(c.missing) > 0 {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{ID: g.ID.V, Title: g.Title.V, Missing: sortedKeys(c.missing)})
			continue
		}
		r.found = append(r.found, c.found...)
	}
	slices.SortFunc(r.plan.Files, func(a, b *GeneratedFile) int {
		return cmp.Or(cmp.Compare(a.Party, b.Party), cmp.Compare(a.Path, b.Path))
	})
}

// generate writes a file for one host, part by part.
func (c *filler) generate(g *catalog.Generated, p *Party) *GeneratedFile {
	var out strings.Builder
	for i := range g.Parts {
		part := &g.Parts[i]
		if c.r.holdAll(part.When) && (!part.On.Set() || slices.Contains(c.where(part.On, str{}), p)) {
			out.WriteString(c.part(part, p, g.Language.V))
		}
	}
	name := join(c.fragments(g.Path, scope{party: p}))
	return &GeneratedFile{ID: g.ID.V, Title: c.plain(g.Title), Party: p.ID, Path: "files/" + p.ID + "/" + name, Language: g.Language.V, Meaning: c.text(g.Meaning), Text: out.String(),
		Sources: c.r.cite(g.Source)}
}

// part is the lines of one part, with a line break at the end; "" where there is nothing to repeat over.
func (c *filler) part(part *catalog.Part, p *Party, language string) string {
	items := c.items(part.Each.V, p)
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

// files are the generated files of some kind for the hosts of a step.
func (c *compiler) files(id string, where []*Party) []FileRef {
	var out []FileRef
	for _, f := range c.r.plan.Files {
		here := len(where) == 0 || slices.ContainsFunc(where, func(p *Party) bool { return p.ID == f.Party })
		if f.ID == id && here {
			out = append(out, FileRef{f.ID, f.Path})
		}
	}
	return out
}
