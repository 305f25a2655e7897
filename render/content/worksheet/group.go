package worksheet

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/text/wordlist"
)

// fewNames is the number of hosts up to which a group without a name is called by them.
const fewNames = 4

// GroupName is what readers call a group of hosts: its name; its hosts, where that is all it has and they are few; else the first of them, as
// many as no other group of the policy begins with, and the number of the rest. Its id, which files go by, is no name.
func GroupName(plan *plan.Plan, p *policy.Policy, g *policy.HostGroup, w *wordlist.List) string {
	if !g.Nameless {
		return g.Name
	}
	shown := leading
	for shown < len(g.Members) && len(g.Members) > fewNames && begunAlike(p, g, shown) {
		shown++
	}
	if len(g.Members) <= fewNames || len(g.Members)-shown < 2 { // a rest of one is named like the others
		if sharesName(p, g) {
			return g.Name + " (" + g.ID + ")"
		}
		return g.Name
	}
	var names []string
	for _, id := range g.Members[:shown] {
		names = append(names, plan.Party(id).Name)
	}
	return w.Fill("pairs.and-others", "names", strings.Join(names, ", "), "n", len(g.Members)-shown)
}

// leading is the number of hosts that the name of a large group begins with.
const leading = 2

// begunAlike tells whether another group would have the same name if both were called by so many of their first hosts.
func begunAlike(p *policy.Policy, g *policy.HostGroup, shown int) bool {
	return slices.ContainsFunc(p.Hosts, func(o policy.HostGroup) bool {
		return o.ID != g.ID && len(o.Members) == len(g.Members) && slices.Equal(o.Members[:shown], g.Members[:shown])
	})
}

// sharesName tells whether another group has the same name: a site may call different hosts alike.
func sharesName(p *policy.Policy, g *policy.HostGroup) bool {
	return slices.ContainsFunc(p.Hosts, func(o policy.HostGroup) bool { return o.ID != g.ID && o.Name == g.Name })
}
