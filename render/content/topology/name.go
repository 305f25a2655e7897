package topology

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
)

// commonDomain is the domain that more than half of a plan's hosts are in, with the dot before it; empty where there is none.
func commonDomain(p *plan.Plan) string {
	count, hosts := map[string]int{}, 0
	for _, each := range p.Parties {
		if !each.IsHost() {
			continue
		}
		hosts++
		if name, domain, ok := strings.Cut(each.Name, "."); ok && name != "" && domain != "" {
			count["."+domain]++
		}
	}
	for _, domain := range slices.Sorted(maps.Keys(count)) {
		if count[domain] > 1 && 2*count[domain] > hosts {
			return domain
		}
	}
	return ""
}

// called is a party's name in a picture of several hosts, whose title says the domain that most of them have in common.
func (s *sketch) called(p *plan.Party) string {
	if s.detailed() {
		return p.Name
	}
	return cmp.Or(strings.TrimSuffix(p.Name, s.d.domain), p.Name)
}

func (s *sketch) names(parties []*plan.Party) []string {
	var out []string
	for _, p := range parties {
		out = append(out, s.called(p))
	}
	return out
}

// hostNames are the names of the hosts whose interfaces some parties are.
func (s *sketch) hostNames(interfaces []*plan.Party) []string {
	var out []string
	for _, p := range interfaces {
		out = append(out, s.called(s.d.plan.Party(p.Of)))
	}
	return out
}

func (s *sketch) namesOf(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, s.called(s.d.plan.Party(id)))
	}
	return out
}

// titled is the title of a picture whose boxes leave out the domain that most hosts have in common.
func (d *drawer) titled(title string) string {
	if d.domain == "" {
		return title
	}
	return d.words.Fill("topology.in-domain", "title", title, "domain", strings.TrimPrefix(d.domain, "."))
}
