package product

import (
	"fmt"

	"portolan/model/catalog"
	"portolan/model/site"
)

// Node is a node while the plan is made: which services run, which flags hold in the normal state.
type Node struct {
	ID       string
	Site     site.Node
	Role     string
	Services map[string]bool // with those that come with others
	Own      map[string]bool // those that the site or the role names
	Flags    map[string]bool
	Facts    map[string]any // facts that are no flags
}

// has reports whether a node has what a selector asks for: a flag that is true, a fact with a value, or with the value that is named.
func (n *Node) has(asked string, flags map[string]bool) bool {
	c := catalog.ParseCondition(asked)
	if c.Op == "" {
		_, known := n.Facts[c.Name]
		return flags[c.Name] || known
	}
	value, known := n.Facts[c.Name]
	return known && compares(fmt.Sprint(value), c)
}

// compares reports whether a value is as a condition asks.
func compares(value string, c catalog.Condition) bool {
	switch c.Op {
	case ">=":
		return catalog.CompareVersions(value, c.Value) >= 0
	case "<":
		return catalog.CompareVersions(value, c.Value) < 0
	}
	return c.Value != "" && MatchesVersion(value, c.Value)
}

// Shared is a node's value of a fact, as nodes are told by it that share one. A node without a value of a fact that names nodes stands for
// itself.
func (r *Product) Shared(n *Node, fact string) (value string, known bool) {
	if v, ok := n.Facts[fact]; ok {
		return fmt.Sprint(v), true
	}
	return n.ID, r.Catalogue.Facts[fact].Type.V == "node"
}
