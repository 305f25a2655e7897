package outage

import "portolan/model/plan"

// wayKey is a load balancer or forward proxy as the way under one rule to one listener.
type wayKey struct{ product, rule, listener, via string }

// standIns tell which load balancers and forward proxies stand in for each other on the way under a rule: those that lead to a host in common,
// and those that stand in for the same one.
type standIns map[wayKey]string

// standInsOf looks at all states together: which of several is used may depend on the state.
func standInsOf(p *plan.Plan) standIns {
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
	for _, s := range p.States { // what takes over when a location is lost
		for key := range names {
			taker := wayKey{key.product, key.rule, key.listener, s.StandIns[key.via]}
			if names[taker] != "" {
				names.join(key, taker)
			}
		}
	}
	return names
}

// of is the name that those have in common which stand in for a load balancer or forward proxy under the rule of a flow: the first id of them.
// It is empty where the rule does not lead by way of it.
func (s standIns) of(f *plan.Flow, via string) string {
	return s[wayKey{f.Product, f.Rule, f.Listener, via}]
}

// join gives two ways and those that stand in for either one name.
func (s standIns) join(a, b wayKey) {
	if s[a] == s[b] {
		return
	}
	keep, drop := min(s[a], s[b]), max(s[a], s[b])
	for key, name := range s {
		if name == drop && key.product == a.product && key.rule == a.rule && key.listener == a.listener {
			s[key] = keep
		}
	}
}
