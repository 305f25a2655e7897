package site

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/source"
)

// zones checks the zones, and that no two of them share addresses unless one is a part of the other.
func (k *checker) zones() {
	ids := source.SortedKeys(k.site.Zones)
	for _, id := range ids {
		zone := k.site.Zones[id]
		if !IDPattern.MatchString(id) || windowsNames[id] {
			k.fault("S05", zone.At, idHelp(id), "%q cannot be the id of a zone", id)
		}
		k.zone(zone.Inside)
		k.oneOf("S310", "tier of zone "+id, zone.Tier, Choices["Zone.tier"])
		var networks []netip.Prefix
		for _, n := range k.networks("zone "+id, zone.Networks) {
			networks = append(networks, n.V)
		}
		k.areas.Add(id, zone.Inside.V, networks)
		k.vague[id] = len(networks) < len(zone.Networks) || k.unbound.Of("zones", id, "networks")
	}
	for i, id := range ids {
		if inside := k.site.Zones[id].Inside; inside.Set() {
			k.part(id, inside)
		}
		for _, other := range ids[:i] {
			if k.areas.Within(id, other) || k.areas.Within(other, id) {
				continue
			}
			if shared, ok := k.areas.Shared(other, id); ok {
				k.shared(other, id, shared)
				break // one word about a zone; its others follow from the cure
			}
		}
	}
}

// part checks that a zone is a part of the one that it names: all of its networks lie in that one's, which holds more.
func (k *checker) part(id string, inside str) {
	zone, outer := k.site.Zones[id], k.site.Zones[inside.V]
	if !outer.At.IsValid() {
		return // reported as unknown
	}
	why := ""
	switch {
	case k.areas.Within(inside.V, id) || inside.V == id:
		why = "is a part of itself"
	case len(zone.Networks) == 0:
		why = "has no networks"
	case len(outer.Networks) == 0:
		why = fmt.Sprintf("cannot be a part of %s, which has no networks", inside.V)
	}
	for _, n := range zone.Networks {
		if prefix, err := netip.ParsePrefix(n.V); why == "" && err == nil && !k.areas.Covers(inside.V, prefix) {
			why = fmt.Sprintf("is not a part of %s, which does not hold %s", inside.V, n.V)
		}
	}
	if why != "" {
		k.found = append(k.found, source.Diagnostic{Code: "S141", At: inside.At, What: fmt.Sprintf("zone %s %s", id, why),
			Help: "name the zone whose networks hold all of this one's, or remove the key", Related: []source.Related{{At: outer.At, What: "the other zone"}}})
	}
}

// shared reports two zones that hold the same addresses, at the one that may be a part of the other.
func (k *checker) shared(part, whole string, network netip.Prefix) {
	if !k.liesIn(part, whole) {
		part, whole = whole, part
	}
	help := "take the addresses out of one of the two"
	if k.liesIn(part, whole) {
		help = fmt.Sprintf("where %s is a part of %s, add `inside = %q` to it", part, whole, whole)
	}
	k.found = append(k.found, source.Diagnostic{Code: "S140", At: k.site.Zones[part].At, What: fmt.Sprintf("zones %s and %s share the addresses %s", part, whole, network),
		Help: help, Related: []source.Related{{At: k.site.Zones[whole].At, What: "the other zone"}}})
}

// liesIn reports whether every network of a zone lies in another zone.
func (k *checker) liesIn(zone, outer string) bool {
	return !slices.ContainsFunc(k.site.Zones[zone].Networks, func(n str) bool {
		prefix, err := netip.ParsePrefix(n.V)
		return err == nil && !k.areas.Covers(outer, prefix)
	})
}

// A network is an address or a network of something, with its place in the text.
type network = source.Val[netip.Prefix]

// A resident is something that has addresses or networks, and so is in a zone.
type resident struct {
	what    string // "node qs1"
	at      source.Position
	zone    *str
	outside bool // it is declared to be in no zone
	unread  bool // its zone, or some of its addresses, could not be read
	where   []network
	cure    string // where it is in several zones, if there is one of its own
}

// settle sees to it that something is in the zone that it names, and finds the zone where it names none: the one whose networks hold it.
func (k *checker) settle(r resident) {
	if r.zone.Set() {
		if r.outside {
			k.fault("S142", r.zone.At, "remove `zone` or `outside`", "%s is in zone %s and outside the site", r.what, r.zone.V)
		}
		k.zone(*r.zone)
		for _, n := range r.where {
			k.inZone(r, n)
		}
		return
	}
	if len(r.where) == 0 || r.unread {
		return
	}
	first := k.areas.Holding(r.where[0].V)
	for _, n := range r.where {
		holding := k.areas.Holding(n.V)
		switch {
		case r.outside && len(holding) > 0:
			k.fault("S142", n.At, fmt.Sprintf("write `zone = %q` instead of `outside = true`", holding[0]), "%s is outside the site, and its %s is in %s", r.what, plainly(n.V), zoneNames(holding))
			return
		case !slices.Equal(holding, first) && k.sure():
			k.fault("S143", n.At, cmp.Or(r.cure, "describe each part by itself, or let one zone hold both"), "%s is not in one zone: %s is in %s, %s in %s",
				r.what, plainly(r.where[0].V), zoneNames(first), plainly(n.V), zoneNames(holding))
			return
		}
	}
	if len(first) == 1 { // where zones share addresses it is not known, and that is reported
		*r.zone = source.V(first[0], r.where[0].At)
	}
}

