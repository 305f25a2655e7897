package resolve

import (
	"cmp"
	"slices"

	"portolan/model/plan"
)

// placeZones says where zones stand in diagrams, and so what each is for: as the site says, else by what stands in it. It comes after the flows are known, and
// which of them serve upkeep.
func placeZones(p *plan.Plan) {
	t := residents(p)
	for i, z := range p.Zones {
		p.Zones[i].Tier = cmp.Or(z.Tier, t.tier(z))
	}
}

// A tiering knows what stands in zones and what runs between them.
type tiering struct {
	plan    *plan.Plan
	parties map[string][]*plan.Party
	users   bool            // people come from a zone that is not under the site's control
	facing  map[string]bool // nodes that people reach who do not look after hosts, or a load balancer beside them
	upkeep  map[string]bool // zones from which hosts are looked after: somebody administers or monitors from there
}

func residents(p *plan.Plan) *tiering {
	t := &tiering{plan: p, parties: map[string][]*plan.Party{}, facing: map[string]bool{}, upkeep: map[string]bool{}}
	for _, each := range p.Parties {
		if each.Kind != plan.GroupParty {
			t.parties[p.ZoneOf(each)] = append(t.parties[p.ZoneOf(each)], each)
		}
	}
	for _, z := range p.Zones {
		t.users = t.users || z.Outside && t.has(z.ID, plan.ClientsParty)
	}
	for _, f := range p.Network() {
		from := p.Party(f.From)
		if f.Upkeep {
			t.upkeep[p.ZoneOf(from)] = true
			continue
		}
		for _, id := range p.Party(f.To).OnHosts() {
			if from.Kind == plan.BalancerParty && from.Zone == p.Party(id).Zone || from.ByNetworks() && isOutside(p, p.ZoneOf(from)) {
				t.facing[id] = true
			}
		}
	}
	return t
}

// tier is what a zone is for: people, what faces them, programs, data.
func (t *tiering) tier(z plan.Zone) string {
	switch {
	case z.Outside && t.has(z.ID, plan.ClientsParty) && !t.has(z.ID, plan.ExternalParty):
		return plan.UsersTier
	case z.Outside || t.only(z.ID, plan.ExternalParty):
		return plan.OutsideTier
	case t.has(z.ID, plan.ClientsParty) && !t.has(z.ID, plan.NodeParty, plan.ServerParty, plan.BalancerParty):
		if t.users || t.upkeep[z.ID] {
			return plan.AdministrationTier
		}
		return plan.UsersTier
	case t.has(z.ID, plan.NodeParty, plan.BalancerParty, plan.ProxyParty) && t.fronts(z.ID):
		return plan.DMZTier
	case t.has(z.ID, plan.NodeParty, plan.BalancerParty):
		return plan.ApplicationTier
	case t.holds(z.ID):
		return plan.DataTier
	case t.has(z.ID, plan.ServerParty) && t.upkeep[z.ID]:
		return plan.AdministrationTier
	}
	return plan.DataTier
}

// has reports whether a party of one of some kinds stands in a zone.
func (t *tiering) has(zone string, kinds ...plan.PartyKind) bool {
	return slices.ContainsFunc(t.parties[zone], func(p *plan.Party) bool { return slices.Contains(kinds, p.Kind) })
}

// only reports whether parties of a kind stand in a zone, and no others.
func (t *tiering) only(zone string, kind plan.PartyKind) bool {
	return t.has(zone, kind) && !slices.ContainsFunc(t.parties[zone], func(p *plan.Party) bool { return p.Kind != kind })
}

// holds reports whether a resource of the product lies in a zone.
func (t *tiering) holds(zone string) bool {
	return slices.ContainsFunc(t.plan.Resources, func(r plan.PlacedResource) bool { return t.plan.ZoneOf(t.plan.Party(r.On)) == zone })
}

// fronts reports whether a zone stands before another with nodes: it holds no resource, no role that moves, and all of its nodes talk to people or to the
// outside.
func (t *tiering) fronts(zone string) bool {
	behind := slices.ContainsFunc(t.plan.Nodes, func(n *plan.Node) bool { return n.Zone != zone })
	if !behind || t.holds(zone) {
		return false
	}
	for _, s := range t.plan.States[1:] {
		for _, id := range []string{s.From, s.Holder} {
			if p := t.plan.Party(id); p != nil && t.plan.ZoneOf(p) == zone {
				return false
			}
		}
	}
	return !slices.ContainsFunc(t.parties[zone], func(p *plan.Party) bool { return p.Kind == plan.NodeParty && !t.facing[p.ID] })
}

// isOutside reports whether a zone is beyond the customer's network, as the place of parties in no zone is.
func isOutside(p *plan.Plan, id string) bool {
	i := slices.IndexFunc(p.Zones, func(z plan.Zone) bool { return z.ID == id })
	return id == plan.OutsideZone || i >= 0 && p.Zones[i].Outside
}
