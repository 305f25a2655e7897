package plan

import (
	"slices"
	"sync"
)

// found is what was looked up in a plan before. Answers count while the plan has the flows and firewalls of then, for its makers ask while they still add to it.
type found struct {
	inbound, outbound, ways sync.Map // by id: lists of flows, distances
}

type foundFlows struct {
	in, out []*Flow
}

type foundWays struct {
	in  []Firewall
	out distances
}

// same tells whether a list is the one of then.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// remembered are flows that were found before, or are found now. The list belongs to who asks.
func (p *Plan) remembered(known *sync.Map, id string, find func() []*Flow) []*Flow {
	if at, ok := known.Load(id); ok && same(at.(foundFlows).in, p.Flows) {
		return slices.Clone(at.(foundFlows).out)
	}
	out := find()
	known.Store(id, foundFlows{p.Flows, slices.Clone(out)})
	return out
}

// at asks of flows with an end at a party, and knows the answer of all that end where none of its flows does.
func (p *Plan) at(id string, end func(*Flow) string, ask func(*Flow, string) bool) func(*Flow) bool {
	places, holds := p.Places(id), map[string]bool{}
	return func(f *Flow) bool {
		may, known := holds[end(f)]
		if !known {
			may = slices.ContainsFunc(places, p.party[end(f)].Covers)
			holds[end(f)] = may
		}
		return may && ask(f, id)
	}
}

// distancesFrom are the distances from a zone, which are walked once.
func (p *Plan) distancesFrom(from string) distances {
	if at, ok := p.found.ways.Load(from); ok && same(at.(foundWays).in, p.Firewalls) {
		return at.(foundWays).out
	}
	d := p.distances(from)
	p.found.ways.Store(from, foundWays{p.Firewalls, d})
	return d
}
