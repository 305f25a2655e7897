package product

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// HoldAll reports whether all conditions hold at this site.
func (r *Product) HoldAll(conditions []source.Text) bool {
	return !slices.ContainsFunc(conditions, func(v source.Text) bool { return !r.Holds(catalog.ParseCondition(v.V)) })
}

// Holds reports whether a condition holds at this site.
func (r *Product) Holds(c catalog.Condition) bool {
	return r.isSo(c) != c.Not
}

func (r *Product) isSo(c catalog.Condition) bool {
	if r.Doubts.Any() {
		r.touchCondition(c.Name)
	}
	switch c.Name {
	case catalog.SeveralNodes:
		return len(r.Nodes) > 1
	case catalog.OneNode:
		return len(r.Nodes) == 1
	case catalog.SeveralProducts:
		return len(r.Products) > 1
	case catalog.Failover:
		return len(r.Movable()) > 0
	}
	if so, known := r.hasMembers(c.Name); known {
		return so
	}
	switch value := r.Facts[c.Name].(type) {
	case bool:
		return value
	case string:
		if strings.HasSuffix(c.Name, "."+catalog.ResourceOS) && c.Op == "=" {
			return slices.ContainsFunc(c.Wanted(), func(wanted string) bool { return catalog.MatchesSystem(value, wanted) })
		}
		return compares(value, c)
	case int64:
		return compares(fmt.Sprint(value), c)
	}
	return false
}

// hasMembers answers conditions on sets, placed resources and forward proxies; known is false for others.
func (r *Product) hasMembers(name string) (so, known bool) {
	if resource, ok := strings.CutPrefix(name, catalog.Placed); ok {
		_, placed := r.Hosts[resource]
		return placed, true
	}
	if external, ok := strings.CutPrefix(name, catalog.Forwarded); ok {
		return r.ForwardProxy(external) != nil, true
	}
	if resource, set, ok := strings.Cut(name, catalog.HostedOn); ok {
		host, members := r.Hosts[resource], r.Members(Assignment{Flags: r.flagsNow()}, set)
		return slices.ContainsFunc(members, func(n *Node) bool { return n.ID == host }), true
	}
	for i, word := range [...]string{catalog.SomeOf, catalog.SeveralOf} {
		if set, ok := strings.CutPrefix(name, word); ok {
			if r.Doubts.Any() {
				r.TouchNodes()
			}
			return len(r.Members(Assignment{Flags: r.flagsNow()}, set)) > i, true
		}
	}
	return false, false
}

// flagsNow are the flags of every node in the normal state.
func (r *Product) flagsNow() map[string]map[string]bool {
	now := make(map[string]map[string]bool, len(r.Nodes))
	for _, n := range r.Nodes {
		now[n.ID] = n.Flags
	}
	return now
}

// MatchesVersion reports whether a value is the wanted one, or a version below it ("14.8" is a "14"), or begins as wanted ("windows*").
func MatchesVersion(value, wanted string) bool {
	if start, ok := strings.CutSuffix(wanted, "*"); ok {
		return strings.HasPrefix(value, start)
	}
	return value == wanted || strings.HasPrefix(value, wanted+".")
}
