package resolve

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// The words by which an end of a declared flow is an area: "zone dmz", and any address at all. A network is written as it is.
const (
	zoneWord = "zone "
	anything = "anything"
)

// The ids of areas, which no party of a site can have.
const (
	zoneArea    = "zone."
	networkArea = "network."
	anyArea     = "any.address"
)

// everyAddress are the networks that hold every address.
var everyAddress = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}

// areaNamed finds the area that an end of a declared flow names, and reports whether it names one.
func areaNamed(s *product.Network, flow string, name source.Text) ([]*plan.Party, bool) {
	if _, party := s.Parties[name.V]; party {
		return nil, false
	}
	if id, ok := strings.CutPrefix(name.V, zoneWord); ok {
		return zoneNamed(s, source.V(id, name.At)), true
	}
	if name.V == anything {
		return anyNamed(s, flow, name.At), true
	}
	network, err := netip.ParsePrefix(name.V)
	if address, other := netip.ParseAddr(name.V); other == nil && address.Zone() == "" {
		address = address.Unmap()
		network, err = netip.PrefixFrom(address, address.BitLen()), nil
	}
	if err != nil || slices.Contains(anybody, name.V) {
		return nil, false
	}
	return networkNamed(s, network, name.At), true
}

// area is the party of an area: the first flow that names it makes it.
func area(s *product.Network, p plan.Party) []*plan.Party {
	addParty(s, p)
	return []*plan.Party{s.Parties[p.ID]}
}

func zoneNamed(s *product.Network, id source.Text) []*plan.Party {
	zone, ok := s.Site.Zones[id.V]
	switch {
	case !ok && !s.InDoubt("zones", id.V):
		s.Fault("S15", id.At, source.DidYouMean(zoneWord+id.V, prefixed(zoneWord, source.SortedKeys(s.Site.Zones))), "unknown zone %q", id.V)
		return nil
	case !ok:
		return nil
	case len(zone.Networks) == 0 && !s.InDoubt("zones", id.V, "networks"):
		s.Fault("S212", id.At, fmt.Sprintf("add them to the zone: `[zones.%s]\nname = %q\nnetworks = [\"198.51.100.0/24\"]`", id.V, zone.Name.V), "a rule is for all of zone %s, and the site does not give its networks", id.V)
		return nil
	}
	return area(s, plan.Party{ID: zoneArea + id.V, Kind: plan.ZoneParty, Name: zone.Name.V, Networks: prefixes(zone.Networks), Zone: id.V, At: zone.At})
}

func prefixed(prefix string, list []string) []string {
	var out []string
	for _, text := range list {
		out = append(out, prefix+text)
	}
	return out
}

// anyNamed is every address there is. A rule for it says why.
func anyNamed(s *product.Network, flow string, at source.Position) []*plan.Party {
	d := s.Site.Flows[flow]
	if !d.Reason.Set() && !s.InDoubt("flows", flow, "reason") {
		s.FaultOf("S210", []string{"flows", flow, "reason"}, at, "name who it is for, or add `reason = \"...\"`", "the flow %s is for any address, and does not say why", flow)
	}
	zones := append(source.SortedKeys(s.Site.Zones), plan.OutsideZone)
	slices.Sort(zones)
	return area(s, plan.Party{ID: anyArea, Kind: plan.AnyParty, Name: string(plan.AnyParty), Networks: everyAddress, Zones: zones, At: at})
}

// networkNamed is all of a network. It is in the zone whose networks hold all of it; one that holds zones, or parts of them, is in several.
func networkNamed(s *product.Network, network netip.Prefix, at source.Position) []*plan.Party {
	if network != network.Masked() {
		s.Fault("S07", at, fmt.Sprintf("write %q", network.Masked()), "%q has bits set behind its prefix", network)
		return nil
	}
	for _, id := range source.SortedKeys(s.Parties) {
		if p := s.Parties[id]; network.IsSingleIP() && slices.Contains(p.Addresses, network.Addr()) {
			s.Fault("S213", at, fmt.Sprintf("write %q", id), "%s is the address of %s, and the rule would not follow it", network.Addr(), id)
			return nil
		}
	}
	p := plan.Party{ID: networkArea + strings.NewReplacer("/", "_", ":", "-").Replace(network.String()), Kind: plan.NetworkParty, Name: network.String(), Networks: []netip.Prefix{network}, At: at}
	areas := s.Plan.Areas()
	if network.IsSingleIP() {
		p.Name = network.Addr().String()
	}
	if holding := areas.Holding(network); len(holding) == 1 {
		p.Zone = holding[0]
	} else if touched := areas.Touching(network); len(touched) > 0 {
		p.Zones = append(touched, plan.OutsideZone)
		slices.Sort(p.Zones)
	}
	return area(s, p)
}

// wayOf is the host that a declared flow goes via, or "".
func wayOf(s *product.Network, flow string, froms, tos []*plan.Party) string {
	d := s.Site.Flows[flow]
	via := d.Via
	if !via.Set() {
		return ""
	}
	p, ok := s.Parties[via.V]
	switch {
	case !ok && s.PartyInDoubt(via.V):
		return ""
	case !ok || !p.IsHost():
		s.Fault("S214", via.At, source.DidYouMean(via.V, hosts(s)), "the flow %s goes via %q, which is no host of the site", flow, via.V)
		return ""
	}
	for _, ends := range [][]*plan.Party{froms, tos} {
		if len(ends) == 1 && ends[0] == p {
			s.Fault("S215", via.At, "name the host between the two ends, or remove the key", "the flow %s goes via %s, which is one of its ends", flow, via.V)
			return ""
		}
	}
	if p.Kind == plan.ProxyParty {
		for _, port := range d.Ports {
			if !strings.HasPrefix(port.V, "tcp/") {
				s.Fault("S215", port.At, "declare it as a flow of its own, without `via`", "the flow %s goes via the forward proxy %s, which takes TCP only, and not %s", flow, via.V, port.V)
			}
		}
	}
	return via.V
}

// hosts are the parties that a flow can go via.
func hosts(s *product.Network) []string {
	var ids []string
	for id, p := range s.Parties {
		if p.IsHost() {
			ids = append(ids, id)
		}
	}
	return ids
}
