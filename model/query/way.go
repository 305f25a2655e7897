package query

import (
	"slices"

	"portolan/model/plan"
)

// A Way leads from one end to the other in two legs, through a load balancer or a forward proxy. No rule opens it straight: firewalls see
// two connections.
type Way struct {
	Via string         `json:"via"`
	How plan.PartyKind `json:"kind"`
	In  []Rule         `json:"to_it"`
	Out []Rule         `json:"from_it"`
}

// waysBetween finds the ways on which a connection goes that no rule opens straight. The port may be that of either leg, since a balancer
// or proxy may have its own.
func waysBetween(p *plan.Plan, q question) []Way {
	ways := []Way{}
	for _, via := range p.Parties {
		if via.Kind != plan.BalancerParty && via.Kind != plan.ProxyParty {
			continue
		}
		first := flowsWhere(p.Flows, func(f *plan.Flow) bool {
			return f.LegBy(via.ID) == 1 && q.from.coveredBy(p.Party(f.From)) > nothing
		})
		second := flowsWhere(p.Flows, func(f *plan.Flow) bool {
			return f.LegBy(via.ID) == 2 && q.to.coveredBy(p.Party(f.To)) > nothing
		})
		in := flowsWhere(first, func(f *plan.Flow) bool { return q.onWay(f, second) })
		out := flowsWhere(second, func(f *plan.Flow) bool { return q.onWay(f, first) })
		if len(in) > 0 && len(out) > 0 {
			ways = append(ways, Way{via.ID, via.Kind, rulesOf(p, in), rulesOf(p, out)})
		}
	}
	return ways
}

// onWay tells whether a leg has another that continues it, and one of the two has the service that was asked for.
func (q question) onWay(f *plan.Flow, others []*plan.Flow) bool {
	return slices.ContainsFunc(others, func(g *plan.Flow) bool {
		return g.Rule == f.Rule && g.Product == f.Product && g.Listener == f.Listener && (q.service.matches(f) || q.service.matches(g))
	})
}
