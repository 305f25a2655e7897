package site

import (
	"fmt"
	"slices"

	"portolan/model/source"
)

// Floating is a floating (virtual) address: one of several hosts has it, and another takes it over when that one fails.
type Floating struct {
	At        source.Position
	Host      str              `toml:"host"` // the name that stands for it
	Addresses strs             `toml:"addresses,required"`
	Zone      str              `toml:"zone"`                 // when absent the one that holds its addresses
	HeldBy    str              `toml:"held_by,required"`     // a node or server: who has it normally
	MayMoveTo strs             `toml:"may_move_to,required"` // those that may take it over
	Serves    strs             `toml:"serves"`               // listeners that are called by it; when absent those that clients or external services call
	Instead   source.Val[bool] `toml:"instead"`              // they are called by it alone, not by the addresses of the hosts
	Note      str              `toml:"note"`
	Was       str              `toml:"was"` // the id under which its rules were made first
}

// Holders are the hosts that have the address or may take it over, the one that has it normally first.
func (f Floating) Holders() []source.Text { return append(strs{f.HeldBy}, f.MayMoveTo...) }

// floating checks floating addresses: each is in one zone, nobody's own, and held by hosts of the site.
func floating(k *checker) {
	for _, id := range source.SortedKeys(k.site.Floating) {
		f := k.site.Floating[id]
		what := "floating address " + id
		k.id(id, "floating address", f.At)
		if f.Addresses != nil && len(f.Addresses) == 0 {
			k.fault("S47", f.At, `add addresses = ["10.20.0.100"]`, "%s has no addresses", what)
		}
		k.zoneOfHost(resident{what: what, at: f.At, unread: unread(k.unbound, "floating", id), zone: &f.Zone, where: k.host(what, f.Host, f.Addresses)})
		k.site.Floating[id] = f
		if f.MayMoveTo != nil && len(f.MayMoveTo) == 0 {
			k.fault("S47", f.At, "name the hosts that may take it over, or give the address to its one host", "%s has no host to move to", what)
		}
		var seen []string
		for _, host := range f.Holders() {
			_, node := k.site.Nodes[host.V]
			_, server := k.site.Servers[host.V]
			switch {
			case !host.Set() || k.unbound.Of("nodes", host.V) || k.unbound.Of("servers", host.V):
			case !node && !server:
				k.fault("S22", host.At, source.DidYouMean(host.V, append(source.SortedKeys(k.site.Nodes), source.SortedKeys(k.site.Servers)...)), "%q is not a host of the site", host.V)
			case slices.Contains(seen, host.V):
				k.fault("S252", host.At, "remove it: held_by names who has it normally, may_move_to the others", "%s names %s twice", what, host.V)
			}
			seen = append(seen, host.V)
		}
	}
}

// floatingCure is the cure for an address that two hosts have: most often it floats between them. It is "" where they are not two hosts.
func floatingCure(first, second string, address network) string {
	if first == "" || second == "" || first == second {
		return ""
	}
	return fmt.Sprintf("give each host an address of its own; if one of the two has it at a time, take it out of both and add `[floating.vip]\naddresses = [%q]\nheld_by = %q\nmay_move_to = [%q]`",
		plainly(address.V), first, second)
}
