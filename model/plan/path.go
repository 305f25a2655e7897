package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// ZoneOf is the zone of an end of flows: its own, OutsideZone, or SeveralZone for groups and networks that stand in several.
func (p *Plan) ZoneOf(party *Party) string {
	switch {
	case party.Zone != "":
		return party.Zone
	case party.Kind == GroupParty, len(party.Zones) > 0:
		return SeveralZone
	}
	return OutsideZone
}

// FromZone is the zone that a flow starts in: a zone's id, OutsideZone or SeveralZone.
func (p *Plan) FromZone(f *Flow) string { return p.ZoneOf(p.party[f.From]) }

// ToZone is the zone that a flow ends in.
func (p *Plan) ToZone(f *Flow) string { return p.ZoneOf(p.party[f.To]) }

// Inside reports whether a flow stays in one zone, so that no firewall between zones sees it.
func (p *Plan) Inside(f *Flow) bool {
	zone := p.FromZone(f)
	return zone == p.ToZone(f) && zone != OutsideZone && zone != SeveralZone
}

// ZonesOf are the zones in which a party or the members of a group stand, sorted.
func (p *Plan) ZonesOf(party *Party) []string {
	switch {
	case p.ZoneOf(party) != SeveralZone:
		return []string{p.ZoneOf(party)}
	case len(party.Zones) > 0:
		return party.Zones
	}
	seen := map[string]bool{}
	for _, m := range party.Members {
		seen[p.ZoneOf(p.party[m])] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// FirewallPath tells which firewalls of the site traffic from one zone to another passes: those on the shortest ways in the graph of zones and the
// firewalls between them.
func (p *Plan) FirewallPath(from, to string) FirewallPath {
	way := FirewallPath{From: from, To: to}
	if from == to {
		return way
	}
	near, far := remember(p.found, waysOf, from, p.distances), remember(p.found, waysOf, to, p.distances)
	length, joined := near.zones[to]
	if !joined {
		return way
	}
	for _, f := range p.Firewalls {
		before, ok := near.firewalls[f.ID]
		behind, ok2 := far.firewalls[f.ID]
		if ok && ok2 && before+behind-1 == length {
			way.Firewalls = append(way.Firewalls, PathPoint{f.ID, before})
		}
	}
	slices.SortFunc(way.Firewalls, func(a, b PathPoint) int { return cmp.Or(a.Step-b.Step, strings.Compare(a.Firewall, b.Firewall)) })
	way.Count = near.ways[to]
	return way
}

// Crossing are the zones in which traffic from one zone to another comes to a firewall, and those into which it leaves it, on all shortest ways; none
// where it does not pass.
func (w *Firewall) Crossing(p *Plan, from, to string) (in, out []string) {
	near, far := remember(p.found, waysOf, from, p.distances), remember(p.found, waysOf, to, p.distances)
	length, joined := near.zones[to]
	step := near.firewalls[w.ID]
	if !joined || step == 0 || step+far.firewalls[w.ID] != length+1 {
		return nil, nil
	}
	for _, zone := range w.Zones {
		if before, met := near.zones[zone]; met && before == step-1 {
			in = append(in, zone)
		}
		if behind, met := far.zones[zone]; met && behind == length-step {
			out = append(out, zone)
		}
	}
	return in, out
}

// distances tell how many firewalls lie between a zone and others, and how many shortest ways there are to each.
type distances struct {
	zones, firewalls map[string]int // a firewall counts itself
	ways             map[string]int // by zone
}

// distances walks outwards from a zone, one firewall at a time.
func (p *Plan) distances(from string) distances {
	d := distances{map[string]int{from: 0}, map[string]int{}, map[string]int{from: 1}}
	front := []string{from}
	for step := 1; len(front) > 0; step++ {
		var next []string
		for _, f := range p.Firewalls {
			here := 0
			for _, zone := range front {
				if slices.Contains(f.Zones, zone) {
					here += d.ways[zone]
				}
			}
			if here == 0 {
				continue
			}
			if _, met := d.firewalls[f.ID]; !met {
				d.firewalls[f.ID] = step
			}
			for _, zone := range f.Zones {
				known, met := d.zones[zone]
				if !met {
					d.zones[zone], known = step, step
					next = append(next, zone)
				}
				if known == step {
					d.ways[zone] += here
				}
			}
		}
		front = next
	}
	return d
}

// Enforcing lists the firewalls that a flow passes. Of a group whose members stand in several zones, those between any two of them.
func (p *Plan) Enforcing(f *Flow) []string {
	seen := map[string]bool{}
	for _, from := range p.ZonesOf(p.party[f.From]) {
		for _, to := range p.ZonesOf(p.party[f.To]) {
			for _, w := range p.FirewallPath(from, to).Firewalls {
				seen[w.Firewall] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Firewall finds a firewall by its id, or nil.
func (p *Plan) Firewall(id string) *Firewall {
	for i := range p.Firewalls {
		if p.Firewalls[i].ID == id {
			return &p.Firewalls[i]
		}
	}
	return nil
}

// Translation finds a translation by its id, or nil.
func (p *Plan) Translation(id string) *Translation {
	for i := range p.Translations {
		if p.Translations[i].ID == id {
			return &p.Translations[i]
		}
	}
	return nil
}

// TranslatedBy lists the translations that hold for an end of a flow whose other end is in some zone: for the end's party, or for a member
// where it is a group.
func (p *Plan) TranslatedBy(kind TranslationKind, party *Party, other string) []string {
	var ids []string
	for _, t := range p.Translations {
		if t.Kind == kind && slices.Contains(t.Zones, other) && slices.ContainsFunc(t.Parties, party.Lists) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}
