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
		c := &compiler{r: r, book: &siteBook{Runbook: &catalog.Runbook{ID: g.ID}}, used: map[string]Value{}, missing: map[string]bool{}}
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
func (c *compiler) generate(g *catalog.Generated, p *Party) *GeneratedFile {
	var out strings.Builder
	for i := range g.Parts {
		part := &g.Parts[i]
		if !c.r.holdAll(part.When) || part.On.Set() && !c.member(p, part.On.V) {
			continue
		}
		var lines []string
		for _, it := range c.items(part.Each.V, p) {
			lines = append(lines, strings.TrimSuffix(c.command(part.Text, scope{p, it}, g.Language.V), "\n"))
		}
		between := "\n"
		if part.Join.Set() {
			between = part.Join.V
		}
		if len(lines) > 0 {
			out.WriteString(strings.Join(lines, between) + "\n")
		}
	}
	name := join(c.fragments(g.Path, scope{party: p}))
	return &GeneratedFile{ID: g.ID.V, Title: g.Title.V, Party: p.ID, Path: "files/" + p.ID + "/" + name, Language: g.Language.V, Meaning: c.plain(g.Meaning), Text: out.String(),
		Sources: c.r.cite(g.Source)}
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
