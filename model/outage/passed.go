package outage

import (
	"cmp"
	"slices"

	"portolan/model/plan"
)

// Passed is a host to which something came via failed load balancers or forward proxies, under one rule, and what still leads there.
type Passed struct {
	Via  []string `json:"via"` // those that are lost
	To   string   `json:"to"`
	Rule string   `json:"rule"`

	Purpose string `json:"purpose"`
	Left           // the load balancers or forward proxies that lead to it

	of ServiceKey
}

// passedBy lists what came by way of lost load balancers and forward proxies to parties that are not lost.
func passedBy(before, now *world, later []*world) []Passed {
	out := []Passed{}
	for _, f := range before.flows {
		vias := now.lostWays(f)
		if len(vias) == 0 || len(only(now.hosts(f.To), now.lost)) == len(now.hosts(f.To)) {
			continue
		}
		key := ServiceKey{f.Product, f.Rule, f.Listener, ""}
		if i := slices.IndexFunc(out, func(p Passed) bool { return p.of == key && p.To == f.To }); i >= 0 {
			out[i].Via = sorted(append(out[i].Via, vias...))
			continue
		}
		out = append(out, Passed{Via: sorted(vias), To: f.To, Rule: f.Rule, Purpose: f.Purpose, Left: waysLeft(key, f.To, now, later), of: key})
	}
	slices.SortStableFunc(out, func(a, b Passed) int { return cmp.Compare(gravity[a.Change], gravity[b.Change]) })
	return out
}

// lostWays are the lost load balancers and forward proxies of which a flow is the second leg.
func (w *world) lostWays(f *plan.Flow) []string {
	var out []string
	for _, h := range f.WaysIn(plan.NormalState) {
		if h.Leg == 2 && w.lost[h.Via] {
			out = append(out, h.Via)
		}
	}
	return out
}

// waysLeft are the ways that still lead to a party, now and in the other states that are possible.
func waysLeft(key ServiceKey, to string, now *world, later []*world) Left {
	left := Left{Change: Some, Now: now.waysTo(key, to), Later: []InState{}}
	if len(left.Now) > 0 {
		return left
	}
	left.Change = Gone
	for _, w := range later {
		if vias := w.waysTo(key, to); len(vias) > 0 {
			left.Change, left.Later = Later, append(left.Later, InState{w.state.ID, vias})
		}
	}
	return left
}

// waysTo are the load balancers and forward proxies of a world that lead to a party under one rule.
func (w *world) waysTo(key ServiceKey, to string) []string {
	var out []string
	for _, f := range w.flows {
		if f.To != to || f.Product != key.Product || f.Rule != key.Rule || f.Listener != key.Listener || len(w.answeredAt(f)) == 0 {
			continue
		}
		for _, h := range w.ways[f] {
			if h.Leg == 2 && !w.lost[h.Via] {
				out = append(out, h.Via)
			}
		}
	}
	return sorted(out)
}

// answeredAt are the hosts at the end of a second leg that are left, also while nobody comes by way of it.
func (w *world) answeredAt(f *plan.Flow) []string {
	to, _ := w.left(f, f.To, w.answerer)
	return to
}
