package query

import (
	"slices"

	"portolan/model/plan"
)

// A Comparison tells which rules of a site the profiles open. It is also the shape of the answer as JSON.
type Comparison struct {
	FormatVersion string         `json:"format_version"`
	Site          string         `json:"site"`
	Profile       plan.Profile   `json:"profile"` // the site's
	Counts        []ProfileCount `json:"profiles"`
	Disputed      []Disputed     `json:"disputed"` // all that is not alike in every profile, in the order of rules
}

// ProfileCount is how many rules between hosts a profile opens.
type ProfileCount struct {
	Profile plan.Profile `json:"profile"`
	Rules   int          `json:"rules"`
}

// Disputed is a rule that documents dispute, with the question and the profiles that open it.
type Disputed struct {
	Rule
	Title   string         `json:"question_title"`
	Unusual bool           `json:"unusual"`
	OpenIn  []plan.Profile `json:"open_in"`
}

// CompareProfiles tells what the profiles open at a site, whatever its own profile.
func CompareProfiles(p *plan.Plan) *Comparison {
	c := &Comparison{FormatVersion: FormatVersion, Site: p.Site, Profile: p.Profile, Disputed: []Disputed{}}
	flows := slices.Concat(p.Network(), p.Dropped)
	slices.SortFunc(flows, plan.CompareFlows)
	for _, profile := range plan.Profiles {
		c.Counts = append(c.Counts, ProfileCount{profile, len(flowsWhere(flows, func(f *plan.Flow) bool { return profile.Opens(f) && (f.Decision == "" || f.Disputed == "") }))})
	}
	for _, f := range flows {
		if f.Disputed == "" || f.Decision != "" { // what was decided is the same in every profile
			continue
		}
		d := Disputed{Rule: ruleOf(p, f), Unusual: f.Unusual, OpenIn: []plan.Profile{}}
		for _, q := range p.Questions {
			if q.ID == f.Disputed {
				d.Title = q.Title
			}
		}
		for _, profile := range plan.Profiles {
			if profile.Opens(f) {
				d.OpenIn = append(d.OpenIn, profile)
			}
		}
		c.Disputed = append(c.Disputed, d)
	}
	return c
}

// In reports whether a profile opens the rule.
func (d *Disputed) In(profile plan.Profile) bool { return slices.Contains(d.OpenIn, profile) }
