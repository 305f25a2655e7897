package product

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// Selected reports whether a node meets one of a rule's selectors, or there are none.
func (r *Product) Selected(list []catalog.Selector, n *Node) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(s catalog.Selector) bool { return r.Matches(n, s, n.Flags, nil) })
}

// FactPlace is where a fact of the site, or "resource.fact", is given; for one that is not, where it could be.
func (r *Product) FactPlace(fact string) source.Position {
	if given, ok := r.Given.Facts[fact]; ok {
		return given.At
	}
	resource, name, _ := strings.Cut(fact, ".")
	placed, ok := r.Given.Resources[resource]
	if given, ok := placed.Facts[name]; ok {
		return given.At
	}
	if ok {
		return placed.At
	}
	return r.Site.File.Top()
}

// Demand is what the selected nodes can ask for together; it is not known where one does not say.
func (r *Product) Demand(rule *catalog.Lint) (sum int, known bool) {
	sum = rule.Plus.V
	for _, n := range r.Nodes {
		if !r.Selected(rule.Select, n) {
			continue
		}
		r.TouchFact(n, rule.SumOf.V)
		value, ok := n.Facts[rule.SumOf.V].(int64)
		if !ok {
			return 0, false
		}
		sum += int(value)
	}
	return sum, true
}
