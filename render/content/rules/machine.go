package rules

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
)

// party is an end of rules, with what a program must know to name it.
func party(resolved *plan.Plan, p *plan.Party) Party {
	contains := []string{}
	if p.ByNetworks() {
		contains = slices.DeleteFunc(resolved.Covered(p.ID), func(id string) bool { return id == p.ID })
	}
	return Party{p.ID, string(p.Kind), p.Name, p.Host, p.Aliases, p.Zone, p.NamedBy(), texts(p.Addresses), texts(p.Networks), list(p.Members), list(contains), p.Of, p.Network, p.Hosts, p.Was}
}

// knownAs are the ends of a rule that the other end knows by other addresses.
func knownAs(resolved *plan.Plan, f *plan.Flow) []KnownAs {
	out := []KnownAs{}
	for _, kind := range []plan.TranslationKind{plan.SourceTranslation, plan.DestinationTranslation} {
		for _, t := range resolved.KnownAs(f, kind) {
			out = append(out, KnownAs{string(kind), texts(t.Addresses), t.ID})
		}
	}
	return out
}

// familiesOf are the families in which at least one rule of a grouped rule runs.
func familiesOf(resolved *plan.Plan, r *policy.Rule) (out plan.Families) {
	for _, id := range r.Flows {
		out |= resolved.Families(resolved.Flow(id))
	}
	return out
}

// hopsOf are the load balancers and forward proxies of a grouped rule, with the rules that are legs of each.
func hopsOf(resolved *plan.Plan, r *policy.Rule) []GroupedHop {
	out := []GroupedHop{}
	for _, id := range r.Flows {
		for _, h := range resolved.Flow(id).Ways() {
			i := slices.IndexFunc(out, func(g GroupedHop) bool { return g.Via == h.Via && g.Leg == h.Leg })
			if i < 0 {
				i, out = len(out), append(out, GroupedHop{Via: h.Via, Leg: h.Leg})
			}
			out[i].Rules = append(out[i].Rules, id)
		}
	}
	slices.SortFunc(out, func(a, b GroupedHop) int { return cmp.Or(strings.Compare(a.Via, b.Via), a.Leg-b.Leg) })
	return out
}
