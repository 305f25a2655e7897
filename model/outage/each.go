package outage

import (
	"portolan/model/plan"
)

// Each is the loss of every host of a site by itself. It is also its shape as JSON.
type Each struct {
	FormatVersion string `json:"format_version"`
	Site          string `json:"site"`
	Hosts         []Host `json:"hosts"`
}

// Host is the loss of one host.
type Host struct {
	ID      string         `json:"id"`
	Kind    plan.PartyKind `json:"kind"`
	Verdict Verdict        `json:"verdict"`
	Single  bool           `json:"single_point_of_failure"` // outage or lacking: no failover of the plan helps
	Count   Count          `json:"count"`
	Why     []string       `json:"why"` // for readers

	outcome *Outcome
}

// ForEach loses every host of the site, one after another: nodes, servers, load balancers and forward proxies.
func ForEach(p *plan.Plan) *Each {
	e := &Each{FormatVersion: FormatVersion, Site: p.Site, Hosts: []Host{}}
	for _, party := range p.Parties {
		if party.IsHost() {
			o := Simulate(p, []string{party.ID})
			e.Hosts = append(e.Hosts, Host{party.ID, party.Kind, o.Verdict, o.Verdict == Outage || o.Verdict == Lacking, o.Count, o.why(), o})
		}
	}
	return e
}
