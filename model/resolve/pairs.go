package resolve

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// pairs reports whether a rule connects two parties of its ends.
func (r *derivation) pairs(rule *catalog.Flow, from, to *plan.Party) bool {
	b, _ := catalog.ParseBetween(rule.Between.V)
	same := from.ID == to.ID && from.Kind != plan.GroupParty
	switch {
	case same && b.Others, !same && b.Self:
		return false
	case b.Fact == "":
		return true
	}
	a, known := r.Shared(r.nodes[from.ID], b.Fact)
	other, alsoKnown := r.Shared(r.nodes[to.ID], b.Fact)
	return known && alsoKnown && a == other
}

// sharedLinks are the keys of the site that give two nodes the value by which a rule pairs them.
func (r *derivation) sharedLinks(rule *catalog.Flow, from, to *plan.Party) []*plan.Link {
	b, _ := catalog.ParseBetween(rule.Between.V)
	if b.Fact == "" {
		return nil
	}
	return slices.Concat(r.factLinks(from.ID, b.Fact), r.factLinks(to.ID, b.Fact))
}

// portLinks are the keys of the site that move a port on the host where flows end, or from whose facts it follows.
func (r *derivation) portLinks(listener, host string) []*plan.Link {
	var links []*plan.Link
	if on, ok := r.Override(listener).On[host]; ok {
		links = append(links, r.SiteLink(fmt.Sprintf("%s listens on %s on %s: %s", listener, r.PortOn(listener, host).Numbers, host, r.Override(listener).Reason.V), on.At))
	}
	for _, fact := range r.PortFacts(listener, host) {
		of := r.factLinks(host, fact)
		if value, ok := r.Given.Facts[fact]; ok && of == nil {
			of = []*plan.Link{r.SiteLink(fmt.Sprintf("the site: %s = %v", fact, value.V), value.At)}
		}
		links = append(links, of...)
	}
	return links
}

// factLinks are the line that gives a node a fact, if the site does.
func (r *derivation) factLinks(node, fact string) []*plan.Link {
	n := r.nodes[node]
	if n == nil {
		return nil
	}
	value, ok := n.Site.Facts[fact]
	if !ok {
		return nil
	}
	return []*plan.Link{r.SiteLink(fmt.Sprintf("%s: %s = %v", n.What, fact, value.V), value.At)}
}

// checkNamedNodes finds facts that name a node which the site does not have.
func checkNamedNodes(r *product.Product) {
	var ids []string
	for _, n := range r.Nodes {
		ids = append(ids, n.ID)
	}
	for _, n := range r.Nodes {
		for _, name := range source.SortedKeys(n.Facts) {
			id, ok := n.Facts[name].(string)
			if ok && r.Catalogue.Facts[name].Type.V == "node" && !slices.Contains(ids, id) && !r.InDoubt("nodes", id) && !r.Lacking() {
				r.Fault("S203", n.Site.Facts[name].At, source.DidYouMean(id, ids), "the fact %s of %s names %q, which is no node of the product", name, n.What, id)
			}
		}
	}
}

// checkPairs finds nodes that a rule connects with nobody, since they have no value of the fact by which it pairs nodes, or one that no node
// at the other end has.
func checkPairs(r *product.Product) {
	for i := range r.Catalogue.Flows {
		rule := &r.Catalogue.Flows[i]
		b, _ := catalog.ParseBetween(rule.Between.V)
		if b.Fact == "" || !r.HoldAll(rule.When) {
			continue
		}
		froms, tos := r.Members(r.States[0], rule.From.Set.V), r.Members(r.States[0], rule.To.Set.V)
		alone(r, rule, b, froms, tos, rule.To.Set.V)
		alone(r, rule, b, tos, froms, rule.From.Set.V)
	}
}

func alone(r *product.Product, rule *catalog.Flow, b catalog.Between, nodes, others []*product.Node, far string) {
	values := map[string]int{}
	for _, n := range others {
		if value, known := r.Shared(n, b.Fact); known {
			values[value]++
		}
	}
	least := 1
	if b.Others && far == rule.From.Set.V && far == rule.To.Set.V { // a node is no partner of its own
		least = 2
	}
	for _, n := range nodes {
		value, known := r.Shared(n, b.Fact)
		given, said := n.Site.Facts[b.Fact]
		name := r.Catalogue.Sets[far].Name.V
		switch {
		case !known:
			r.Warn("S204", source.V("", n.Site.At), fmt.Sprintf("add %s = \"...\" to the facts of %s: %s", b.Fact, n.What, inSentence(r.Catalogue.Facts[b.Fact].Meaning.V)),
				"flow rule %s connects nodes with the same %s, and %s has none", rule.ID.V, b.Fact, n.What)
		case said && values[value] < least:
			r.Warn("S205", source.V("", given.At), "", "flow rule %s connects %s with no host: none of the %s has %s %s", rule.ID.V, n.What, name, b.Fact, value)
		}
	}
}
