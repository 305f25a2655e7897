package resolve

import (
	"cmp"
	"maps"
	"slices"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// enumerateStates lists the normal state, and for every product one for each node that may take over a flag that can move. Flags that
// follow from defaults are settled before anything moves: whether a proxy serves users is a property of the node, not of the role that it
// has for now.
func enumerateStates(s *product.Network) {
	s.Plan.States = []plan.State{{ID: plan.NormalState}}
	for _, r := range s.Products {
		defaultFlags(r)
		r.States = []product.Assignment{assign(r, plan.State{ID: plan.NormalState})}
		for _, name := range r.Movable() {
			holder := r.With(name)[0]
			for _, candidate := range r.With(r.Catalogue.Facts[name].MovesTo.V) {
				if candidate != holder {
					moved := plan.State{ID: name + "-on-" + candidate.ID, Fact: name, Holder: candidate.ID, From: holder.ID, Before: r.Catalogue.Facts[name].MovesTo.V, Product: r.ID}
					if taken(s, moved.ID) { // by another installation on the same nodes
						moved.ID = r.ID + "-" + moved.ID
					}
					first := name + "-on-" + s.Parties[candidate.ID].FirstID()
					if slices.ContainsFunc(s.Plan.States, func(o plan.State) bool { return cmp.Or(o.Was, o.ID) == first }) {
						first = r.ID + "-" + first
					}
					if first != moved.ID {
						moved.Was = first
					}
					r.States = append(r.States, assign(r, moved))
					s.Plan.States = append(s.Plan.States, moved)
				}
			}
		}
		for _, n := range r.Nodes {
			if n.Using || !s.Parties[n.ID].Managed() {
				continue // the plan does not tell them among its nodes
			}
			planned := s.Plan.Node(n.ID).PartIn(r.ID)
			for _, flag := range source.SortedKeys(n.Flags) {
				if n.Flags[flag] {
					planned.Flags = append(planned.Flags, flag)
				}
			}
		}
	}
	s.Plan.States = append(s.Plan.States, floatingStates(s)...)
}

// taken reports whether the plan has a state of an id.
func taken(s *product.Network, id string) bool {
	return slices.ContainsFunc(s.Plan.States, func(o plan.State) bool { return o.ID == id })
}

// assign gives every node its flags in a state. The former holder of a flag that moved becomes a candidate for it.
func assign(r *product.Product, s plan.State) product.Assignment {
	a := product.Assignment{State: s, Flags: map[string]map[string]bool{}, Sets: product.Membership{}}
	for _, n := range r.Nodes {
		flags := maps.Clone(n.Flags)
		if s.Fact != "" {
			candidate := r.Catalogue.Facts[s.Fact].MovesTo.V
			switch n.ID {
			case s.Holder:
				flags[s.Fact], flags[candidate] = true, false
			case s.From:
				flags[s.Fact], flags[candidate] = false, true
			}
		}
		a.Flags[n.ID] = flags
	}
	return a
}
