package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// finishFlows gives flows their ids, approvals and order, leaves out disputed ones in the strict profile, and keeps the parties that
// take part.
func (s *shared) finishFlows() {
	s.plan.flow = make(map[string]*Flow, len(s.flows))
	s.plan.Flows = make([]*Flow, 0, len(s.flows))
	used := map[string]bool{}
	for key, f := range s.flows {
		f.ID, f.Product = ruleID(key.product, key.rule, key.from, key.to, key.listener), key.product
		if f.port.Kind != catalog.NoPort {
			f.Port, f.Choice = f.port.String(), f.port.Choice()
		}
		if old, ok := s.plan.flow[f.ID]; ok {
			s.fault("S37", s.site.File.Top(), "rename one of the parties", "the flows %s from %s to %s and %s from %s to %s get the same id %s",
				old.Rule, old.From, old.To, f.Rule, f.From, f.To, f.ID)
		}
		s.plan.flow[f.ID] = f
		s.orderStates(f.States)
		s.settleHops(f)
		if f.Disputed != "" && !f.Internal && s.plan.Profile == "strict" {
			s.plan.Dropped = append(s.plan.Dropped, f)
			delete(s.plan.flow, f.ID)
			continue
		}
		used[f.From], used[f.To] = true, true
		s.plan.Flows = append(s.plan.Flows, f)
	}
	slices.SortFunc(s.plan.Flows, compareFlows)
	slices.SortFunc(s.plan.Dropped, compareFlows)
	s.file()
	s.keepParties(used)
}

// orderStates puts states in the order of the plan.
func (s *shared) orderStates(states []string) {
	if len(states) > 1 {
		slices.SortFunc(states, func(a, b string) int { return cmp.Compare(s.stateOrder(a), s.stateOrder(b)) })
	}
}

func (s *shared) stateOrder(id string) int {
	return slices.IndexFunc(s.plan.States, func(s State) bool { return s.ID == id })
}

// compareFlows orders flows as people look for them: by ends, then by port, then by rule.
func compareFlows(a, b *Flow) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), cmp.Compare(a.port.Low, b.port.Low),
		strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Listener, b.Listener))
}

// keepParties lists the parties of the plan: all that the site describes, and of the catalogue's externals those that are called.
func (s *shared) keepParties(used map[string]bool) {
	for _, id := range sortedKeys(s.parties) {
		p := s.parties[id]
		_, described := s.site.Externals[id]
		if p.Kind == ExternalParty && !described && !used[id] {
			continue
		}
		s.plan.Parties = append(s.plan.Parties, p)
	}
}

// listUnopened lists the ports that services listen on and that no flow ends at, so that a reader sees that they were not forgotten.
func (r *resolver) listUnopened() {
	reached := r.reached()
	for _, n := range r.nodes {
		for _, service := range sortedKeys(n.services) {
			for _, l := range r.listenersOf(service) {
				if !reached[[2]string{n.id, l.id}] && !r.off(l.id) {
					r.plan.Unopened = append(r.plan.Unopened, r.listening(n, l))
				}
			}
		}
	}
}

// off tells whether a listener is not in use here: flow rules end at it, and every one of them needs a condition that the site does not
// meet.
func (r *resolver) off(listener string) bool {
	if off, known := r.offs[listener]; known {
		return off
	}
	off := r.needsMore(listener)
	r.offs[listener] = off
	return off
}

func (r *resolver) needsMore(listener string) bool {
	rules := 0
	for i := range r.cat.Flows {
		if rule := &r.cat.Flows[i]; rule.To.Listener.V == listener {
			if rules++; r.holdAll(rule.When) {
				return false
			}
		}
	}
	return rules > 0
}

// reached tells which listeners of which hosts some flow ends at, those included that the strict profile leaves out.
func (s *shared) reached() map[[2]string]bool {
	reached := make(map[[2]string]bool, len(s.plan.Flows))
	for _, f := range slices.Concat(s.plan.Flows, s.plan.Dropped) {
		reached[[2]string{f.To, f.Listener}] = true
		for _, member := range s.parties[f.To].Members {
			reached[[2]string{member, f.Listener}] = true
		}
	}
	return reached
}

func (r *resolver) listening(n *node, l knownListener) Listening {
	port, _ := r.listeningPort(n.id, l)
	out := Listening{Node: n.id, Listener: l.id, Service: r.cat.Services[l.service].Name.V, Protocol: l.Transport.V, Port: port.String(), Choice: port.Choice(),
		Reason: cmp.Or(l.Peer.V, "unused"), Note: l.Note.V}
	if l.Never.Set() {
		out.Reason, out.Note = "never", l.Never.V
	}
	return out
}
