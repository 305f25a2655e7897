package query

import (
	"slices"

	"portolan/model/plan"
)

// standing are the firewalls of the site that stand between the ends of a question, by id. Of ends that are no parties the zone is not known,
// and so neither is the way.
func standing(p *plan.Plan, q question) []string {
	met := map[string]bool{}
	for _, from := range q.from.units {
		for _, to := range q.to.units {
			if from.at == nil || to.at == nil {
				continue
			}
			for _, point := range p.FirewallPath(p.ZoneOf(from.at), p.ZoneOf(to.at)).Firewalls {
				met[point.Firewall] = true
			}
		}
	}
	out := []string{}
	for _, f := range p.Firewalls {
		if met[f.ID] {
			out = append(out, f.ID)
		}
	}
	slices.Sort(out)
	return out
}
