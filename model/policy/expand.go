package policy

import "portolan/model/plan"

// Expand lists the single connections that a grouped rule allows: from every member of its source to every other member of its destination,
// at every port. A group of hosts that the plan speaks of as one counts as one, and may call itself.
func (p *Policy) Expand(r *Rule) []Connection {
	var out []Connection
	for _, from := range p.host[r.From].Members {
		for _, to := range p.host[r.To].Members {
			if from == to && p.plan.Party(from).IsOne() {
				continue
			}
			for _, port := range p.svc[r.Services].Ports {
				out = append(out, Connection{from, to, port})
			}
		}
	}
	return out
}

// connected counts the connections of flows, each once, whatever the terms on which they are open.
func connected(flows []*plan.Flow) int {
	seen := map[Connection]bool{}
	for _, f := range flows {
		seen[Connection{f.From, f.To, f.Port}] = true
	}
	return len(seen)
}

// expanded counts the connections that grouped rules allow, likewise.
func (p *Policy) expanded(rules []string) int {
	seen := map[Connection]bool{}
	for _, id := range rules {
		for _, c := range p.Expand(p.rule[id]) {
			seen[c] = true
		}
	}
	return len(seen)
}

// Connections counts the connections that the grouped rules of a part allow, and those of its flows: the two agree, and documents print both.
func (p *Policy) Connections(part Part) (grouped, long int) {
	var flows []*plan.Flow
	for _, id := range part.Flows {
		flows = append(flows, p.plan.Flow(id))
	}
	return p.expanded(part.Rules), connected(flows)
}
