package worksheet

import (
	"strings"

	"portolan/model"
	"portolan/model/policy"
	"portolan/render/words"
)

// fewNames is the number of hosts up to which a group without a name is called by them.
const fewNames = 4

// GroupName is what readers call a group of hosts: its name; its hosts, where that is all it has and they are few; else its zone and their
// number. Its id, which files go by, is no name.
func GroupName(plan *model.Plan, g *policy.HostGroup, w *words.List) string {
	if !Nameless(plan, g) || len(g.Members) <= fewNames {
		return g.Name
	}
	zone := w.Text("filing.several")
	for _, z := range plan.Zones {
		if z.ID == g.Zone {
			zone = z.Name
		}
	}
	if g.Zone == model.OutsideZone {
		zone = w.Text("filing.outside")
	}
	return w.Count("filing.of-hosts", len(g.Members), "zone", zone)
}

// Nameless tells whether a group has no name but those of its members.
func Nameless(plan *model.Plan, g *policy.HostGroup) bool {
	return !g.Named && len(g.Members) > 1 && strings.HasPrefix(g.Name, plan.Party(g.Members[0]).Name)
}
