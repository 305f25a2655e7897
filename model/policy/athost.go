package policy

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// AtHost is a grouped rule at one host: who may call it there, or whom it may call. Groups that the plan speaks of as one are their members. A host
// with addresses in several zones has a rule for those of each: the same peer may be known by other addresses there.
type AtHost struct {
	Rule *Rule
	own
	Peers []string // parties' ids, sorted, without the host itself
}

// own are the addresses of a host for which a rule holds, in one zone: of one that is named by its clients' networks, those that lie in them.
type own struct {
	Zone string
	Self []netip.Prefix
}

// Host lists the grouped rules that touch a host, in the order of the rules.
func (p *Policy) Host(id string) (inbound, outbound []AtHost) {
	host := p.plan.Party(id)
	for i := range p.Rules {
		r := &p.Rules[i]
		from, to := p.Ends(r)
		inbound = append(inbound, p.at(host, r, to, from)...)
		outbound = append(outbound, p.at(host, r, from, to)...)
	}
	return inbound, outbound
}

// at are the rules that a host has of a grouped one with some parties at its own end and others at the far end.
func (p *Policy) at(host *plan.Party, r *Rule, here, there []string) []AtHost {
	peers := without(there, host)
	if len(peers) == 0 {
		return nil
	}
	var out []AtHost
	for _, o := range p.covered(host, here) {
		out = append(out, AtHost{r, o, peers})
	}
	return out
}

// covered tells for which of a host's addresses a rule with some parties at one end holds, by the zones that these are in.
func (p *Policy) covered(host *plan.Party, ids []string) []own {
	var out []own
	add := func(zone string, addresses []netip.Prefix) {
		i := slices.IndexFunc(out, func(o own) bool { return o.Zone == zone })
		if i < 0 {
			i, out = len(out), append(out, own{Zone: zone})
		}
		out[i].Self = joined(out[i].Self, addresses)
	}
	for _, id := range ids {
		party := p.plan.Party(id)
		switch {
		case id == host.ID, party.Kind != plan.GroupParty && slices.Contains(party.Hosts, host.ID):
			add(p.plan.ZoneOf(party), party.Prefixes())
		case party.Kind == plan.MulticastParty && party.Covers(host):
			add(p.plan.ZoneOf(host), party.Prefixes())
		default:
			for _, place := range p.plan.Places(host.ID) {
				if party.Covers(place) {
					add(p.plan.ZoneOf(place), inNetworks(place, party.Networks))
				}
			}
		}
	}
	return out
}

// joined adds addresses that are not there yet.
func joined(list, more []netip.Prefix) []netip.Prefix {
	for _, a := range more {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}

// inNetworks are the addresses of a party that lie in some networks.
func inNetworks(p *plan.Party, networks []netip.Prefix) []netip.Prefix {
	return slices.DeleteFunc(p.Prefixes(), func(a netip.Prefix) bool {
		return !slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(a.Addr()) })
	})
}

// Ends are the parties at both ends of a rule, by id, with the members of groups in place of the groups.
func (p *Policy) Ends(r *Rule) (from, to []string) {
	return p.single(p.host[r.From].Members), p.single(p.host[r.To].Members)
}

func (p *Policy) single(ids []string) []string {
	var out []string
	for _, id := range ids {
		if party := p.plan.Party(id); party.Kind == plan.GroupParty {
			out = append(out, party.Members...)
			continue
		}
		out = append(out, id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// without leaves a host and its interfaces out of a list.
func without(ids []string, host *plan.Party) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == host.ID || slices.Contains(host.Interfaces, other) })
}

// SeenFrom are the addresses by which packets name a party at a host of some zone: the party's own, or those of a translation on the way. A
// caller is translated before its packets arrive there, one that is called after they have left.
func (p *Policy) SeenFrom(zone string, kind plan.TranslationKind, party *plan.Party) []netip.Prefix {
	for _, id := range p.plan.TranslatedBy(kind, party, zone) {
		return plan.Hosts(p.plan.Translation(id).Addresses)
	}
	return party.Prefixes()
}
