package model

import (
	"portolan/model/catalog"
)

// What the documents call the two things that may stand between the ends of a flow.
const (
	viaBalancer = string(BalancerParty)
	viaProxy    = string(ProxyParty)
)

// standing is a load balancer that is used in a state, with the nodes of one product that it stands before in it.
type standing struct {
	id    string
	site  SiteBalancer
	nodes map[string]bool
}

// standing lists the load balancers that are used in a state, by id.
func (r *resolver) standing(a assignment) []standing {
	var out []standing
	for _, id := range sortedKeys(r.site.LoadBalancers) {
		lb := standing{id, r.site.LoadBalancers[id], map[string]bool{}}
		if !usedIn(lb.site.States, a.state.ID) {
			continue
		}
		for _, t := range lb.site.Targets {
			for _, n := range r.targeted(a, t.V) {
				lb.nodes[n] = true
			}
		}
		out = append(out, lb)
	}
	return out
}

// targeted are the nodes that a target of a load balancer means in a state: a node, the members of a set, or both where they have one name.
func (r *resolver) targeted(a assignment, target string) []string {
	var ids []string
	if _, isNode := r.site.Nodes[target]; isNode {
		ids = append(ids, target)
	}
	if _, isSet := r.cat.Sets[target]; isSet {
		for _, n := range r.members(a, target) {
			ids = append(ids, n.id)
		}
	}
	return ids
}

// usedIn tells whether a load balancer or forward proxy with these states is used in one of them; without any it always is.
func usedIn(states strs, id string) bool { return states == nil || contains(states, id) }

// serves tells whether a flow to a listener of its targets goes by way of the load balancer: those flows that the catalogue leads by way of
// one, unless the site lists what it serves; and what clients call on the listeners that the site names. What the product's own hosts call
// on these listeners stays as the documents have it.
func (lb standing) serves(rule *catalog.Flow, from catalog.End, listener string) bool {
	documented := rule.Via.V == viaBalancer
	if lb.site.names(listener) {
		return documented || from.Clients.Set()
	}
	return documented && lb.site.Serves == nil
}

// names tells whether the site says that a load balancer answers for a listener, or on which port it does.
func (lb SiteBalancer) names(listener string) bool {
	_, ported := lb.Ports[listener]
	return ported || contains(lb.Serves, listener)
}

// proxiesTo are the forward proxies on the way to an external party in a state, by id. A proxy that names the party is the way for all that
// goes there by TCP; one that names none is the way where the documents lead by way of one.
func (s *shared) proxiesTo(external, state, protocol string, documented bool) []string {
	var ids []string
	for _, id := range sortedKeys(s.site.ForwardProxies) {
		p := s.site.ForwardProxies[id]
		named := contains(p.For, external)
		if usedIn(p.States, state) && (documented && (named || len(p.For) == 0) || named && protocol == "tcp") {
			ids = append(ids, id)
		}
	}
	return ids
}
