package site

import (
	"fmt"
	"net/netip"

	"portolan/model/source"
)

// multicast checks the groups that are addressed as one.
func multicast(k *checker) {
	for _, id := range source.SortedKeys(k.site.Multicast) {
		g := k.site.Multicast[id]
		k.id(id, "multicast group", g.At)
		k.zone(g.Zone)
		if g.Addresses != nil && len(g.Addresses) == 0 {
			k.fault("S47", g.At, `add addresses = ["224.0.0.18"]`, "multicast group %s has no addresses", id)
		}
		for _, text := range g.Addresses {
			a, err := netip.ParseAddr(text.V)
			switch {
			case err != nil || a.Zone() != "":
				k.fault("S12", text.At, `write an address such as 224.0.0.18 or ff02::12`, "%q is no address", text.V)
			case !a.Unmap().IsMulticast() && !broadcast(k, a.Unmap()):
				k.fault("S228", text.At, fmt.Sprintf("write the address of the group, such as 224.0.0.18, or the last of a network of a zone; a flow to a host names the host: `to = %q`", text.V),
					"%s of multicast group %s is neither a multicast nor a broadcast address", text.V, id)
			}
		}
		for _, m := range g.Members {
			_, node := k.site.Nodes[m.V]
			_, server := k.site.Servers[m.V]
			if !node && !server && !k.unbound.Of("nodes", m.V) && !k.unbound.Of("servers", m.V) {
				k.fault("S22", m.At, source.DidYouMean(m.V, append(source.SortedKeys(k.site.Nodes), source.SortedKeys(k.site.Servers)...)), "%q is not a host of the site", m.V)
			}
		}
	}
}

// broadcast reports whether an address is that of all hosts of a network of the site, or of every network.
func broadcast(k *checker, a netip.Addr) bool {
	if a == netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
		return true
	}
	for _, z := range k.site.Zones {
		for _, text := range z.Networks {
			if n, err := netip.ParsePrefix(text.V); err == nil && n.Contains(a) && endOf(n, a) == "broadcast address" {
				return true
			}
		}
	}
	return false
}
