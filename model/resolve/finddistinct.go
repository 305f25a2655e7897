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

// distinct finds nodes that share a value which is to tell them apart, as positions from which their ports follow. Values are what the site writes, or
// the catalogue's default, and never counted from the order of nodes: so no port moves when a node comes, goes or is renamed.
func (k *findings) distinct() {
	for _, r := range k.Products {
		for _, name := range source.SortedKeys(r.Catalogue.Facts) {
			if fact := r.Catalogue.Facts[name]; fact.Distinct.Set() {
				k.shared(r, name, fact)
			}
		}
	}
}

// shared tells of each value that several nodes have. The first of them keeps it: one that the site gives, then by id.
func (k *findings) shared(r *product.Product, name string, fact catalog.Fact) {
	having, taken := map[string][]*product.Node{}, map[int64]bool{}
	for _, n := range r.Members(r.States[0], fact.Distinct.V) {
		value, ok := n.Facts[name]
		if !ok {
			continue
		}
		having[fmt.Sprint(value)] = append(having[fmt.Sprint(value)], n)
		if number, ok := value.(int64); ok {
			taken[number] = true
		}
	}
	given := func(n *product.Node) bool { return n.Site.Facts[name].Set() }
	for _, value := range source.SortedKeys(having) {
		nodes := having[value]
		if len(nodes) < 2 {
			continue
		}
		slices.SortFunc(nodes, func(a, b *product.Node) int {
			return cmp.Or(plan.TrueFirst(given(a), given(b)), strings.Compare(a.ID, b.ID))
		})
		for _, n := range nodes[1:] {
			at := n.Site.At
			if given(n) {
				at = n.Site.Facts[name].At
			}
			k.add("S260", n.ID, at, ownValue(n.ID, name, fact, taken), "node %s has the %s %s, as node %s has", n.ID, name, value, nodes[0].ID)
		}
	}
}

// ownValue is the cure for a value that another node has: of numbers, the lowest that no node has.
func ownValue(node, name string, fact catalog.Fact, taken map[int64]bool) string {
	if fact.Type.V != "number" {
		return fmt.Sprintf("give node %s a %s of its own", node, name)
	}
	free := int64(fact.Min.V)
	for taken[free] {
		free++
	}
	if fact.Max.Set() && free > int64(fact.Max.V) {
		return fmt.Sprintf("there are no more than %d values: the nodes are too many", len(taken))
	}
	taken[free] = true
	return fmt.Sprintf("write `%s = %d` in the facts of node %s", name, free, node)
}
