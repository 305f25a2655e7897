package query

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/plan"
)

// A Kind is what an end of a question is.
type Kind string

// The kinds of ends.
const (
	Anything   Kind = "anything"
	OneParty   Kind = "party"
	OneAddress Kind = "address"
	OneNetwork Kind = "network"
	OneHost    Kind = "host" // by a name for which external services answer
	InZone     Kind = "zone"
	InLocation Kind = "location"
	InSet      Kind = "set"
	InGroup    Kind = "group" // that the site names
)

// An end is one end of a question: all that its words stand for.
type end struct {
	kind  Kind
	label string // for readers
	write string // the words that mean nothing else
	units []unit
	notes []string
}

// A unit is the smallest thing that a question asks about: a party that is no group, a network, or anything at all. A connection is
// allowed where a rule covers both its units.
type unit struct {
	id     string
	prefix netip.Prefix
	any    bool
	host   string        // a host name for which external services answer
	at     *plan.Party   // the party, where what its addresses lie in counts too
	more   []*plan.Party // the other addresses that the party has, where all of them are meant
	alone  bool          // the addresses that a host is known by are meant, not those that it has in other networks
	only   []string      // ids of the states in which it counts; nil for all
}

// same tells whether two units are one.
func (u unit) same(other unit) bool {
	return u.id == other.id && u.prefix == other.prefix && u.any == other.any && u.at == other.at && slices.Equal(u.only, other.only)
}

// in tells whether a unit counts in a state.
func (u unit) in(state string) bool { return u.only == nil || slices.Contains(u.only, state) }

// A cover tells how much of something that was asked a rule stands for.
type cover int

// The covers, so that the smaller of two is the smaller number.
const (
	nothing cover = iota
	part
	whole
)

// covers tells how much of a unit a rule's end stands for. An address is covered by the party that has it and by the population in whose
// networks it lies; a network only by a population whose networks hold all of it.
func (u unit) coveredBy(p *plan.Party) cover {
	switch {
	case u.any:
		return whole
	case u.host != "":
		if p.Kind == plan.ExternalParty && p.Named(u.host) {
			return whole
		}
		return nothing
	case u.id != "" && p.Kind == plan.MulticastParty: // who receives it is not called by it
		return map[bool]cover{true: whole, false: nothing}[u.id == p.ID]
	case u.id != "":
		if p.Lists(u.id) || !u.alone && p.Is(u.id) || u.at != nil && p.ByNetworks() && p.Covers(u.at) || slices.ContainsFunc(u.more, p.Covers) {
			return whole
		}
		return u.inNetworks(p)
	}
	return coverOf(u.prefix, p)
}

// inNetworks tells how much of a population lies in the networks of another, whose rules then let it through too.
func (u unit) inNetworks(p *plan.Party) cover {
	best := nothing
	if u.at == nil || !p.ByNetworks() {
		return best
	}
	for _, n := range u.at.Networks {
		best = max(best, coverOf(n, p))
	}
	return best
}

// coverOf tells how much of a network is a party's.
func coverOf(prefix netip.Prefix, p *plan.Party) cover {
	best := nothing
	for _, a := range p.Addresses {
		if prefix.Contains(a) {
			best = max(best, part)
			if prefix.IsSingleIP() {
				return whole
			}
		}
	}
	for _, n := range p.Networks {
		if n.Overlaps(prefix) {
			best = max(best, part)
			if n.Bits() <= prefix.Bits() {
				return whole
			}
		}
	}
	return best
}

func (u unit) String() string {
	switch {
	case u.any:
		return "any"
	case u.id != "":
		return u.id
	case u.host != "":
		return u.host
	case u.prefix.IsSingleIP():
		return u.prefix.Addr().String()
	}
	return u.prefix.String()
}

// unit is a party of the plan as a unit.
func (n *names) unit(id string) unit {
	places := n.plan.Places(id)
	return unit{id: id, at: places[0], more: places[1:]}
}

// place is a party by the addresses that it is known by, which are in its zone.
func (n *names) place(id string) unit { return unit{id: id, at: n.plan.Party(id), alone: true} }

// party is the end that a party is. A group is its members, so that a rule for one of them is found too.
func (n *names) party(p *plan.Party) end {
	e := end{kind: OneParty, label: fmt.Sprintf("the %s %s", p.Kind, p.ID), write: p.ID, units: []unit{n.unit(p.ID)}}
	if p.Kind == plan.GroupParty {
		e.units = nil
		for _, id := range p.Members {
			e.units = append(e.units, n.unit(id))
		}
		return e
	}
	for _, clients := range n.plan.Parties {
		if clients != p && e.units[0].coveredBy(clients) > nothing && clients.ByNetworks() && clients.Kind != plan.AnyParty {
			e.notes = append(e.notes, fmt.Sprintf("%s is in %s, whose rules %s", p.ID, whose(clients), map[bool]string{true: "hold for it too", false: "let it through too"}[clients.IsArea()]))
		}
	}
	return e
}

