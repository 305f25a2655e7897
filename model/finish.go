package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// finishFlows gives flows their ids, approvals and order, leaves out disputed ones in the strict profile, and keeps the parties that
// take part.
func (s *shared) finishFlows(flows map[flowKey]*Flow) {
	byID := make(map[string]*Flow, len(flows))
	s.plan.LookIn(s.parties, byID)
	s.plan.Flows = make([]*Flow, 0, len(flows))
	used := map[string]bool{}
	for key, f := range flows {
		f.ID, f.Product = ruleID(key.product, key.rule, key.from, key.to, key.listener), key.product
		if f.port.Kind != catalog.NoPort {
			f.Port, f.Choice = f.port.String(), f.port.Choice()
		}
		if old, ok := byID[f.ID]; ok {
			s.fault("S37", s.site.File.Top(), "rename one of the parties", "the flows %s from %s to %s and %s from %s to %s get the same id %s",
				old.Rule, old.From, old.To, f.Rule, f.From, f.To, f.ID)
		}
		byID[f.ID] = f
		s.orderStates(f.States)
		s.settleHops(f)
		if f.Disputed != "" && !f.Internal && s.plan.Profile == "strict" {
			s.plan.Dropped = append(s.plan.Dropped, f)
			delete(byID, f.ID)
			continue
		}
		used[f.From], used[f.To] = true, true
		s.plan.Flows = append(s.plan.Flows, f)
	}
	slices.SortFunc(s.plan.Flows, compareFlows)
	slices.SortFunc(s.plan.Dropped, compareFlows)
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
