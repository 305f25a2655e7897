package model

import (
	"maps"
	"slices"
)

// assignment is one state with the flags that every node has in it.
type assignment struct {
	state State
	flags map[string]map[string]bool // node -> flag -> holds
	sets  membership
}

// movable lists the flags that can move to another node at this site, by name.
func (r *resolver) movable() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(r.cat.Facts)) {
		fact := r.cat.Facts[name]
		if fact.MovesTo.Set() && len(r.with(name)) == 1 && len(r.with(fact.MovesTo.V)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// with lists the nodes for which a flag holds in the normal state.
func (r *resolver) with(flag string) []*node {
	var out []*node
	for _, n := range r.nodes {
		if n.flags[flag] {
			out = append(out, n)
		}
	}
	return out
}

// enumerateStates lists the normal state, and for every product one for each node that may take over a flag that can move. Flags that
// follow from defaults are settled before anything moves: whether a proxy serves users is a property of the node, not of the role that it
// has for now.
func (s *shared) enumerateStates() {
	s.plan.States = []State{{ID: NormalState}}
	for _, r := range s.products {
		r.defaultFlags()
		r.states = []assignment{r.assign(State{ID: NormalState})}
		for _, name := range r.movable() {
			holder := r.with(name)[0]
			for _, candidate := range r.with(r.cat.Facts[name].MovesTo.V) {
				if candidate != holder {
					moved := State{ID: name + "-on-" + candidate.id, Fact: name, Holder: candidate.id, From: holder.id, Before: r.cat.Facts[name].MovesTo.V, Product: r.cat.Product.ID.V}
					r.states = append(r.states, r.assign(moved))
					s.plan.States = append(s.plan.States, moved)
				}
			}
		}
		for _, n := range r.nodes {
			planned := s.plan.Node(n.id)
			for _, flag := range sortedKeys(n.flags) {
				if n.flags[flag] {
					planned.Flags = append(planned.Flags, flag)
				}
			}
		}
	}
}

// assign gives every node its flags in a state. The former holder of a flag that moved becomes a candidate for it.
func (r *resolver) assign(s State) assignment {
	a := assignment{state: s, flags: map[string]map[string]bool{}, sets: membership{}}
	for _, n := range r.nodes {
		flags := maps.Clone(n.flags)
		if s.Fact != "" {
			candidate := r.cat.Facts[s.Fact].MovesTo.V
			switch n.id {
			case s.Holder:
				flags[s.Fact], flags[candidate] = true, false
			case s.From:
				flags[s.Fact], flags[candidate] = false, true
			}
		}
		a.flags[n.id] = flags
	}
	return a
}

// members lists the nodes of a set in a state.
func (r *resolver) members(a assignment, set string) []*node {
	var out []*node
	for _, n := range r.nodes {
		if r.inSet(n, set, a.flags[n.id], a.sets) {
			out = append(out, n)
		}
	}
	return out
}
