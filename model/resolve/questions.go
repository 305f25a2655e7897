package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// questions lists the catalogue's questions that touch this site: those that bear on one of its flows, or on one of its nodes, or
// hold under its conditions.
func questions(r *product.Product) []plan.Question {
	var all []plan.Question
	flows := map[string][]*plan.Flow{} // of this product, by rule: another may have a rule of the same name
	for _, f := range r.Every {
		if f.Product == r.ID {
			flows[f.Rule] = append(flows[f.Rule], f)
		}
	}
	for i := range r.Catalogue.Questions {
		q := &r.Catalogue.Questions[i]
		if len(q.Concerns)+len(q.Select)+len(q.When) == 0 || !r.HoldAll(q.When) {
			continue
		}
		out := questionOf(r, q)
		out.Flows, out.Nodes = concerned(r, q, flows), nodesOfQuestion(r, q)
		if len(q.Concerns)+len(q.Select) > 0 && len(out.Flows)+len(out.Nodes) == 0 {
			continue
		}
		all = append(all, out)
	}
	return all
}

// questionOf is a question as it is asked, whatever it touches.
func questionOf(r *product.Product, q *catalog.Question) plan.Question {
	out := plan.Question{ID: q.ID.V, Title: q.Title.V, Decision: q.Decision.V}
	for _, side := range q.Sides {
		out.Sides = append(out.Sides, plan.Side{Says: side.Says.V, Sources: r.Cite(side.Source), Choice: choiceOf(r, q, side)})
	}
	return out
}

// choiceOf says what it means for rules that a site chooses a side; it is nil where none can.
func choiceOf(r *product.Product, q *catalog.Question, side catalog.Side) *plan.Choice {
	if !side.Chooses() {
		return nil
	}
	c := &plan.Choice{Opens: source.Strings(side.Opens)}
	if side.Opens != nil {
		c.Closes = slices.DeleteFunc(disputedFor(r.Catalogue, q.ID.V), func(rule string) bool { return slices.Contains(c.Opens, rule) })
	}
	for _, listener := range source.SortedKeys(side.Ports) {
		c.Ports = append(c.Ports, fmt.Sprintf("%s %d", listener, side.Ports[listener].V))
	}
	return c
}

// sortPlan sorts what the products contributed one after another.
func sortPlan(s *product.Network) {
	slices.SortStableFunc(s.Plan.Questions, func(a, b plan.Question) int { return plan.CompareNatural(a.ID, b.ID) })
	slices.SortStableFunc(s.Plan.Resources, func(a, b plan.PlacedResource) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Plan.Nodes, func(a, b *plan.Node) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.Plan.Unopened, func(a, b plan.Listening) int {
		return cmp.Or(strings.Compare(a.Node, b.Node), strings.Compare(a.Listener, b.Listener))
	})
	slices.SortStableFunc(s.Plan.Terms, func(a, b plan.Term) int { return strings.Compare(strings.ToLower(a.Term), strings.ToLower(b.Term)) })
	slices.SortStableFunc(s.Plan.Runbooks, func(a, b *plan.Runbook) int { return strings.Compare(a.ID, b.ID) })
}

// concerned lists the flows that a question bears on, with those that the strict profile left out, in the order of the plan.
func concerned(r *product.Product, q *catalog.Question, flows map[string][]*plan.Flow) []string {
	var found []*plan.Flow
	for _, rule := range q.Concerns {
		for _, f := range flows[rule.V] {
			if !q.EndIn.Set() || endsIn(r, f, q.EndIn.V) {
				found = append(found, f)
			}
		}
	}
	slices.SortFunc(found, plan.CompareFlows)
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	return ids
}

// endsIn reports whether an end of a flow is in a set, in a state that needs the flow.
func endsIn(r *product.Product, f *plan.Flow, set string) bool {
	from, to := r.Parties[f.From], r.Parties[f.To]
	for _, a := range r.States {
		if !slices.Contains(f.States, a.State.ID) {
			continue
		}
		for _, n := range r.Nodes {
			if (from.Is(n.ID) || to.Is(n.ID)) && r.InSet(n, set, a.Flags[n.ID], a.Sets) {
				return true
			}
		}
	}
	return false
}

func nodesOfQuestion(r *product.Product, q *catalog.Question) []string {
	var ids []string
	for _, n := range r.Nodes {
		if len(q.Select) > 0 && r.Selected(q.Select, n) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}
