package resolve

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// finishFlows gives flows their ids, approvals and order, leaves out those that the profile or a decision does not open, and keeps the
// parties that take part.
func finishFlows(s *product.Network, flows []*plan.Flow, chosen map[ruleOf]choice) {
	byID := make(map[string]*plan.Flow, len(flows))
	s.Plan.LookIn(s.Parties, byID)
	s.Plan.Flows = make([]*plan.Flow, 0, len(flows))
	used := map[string]bool{}
	whole := make([]string, len(flows))
	for i, f := range flows {
		whole[i] = ruleID(f.Product, f.Rule, firstOf(s, f, f.From), firstOf(s, f, f.To), f.Listener)
	}
	ids := ruleIDsOf(whole)
	for i, f := range flows {
		f.ID = ids[i]
		if old, ok := byID[f.ID]; ok {
			s.Fault("S37", s.Site.File.Top(), "rename one of the hosts, or a declared flow", "the flows %s from %s to %s and %s from %s to %s get the same id %s",
				old.Rule, old.From, old.To, f.Rule, f.From, f.To, f.ID)
		}
		byID[f.ID] = f
		orderStates(s, f.States)
		settleHops(s, f)
		if !settle(s, f, chosen) {
			s.Plan.Dropped = append(s.Plan.Dropped, f)
			delete(byID, f.ID)
			continue
		}
		used[f.From], used[f.To] = true, true
		s.Plan.Flows = append(s.Plan.Flows, f)
	}
	slices.SortFunc(s.Plan.Flows, plan.CompareFlows)
	slices.SortFunc(s.Plan.Dropped, plan.CompareFlows)
	s.Every, s.Crossing = slices.Concat(s.Plan.Flows, s.Plan.Dropped), s.Plan.Network()
	keepParties(s, used)
}

// backupHost finds the host of the site that backups are on.
func backupHost(s *product.Network) {
	b := s.Plan.Backup
	if b == nil {
		return
	}
	if host := hostOfPath(b.Folder); host != "" {
		for _, id := range source.SortedKeys(s.Parties) {
			if p := s.Parties[id]; p.IsHost() && strings.EqualFold(p.Host, host) {
				b.Host = id
			}
		}
	}
}

// orderStates puts states in the order of the plan.
func orderStates(s *product.Network, states []string) {
	if len(states) > 1 {
		slices.SortFunc(states, func(a, b string) int { return cmp.Compare(stateOrder(s, a), stateOrder(s, b)) })
	}
}

func stateOrder(s *product.Network, id string) int {
	return slices.IndexFunc(s.Plan.States, func(s plan.State) bool { return s.ID == id })
}

// keepParties lists the parties of the plan: all that the site describes, and of the catalogue's externals those that are called.
func keepParties(s *product.Network, used map[string]bool) {
	for _, id := range source.SortedKeys(s.Parties) {
		p := s.Parties[id]
		_, described := s.Site.Externals[id]
		if p.Kind == plan.ExternalParty && !described && !used[id] {
			continue
		}
		s.Plan.Parties = append(s.Plan.Parties, p)
	}
}
