package model

import (
	"fmt"
	"slices"

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

// throughBalancer splits a flow into the leg to the load balancer and the leg to the node. Where the balancer keeps the source address,
// the node sees the clients, and that is what its rules must say: one rule, however many balancers keep it.
func (s *shared) throughBalancer(product, state string, base *Flow, id string) {
	lb := s.site.LoadBalancers[id]
	link := Link{SiteLink, fmt.Sprintf("load balancer %s stands before %s, source address %s", id, base.To, lb.Source.V), s.place(lb.At), nil}
	first, second := base.leg(id, 1, state, link), base.leg(id, 2, state, link)
	first.To = id
	if port := lb.Ports[base.Listener]; port.Set() {
		first.port = catalog.Port{Low: port.V, High: port.V}
	}
	if lb.Source.V == "translated" {
		second.From = id
	}
	s.carried[carriage{id, base.To}] = true
	s.carried[carriage{id, base.Listener}] = true
	s.add(product, state, &first)
	s.add(product, state, &second)
}

// throughProxy splits a flow into the leg to the forward proxy, on the proxy's own port, and the leg from there.
func (s *shared) throughProxy(product, state string, base *Flow, id string) {
	proxy := s.site.ForwardProxies[id]
	link := Link{SiteLink, fmt.Sprintf("forward proxy %s is the way to %s", id, base.To), s.place(proxy.At), nil}
	first, second := base.leg(id, 1, state, link), base.leg(id, 2, state, link)
	first.To = id
	first.port = catalog.Port{Low: proxy.Port.V, High: proxy.Port.V}
	first.Basis, first.Service = "declared", viaProxy // what answers there is the proxy, not the service behind it
	second.From, second.Caller = id, ""
	s.carried[carriage{id, base.To}] = true
	s.add(product, state, &first)
	s.add(product, state, &second)
}

// carriage is something that a load balancer or forward proxy carries traffic of: a target, a listener or an external party.
type carriage struct{ via, what string }

// leg is a copy that is not in the union yet, whatever became of the flow itself in another state.
func (f *Flow) leg(via string, number int, state string, link Link) Flow {
	copied := *f
	copied.added, copied.States = false, nil
	copied.Hops = []Hop{{Via: via, Leg: number, States: []string{state}}}
	copied.Chain = append([]Link{link}, f.straight...)
	return copied
}

// joinHop adds a way to a flow, or a state to a way that it has.
func (f *Flow) joinHop(h Hop) {
	i := slices.IndexFunc(f.Hops, func(o Hop) bool { return o.Via == h.Via })
	if i < 0 {
		f.Hops = append(slices.Clip(f.Hops), h)
		return
	}
	for _, state := range h.States {
		if known := f.Hops[i].States; !slices.Contains(known, state) {
			f.Hops[i].States = append(known, state)
		}
	}
}
