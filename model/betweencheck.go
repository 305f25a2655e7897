package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"portolan/model/source"
)

// The findings on load balancers and forward proxies. The site may accept them like those of a catalogue.
const (
	balancerWithoutRule = "S121"
	proxyWithoutRule    = "S122"
	partWithoutRule     = "S123" // a target, a listener or an external party that one of them names
)

var withoutRule = []string{balancerWithoutRule, proxyWithoutRule, partWithoutRule}

// checkUse finds states of load balancers and forward proxies that the plan does not have.
func (s *shared) checkUse() {
	var known []string
	for _, state := range s.plan.States {
		known = append(known, state.ID)
	}
	check := func(kind PartyKind, id string, states strs) {
		for _, v := range states {
			if !slices.Contains(known, v.V) {
				s.fault("S120", v.At, source.DidYouMean(v.V, known), "%s %s is used in the state %q, which this site does not have", kind, id, v.V)
			}
		}
	}
	for _, id := range sortedKeys(s.site.LoadBalancers) {
		check(BalancerParty, id, s.site.LoadBalancers[id].States)
	}
	for _, id := range sortedKeys(s.site.ForwardProxies) {
		check(ProxyParty, id, s.site.ForwardProxies[id].States)
	}
}

// withoutRules finds load balancers and forward proxies that get no rule, and parts of what the site says of them that lead to none: of each one
// finding, since a target without rules says more than the listeners that are served nowhere.
func (s *shared) withoutRules() []Finding {
	var out []Finding
	add := func(code, id string, at source.Position, help, format string, args ...any) {
		out = append(out, Finding{ID: code, Level: "warning", What: fmt.Sprintf(format, args...), Help: help, Node: id, at: at})
	}
	for _, id := range sortedKeys(s.site.LoadBalancers) {
		lb := s.site.LoadBalancers[id]
		idle, nodes := s.idleTargets(id, lb)
		if !s.touched(id) {
			add(balancerWithoutRule, id, lb.At, s.serveCure(id, lb, nodes), "load balancer %s gets no rule: nothing of this plan leads by way of it to %s", id, strings.Join(texts(lb.Targets), ", "))
			continue
		}
		if len(idle) > 0 {
			add(partWithoutRule, id, idle[0].At, s.serveCure(id, lb, s.nodesOf(idle)), "load balancer %s gets no rule for %s", id, strings.Join(texts(idle), ", "))
		} else if idle := s.idleListeners(id, lb); len(idle) > 0 {
			add(partWithoutRule, id, idle[0].At, s.serveCure(id, lb, nodes), "load balancer %s gets no rule for %s", id, strings.Join(texts(idle), ", "))
		}
	}
	for _, id := range sortedKeys(s.site.ForwardProxies) {
		p := s.site.ForwardProxies[id]
		var idle strs
		for _, e := range p.For {
			if !s.carried[carriage{id, e.V}] {
				idle = append(idle, e)
			}
		}
		switch {
		case !s.touched(id):
			add(proxyWithoutRule, id, p.At, s.forCure(id), "forward proxy %s gets no rule: nothing of this plan leads by way of it", id)
		case len(idle) > 0:
			add(partWithoutRule, id, idle[0].At, s.forCure(id), "forward proxy %s gets no rule for %s", id, strings.Join(texts(idle), ", "))
		}
	}
	return out
}

// every is every flow of the plan, those included that the strict profile leaves out.
func (s *shared) every() []*Flow { return slices.Concat(s.plan.Flows, s.plan.Dropped) }

// touched tells whether a rule has anything to do with a load balancer or forward proxy.
func (s *shared) touched(id string) bool {
	return slices.ContainsFunc(s.every(), func(f *Flow) bool { return f.From == id || f.To == id || f.LegBy(id) > 0 })
}

// idleTargets are the targets of a load balancer that get no rule by way of it, nor one that the site declares, and the nodes behind all
// targets.
func (s *shared) idleTargets(id string, lb SiteBalancer) (idle strs, nodes map[string]bool) {
	reached := map[string]bool{}
	for _, f := range s.every() {
		if f.From == id {
			reached[f.To] = true
		}
	}
	for _, t := range lb.Targets {
		served := false
		for n := range s.nodesOf(strs{t}) {
			served = served || reached[n] || s.carried[carriage{id, n}]
		}
		if !served {
			idle = append(idle, t)
		}
	}
	return idle, s.nodesOf(lb.Targets)
}

// nodesOf are the nodes that targets mean in any state.
func (s *shared) nodesOf(targets strs) map[string]bool {
	nodes := map[string]bool{}
	for _, r := range s.products {
		for _, a := range r.states {
			for _, t := range targets {
				for _, n := range r.targeted(a, t.V) {
					nodes[n] = true
				}
			}
		}
	}
	return nodes
}

// idleListeners are the listeners that the site names for a load balancer and that nothing reaches by way of it.
func (s *shared) idleListeners(id string, lb SiteBalancer) strs {
	var idle strs
	for _, v := range lb.Serves {
		if !s.carried[carriage{id, v.V}] {
			idle = append(idle, v)
		}
	}
	for _, name := range sortedKeys(lb.Ports) {
		if !contains(lb.Serves, name) && !s.carried[carriage{id, name}] {
			idle = append(idle, source.V(name, lb.Ports[name].At))
		}
	}
	return idle
}

// serveCure is the line that would give a load balancer rules: the listeners that clients call straight on nodes behind it, beside those
// that it serves already.
func (s *shared) serveCure(id string, lb SiteBalancer, nodes map[string]bool) string {
	serves, more := map[string]bool{}, false
	for _, f := range s.every() {
		straight := f.Product != "" && nodes[f.To] && s.parties[f.From].Kind == ClientsParty && f.LegBy(id) == 0
		if straight && !lb.names(f.Listener) {
			serves[f.Listener], more = true, true
		}
		if f.Product != "" && f.LegBy(id) > 0 {
			serves[f.Listener] = true
		}
	}
	if more {
		return fmt.Sprintf("add serves = [%s] to [load_balancers.%s], or remove what has no rule", quotedList(slices.Sorted(maps.Keys(serves))), id)
	}
	return fmt.Sprintf("clients call nothing else there: remove it, or declare its flows: [flows.NAME] with to = %q, and one with from = %q", id, id)
}

// forCure is the line that would give a forward proxy rules: the external parties that something goes to by TCP.
func (s *shared) forCure(id string) string {
	parties, more := map[string]bool{}, false
	for _, f := range s.every() {
		switch {
		case f.Leg != 1 && s.parties[f.To].Kind == ExternalParty && f.Protocol == "tcp" && f.LegBy(id) == 0:
			parties[f.To], more = true, true
		case f.LegBy(id) == 2:
			parties[f.To] = true
		}
	}
	if more {
		return fmt.Sprintf("write for = [%s], or some of them, in [forward_proxies.%s], or remove what has no rule", quotedList(slices.Sorted(maps.Keys(parties))), id)
	}
	return fmt.Sprintf("nothing else goes out by TCP: remove it, or declare what does: [flows.NAME] with to = an external party that %s is for", id)
}

func quotedList(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, strconv.Quote(s))
	}
	return strings.Join(out, ", ")
}
