package plan

import (
	"slices"
)

// A Hop is a load balancer, forward proxy or jump host by way of which a flow goes, and the states in which it does.
type Hop struct {
	Via    string   `json:"via"`
	Leg    int      `json:"leg"` // which leg of that way the flow is: 1 to it, 2 from it
	States []string `json:"states"`
}

// Ways are all load balancers, forward proxies and jump hosts of which the flow is a leg, by id. There are several where the nodes see the clients behind
// each of them: for firewalls that is one rule.
func (f *Flow) Ways() []Hop {
	if f.Hops != nil || f.Via == "" {
		return f.Hops
	}
	return []Hop{{f.Via, f.Leg, f.States}}
}

// WaysIn are those that are used in a state. In a state without any the flow goes straight.
func (f *Flow) WaysIn(state string) []Hop {
	var out []Hop
	for _, h := range f.Ways() {
		if slices.Contains(h.States, state) {
			out = append(out, h)
		}
	}
	return out
}

// LegBy is the leg that the flow is of the way by a load balancer or forward proxy, 0 where it is none.
func (f *Flow) LegBy(via string) int {
	for _, h := range f.Ways() {
		if h.Via == via {
			return h.Leg
		}
	}
	return 0
}
