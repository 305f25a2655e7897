package resolve

import (
	"portolan/model/plan"
)

// icmp finds rules of ICMP that one address family has, between ends that do not have that family in common: no packet can pass them. One of the
// rules of a flow is told, with the ends of the first.
func (k *findings) icmp() {
	of, first, rules := k.familiesOf(), map[string]*plan.Flow{}, map[string]int{}
	var order []string
	for _, f := range k.Plan.Network() {
		spoken := family(0)
		if f.In(true) {
			spoken |= ipv4
		}
		if f.In(false) {
			spoken |= ipv6
		}
		if common := of[f.From] & of[f.To]; !f.IsICMP() || common == 0 || common&spoken != 0 {
			continue
		}
		if rules[f.Rule]++; first[f.Rule] == nil {
			first[f.Rule], order = f, append(order, f.Rule)
		}
	}
	for _, rule := range order {
		f, at := first[rule], k.addressPlace(first[rule].To)
		if name := declared(f); name != "" {
			at = k.Site.Flows[name].Ports[0].At
		}
		k.add("S227", f.Rule, at, "name the ICMP of the family that they have, or give both an address of the other",
			"%s to %s is of another address family than %s and %s have in common, %s: %s can pass no packet", f.Socket(), f.To, f.From, f.To, of[f.From]&of[f.To], count(rules[rule]))
	}
}
