package outage

import (
	"slices"
	"strings"

	"portolan/model/plan"
)

// commonDomain is the domain of all hosts of which there are pages; "" where they have none in common, or their names without it are not unique.
func commonDomain(p *plan.Plan) string {
	domain, first := "", map[string]bool{}
	for _, party := range p.Parties {
		if !HasPage(party) {
			continue
		}
		label, rest, dotted := strings.Cut(party.Name, ".")
		if !dotted || first[label] || domain != "" && domain != rest {
			return ""
		}
		domain, first[label] = rest, true
	}
	return domain
}

// Domain is what failure cards leave out of the names of hosts.
func (p *Pages) Domain() string { return p.domain }

// name is a party as the page names it. Cards leave out what all hosts have in common.
func (b builder) name(id string) string {
	p := b.plan.Party(id)
	if HasPage(p) && b.cut != "" {
		return strings.TrimSuffix(p.Name, "."+b.cut)
	}
	return p.Name
}

func (b builder) named(ids []string) []string {
	if len(ids) > plan.ManyHosts {
		if group := b.groupOf(ids); group != nil {
			return []string{b.w.Fill("alike.others", "n", len(ids), "group", group.Name)}
		}
	}
	var names []string
	for _, id := range ids {
		names = append(names, b.name(id))
	}
	return names
}

// left are the names of hosts that are left. On a card for several hosts any of them may have failed: then the others of the card are left.
func (b builder) left(ids []string) []string {
	var others []string
	for _, h := range b.card {
		if h != b.party {
			others = append(others, h.ID)
		}
	}
	if len(others) == 0 || slices.ContainsFunc(others, func(id string) bool { return !slices.Contains(ids, id) }) {
		return b.named(ids)
	}
	rest := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return slices.Contains(others, id) })
	return append([]string{b.w.Count("alike.rest-of-card", len(others))}, b.named(rest)...)
}

func idsOf(hosts []*plan.Party) []string {
	var ids []string
	for _, h := range hosts {
		ids = append(ids, h.ID)
	}
	return ids
}

// all are the names of the hosts of a card: of many the part that they share is said once.
func (b builder) all(hosts []*plan.Party) string {
	names := b.named(idsOf(hosts))
	_, domain, ok := strings.Cut(names[0], ".")
	if !ok || len(hosts) <= fewHosts || slices.ContainsFunc(names, func(name string) bool { return !strings.HasSuffix(name, "."+domain) }) {
		return joined(names)
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, "."+domain)
	}
	return b.w.Fill("card.in-domain", "hosts", joined(names), "domain", domain)
}
