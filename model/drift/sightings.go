package drift

import (
	"slices"

	"portolan/model/evidence"
	"portolan/model/policy"
)

// A sighting is what came of a rule, those that must not be there too.
type sighting struct {
	Row
	places []string
	wider  string // what the rules by which it is there let through beside what is documented
}

// Sightings are what the evidence shows of rules at firewalls, for a change request. What was not assessed was not seen.
func (r *Report) Sightings() *policy.Sightings { return r.seen }

func (c *comparer) seen(list []Evidence) *policy.Sightings {
	out := &policy.Sightings{Days: map[string]string{}, Of: map[[2]string]*policy.Sighting{}}
	for _, w := range c.plan.Firewalls {
		if i := slices.IndexFunc(list, func(e Evidence) bool { return e.Device == w.ID }); i >= 0 {
			out.Firewalls = append(out.Firewalls, w.ID)
			out.Days[w.ID] = list[i].Collected
		}
	}
	for _, s := range c.sightings {
		if s.Hook == evidence.Through {
			out.Of[[2]string{s.Device, s.Rule}] = &policy.Sighting{Seen: seenOf[s.Status], Where: s.places, Detail: s.Detail, Wider: s.wider, Collected: out.Days[s.Device]}
		}
	}
	return out
}

var seenOf = map[Status]policy.Seen{Present: policy.InPlace, Missing: policy.Absent}
