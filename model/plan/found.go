package plan

import (
	"slices"
	"sync"
)

// found is what was looked up in a settled plan before. Its answers hold as long as the plan, which nothing changes.
type found struct {
	inbound, outbound, ways sync.Map // by id: lists of flows, distances
}

// Settle ends the making of a plan: what is looked up from here on is remembered.
func Settle(p *Plan) { p.found = &found{} }

// remember is the answer that is known for an id, or is found now. Of a plan in the making nothing is remembered.
func remember[T any](k *found, in func(*found) *sync.Map, id string, find func(string) T) T {
	if k == nil {
		return find(id)
	}
	if known, ok := in(k).Load(id); ok {
		return known.(T)
	}
	out := find(id)
	in(k).Store(id, out)
	return out
}

func inboundOf(k *found) *sync.Map  { return &k.inbound }
func outboundOf(k *found) *sync.Map { return &k.outbound }
func waysOf(k *found) *sync.Map     { return &k.ways }

// Inbound are the flows that end at a party, or at a group or population that covers it, and start elsewhere. The list belongs to who asks.
func (p *Plan) Inbound(id string) []*Flow {
	return slices.Clone(remember(p.found, inboundOf, id, func(id string) []*Flow {
		may := holding(p, id)
		return p.filter(func(f *Flow) bool { return may(f.To) && p.EndsAt(f, id) })
	}))
}

// Outbound are the flows that start at a party, or at a group or population that covers it, and end elsewhere. The list belongs to who asks.
func (p *Plan) Outbound(id string) []*Flow {
	return slices.Clone(remember(p.found, outboundOf, id, func(id string) []*Flow {
		may := holding(p, id)
		return p.filter(func(f *Flow) bool { return may(f.From) && p.StartsAt(f, id) })
	}))
}
