package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// The findings on load balancers and forward proxies. The site may accept them like those of a catalogue.
const (
	balancerWithoutRule = "S121"
	proxyWithoutRule    = "S122"
	partWithoutRule     = "S123" // a target, a listener or an external party that one of them names
)

// checkUse finds states of load balancers and forward proxies that the plan does not have.
func checkUse(s *product.Network) {
	var known []string
	for _, state := range s.Plan.States {
		known = append(known, state.ID)
	}
	check := func(kind plan.PartyKind, id string, states []source.Text) {
		for _, v := range states {
			if !slices.Contains(known, v.V) && !s.StateInDoubt(v.V) {
				s.Fault("S120", v.At, source.DidYouMean(v.V, known), "%s %s is used in the state %q, which this site does not have", kind, id, v.V)
			}
		}
	}
	for _, id := range source.SortedKeys(s.Site.LoadBalancers) {
		check(plan.BalancerParty, id, s.Site.LoadBalancers[id].States)
	}
	for _, id := range source.SortedKeys(s.Site.ForwardProxies) {
		check(plan.ProxyParty, id, s.Site.ForwardProxies[id].States)
	}
}

// withoutRules finds load balancers and forward proxies that get no rule, and parts of what the site says of them that lead to none: of each one
// finding, since a target without rules says more than the listeners that are served nowhere.
func (s *union) withoutRules() []plan.Finding {
	var out []plan.Finding
	add := func(code, id string, at source.Position, help, format string, args ...any) {
		out = append(out, plan.Finding{ID: code, Level: "warning", What: fmt.Sprintf(format, args...), Help: help, Node: id, At: at})
	}
	for _, id := range source.SortedKeys(s.Site.LoadBalancers) {
		lb := s.Site.LoadBalancers[id]
		idle, nodes := s.idleTargets(id, lb)
		if !hasRules(s.Network, id) {
			add(balancerWithoutRule, id, lb.At, serveCure(s.Network, id, lb, nodes), "load balancer %s gets no rule: no traffic of this plan goes via it to %s", id, strings.Join(source.Strings(lb.Targets), ", "))
			continue
		}
		if len(idle) > 0 {
			add(partWithoutRule, id, idle[0].At, serveCure(s.Network, id, lb, nodesOf(s.Network, idle)), "load balancer %s gets no rule for %s", id, strings.Join(source.Strings(idle), ", "))
		} else if idle := s.idleListeners(id, lb); len(idle) > 0 {
			add(partWithoutRule, id, idle[0].At, serveCure(s.Network, id, lb, nodes), "load balancer %s gets no rule for %s", id, strings.Join(source.Strings(idle), ", "))
		}
	}
	for _, id := range source.SortedKeys(s.Site.ForwardProxies) {
		p := s.Site.ForwardProxies[id]
		var idle []source.Text
		for _, e := range p.For {
			if !s.carried[carriage{id, e.V}] {
				idle = append(idle, e)
			}
		}
		switch {
		case !hasRules(s.Network, id):
			add(proxyWithoutRule, id, p.At, forCure(s.Network, id), "forward proxy %s gets no rule: no traffic of this plan goes via it", id)
		case len(idle) > 0:
			add(partWithoutRule, id, idle[0].At, forCure(s.Network, id), "forward proxy %s gets no rule for %s", id, strings.Join(source.Strings(idle), ", "))
		}
	}
	return out
}

// hasRules reports whether a rule has anything to do with a load balancer or forward proxy.
func hasRules(s *product.Network, id string) bool {
	return slices.ContainsFunc(s.Every, func(f *plan.Flow) bool { return f.From == id || f.To == id || f.LegBy(id) > 0 })
}

// idleTargets are the targets of a load balancer that get no rule by way of it, nor one that the site declares, and the nodes behind all
// targets.
func (s *union) idleTargets(id string, lb site.Balancer) (idle []source.Text, nodes map[string]bool) {
	reached := map[string]bool{}
	for _, f := range s.Every {
		if f.From == id {
			for _, host := range s.Parties[f.To].OnHosts() {
				reached[host] = true
			}
		}
	}
	for _, t := range lb.Targets {
		served := false
		for n := range nodesOf(s.Network, []source.Text{t}) {
			served = served || reached[n] || s.carried[carriage{id, n}]
		}
		if !served {
			idle = append(idle, t)
		}
	}
	return idle, nodesOf(s.Network, lb.Targets)
}

// nodesOf are the nodes that targets mean in any state.
func nodesOf(s *product.Network, targets []source.Text) map[string]bool {
	nodes := map[string]bool{}
	for _, r := range s.Products {
		for _, a := range r.States {
			for _, t := range targets {
				for _, n := range targeted(r, a, t.V) {
					nodes[n] = true
				}
			}
		}
	}
	return nodes
}

// idleListeners are the listeners that the site names for a load balancer and that nothing reaches by way of it.
func (s *union) idleListeners(id string, lb site.Balancer) []source.Text {
	var idle []source.Text
	for _, v := range lb.Serves {
		if !s.carried[carriage{id, v.V}] {
			idle = append(idle, v)
		}
	}
	for _, name := range source.SortedKeys(lb.Ports) {
		if !source.Contains(lb.Serves, name) && !s.carried[carriage{id, name}] {
			idle = append(idle, source.V(name, lb.Ports[name].At))
		}
	}
	return idle
}

// serveCure is the line that would give a load balancer rules: the listeners that clients call straight on nodes behind it, beside those
// that it serves already.
func serveCure(s *product.Network, id string, lb site.Balancer, nodes map[string]bool) string {
	serves, more := map[string]bool{}, false
	for _, f := range s.Every {
		straight := f.Product != "" && slices.ContainsFunc(s.Parties[f.To].OnHosts(), func(n string) bool { return nodes[n] }) && s.Parties[f.From].Kind == plan.ClientsParty && f.LegBy(id) == 0
		if straight && !lb.Names(listenerAt(lb, f.Product, f.Listener)) {
			serves[f.Listener], more = true, true
		}
		if f.Product != "" && f.LegBy(id) > 0 {
			serves[f.Listener] = true
		}
	}
	if more {
		return fmt.Sprintf("add `serves = [%s]` to [load_balancers.%s], or remove what has no rule", quotedList(slices.Sorted(maps.Keys(serves))), id)
	}
	return fmt.Sprintf("clients call nothing else there: remove it, or declare its flows: [flows.NAME] with to = %q, and one with from = %q", id, id)
}

// forCure is the line that would give a forward proxy rules: the external parties that something goes to by TCP.
func forCure(s *product.Network, id string) string {
	parties, more := map[string]bool{}, false
	for _, f := range s.Every {
		switch {
		case f.Leg != 1 && s.Parties[f.To].Kind == plan.ExternalParty && f.Protocol == "tcp" && f.LegBy(id) == 0:
			parties[f.To], more = true, true
		case f.LegBy(id) == 2:
			parties[f.To] = true
		}
	}
	if more {
		return fmt.Sprintf("write `for = [%s]`, or some of them, in [forward_proxies.%s], or remove what has no rule", quotedList(slices.Sorted(maps.Keys(parties))), id)
	}
	return fmt.Sprintf("nothing else goes out by TCP: remove it, or declare what does, in [flows.NAME], to an external service that %s is for", id)
}

func quotedList(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, strconv.Quote(s))
	}
	return strings.Join(out, ", ")
}
