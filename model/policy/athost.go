package policy

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// AtHost is a grouped rule at one host: who may call it there, or whom it may call. Groups that the plan speaks of as one are their members.
type AtHost struct {
	Rule  *Rule
	Self  []netip.Prefix // the host's own addresses for which the rule holds: of one that is named by its clients' networks, those that lie in them
	Peers []string       // parties' ids, sorted, without the host itself
}

// Host lists the grouped rules that touch a host, in the order of the rules.
func (p *Policy) Host(id string) (inbound, outbound []AtHost) {
	host := p.plan.Party(id)
	for i := range p.Rules {
		r := &p.Rules[i]
		from, to := p.Ends(r)
		if self, covered := p.covered(host, to); covered && len(without(from, id)) > 0 {
			inbound = append(inbound, AtHost{r, self, without(from, id)})
		}
		if self, covered := p.covered(host, from); covered && len(without(to, id)) > 0 {
			outbound = append(outbound, AtHost{r, self, without(to, id)})
		}
	}
	return inbound, outbound
}

// covered tells for which of a host's addresses a rule with some parties at one end holds.
func (p *Policy) covered(host *plan.Party, ids []string) (self []netip.Prefix, covered bool) {
	for _, id := range ids {
		party := p.plan.Party(id)
		switch {
		case id == host.ID:
			return host.Prefixes(), true
		case party.Kind == plan.MulticastParty && party.Covers(host):
			self, covered = append(self, party.Prefixes()...), true
		case party.Covers(host):
			covered = true
			for _, a := range host.Prefixes() {
				if !slices.Contains(self, a) && slices.ContainsFunc(party.Networks, func(n netip.Prefix) bool { return n.Contains(a.Addr()) }) {
					self = append(self, a)
				}
			}
		}
	}
	return self, covered
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

func without(ids []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(other string) bool { return other == id })
}

// SeenFrom are the addresses by which packets name a party at a host of some zone: the party's own, or those of a translation on the way. A
// caller is translated before its packets arrive there, one that is called after they have left.
func (p *Policy) SeenFrom(zone string, kind plan.TranslationKind, party *plan.Party) []netip.Prefix {
	for _, id := range p.plan.TranslatedBy(kind, party, zone) {
		return plan.Hosts(p.plan.Translation(id).Addresses)
	}
	return party.Prefixes()
}
