package plan

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/source"
)

// ManyHosts is the number of hosts up to which what is said of a host says it of each of a group, too: their rules, their addresses, the tests among them. Of a
// larger group it names the group, so that what is said of all hosts together grows as these do, and not as their pairs.
const ManyHosts = 64

// A PartyKind is what a Party is.
type PartyKind string

// A Party is an end of flows: a host, a population of clients, or something outside.
type Party struct {
	ID          string         `json:"id"`
	Kind        PartyKind      `json:"kind"`
	Name        string         `json:"name"` // host name, or the name of a population or external party
	Host        string         `json:"host,omitempty"`
	Aliases     []string       `json:"aliases,omitempty"` // more host names of an external service
	Addresses   []netip.Addr   `json:"addresses,omitempty"`
	Networks    []netip.Prefix `json:"networks,omitempty"`
	Zone        string         `json:"zone,omitempty"`
	OS          string         `json:"os,omitempty"`
	Note        string         `json:"note,omitempty"`
	Members     []string       `json:"members,omitempty"`    // of a group: nodes' ids, or those of their interfaces
	Of          string         `json:"of,omitempty"`         // of an interface: its host; of a group of interfaces: the group of their hosts
	Interfaces  []string       `json:"interfaces,omitempty"` // of a host: those of its other networks, by id
	Floats      []string       `json:"floats,omitempty"`     // of a host: the floating addresses that it has or may take over, by id
	Hosts       []string       `json:"hosts,omitempty"`      // of an interface, or a group of interfaces: the hosts that have these addresses; of a floating address all that may hold it, the one that does so normally first
	Network     string         `json:"network,omitempty"`    // of an interface: the role of its addresses
	NetworkName string         `json:"network_name,omitempty"`
	Receivers   []string       `json:"receivers,omitempty"` // of a multicast group: hosts that the site names
	Zones       []string       `json:"zones,omitempty"`     // of networks that lie in several zones, or in parts of one: those zones, OutsideZone among them
	Names       []string       `json:"names,omitempty"`     // of a group: host names of members without address
	Was         string         `json:"was,omitempty"`       // the id that it had when its rules were first made

	StandsInFor string `json:"stands_in_for,omitempty"` // the host whose duties it takes over when that one's location is lost

	At source.Position `json:"-"`
}

// Short is what narrow tables call a party: what has a host name by its id, all else by its name.
func (p *Party) Short() string {
	if p.Host != "" {
		return p.ID
	}
	return p.Name
}

// FirstID is the id under which the party's rules were first made. Whatever outlasts its renaming is made of that one: ids of rules, and
// what was approved.
func (p *Party) FirstID() string { return cmp.Or(p.Was, p.ID) }

// Is reports whether a party stands for an id: it is the party itself, a group that holds it, or addresses that it has.
func (p *Party) Is(id string) bool { return p.Lists(id) || slices.Contains(p.Hosts, id) }

// Lists reports whether a party is called by an id, or is a group that lists it.
func (p *Party) Lists(id string) bool { return p.ID == id || slices.Contains(p.Members, id) }

// OnHosts are the ids of the hosts that a party stands for: of an interface its host, of a group its members', else the party itself.
func (p *Party) OnHosts() []string {
	switch {
	case len(p.Hosts) > 0:
		return p.Hosts
	case p.Kind == GroupParty:
		return p.Members
	}
	return []string{p.ID}
}

// Covers reports whether rules of a party hold for a host, too: it is the host, a group that holds it, or a population whose networks hold one
// of its addresses, or a zone in which it is. Where zones lie in one another, a population is those of its own zone.
func (p *Party) Covers(host *Party) bool {
	if p.Is(host.ID) {
		return true
	}
	switch {
	case p.Kind == MulticastParty:
		return slices.Contains(p.Receivers, host.ID)
	case !p.ByNetworks() || !host.HasAddresses() || p.Zone != "" && host.Zone != "" && p.Zone != host.Zone:
		return false
	case p.Kind == ZoneParty && p.Zone == host.Zone, p.Kind == AnyParty:
		return true
	}
	return slices.ContainsFunc(p.Networks, func(n netip.Prefix) bool { return slices.ContainsFunc(host.Addresses, n.Contains) })
}