// unread reports whether the zone of something could not be read, or addresses that would tell it.
func unread(d *source.Doubts, table, id string) bool {
	return d.Of(table, id, "zone") || d.Of(table, id, "addresses") || d.Of(table, id, "networks")
}

// sure reports whether the networks of all zones are known, so that what no zone holds is in none.
func (k *checker) sure() bool {
	for _, vague := range k.vague {
		if vague {
			return false
		}
	}
	return !k.unbound.Lost("zones", func(id string) bool { _, ok := k.site.Zones[id]; return ok })
}

// zoneNames are zones as messages name them.
func zoneNames(ids []string) string {
	if len(ids) == 0 {
		return "no zone"
	}
	return "zone " + strings.Join(ids, ", ")
}

// inZone checks that an address or network lies in the zone that its holder names.
func (k *checker) inZone(r resident, n network) {
	zone, ok := k.site.Zones[r.zone.V]
	holding := k.areas.Holding(n.V)
	if !ok || k.vague[r.zone.V] || slices.Contains(holding, r.zone.V) || len(zone.Networks) == 0 && len(holding) == 0 {
		return
	}
	help := "name the zone that it is in, or add its network to those of zone " + r.zone.V
	if len(holding) > 0 {
		help = fmt.Sprintf("zone %s holds it: write `zone = %q`", holding[0], holding[0])
	}
	k.found = append(k.found, source.Diagnostic{Code: "S14", At: n.At, What: fmt.Sprintf("%s of %s is outside its zone %s", plainly(n.V), r.what, r.zone.V),
		Help: help, Related: []source.Related{{At: zone.At, What: "the zone"}}})
}

// plainly is an address, or a network, as people write it.
func plainly(p netip.Prefix) string {
	if p.IsSingleIP() {
		return p.Addr().String()
	}
	return p.String()
}

// zoneOfHost sees to it that a host is in a zone, and that its addresses there can be those of a host.
func (k *checker) zoneOfHost(r resident) {
	before := len(k.found)
	k.settle(r)
	if !r.zone.Set() && !r.unread && len(k.found) == before {
		if help := "add `zone = \"ZONE\"`; known: " + strings.Join(source.SortedKeys(k.site.Zones), ", "); len(r.where) == 0 {
			k.fault("S144", r.at, help, "%s names no zone, and no address that would tell it", r.what)
		} else if len(k.areas.Holding(r.where[0].V)) == 0 && k.sure() {
			k.fault("S144", r.where[0].At, help, "no zone holds %s of %s", plainly(r.where[0].V), r.what)
		}
	}
	for _, n := range r.where {
		for _, own := range k.site.Zones[r.zone.V].Networks {
			if prefix, err := netip.ParsePrefix(own.V); err == nil && prefix.Contains(n.V.Addr()) {
				if role := endOf(prefix, n.V.Addr()); role != "" {
					k.unusable(n, r.what, fmt.Sprintf("the %s of %s", role, prefix))
				}
			}
		}
	}
}

// endOf is what an address is that no host of its network can have: its first, and with IPv4 its last.
func endOf(network netip.Prefix, a netip.Addr) string {
	switch free := a.BitLen() - network.Bits(); {
	case free < 2: // two addresses, or one: both are hosts'
	case a == network.Masked().Addr():
		return "network address"
	case a.Is4() && !network.Contains(a.Next()):
		return "broadcast address"
	}
	return ""
}

// usable checks that an address or network can be that of hosts at all, and reports whether it is.
func (k *checker) usable(n network, what string) bool {
	a, why := n.V.Addr(), ""
	switch {
	case a.IsLoopback():
		why = "a loopback address: it never leaves its host"
	case a.IsMulticast():
		why = "a multicast address: it belongs to a group"
	case a.IsUnspecified() && n.V.IsSingleIP():
		why = "the unspecified address"
	case a == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		why = "the broadcast address of every network"
	default:
		return true
	}
	k.unusable(n, what, why)
	return false
}

func (k *checker) unusable(n network, what, why string) {
	k.fault("S145", n.At, "write the address by which others reach it, such as 10.20.0.11 or fd20::11", "%s of %s is %s", plainly(n.V), what, why)
}

// addresses reads the addresses of something.
func (k *checker) addresses(what string, list strs) []network {
	var out []network
	for _, text := range list {
		address, err := netip.ParseAddr(text.V)
		if err != nil || address.Zone() != "" {
			k.fault("S12", text.At, "write an address such as 10.20.0.11 or fd20::11", "%q is no address", text.V)
			continue
		}
		address = address.Unmap()
		if n := source.V(netip.PrefixFrom(address, address.BitLen()), text.At); k.usable(n, what) {
			out = append(out, n)
		}
	}
	return out
}

// networks reads the networks of something.
func (k *checker) networks(what string, list strs) []network {
	var out []network
	for _, text := range list {
		prefix, err := netip.ParsePrefix(text.V)
		switch {
		case err != nil:
			k.fault("S07", text.At, "write a network such as 10.20.0.0/24 or fd20::/64", "%q is no network", text.V)
		case prefix != prefix.Masked():
			k.fault("S07", text.At, fmt.Sprintf("write %q", prefix.Masked()), "%q has bits set behind its prefix", text.V)
		default:
			if n := source.V(prefix, text.At); k.usable(n, what) {
				out = append(out, n)
			}
		}
	}
	return out
}
