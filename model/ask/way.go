package ask

import (
	"slices"

	"portolan/model"
)

// A Way leads from one end to the other in two legs, through a load balancer or a forward proxy. No rule opens it straight: firewalls see
// two connections.
type Way struct {
	Via string          `json:"via"`
	How model.PartyKind `json:"kind"`
	In  []Rule          `json:"to_it"`
	Out []Rule          `json:"from_it"`
}

// waysBetween finds the ways on which a connection goes that no rule opens straight. The port may be that of either leg, since a balancer
// or proxy may have its own.
func waysBetween(p *model.Plan, q question) []Way {
	ways := []Way{}
	for _, via := range p.Parties {
		if via.Kind != model.BalancerParty && via.Kind != model.ProxyParty {
			continue
		}
		first := flowsWhere(p.Flows, func(f *model.Flow) bool {
			return f.LegBy(via.ID) == 1 && q.from.coveredBy(p.Party(f.From)) > nothing
		})
		second := flowsWhere(p.Flows, func(f *model.Flow) bool {
			return f.LegBy(via.ID) == 2 && q.to.coveredBy(p.Party(f.To)) > nothing
		})
		in := flowsWhere(first, func(f *model.Flow) bool { return q.onWay(f, second) })
		out := flowsWhere(second, func(f *model.Flow) bool { return q.onWay(f, first) })
		if len(in) > 0 && len(out) > 0 {
			ways = append(ways, Way{via.ID, via.Kind, rulesOf(p, in), rulesOf(p, out)})
		}
	}
	return ways
}

// onWay tells whether a leg has another that continues it, and one of the two has the service that was asked for.
func (q question) onWay(f *model.Flow, others []*model.Flow) bool {
	return slices.ContainsFunc(others, func(g *model.Flow) bool {
		return g.Rule == f.Rule && g.Product == f.Product && g.Listener == f.Listener && (q.service.matches(f) || q.service.matches(g))
	})
}
