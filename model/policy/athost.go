package policy

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// AtHost is a grouped rule at one host: who may call it there, or whom it may call. Groups that the plan speaks of as one are their members.
type AtHost struct {
	Rule  *Rule
	Peers []string // parties' ids, sorted, without the host itself
}

// Host lists the grouped rules that touch a host, in the order of the rules.
func (p *Policy) Host(id string) (inbound, outbound []AtHost) {
	for i := range p.Rules {
		r := &p.Rules[i]
		from, to := p.Ends(r)
		if peers := without(from, id); slices.Contains(to, id) && len(peers) > 0 {
			inbound = append(inbound, AtHost{r, peers})
		}
		if peers := without(to, id); slices.Contains(from, id) && len(peers) > 0 {
			outbound = append(outbound, AtHost{r, peers})
		}
	}
	return inbound, outbound
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
