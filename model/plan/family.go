package plan

import (
	"net/netip"
	"slices"
)

// Families are versions of the Internet protocol, as a set. The zero value is none.
type Families uint8

// The families.
const (
	IPv4 Families = 1 << iota
	IPv6
)

var families = []struct {
	family Families
	key    string
	name   string
}{{IPv4, "ipv4", "IPv4"}, {IPv6, "ipv6", "IPv6"}}

// FamilyOf is the family of an address.
func FamilyOf(a netip.Addr) Families {
	if a.Unmap().Is4() {
		return IPv4
	}
	return IPv6
}

// Keys are the families as programs know them, in the order 4, 6.
func (f Families) Keys() []string {
	out := []string{}
	for _, n := range families {
		if f&n.family != 0 {
			out = append(out, n.key)
		}
	}
	return out
}

// String is the families as people know them.
func (f Families) String() string {
	var out string
	for _, n := range families {
		switch {
		case f&n.family == 0:
		case out == "":
			out = n.name
		default:
			out += " and " + n.name
		}
	}
	return out
}

// Families are those in which a flow can run: of addresses which both ends have, those that its protocol has. An end whose addresses are not
// known takes the other's; where neither end has any, there are none.
func (p *Plan) Families(f *Flow) Families {
	from, to := p.FamiliesAt(f, f.From, SourceTranslation), p.FamiliesAt(f, f.To, DestinationTranslation)
	switch {
	case from == 0:
		from = to
	case to == 0:
		to = from
	}
	return from & to & spoken(f)
}

// spoken are the families that a flow's protocol has.
func spoken(f *Flow) (out Families) {
	if f.In(true) {
		out |= IPv4
	}
	if f.In(false) {
		out |= IPv6
	}
	return out
}

// FamiliesAt are the families of the addresses of a party at an end of a flow, or of a member of a group there: its own, and those by which the other
// end knows it. They are none where the site gives only a name.
func (p *Plan) FamiliesAt(f *Flow, id string, kind TranslationKind) (out Families) {
	party := p.party[id]
	for _, member := range party.Members {
		out |= p.FamiliesAt(f, member, kind)
	}
	for _, a := range party.Addresses {
		out |= FamilyOf(a)
	}
	for _, n := range party.Networks {
		out |= FamilyOf(n.Addr())
	}
	for _, t := range p.KnownAs(f, kind) {
		if !slices.Contains(t.Parties, id) {
			continue
		}
		for _, a := range t.Addresses {
			out |= FamilyOf(a)
		}
	}
	return out
}