// hostName is the end of a host name for which external services answer: several that have it, or one that has a wildcard for its domain.
func (n *names) hostName(host string, of []*plan.Party) end {
	e := end{kind: OneHost, label: "the host " + host, write: host, units: []unit{{host: host}}}
	for _, p := range of {
		e.notes = append(e.notes, fmt.Sprintf("%s is of the external service %s: %s", host, p.ID, strings.Join(p.HostNames(), ", ")))
	}
	return e
}

// zone is the end of all parties that stand in a zone.
func (n *names) zone(z plan.Zone) end {
	e := end{kind: InZone, label: fmt.Sprintf("the zone %s: %s", z.ID, z.Name), write: "zone " + z.ID}
	for _, p := range n.plan.Parties {
		if p.Zone == z.ID && p.Kind != plan.GroupParty && !p.IsArea() {
			e.units = append(e.units, n.place(p.ID))
		}
	}
	if len(e.units) == 0 { // nobody is known there, and a rule may still be for the zone
		for _, p := range n.plan.Parties {
			if p.Zone == z.ID && p.Kind == plan.ZoneParty {
				e.units = append(e.units, n.unit(p.ID))
			}
		}
	}
	return e
}

// location is the end of all that is in the zones of a location.
func (n *names) location(l plan.Location) end {
	e := end{kind: InLocation, label: fmt.Sprintf("the location %s: %s", l.ID, l.Name), write: "location " + l.ID}
	for _, z := range n.plan.Zones {
		if z.Location == l.ID {
			e.units = append(e.units, n.zone(z).units...)
		}
	}
	return e
}

// whose are the networks of a population or an area, in words.
func whose(p *plan.Party) string {
	switch p.Kind {
	case plan.ClientsParty:
		return "the networks of the clients " + p.ID
	case plan.ZoneParty:
		return "the zone " + p.Zone
	case plan.NetworkParty:
		return "the network " + p.Name
	case plan.MulticastParty:
		return "the multicast group " + p.ID
	}
	return "any address"
}

// address is the end of one address: that of a party, or one in the networks of a population or zone.
func (n *names) address(a netip.Addr) end {
	prefix := netip.PrefixFrom(a, a.BitLen())
	e := end{kind: OneAddress, label: "the address " + a.String(), write: a.String(), units: []unit{{prefix: prefix}}}
	for _, t := range n.plan.Translations {
		if slices.Contains(t.Addresses, a) {
			e.units = nil
			for _, id := range t.Parties {
				e.units = append(e.units, n.unit(id))
			}
			e.notes = []string{fmt.Sprintf("others know %s by the address %s: translation %s at the firewall %s", strings.Join(t.Parties, ", "), a, t.ID, t.Firewall)}
			return e
		}
	}
	e.notes = n.inside(prefix)
	return e
}

// network is the end of a whole network. The network of a zone is the zone.
func (n *names) network(prefix netip.Prefix) end {
	for _, z := range n.plan.Zones {
		if slices.Contains(z.Networks, prefix.String()) && slices.Contains(n.plan.Areas().Holding(prefix), z.ID) {
			e := n.zone(z)
			if !n.population(prefix) {
				e.notes = append(e.notes, fmt.Sprintf("%s is a network of the zone %s, and means the hosts in it", prefix, z.ID))
				return e
			}
		}
	}
	if prefix.IsSingleIP() {
		return n.address(prefix.Addr())
	}
	return end{kind: OneNetwork, label: "the network " + prefix.String(), write: prefix.String(), units: []unit{{prefix: prefix}}, notes: n.inside(prefix)}
}

// population tells whether a population's networks hold all of a network.
func (n *names) population(prefix netip.Prefix) bool {
	return slices.ContainsFunc(n.plan.Parties, func(p *plan.Party) bool {
		return p.ByNetworks() && unit{prefix: prefix}.coveredBy(p) == whole
	})
}

// inside says whose an address or a network is, and in which zone it lies.
func (n *names) inside(prefix netip.Prefix) []string {
	u := unit{prefix: prefix}
	var notes, held []string
	for _, p := range n.plan.Parties {
		switch c := u.coveredBy(p); {
		case p.Kind == plan.GroupParty || c == nothing || p.IsArea() && c == part || p.Name == u.String():
		case c == whole && p.ByNetworks():
			notes = append(notes, fmt.Sprintf("%s is in %s", u, whose(p)))
		case c == whole:
			notes = append(notes, fmt.Sprintf("%s is %s", u, p.ID))
		default:
			held = append(held, p.ID)
		}
	}
	if len(held) > 0 {
		notes = append(notes, fmt.Sprintf("%s holds more than addresses of the plan: some are those of %s", u, some(held)))
	}
	if len(notes) == 0 {
		where := "in no zone of the site"
		if zones := n.plan.Areas().Touching(prefix); len(zones) > 0 {
			where = "in the zone " + strings.Join(zones, ", ")
		}
		notes = append(notes, fmt.Sprintf("no host of the plan has %s; it is %s", u, where))
	}
	return notes
}
