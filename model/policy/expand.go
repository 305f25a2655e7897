package policy

import (
	"portolan/model/catalog"
	"portolan/model/plan"
)

// Expand lists the single connections that a grouped rule allows: from every member of its source to every other member of its destination,
// at every port. A group of hosts that the plan speaks of as one counts as one, and may call itself.
func (p *Policy) Expand(r *Rule) []Connection {
	var out []Connection
	for _, from := range p.host[r.From].Members {
		for _, to := range p.host[r.To].Members {
			if from == to && p.plan.Party(from).Kind != plan.GroupParty {
				continue
			}
			for _, port := range p.svc[r.Services].Ports {
				out = append(out, Connection{from, to, port})
			}
		}
	}
	return out
}

// longForm counts the connections of the plan's flows: two flows that say the same of one connection are one.
func longForm(flows []*plan.Flow) int {
	type connection struct {
		from, to             string
		port                 catalog.Port
		purpose, bookkeeping string
	}
	seen := map[connection]bool{}
	for _, f := range flows {
		t := termsOf(f)
		seen[connection{f.From, f.To, f.Port, t.purpose(), t.bookkeeping()}] = true
	}
	return len(seen)
}

// Connections counts what the grouped rules of a part expand to, and the connections of its flows: the two agree, and documents print both.
func (p *Policy) Connections(part Part) (grouped, long int) {
	for _, id := range part.Rules {
		grouped += len(p.Expand(p.rule[id]))
	}
	var flows []*plan.Flow
	for _, id := range part.Flows {
		flows = append(flows, p.plan.Flow(id))
	}
	return grouped, longForm(flows)
}
