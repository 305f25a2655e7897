package query

import (
	"slices"

	"portolan/model/plan"
)

// A Way leads from one end to the other in two legs, through a load balancer, a forward proxy or a jump host. No rule opens it straight: firewalls see
// two connections.
type Way struct {
	Via string         `json:"via"`
	How plan.PartyKind `json:"kind"`
	In  []Rule         `json:"to_it"`
	Out []Rule         `json:"from_it"`
}

// waysBetween finds the ways on which a connection goes that no rule opens straight. The port asked for is one of the far end: a balancer or
// proxy may have its own, and that does not lead to the far end's.
func waysBetween(p *plan.Plan, q question) []Way {
	ways := []Way{}
	for _, via := range p.Parties {
		if !via.IsHost() { // a jump host may be any
			continue
		}
		first := flowsWhere(p.Flows, func(f *plan.Flow) bool {
			return f.LegBy(via.ID) == 1 && q.from.coveredBy(p.Party(f.From)) > nothing
		})
		second := flowsWhere(p.Flows, func(f *plan.Flow) bool {
			return f.LegBy(via.ID) == 2 && q.to.coveredBy(p.Party(f.To)) > nothing
		})
		in := flowsWhere(first, func(f *plan.Flow) bool {
			return slices.ContainsFunc(second, func(g *plan.Flow) bool { return q.continued(f, g) })
		})
		out := flowsWhere(second, func(g *plan.Flow) bool {
			return slices.ContainsFunc(first, func(f *plan.Flow) bool { return q.continued(f, g) })
		})
		if len(in) > 0 && len(out) > 0 {
			ways = append(ways, Way{via.ID, via.Kind, rulesOf(p, in), rulesOf(p, out)})
		}
	}
	return ways
}

// continued reports whether the second leg continues the first, and what was asked for goes on that way: a port is one of the second leg, a
// firewall may stand on either.
func (q question) continued(first, second *plan.Flow) bool {
	if first.Rule != second.Rule || first.Product != second.Product || first.Listener != second.Listener {
		return false
	}
	return q.service.matches(second) || !q.service.isPort() && q.service.matches(first)
}
