package plan

import (
	"net/netip"
	"slices"
)

// Areas are the parts of the network that the zones of a site are.
type Areas struct {
	zones    []string
	networks map[string][]netip.Prefix
	inside   map[string]string // the zone that a zone is a part of
}

// Add adds a zone with its networks; inside is the zone that it is a part of, or "".
func (a *Areas) Add(zone, inside string, networks []netip.Prefix) {
	if a.networks == nil {
		a.networks, a.inside = map[string][]netip.Prefix{}, map[string]string{}
	}
	a.zones = append(a.zones, zone)
	a.networks[zone], a.inside[zone] = networks, inside
}

// Holding are the zones that an address or a whole network belongs to: those whose networks hold all of it, and of zones that are parts of
// one another the smallest. It is the one answer to the zone that something is in; more than one means that zones share addresses.
func (a *Areas) Holding(prefix netip.Prefix) []string {
	var ids []string
	for _, id := range a.zones {
		if a.Covers(id, prefix) {
			ids = append(ids, id)
		}
	}
	if len(ids) < 2 {
		return ids
	}
	outer := map[string]bool{}
	for _, id := range ids {
		for z := a.inside[id]; z != "" && !outer[z]; z = a.inside[z] {
			outer[z] = true
		}
	}
	return slices.DeleteFunc(ids, func(id string) bool { return outer[id] })
}

// Touching are the zones that a network belongs to; where none holds all of it, those that have a part of it.
func (a *Areas) Touching(prefix netip.Prefix) []string {
	ids := a.Holding(prefix)
	if len(ids) > 0 {
		return ids
	}
	for _, id := range a.zones {
		if slices.ContainsFunc(a.networks[id], prefix.Overlaps) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Covers reports whether networks of a zone hold all of a network.
func (a *Areas) Covers(zone string, prefix netip.Prefix) bool {
	return slices.ContainsFunc(a.networks[zone], func(n netip.Prefix) bool { return holds(n, prefix) })
}

// Within reports whether a zone is a part of another, straight or by way of others.
func (a *Areas) Within(zone, outer string) bool {
	for range a.zones { // a circle ends
		if zone = a.inside[zone]; zone == outer || zone == "" {
			break
		}
	}
	return zone == outer
}

// Shared is a network that two zones both hold, if there is one.
func (a *Areas) Shared(zone, other string) (netip.Prefix, bool) {
	for _, n := range a.networks[zone] {
		for _, m := range a.networks[other] {
			if n.Overlaps(m) {
				if n.Bits() < m.Bits() {
					n = m
				}
				return n, true
			}
		}
	}
	return netip.Prefix{}, false
}

func holds(network, part netip.Prefix) bool {
	return network.Bits() <= part.Bits() && network.Contains(part.Addr())
}

// Areas are the areas of the plan's zones.
func (p *Plan) Areas() *Areas {
	areas := &Areas{}
	for _, z := range p.Zones {
		var networks []netip.Prefix
		for _, text := range z.Networks {
			if network, err := netip.ParsePrefix(text); err == nil {
				networks = append(networks, network)
			}
		}
		areas.Add(z.ID, z.Inside, networks)
	}
	return areas
}
