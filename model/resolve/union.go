package resolve

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
)

// A kind is what flows have in common beside their ends: one rule of one product, one listener.
type kind struct{ product, rule, listener string }

// alike are the flows of one kind by the ids of their ends. Two with the same ends are the same.
type alike map[[2]string]*plan.Flow

// carriage is something that a load balancer or forward proxy carries traffic of: a target, a listener or an external party.
type carriage struct{ via, what string }

// union gathers the flows of all states.
type union struct {
	*product.Network
	flows   []*plan.Flow
	kinds   map[kind]alike
	asMade  map[*plan.Flow][]*plan.Link // the reasons that flows were made with, of those that have got more since
	carried map[carriage]bool           // what goes by way of load balancers and forward proxies
}

func newUnion(s *product.Network, expected int) *union {
	return &union{s, make([]*plan.Flow, 0, expected), map[kind]alike{}, map[*plan.Flow][]*plan.Link{}, map[carriage]bool{}}
}

// alike are the flows of the kind of one.
func (s *union) alike(f *plan.Flow) alike {
	key := kind{f.Product, f.Rule, f.Listener}
	flows, ok := s.kinds[key]
	if !ok {
		flows = alike{}
		s.kinds[key] = flows
	}
	return flows
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

// add puts a flow into the union, to those of its kind. A flow that is there already is needed in one more state, and may have one more reason or way.
func (s *union) add(same alike, state string, f *plan.Flow) {
	if len(f.States) > 0 { // it was added in another state; then it was not made anew
		needIn(f, state)
		return
	}
	ends := [2]string{f.From, f.To}
	old, ok := same[ends]
	if !ok {
		f.States = []string{state}
		f.Internal = f.From == f.To && s.Parties[f.From].IsOne()
		same[ends] = f
		s.flows = append(s.flows, f)
		return
	}
	needIn(old, state)
	for _, link := range f.Chain {
		if !says(old.Chain, link) {
			s.asMade[old] = s.straight(old)
			old.Chain = append(slices.Clip(old.Chain), link)
		}
	}
	for _, h := range f.Hops {
		joinHop(old, h)
	}
}

// says reports whether reasons say what another does.
func says(reasons []*plan.Link, other *plan.Link) bool {
	return slices.ContainsFunc(reasons, func(l *plan.Link) bool { return *l == *other })
}

// needIn adds a state to those in which a flow is needed.
func needIn(f *plan.Flow, state string) {
	if !slices.Contains(f.States, state) {
		f.States = append(f.States, state)
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
