package product

import (
	"maps"
	"slices"

	"portolan/model/plan"
)

// Assignment is one state with the flags that every node has in it.
type Assignment struct {
	State plan.State
	Flags map[string]map[string]bool // node -> flag -> holds
	Sets  Membership
}

// Movable lists the flags that can move to another node at this site, by name.
func (r *Product) Movable() []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(r.Catalogue.Facts)) {
		fact := r.Catalogue.Facts[name]
		if fact.MovesTo.Set() && len(r.With(name)) == 1 && len(r.With(fact.MovesTo.V)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// With lists the nodes for which a flag holds in the normal state.
func (r *Product) With(flag string) []*Node {
	var out []*Node
	for _, n := range r.Nodes {
		if n.Flags[flag] {
			out = append(out, n)
		}
	}
	return out
}
