package site

import (
	"fmt"

	"portolan/model/source"
)

// AddressRole is what a network is for in which hosts have addresses of their own: traffic of a cluster, management.
type AddressRole struct {
	At   source.Position
	Name str `toml:"name,required"`
}

// Ordinary are the addresses that a host is known by: rules use them where nothing binds them to a network. A host that only has addresses in
// networks is known by all of them.
func (n Node) Ordinary() []source.Text { return ordinary(n.Addresses, n.Networks) }

// Ordinary are those of a server.
func (s Server) Ordinary() []source.Text { return ordinary(s.Addresses, s.Networks) }

func ordinary(addresses strs, networks map[string]strs) strs {
	if len(addresses) > 0 {
		return addresses
	}
	var out strs
	for _, role := range source.SortedKeys(networks) {
		for _, a := range networks[role] {
			if !source.Contains(out, a.V) {
				out = append(out, a)
			}
		}
	}
	return out
}

// severalNetworks is the cure for a host that is known by addresses of several zones.
const severalNetworks = "write those that it is known by in `addresses = [\"10.20.0.11\"]`, and those of other networks by their role in `networks = { ROLE = [\"10.30.0.11\"] }`"

// interfaces checks the addresses that a host has in networks: nobody else has them, and those of a network are in one zone.
func interfaces(k *checker, what string, at source.Position, addresses strs, networks map[string]strs, zone str) {
	for _, role := range source.SortedKeys(networks) {
		list := networks[role]
		if len(list) == 0 {
			k.fault("S47", at, fmt.Sprintf("add its address, `%s = [\"10.30.0.11\"]`, or remove it", role), "network %s of %s has no addresses", role, what)
			continue
		}
		if len(addresses) == 0 {
			continue // they are its ordinary ones, which are checked
		}
		where := k.addresses(what, list)
		for _, n := range where {
			claimAddress(k, what, "", n, true)
		}
		if own := k.site.Zones[zone.V]; zone.Set() && len(own.Networks) == 0 {
			continue // it holds what no other zone holds
		}
		var of str
		k.zoneOfHost(resident{what: fmt.Sprintf("network %s of %s", role, what), at: list[0].At, zone: &of, unread: len(where) < len(list), where: where})
	}
}
