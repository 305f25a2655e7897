package passage

import (
	"cmp"
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// A Universe is all that is tried: every address that packets of a plan can have and some that they must not, every port that a flow ends at
// and its neighbours.
type Universe struct {
	Addresses []netip.Addr // unicast, sorted
	Multicast []netip.Addr // and broadcast, sorted
	Kinds     []Kind       // those of IPv4 and of IPv6
	zones     map[netip.Addr]string
	parties   map[netip.Addr]string
	areas     *plan.Areas
}

// UniverseOf is the universe of a plan.
func UniverseOf(p *plan.Plan) *Universe {
	u := &Universe{zones: map[netip.Addr]string{}, parties: map[netip.Addr]string{}, areas: p.Areas()}
	for _, party := range p.Parties {
		switch party.Kind {
		case plan.GroupParty:
			continue
		case plan.MulticastParty:
			for _, n := range party.Prefixes() {
				u.Multicast = append(u.Multicast, n.Addr())
				u.parties[n.Addr()] = party.ID
			}
			continue
		}
		for _, a := range party.Addresses {
			u.add(a, party.ID, party.Zone)
		}
		for _, n := range party.Networks {
			for _, a := range []netip.Addr{n.Masked().Addr().Next(), last(n).Prev()} {
				u.add(a, party.ID, "")
			}
			u.add(n.Masked().Addr().Prev(), "", "")
			u.add(last(n).Next(), "", "")
		}
	}
	for _, t := range p.Translations {
		for _, a := range t.Addresses {
			u.add(a, t.Parties[0], p.ZoneOf(p.Party(t.Parties[0])))
		}
	}
	for _, a := range slices.Clone(u.Addresses) {
		u.add(buddy(a), "", "")
	}
	slices.SortFunc(u.Addresses, netip.Addr.Compare)
	slices.SortFunc(u.Multicast, netip.Addr.Compare)
	u.Multicast = slices.Compact(u.Multicast)
	u.Kinds = kindsOf(p)
	return u
}

// add adds an address that is not there yet.
func (u *Universe) add(a netip.Addr, party, zone string) {
	if a = a.Unmap(); !usable(a) {
		return
	}
	if _, known := u.zones[a]; !known {
		u.Addresses = append(u.Addresses, a)
	}
	u.parties[a] = cmp.Or(u.parties[a], party)
	u.zones[a] = cmp.Or(u.zones[a], zone)
}

// Party is the id of the party that an address is of; "" where it is nobody's.
func (u *Universe) Party(a netip.Addr) string { return u.parties[a] }

// Zone is the zone that an address is in.
func (u *Universe) Zone(a netip.Addr) string {
	if zone := u.zones[a]; zone != "" {
		return zone
	}
	if in := u.areas.Holding(netip.PrefixFrom(a, a.BitLen())); len(in) > 0 {
		return in[0]
	}
	return plan.OutsideZone
}

// usable reports whether a host can have an address: none of the ranges that hosts drop packets of.
func usable(a netip.Addr) bool {
	return a.IsValid() && !a.IsMulticast() && !a.IsLoopback() && !a.IsUnspecified() && !a.IsLinkLocalUnicast() && (a.Is6() || a.As4()[0] > 0 && a.As4()[0] < 224)
}

// buddy is the address that differs in its last bit alone: whoever lets through a wider network than one address lets it through, too.
func buddy(a netip.Addr) netip.Addr {
	bytes := a.AsSlice()
	bytes[len(bytes)-1] ^= 1
	out, _ := netip.AddrFromSlice(bytes)
	return out
}

// last is the last address of a network.
func last(n netip.Prefix) netip.Addr {
	bytes := n.Masked().Addr().AsSlice()
	for bit := n.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	out, _ := netip.AddrFromSlice(bytes)
	return out
}

// kindsOf are the ends and middles of all ranges of ports, and their neighbours; the source ports of rules that have them, and others; the types of
// ICMP that are named, and one that is not; and every other protocol.
func kindsOf(p *plan.Plan) []Kind {
	seen := map[Kind]bool{}
	ports, sources := map[int]map[int]bool{}, map[Kind][]int{}
	for _, f := range p.Network() {
		for _, four := range []bool{true, false} {
			protocol, icmp := numbers(f.Port, four)
			switch {
			case !f.In(four):
				continue
			case icmp >= 0:
				seen[Kind{Protocol: protocol, Type: icmp}] = true
			case f.IsICMP():
			case f.Numbers.None():
				seen[Kind{Protocol: protocol}] = true
			}
			for _, s := range f.Numbers.Spans() {
				if ports[protocol] == nil {
					ports[protocol] = map[int]bool{}
				}
				for _, n := range []int{s.Low - 1, s.Low, (s.Low + s.High) / 2, s.High, s.High + 1} {
					ports[protocol][n] = n > 0 && n < 1<<16
					at := Kind{Protocol: protocol, Port: n}
					sources[at] = append(sources[at], sourcesOf(f)...)
				}
			}
		}
	}
	spare := spareSource(p)
	for protocol, list := range ports {
		for n, valid := range list {
			for _, source := range append(sources[Kind{Protocol: protocol, Port: n}], spare) {
				seen[Kind{Protocol: protocol, Source: source, Port: n}] = valid && source > 0 && source < 1<<16
			}
		}
	}
	for _, k := range alwaysTried {
		seen[k] = true
	}
	var out []Kind
	for k, valid := range seen {
		if valid {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, compareKinds)
	return out
}

// alwaysTried are echo requests, and types of ICMP that no rule is likely to name: a timestamp, and a query of a node's information.
var alwaysTried = []Kind{{Protocol: 1, Type: 8}, {Protocol: 1, Type: 13}, {Protocol: 58, Type: 128}, {Protocol: 58, Type: 139}}

func compareKinds(a, b Kind) int {
	return cmp.Or(a.Protocol-b.Protocol, a.Port-b.Port, a.Source-b.Source, a.Type-b.Type)
}

// sourcesOf are the ends of the ranges of a flow's source ports, and their neighbours.
func sourcesOf(f *plan.Flow) (out []int) {
	from, is := sourceNumbers(f)
	if !is {
		return nil
	}
	for _, s := range from.Spans() {
		out = append(out, s.Low-1, s.Low, s.High, s.High+1)
	}
	return out
}

// spareSource is a source port that is neither a destination's nor one that a rule asks for.
func spareSource(p *plan.Plan) int {
	const from, to = 20000, 65536
	for n := from; n < to; n++ {
		taken := slices.ContainsFunc(p.Network(), func(f *plan.Flow) bool {
			asked, is := sourceNumbers(f)
			return within(f.Numbers, n) || is && within(asked, n)
		})
		if !taken {
			return n
		}
	}
	return from
}
