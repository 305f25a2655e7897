package loss

import "portolan/model"

// wayKey is a load balancer or forward proxy as the way under one rule to one listener.
type wayKey struct{ product, rule, listener, via string }

// standIns tell which ways stand in for each other: those that lead to a host in common, and those that stand in for the same way. Each has
// the first of its like for a name.
type standIns map[wayKey]string

// standInsOf looks at all states together: which of the ways is used may depend on the state.
func standInsOf(p *model.Plan) standIns {
	type target struct{ product, rule, listener, host string }
	names, first := standIns{}, map[target]wayKey{}
	for _, f := range p.Flows {
		for _, h := range f.Ways() {
			if h.Leg != 2 {
				continue
			}
			key := wayKey{f.Product, f.Rule, f.Listener, h.Via}
			if names[key] == "" {
				names[key] = h.Via
			}
			at := target{f.Product, f.Rule, f.Listener, f.To}
			if other, ok := first[at]; ok {
				names.join(other, key)
			} else {
				first[at] = key
			}
		}
	}
	return names
}

// join gives the likes of two ways one name.
func (s standIns) join(a, b wayKey) {
	keep, drop := min(s[a], s[b]), max(s[a], s[b])
	for key, name := range s {
		if name == drop && key.product == a.product && key.rule == a.rule && key.listener == a.listener {
			s[key] = keep
		}
	}
}
