package policy

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// AtHost is a grouped rule at one host: who may call it there, or whom it may call. Groups that the plan speaks of as one are their members.
type AtHost struct {
	Rule  *Rule
	Zone  string         // the zone of the addresses for which the rule holds
	Self  []netip.Prefix // the host's own addresses for which the rule holds: of one that is named by its clients' networks, those that lie in them
	Peers []string       // parties' ids, sorted, without the host itself
}

// Host lists the grouped rules that touch a host, in the order of the rules.
func (p *Policy) Host(id string) (inbound, outbound []AtHost) {
	host := p.plan.Party(id)
	for i := range p.Rules {
		r := &p.Rules[i]
		from, to := p.Ends(r)
		if self, zone, covered := p.covered(host, to); covered && len(without(from, host)) > 0 {
			inbound = append(inbound, AtHost{r, zone, self, without(from, host)})
		}
		if self, zone, covered := p.covered(host, from); covered && len(without(to, host)) > 0 {
			outbound = append(outbound, AtHost{r, zone, self, without(to, host)})
		}
	}
	return inbound, outbound
}

// covered tells for which of a host's addresses a rule with some parties at one end holds, and in which zone these are.
func (p *Policy) covered(host *plan.Party, ids []string) (self []netip.Prefix, zone string, covered bool) {
	zone = p.plan.ZoneOf(host)
	for _, id := range ids {
		party := p.plan.Party(id)
		switch {
		case id == host.ID, party.Kind != plan.GroupParty && slices.Contains(party.Hosts, host.ID):
			self, zone, covered = joined(self, party.Prefixes()), p.plan.ZoneOf(party), true
		case party.Kind == plan.MulticastParty && party.Covers(host):
			self, covered = append(self, party.Prefixes()...), true
		default:
			for _, place := range p.plan.Places(host.ID) {
				if party.Covers(place) {
					self, zone, covered = joined(self, inNetworks(place, party.Networks)), p.plan.ZoneOf(place), true
				}
			}
		}
	}
	return self, zone, covered
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
