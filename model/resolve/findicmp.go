package resolve

import (
	"portolan/model/plan"
)

// icmp finds rules of ICMP that one address family has, between ends that do not have that family in common: no packet can pass them. One of the
// rules of a flow is told, with the ends of the first.
func (k *findings) icmp() {
	first, rules := map[string]*plan.Flow{}, map[string]int{}
	var order []string
	for _, f := range k.Crossing {
		if !f.IsICMP() || k.inCommon(f) == 0 || k.Plan.Families(f) != 0 {
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
			"%s to %s is of another address family than %s and %s have in common, %s: %s can pass no packet", f.Socket(), f.To, f.From, f.To, k.inCommon(f), count(rules[rule]))
	}
}

// inCommon are the families of both ends of a flow.
func (k *findings) inCommon(f *plan.Flow) plan.Families {
	return k.Plan.FamiliesAt(f, f.From, plan.SourceTranslation) & k.Plan.FamiliesAt(f, f.To, plan.DestinationTranslation)
}
