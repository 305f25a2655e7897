package rulecolumns

import (
	"net/netip"
	"slices"
)

// A family is what a firewall takes in one field: addresses of one kind, or names.
type family int

const (
	named family = iota
	fourth
	sixth
)

// Family is the family of an address or network, by its word: ipv4, ipv6 or name.
func Family(text string) string {
	return [...]string{named: "name", fourth: "ipv4", sixth: "ipv6"}[familyOf(text)]
}

// of are the addresses and networks, or the names, of one family.
func of(f family, all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(text string) bool { return familyOf(text) != f })
}

func familyOf(text string) family {
	address, err := netip.ParseAddr(text)
	if network, failed := netip.ParsePrefix(text); failed == nil {
		address, err = network.Addr(), nil
	}
	switch {
	case err != nil:
		return named
	case address.Is4():
		return fourth
	}
	return sixth
}
