package outage

import (
	"slices"

	"portolan/model/plan"
)

// answer are the hosts that a caller reaches of a service in a world, up to those behind load balancers and forward proxies. Of a way it is who
// stands in for it.
func (w *world) answer(key ServiceKey, from string) []string {
	var out [][]string
	for _, f := range w.calls(key, from) {
		if key.Way != "" || w.leg(f) != 1 {
			out = append(out, w.answered(f))
			continue
		}
		for _, behind := range w.legs[keyOf(f, f.To, 2)] {
			if behind.From == f.To || w.speaker(behind.From) == from {
				out = append(out, w.answered(behind))
			}
		}
	}
	return w.together(out)
}

// calls are the flows of a world by which a caller asks for a service, straight or by any way but a floating address; for a way, by those that stand in for it.
func (w *world) calls(key ServiceKey, from string) []*plan.Flow {
	var out []*plan.Flow
	for _, f := range w.from[from] {
		if f.Product != key.Product || f.Rule != key.Rule || f.Listener != key.Listener {
			continue
		}
		if key.Way == "" && w.floatingEnd(f) == "" || w.serviceAt(f) == key {
			out = append(out, f)
		}
	}
	return out
}

// asks reports whether a caller has a use for a service in the state of this world.
func (w *world) asks(key ServiceKey, from string) bool { return len(w.calls(key, from)) > 0 }

// answered are the hosts that answer a flow, also where nothing but a stalled service of the caller keeps it from working.
func (w *world) answered(f *plan.Flow) []string {
	if c := w.dead[f]; c != nil && (c.Kind == WayLost || c.Kind == NothingAfter) {
		return nil
	}
	from := w.there(f.From).hosts
	to, _ := w.left(f, f.To, w.answerer)
	if len(from) == 0 || w.toItself(f, from, to) {
		return nil
	}
	return to
}

// toItself reports whether all that is left of a flow is one host, which calls itself: the last one of a group, or one that has the floating address that
// calls. Nothing passes there. Who has the floating address that is called answers at it, also to itself.
func (w *world) toItself(f *plan.Flow, from, to []string) bool {
	return !f.Internal && w.floatingEnd(f) == "" && len(from) == 1 && len(to) == 1 && from[0] == to[0]
}

// stalledFor reports whether a caller is stalled for want of the very thing that it asks for: whoever else provides it does not help.
func (w *world) stalledFor(flows []*plan.Flow) bool {
	first := flows[0]
	return first.Product != "" && !slices.ContainsFunc(w.hosts(first.From), func(host string) bool {
		c := w.stalled[w.caller(first, host)]
		return !w.lost[host] && (c == nil || !slices.ContainsFunc(flows, func(f *plan.Flow) bool { return w.stalledBy(c, f) }))
	})
}

func (w *world) isLost(id string) bool { return w.lost[id] }
