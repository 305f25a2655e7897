package outage

import "portolan/model/plan"

// replaced are the hosts that a state does without: the one that held what moves, or all of a lost location.
func replaced(p *plan.Plan, s plan.State) []string {
	if s.Location == "" {
		return []string{s.From}
	}
	var ids []string
	for _, party := range p.Location(s.Lost).Parties(p) {
		if party.IsHost() {
			ids = append(ids, party.ID)
		}
	}
	return ids
}

// takers are the hosts that a state needs: the one that holds what moves, or those that stand in for others.
func takers(s plan.State) []string {
	if s.Location == "" {
		return []string{s.Holder}
	}
	var ids []string
	for _, id := range s.StandIns {
		ids = append(ids, id)
	}
	return sorted(ids)
}

// asked reports whether a loss asks for a state: all that it does without is lost.
func asked(p *plan.Plan, s plan.State, lost map[string]bool) bool {
	out := replaced(p, s)
	return len(out) > 0 && len(only(out, lost)) == len(out)
}

// reachable reports whether a state can be reached after a loss: of those that it needs somebody is left.
func reachable(s plan.State, lost map[string]bool) bool {
	needs := takers(s)
	return len(only(needs, lost)) < len(needs)
}
