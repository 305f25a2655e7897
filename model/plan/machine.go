package plan

import (
	"net/netip"
	"slices"
)

// The ways in which a party can be named in a rule.
const (
	ByAddresses = "addresses"
	ByNetworks  = "networks"
	ByMembers   = "members" // a group
	ByName      = "name"    // only its host name is known: a rule needs a firewall that resolves names, or the addresses from its owner
	ByNothing   = "nothing" // the owner has to say
)

// NamedBy tells how a rule can name a party.
func (p *Party) NamedBy() string {
	switch {
	case p.Kind == GroupParty:
		return ByMembers
	case len(p.Addresses) > 0:
		return ByAddresses
	case len(p.Networks) > 0:
		return ByNetworks
	case p.Host != "":
		return ByName
	}
	return ByNothing
}

// A Family is a version of the Internet protocol.
type Family string

// The families.
const (
	IPv4 Family = "ipv4"
	IPv6 Family = "ipv6"
)

// Families are those in which a flow can run: that of addresses which both ends have, in the order 4, 6. An end whose addresses are not known
// takes the other's; where neither end has any, there are none.
func (p *Plan) Families(f *Flow) []Family {
	return slices.DeleteFunc(p.ofEnds(f), func(family Family) bool { return !f.In(family == IPv4) })
}

func (p *Plan) ofEnds(f *Flow) []Family {
	from, to := p.familiesOf(f, f.From, SourceTranslation), p.familiesOf(f, f.To, DestinationTranslation)
	switch {
	case len(from) == 0:
		return to
	case len(to) == 0:
		return from
	}
	return slices.DeleteFunc(from, func(family Family) bool { return !slices.Contains(to, family) })
}

// familiesOf are the families of an end's own addresses and of those by which the other end knows it.
func (p *Plan) familiesOf(f *Flow, id string, kind TranslationKind) []Family {
	var v4, v6 bool
	count := func(a netip.Addr) { v4, v6 = v4 || a.Is4(), v6 || a.Is6() }
	parties := p.Covered(id)
	if p.party[id].Kind == MulticastParty { // packets have its addresses, whoever receives them
		parties = []string{id}
	}
	for _, party := range parties {
		for _, a := range p.party[party].Addresses {
			count(a)
		}
		for _, n := range p.party[party].Networks {
			count(n.Addr())
		}
	}
	for _, t := range p.KnownAs(f, kind) {
		for _, a := range t.Addresses {
			count(a)
		}
	}
	var out []Family
	if v4 {
		out = append(out, IPv4)
	}
	if v6 {
		out = append(out, IPv6)
	}
	return out
}

// KnownAs are the translations by which the other end of a flow knows the end of a kind.
func (p *Plan) KnownAs(f *Flow, kind TranslationKind) []*Translation {
	var out []*Translation
	for _, id := range f.Translated {
		if t := p.Translation(id); t.Kind == kind {
			out = append(out, t)
		}
	}
	return out
}
