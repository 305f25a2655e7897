package main

import (
	"path"
	"path/filepath"
	"strings"

	"portolan/cmd/portolan/terminal"
	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/render"
)

// gone explains a rule that the site no longer has, from an earlier revision that has it, and reports whether there is one.
func (o explainOptions) gone(p *program, c compiled, id string) (bool, error) {
	shelf, _ := openShelf(*o.catalogs) // whose faults were told
	now := ofPlan(revised{plan: c.plan})
	if now.err != nil {
		return false, internalError{what: now.err.Error()}
	}
	for _, name := range o.earlier(c) {
		old := revisionOf(name, shelf, resolve.Options{})
		if old.err == nil && old.plan != nil {
			old = ofPlan(old)
		}
		if old.err != nil {
			if o.previous != "" {
				p.show(old.site, old.found)
				return false, old.err
			}
			continue // it is only worth a look
		}
		g, err := revision.WhyGone(old.side(), now.side(), strings.ToUpper(id))
		if err != nil || g == nil || o.previous == "" && old.revision.Document != now.revision.Document {
			continue
		}
		return true, p.print(terminal.Gone(g, shownPath(name)))
	}
	return false, nil
}

// earlier are the places where an earlier revision of a site may be: that of the command line alone, or else the pack that a build left, and what was handed over.
func (o explainOptions) earlier(c compiled) []string {
	if o.previous != "" {
		return []string{o.previous}
	}
	names := []string{filepath.Join("dist", c.plan.Site)}
	if c.previous != nil {
		named := c.pack.Previous
		names = append(names, filepath.FromSlash(path.Join(path.Dir(named.At.File()), named.V)))
	}
	return names
}

// ofPlan adds to a revision of a plan what it is read from.
func ofPlan(r revised) revised {
	read, plan, err := packedRevision(r.plan)
	r.revision, r.err = read, err
	r.inputs = []render.File{{Path: render.PlanPath, Data: plan}}
	return r
}

// side is a revision with its plan.json.
func (r revised) side() revision.Side {
	for _, f := range r.inputs {
		if f.Path == render.PlanPath {
			return revision.Side{Revision: r.revision, Plan: f.Data}
		}
	}
	return revision.Side{Revision: r.revision}
}
