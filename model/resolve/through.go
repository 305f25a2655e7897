package resolve

import (
	"fmt"

	"portolan/model/plan"
)

// throughBalancer splits a flow into the leg to the load balancer and the leg to the node. Where the balancer keeps the source address,
// the node sees the clients, and that is what its rules must say: one rule, however many balancers keep it.
func (s *union) throughBalancer(same alike, state string, base *plan.Flow, id string) {
	lb := s.Site.LoadBalancers[id]
	link := s.SiteLink(fmt.Sprintf("load balancer %s forwards to %s, source address %s", id, base.To, lb.Source.V), lb.At)
	first, second := s.leg(base, id, 1, state, link), s.leg(base, id, 2, state, link)
	first.To = id
	listener := listenerAt(lb, base.Product, base.Listener)
	if port := lb.Ports[listener]; port.Set() {
		first.Port = first.Port.At(port.V)
	}
	if lb.Source.V == "translated" {
		second.From, second.FromPort = id, ""
	}
	for _, host := range s.Parties[base.To].OnHosts() {
		s.carried[carriage{id, host}] = true
	}
	s.carried[carriage{id, listener}] = true
	s.add(same, state, first)
	s.add(same, state, second)
}

// throughProxy splits a flow into the leg to the forward proxy, on the proxy's own port, and the leg from there.
func (s *union) throughProxy(same alike, state string, base *plan.Flow, id string) {
	proxy := s.Site.ForwardProxies[id]
	link := s.SiteLink(fmt.Sprintf("forward proxy %s is the way to %s", id, base.To), proxy.At)
	first, second := s.leg(base, id, 1, state, link), s.leg(base, id, 2, state, link)
	first.To = id
	first.Port = first.Port.At(proxy.Port.V)
	first.Basis, first.Service = "declared", viaProxy // what answers there is the proxy, not the service behind it
	second.From, second.Caller, second.FromPort = id, "", ""
	s.carried[carriage{id, base.To}] = true
	s.add(same, state, first)
	s.add(same, state, second)
}

// through leads a declared flow by the way that the site gives.
func (s *union) through(same alike, state string, base *plan.Flow, id string) {
	switch s.Parties[id].Kind {
	case plan.BalancerParty:
		s.throughBalancer(same, state, base, id)
	case plan.ProxyParty:
		s.throughProxy(same, state, base, id)
	default:
		s.throughJump(same, state, base, id)
	}
}

// throughJump splits a flow into the leg to a jump host and the leg from there. Both have the flow's port: people open a session on the one and from
// there a session of the same kind on the other.
func (s *union) throughJump(same alike, state string, base *plan.Flow, id string) {
	link := s.SiteLink(fmt.Sprintf("jump host %s is the way to %s", id, base.To), s.Parties[id].At)
	first, second := s.leg(base, id, 1, state, link), s.leg(base, id, 2, state, link)
	first.To, second.From = id, id
	s.add(same, state, first)
	s.add(same, state, second)
}

// leg is a copy that is in no state yet, whatever became of the flow itself in another one.
func (s *union) leg(f *plan.Flow, via string, number int, state string, link *plan.Link) *plan.Flow {
	copied := *f
	copied.States = nil
	copied.Hops = []plan.Hop{{Via: via, Leg: number, States: []string{state}}}
	copied.Chain = append([]*plan.Link{link}, s.straight(f)...)
	return &copied
}

// straight are the reasons of a flow as it was made, without those that came with a way to a flow that is in the union already.
func (s *union) straight(f *plan.Flow) []*plan.Link {
	if links, more := s.asMade[f]; more {
		return links
	}
	return f.Chain
}
