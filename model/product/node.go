package product

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/site"
)

// Node is what a host is in one product while the plan is made: which services run, which flags hold in the normal state.
type Node struct {
	ID       string    // of the host
	What     string    // the host as reasons name it: "node qs1"
	Using    bool      // it only uses what the product provides to others
	Path     []string  // of the table that says what it runs: "nodes", "qs1"; or "nodes", "qs1", "also", "zabbix"; or "uses", "names"
	Site     site.Node // as a node of this product alone
	Role     string
	Services map[string]bool // with those that come with others
	Own      map[string]bool // those that the site or the role names
	Flags    map[string]bool
	Facts    map[string]any // facts that are no flags
}

// NewNode begins with a node of which nothing is worked out yet.
func NewNode(id, what string, path []string, written site.Node) *Node {
	return &Node{ID: id, What: what + " " + id, Path: path, Site: written, Services: map[string]bool{}, Own: map[string]bool{}, Flags: map[string]bool{}, Facts: map[string]any{}}
}

// At is the path of a part of the table that says what the node runs.
func (n *Node) At(parts ...string) []string { return append(slices.Clip(n.Path), parts...) }

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
	return c.Value != "" && slices.ContainsFunc(c.Wanted(), func(wanted string) bool { return MatchesVersion(value, wanted) })
}

// Shared is a node's value of a fact, as nodes are told by it that share one. A node without a value of a fact that names nodes stands for
// itself.
func (r *Product) Shared(n *Node, fact string) (value string, known bool) {
	if v, ok := n.Facts[fact]; ok {
		return fmt.Sprint(v), true
	}
	return n.ID, r.Catalogue.Facts[fact].Type.V == "node"
}
