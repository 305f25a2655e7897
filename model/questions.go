package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// askQuestions lists the catalogue's questions that touch this site: those that bear on one of its flows, or on one of its nodes, or
// hold under its conditions.
func (r *resolver) askQuestions() {
	flows := map[string][]*Flow{} // by rule
	for _, f := range slices.Concat(r.plan.Flows, r.plan.Dropped) {
		flows[f.Rule] = append(flows[f.Rule], f)
	}
	for i := range r.cat.Questions {
		q := &r.cat.Questions[i]
		if len(q.Concerns)+len(q.Select)+len(q.When) == 0 || !r.holdAll(q.When) {
			continue
		}
		out := Question{ID: q.ID.V, Title: q.Title.V, Decision: q.Decision.V, Flows: r.concerned(q, flows), Nodes: r.touched(q)}
		if len(q.Concerns)+len(q.Select) > 0 && len(out.Flows)+len(out.Nodes) == 0 {
			continue
		}
		for _, side := range q.Sides {
			out.Sides = append(out.Sides, Side{side.Says.V, r.cite(side.Source)})
		}
		r.plan.Questions = append(r.plan.Questions, out)
	}
}

// order sorts what the products contributed one after another.
func (s *shared) order() {
	slices.SortStableFunc(s.plan.Questions, func(a, b Question) int { return compareNatural(a.ID, b.ID) })
	slices.SortStableFunc(s.plan.Resources, func(a, b PlacedResource) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.plan.Nodes, func(a, b *Node) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(s.plan.Unopened, func(a, b Listening) int {
		return cmp.Or(strings.Compare(a.Node, b.Node), strings.Compare(a.Listener, b.Listener))
	})
	slices.SortStableFunc(s.plan.Terms, func(a, b Term) int { return strings.Compare(strings.ToLower(a.Term), strings.ToLower(b.Term)) })
	slices.SortStableFunc(s.plan.Runbooks, func(a, b *Runbook) int { return strings.Compare(a.ID, b.ID) })
}

// concerned lists the flows that a question bears on, with those that the strict profile left out, in the order of the plan.
func (r *resolver) concerned(q *catalog.Question, flows map[string][]*Flow) []string {
	var found []*Flow
	for _, rule := range q.Concerns {
		for _, f := range flows[rule.V] {
			if !q.EndIn.Set() || r.endsIn(f, q.EndIn.V) {
				found = append(found, f)
			}
		}
	}
	slices.SortStableFunc(found, compareFlows)
	ids := make([]string, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	return ids
}

// endsIn tells whether an end of a flow is in a set, in a state that needs the flow.
func (r *resolver) endsIn(f *Flow, set string) bool {
	from, to := r.parties[f.From], r.parties[f.To]
	for _, a := range r.states {
		if !slices.Contains(f.States, a.state.ID) {
			continue
		}
		for _, n := range r.nodes {
			if (from.Is(n.id) || to.Is(n.id)) && r.inSet(n, set, a.flags[n.id], a.sets) {
				return true
			}
		}
	}
	return false
}

func (r *resolver) touched(q *catalog.Question) []string {
	var ids []string
	for _, n := range r.nodes {
		if len(q.Select) > 0 && r.selected(q.Select, n) {
			ids = append(ids, n.id)
		}
	}
	return ids
}

// compareNatural orders ids so that C9 comes before C10.
func compareNatural(a, b string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] && (a[0] < '0' || a[0] > '9') {
		a, b = a[1:], b[1:]
	}
	if len(a) != len(b) && a != "" && b != "" && a[0] >= '0' && a[0] <= '9' && b[0] >= '0' && b[0] <= '9' {
		return len(a) - len(b)
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
