package procedure

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// Components are the parts of the product that can fail alone, with the hosts that they are on.
func Components(r *product.Product) []plan.Component {
	var out []plan.Component
	at := newDesk()
	for _, id := range source.SortedKeys(r.Catalogue.Components) {
		component := r.Catalogue.Components[id]
		c := newFiller(r, id, nil, at)
		placed := plan.Component{ID: id, Catalogue: r.Catalogue.Dir, Installation: r.ID, Name: r.Called(component.Name.V)}
		placed.Parties = idsOf(c.where(component.On, source.Text{}))
		if len(placed.Parties) > 0 {
			out = append(out, placed)
		}
	}
	return out
}

// Triage are the catalogue's checks that decide what failed, filled in for the hosts that they are about.
func Triage(r *product.Product) []plan.TriageCheck {
	var out []plan.TriageCheck
	at := newDesk()
	for i := range r.Catalogue.Triage {
		t := &r.Catalogue.Triage[i]
		if !product.HoldNow(r, t.When) {
			continue
		}
		c := newFiller(r, t.ID.V, nil, at)
		check := c.triageCheck(t)
		if len(check.Parties) > 0 && len(c.missing) == 0 {
			out = append(out, check)
		}
	}
	return out
}

func (c *filler) triageCheck(t *catalog.TriageCheck) plan.TriageCheck {
	out := plan.TriageCheck{ID: idIn(c.r, t.ID.V), Catalogue: c.r.Catalogue.Dir, Installation: c.r.ID, Text: c.r.Called(c.plain(t.Text)), Place: c.plain(t.Place), Minutes: t.Minutes.V, Sources: c.r.Cite(t.Source)}
	for _, of := range t.Of {
		if resource, ok := strings.CutPrefix(of.V, resourcePrefix); ok && c.r.Hosts[resource] == "" {
			continue // a resource that this site does not have
		}
		for _, p := range c.where(of, source.Text{}) {
			if !slices.Contains(out.Parties, p.ID) {
				out.Parties = append(out.Parties, p.ID)
			}
		}
	}
	where := c.where(t.On, source.Text{})
	out.Where = idsOf(where)
	out.Commands = c.commands(where, t.Shell.V, t.Run, t.Each.V)
	for i := range t.Answers {
		if a := &t.Answers[i]; product.HoldNow(c.r, a.When) {
			out.Answers = append(out.Answers, c.triageAnswer(a))
		}
	}
	return out
}

func (c *filler) triageAnswer(a *catalog.TriageAnswer) plan.TriageAnswer {
	out := plan.TriageAnswer{Shows: c.text(a.Shows), Next: c.text(a.Next), Undecided: a.Undecided.V}
	for _, id := range a.Failed {
		out.Failed = append(out.Failed, id.V)
	}
	for _, id := range a.Here {
		out.Here = append(out.Here, id.V)
	}
	for _, id := range a.Runbooks {
		out.Runbooks = append(out.Runbooks, booksNamed(c.r, id.V)...)
	}
	return out
}

// booksNamed are the runbooks of the pack that the catalogue calls by an id: one for each state where it is compiled so. Where there is none, it is
// named as not being here.
func booksNamed(r *product.Product, id string) []plan.RelatedRef {
	var out []plan.RelatedRef
	for _, b := range r.Plan.Runbooks {
		if b.Installation == r.ID && b.Book == id {
			out = append(out, plan.RelatedRef{ID: b.ID, Title: b.Title, Here: true})
		}
	}
	for _, b := range r.Catalogue.Runbooks {
		if len(out) == 0 && b.ID.V == id {
			return []plan.RelatedRef{{ID: id, Title: b.Title.V, Here: false}}
		}
	}
	return out
}
