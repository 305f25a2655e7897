package resolve

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
)

// flowKey is what makes two flows the same: one rule of one product, both ends, one listener.
type flowKey struct{ product, rule, from, to, listener string }

// carriage is something that a load balancer or forward proxy carries traffic of: a target, a listener or an external party.
type carriage struct{ via, what string }

// union gathers the flows of all states.
type union struct {
	*product.Network
	flows   map[flowKey]*plan.Flow
	made    map[*plan.Flow][]plan.Link // the flows of the union, with the reasons that they were made with
	carried map[carriage]bool          // what goes by way of load balancers and forward proxies
}

func newUnion(s *product.Network, expected int) *union {
	return &union{s, make(map[flowKey]*plan.Flow, expected), make(map[*plan.Flow][]plan.Link, expected), map[carriage]bool{}}
}

// settleHops puts the ways of a flow in order. One that is used in all states of the flow is said in two words.
func settleHops(s *product.Network, f *plan.Flow) {
	if len(f.Hops) == 0 {
		return
	}
	slices.SortFunc(f.Hops, func(a, b plan.Hop) int { return strings.Compare(a.Via, b.Via) })
	for _, h := range f.Hops {
		orderStates(s, h.States)
	}
	f.Via, f.Leg = f.Hops[0].Via, f.Hops[0].Leg
	if len(f.Hops) == 1 && len(f.Hops[0].States) == len(f.States) {
		f.Hops = nil
	}
}

// add puts a flow of a product into the union. A flow that is there already is needed in one more state, and may have one more reason or
// way.
func (s *union) add(product, state string, f *plan.Flow) {
	if _, known := s.made[f]; known { // in another state; then it was not made anew
		if !slices.Contains(f.States, state) {
			f.States = append(f.States, state)
		}
		return
	}
	key := flowKey{product, f.Rule, f.From, f.To, f.Listener}
	old, ok := s.flows[key]
	if !ok {
		f.States = []string{state}
		f.Internal = f.From == f.To && s.Parties[f.From].IsOne()
		s.made[f] = f.Chain
		s.flows[key] = f
		return
	}
	if !slices.Contains(old.States, state) {
		old.States = append(old.States, state)
	}
	for _, link := range f.Chain {
		if !slices.Contains(old.Chain, link) {
			old.Chain = append(slices.Clip(old.Chain), link)
		}
	}
	for _, h := range f.Hops {
		joinHop(old, h)
	}
}

// joinHop adds a way to a flow, or a state to a way that it has.
func joinHop(f *plan.Flow, h plan.Hop) {
	i := slices.IndexFunc(f.Hops, func(o plan.Hop) bool { return o.Via == h.Via })
	if i < 0 {
		f.Hops = append(slices.Clip(f.Hops), h)
		return
	}
	for _, state := range h.States {
		if known := f.Hops[i].States; !slices.Contains(known, state) {
			f.Hops[i].States = append(known, state)
		}
	}
}