// The kinds of parties.
const (
	NodeParty     PartyKind = "node"
	ServerParty   PartyKind = "server"
	BalancerParty PartyKind = "load balancer"
	ProxyParty    PartyKind = "forward proxy"
	ExternalParty PartyKind = "external"
	ClientsParty  PartyKind = "clients"
	GroupParty    PartyKind = "group"
	ZoneParty     PartyKind = "zone"    // all of a zone
	NetworkParty  PartyKind = "network" // all of a network
	AnyParty      PartyKind = "any"     // every address there is

	InterfaceParty PartyKind = "interface"        // the addresses of a host in one more network
	FloatingParty  PartyKind = "floating address" // held by one of several hosts at a time

	MulticastParty PartyKind = "multicast group" // whoever receives what is sent to some multicast or broadcast addresses
)

// ByNetworks reports whether the party is all that is in some networks: clients, or all of a zone, of a network, or of the world.
func (p *Party) ByNetworks() bool { return p.Kind == ClientsParty || p.IsArea() }

// IsArea reports whether a rule names a part of the network and not who is there: a zone, a network, any address, or a multicast group.
func (p *Party) IsArea() bool {
	return p.Kind == ZoneParty || p.Kind == NetworkParty || p.Kind == AnyParty || p.Kind == MulticastParty
}

// IsOne reports whether the party is one end of connections: a flow to itself never leaves it. A group, or an area, is several.
func (p *Party) IsOne() bool { return p.Kind != GroupParty && !p.IsArea() }

// Where are the party's addresses or networks as text, or its host name where it has none; of a group those of all members.
func (p *Party) Where() []string {
	var out []string
	for _, a := range p.Addresses {
		out = append(out, a.String())
	}
	for _, n := range p.Networks {
		out = append(out, n.String())
	}
	if len(out) == 0 {
		out = p.HostNames()
	}
	return append(out, p.Names...)
}

// HostNames are the names of the party's host; an external service may have several, and wildcards for all hosts of a domain.
func (p *Party) HostNames() []string {
	if p.Host == "" {
		return nil
	}
	return append([]string{p.Host}, p.Aliases...)
}

// Named reports whether a host name is one of the party's, or is of a domain for all of whose hosts the party has a wildcard.
func (p *Party) Named(host string) bool {
	return slices.ContainsFunc(p.HostNames(), func(name string) bool {
		domain, wildcard := strings.CutPrefix(name, "*")
		return strings.EqualFold(name, host) || wildcard && len(host) > len(domain) && strings.EqualFold(host[len(host)-len(domain):], domain)
	})
}

// Prefixes are the party's addresses and networks; none where only its name is known.
func (p *Party) Prefixes() []netip.Prefix { return append(Hosts(p.Addresses), p.Networks...) }

// Hosts are addresses as networks of one.
func Hosts(addresses []netip.Addr) []netip.Prefix {
	var out []netip.Prefix
	for _, a := range addresses {
		out = append(out, netip.PrefixFrom(a, a.BitLen()))
	}
	return out
}

// Managed reports whether the party is a host on which the site's people set up rules: a node or a server.
func (p *Party) Managed() bool { return p.Kind == NodeParty || p.Kind == ServerParty }

// HasAddresses reports whether packets reach a host of the site by the party: it is one, or addresses of one.
func (p *Party) HasAddresses() bool {
	return p.IsHost() || p.Kind == InterfaceParty || p.Kind == FloatingParty
}

// HolderIn is the host that has a floating address in a state of a plan. Where the one that has it normally is lost with its location, the first of the
// others that is not has taken it over.
func (p *Party) HolderIn(plan *Plan, s State) string {
	switch {
	case s.Floating == p.ID:
		return s.Holder
	case s.Lost == "":
		return p.Hosts[0]
	}
	left := slices.IndexFunc(p.Hosts, func(host string) bool {
		at := LocationOf(plan, plan.Party(host).Zone)
		return at == nil || at.ID != s.Lost
	})
	return p.Hosts[max(left, 0)]
}

// IsHost reports whether the party is a machine of the site that can be lost: a node, a server, a load balancer or a forward proxy.
func (p *Party) IsHost() bool {
	return p.Managed() || p.Kind == BalancerParty || p.Kind == ProxyParty
}
