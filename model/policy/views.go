package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
)

// view files the same flows and rules by zones, firewalls, phases, parties and profiles, and counts them.
func (p *Policy) view() {
	flows := p.plan.Network()
	p.viewZones(flows)
	p.viewFirewalls(flows)
	for _, phase := range plan.Phases {
		p.Phases = append(p.Phases, PhasePart{phase, p.part(flows, func(f *plan.Flow) bool { return f.Phase == phase })})
	}
	p.viewParties()
	p.Profile.Undisputed = p.part(flows, func(f *plan.Flow) bool { return f.Disputed == "" })
	p.Profile.Disputed = p.part(flows, func(f *plan.Flow) bool { return f.Disputed != "" })
	for _, f := range p.plan.Dropped {
		p.Profile.Dropped = append(p.Profile.Dropped, f.ID)
	}
	slices.Sort(p.Profile.Dropped)
	p.count(flows)
}

// part collects flows and the rules that they stand in.
func (p *Policy) part(flows []*plan.Flow, in func(*plan.Flow) bool) Part {
	part := Part{Flows: []string{}, Rules: []string{}}
	ids := map[string]bool{}
	for _, f := range flows {
		if in(f) {
			part.Flows = append(part.Flows, f.ID)
			ids[p.of[f.ID]] = true
		}
	}
	slices.Sort(part.Flows)
	part.Rules = append(part.Rules, sorted(ids)...)
	return part
}

// viewParties files the rules of each party, those of groups and populations that cover it among them.
func (p *Policy) viewParties() {
	all := func(*plan.Flow) bool { return true }
	for _, party := range p.plan.Parties {
		in, out := p.plan.Inbound(party.ID), p.plan.Outbound(party.ID)
		if len(in)+len(out) > 0 {
			p.Parties = append(p.Parties, PartyPart{party.ID, p.part(in, all), p.part(out, all)})
		}
	}
}

func (p *Policy) viewZones(flows []*plan.Flow) {
	pairs := map[[2]string][]*plan.Flow{}
	for _, f := range flows {
		pair := [2]string{p.plan.FromZone(f), p.plan.ToZone(f)}
		pairs[pair] = append(pairs[pair], f)
	}
	all := func(*plan.Flow) bool { return true }
	for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(a, b [2]string) int { return cmp.Or(byZone(a[0], b[0]), byZone(a[1], b[1])) }) {
		z := ZonePair{From: pair[0], To: pair[1], Part: p.part(pairs[pair], all)}
		way := p.plan.FirewallPath(pair[0], pair[1])
		z.Ways = way.Count
		for _, w := range way.Firewalls {
			z.Firewalls = append(z.Firewalls, w.Firewall)
		}
		if pair[0] == plan.SeveralZone || pair[1] == plan.SeveralZone { // no way leads there: the flows know
			z.Firewalls = enforcers(pairs[pair])
		}
		p.Zones = append(p.Zones, z)
	}
}

// byZone orders zones by id, and after them what lies in none or in several.
func byZone(a, b string) int {
	rank := map[string]int{plan.OutsideZone: 1, plan.SeveralZone: 2}
	return cmp.Or(rank[a]-rank[b], strings.Compare(a, b))
}

func enforcers(flows []*plan.Flow) []string {
	ids := map[string]bool{}
	for _, f := range flows {
		for _, w := range f.Firewalls {
			ids[w] = true
		}
	}
	return sorted(ids)
}

func (p *Policy) viewFirewalls(flows []*plan.Flow) {
	for _, w := range p.plan.Firewalls {
		part := FirewallPart{Firewall: w.ID, Part: p.part(flows, func(f *plan.Flow) bool { return slices.Contains(f.Firewalls, w.ID) })}
		part.Enforced = []EnforcedRule{}
		for _, id := range part.Rules {
			part.Enforced = append(part.Enforced, p.enforced(&w, p.rule[id]))
		}
		p.Firewalls = append(p.Firewalls, part)
	}
}

func (p *Policy) count(flows []*plan.Flow) {
	c := &p.Counts
	c.Flows, c.Rules = len(flows), len(p.Rules)
	for _, z := range p.Zones {
		switch {
		case z.Inside():
			c.Inside += len(z.Flows)
			c.SameZone += len(z.Rules)
		default:
			c.Between += len(z.Flows)
			c.Perimeter += len(z.Rules)
			if z.Unenforced() {
				c.Unenforced += len(z.Flows)
			}
		}
	}
	c.Connected = connected(flows)
	c.Expanded = p.expanded(slices.Collect(maps.Keys(p.rule)))
}

// Of finds the grouped rule in which a flow stands, or nil.
func (p *Policy) Of(flow string) *Rule { return p.rule[p.of[flow]] }
