package resolve

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// What the documents call the two things that may stand between the ends of a flow.
const (
	viaBalancer = string(plan.BalancerParty)
	viaProxy    = string(plan.ProxyParty)
)

// standing is a load balancer that is used in a state, with the nodes of one product that it stands before in it.
type standing struct {
	id    string
	site  site.Balancer
	nodes map[string]bool
}

// standingIn lists the load balancers that are used in a state, by id.
func standingIn(r *product.Product, a product.Assignment) []standing {
	var out []standing
	for _, id := range source.SortedKeys(r.Site.LoadBalancers) {
		lb := standing{id, r.Site.LoadBalancers[id], map[string]bool{}}
		if !product.UsedIn(lb.site.States, a.State.ID) {
			continue
		}
		for _, t := range lb.site.Targets {
			for _, n := range targeted(r, a, t.V) {
				lb.nodes[n] = true
			}
		}
		out = append(out, lb)
	}
	return out
}

// targeted are the nodes that a target of a load balancer means in a state: a node, the members of a set, or both where they have one name.
func targeted(r *product.Product, a product.Assignment, target string) []string {
	var ids []string
	if r.Node(target) != nil {
		ids = append(ids, target)
	}
	if set, of := setsNamed(r.Network, target); slices.Contains(of, r) {
		for _, n := range r.Members(a, set) {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// listenerAt is a listener of an installation as a load balancer names it: with the installation where it does so, so that it serves no other's.
func listenerAt(lb site.Balancer, installation, listener string) string {
	base := catalog.BaseListener(listener)
	if own := site.Qualified(installation, base); lb.Names(own) {
		return own
	}
	return base
}

// serves reports whether a flow to a listener of its targets goes by way of the load balancer: those flows that the catalogue leads by way of
// one, unless the site lists what it serves; and what clients call on the listeners that the site names. What the product's own hosts call
// on these listeners stays as the documents have it.
func (lb standing) serves(installation string, rule *catalog.Flow, from catalog.End, listener string) bool {
	documented := rule.Via.V == viaBalancer
	switch {
	case !documented && !from.Clients.Set():
		return false
	case lb.site.Names(listenerAt(lb.site, installation, listener)):
		return true
	}
	return documented && lb.site.Serves == nil
}
