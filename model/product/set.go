package product

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/source"
)

// Membership remembers which nodes are in which set, for one assignment of flags.
type Membership map[string]*members

// members are the nodes of a set as far as somebody asked.
type members struct {
	in     map[*Node]bool
	all    []*Node
	listed bool // all are
}

// of are the members of a set, nil where nothing is remembered.
func (known Membership) of(set string) *members {
	m := known[set]
	if m == nil && known != nil {
		m = &members{in: map[*Node]bool{}}
		known[set] = m
	}
	return m
}

// Matches reports whether a node meets a selector, with the flags that it has in some state. known may be nil.
func (r *Product) Matches(n *Node, s catalog.Selector, flags map[string]bool, known Membership) bool {
	if r.Doubts.Any() {
		r.touchSelector(n, s)
	}
	for _, v := range s.Runs {
		if !n.Services[v.V] {
			return false
		}
	}
	for _, v := range s.RunsNot {
		if n.Services[v.V] {
			return false
		}
	}
	for _, v := range s.With {
		if !n.has(v.V, flags) {
			return false
		}
	}
	for _, v := range s.Without {
		if n.has(v.V, flags) {
			return false
		}
	}
	if len(s.RunsAny) > 0 && !slices.ContainsFunc(s.RunsAny, func(v source.Text) bool { return n.Services[v.V] }) {
		return false
	}
	if len(s.Role) > 0 && !slices.ContainsFunc(s.Role, func(v source.Text) bool { return n.Role == v.V }) {
		return false
	}
	if len(s.OS) > 0 && !slices.ContainsFunc(s.OS, func(v source.Text) bool { return catalog.MatchesSystem(n.Site.OS.V, v.V) }) {
		return false
	}
	for _, v := range s.In {
		if !r.InSet(n, v.V, flags, known) {
			return false
		}
	}
	for _, v := range s.NotIn {
		if r.InSet(n, v.V, flags, known) {
			return false
		}
	}
	return r.HoldAll(s.When)
}

// InSet reports whether a node is in a set of the catalogue.
func (r *Product) InSet(n *Node, set string, flags map[string]bool, known Membership) bool {
	m := known.of(set)
	if m != nil {
		if in, ok := m.in[n]; ok {
			return in
		}
	}
	in := slices.ContainsFunc(r.Catalogue.Sets[set].Is, func(s catalog.Selector) bool { return r.Matches(n, s, flags, known) })
	if m != nil {
		m.in[n] = in
	}
	return in
}

// InNormal reports whether a node is in a set in the normal state. It is for phases in which nodes and facts change no more: what was found is remembered.
func InNormal(r *Product, n *Node, set string) bool {
	if r.Doubts.Any() { // who asks is told of doubts each time
		return r.InSet(n, set, n.Flags, nil)
	}
	if r.normal == nil {
		r.normal = Membership{}
	}
	return r.InSet(n, set, n.Flags, r.normal)
}

// HoldNow reports whether all conditions hold, likewise.
func HoldNow(r *Product, conditions []source.Text) bool {
	if r.Doubts.Any() {
		return r.HoldAll(conditions)
	}
	if r.held == nil {
		r.held = map[string]bool{}
	}
	for _, v := range conditions {
		so, known := r.held[v.V]
		if !known {
			so = r.Holds(catalog.ParseCondition(v.V))
			r.held[v.V] = so
		}
		if !so {
			return false
		}
	}
	return true
}

// Members lists the nodes of a set in a state.
func (r *Product) Members(a Assignment, set string) []*Node {
	m := a.Sets.of(set)
	if m != nil && m.listed {
		return m.all
	}
	var out []*Node
	for _, n := range r.Nodes {
		if r.InSet(n, set, a.Flags[n.ID], a.Sets) {
			out = append(out, n)
		}
	}
	if m != nil {
		m.all, m.listed = out, true
	}
	return out
}
