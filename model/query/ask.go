// Package query answers questions about a plan: may this host reach that one on this port, why, and in which states; what touches a host, a
// port, a service or a zone. "Allowed" means that a rule of the plan opens it, and never says what real firewalls do. It changes nothing
// and knows no product.
//
// The ends of a question are ids of parties, host names (also those for which an external service has a wildcard) or their first label, addresses, networks in CIDR form, zones ("zone dmz"), locations ("location dc1"), sets of
// a catalogue ("set user-proxies"), "all nodes", and "any". A service is a port ("tcp/443", "443", "8000-8010", "icmp"), the id, short or
// full name of a service, a listener's id, the name of a declared flow, "rule R4", "firewall perimeter",
// or "any".
package query

import (
	"fmt"
	"strings"

	"portolan/model/plan"
)

// FormatVersion is the version of the shape of answers as JSON. Within a major version keys are only added.
const FormatVersion = "1.0"

// A Result is an Answer to a question with an arrow, or a Listing for one without.
type Result interface {
	// Holds tells whether everything that was asked is allowed; of a listing, or where an end is "any", whether anything was found.
	Holds() bool
}

// Ask answers a question about a plan. The error is a *Misread where the question cannot be understood.
func Ask(p *plan.Plan, text string) (Result, error) {
	q, err := read(p, text)
	if err != nil {
		return nil, err
	}
	if q.arrow {
		return answer(p, q), nil
	}
	return list(p, q), nil
}

// standingIn are those of an area that it takes with it.
func standingIn(p *plan.Plan, ids []string) []string {
	var area []*plan.Party
	for _, id := range ids {
		area = append(area, p.Party(id))
	}
	var out []string
	for _, party := range plan.Standing(area) {
		out = append(out, party.ID)
	}
	return out
}

// Parties are the ids of the parties that a name stands for: of a party, by any of its names, of a zone ("zone dmz") or location, or of a set. The error
// is a *Misread where it stands for none, or for more than parties.
func Parties(p *plan.Plan, name string) ([]string, error) {
	e, err := newNames(p).end(strings.TrimSpace(name))
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, u := range e.units {
		if u.id == "" || !u.in(plan.NormalState) && e.kind == InSet {
			continue
		}
		ids = append(ids, u.id)
	}
	if e.kind == InLocation {
		ids = standingIn(p, ids)
	}
	if len(ids) == 0 {
		return nil, &Misread{fmt.Sprintf("%q matches nothing in the site %s", name, p.Site), "name a host, a zone or a set"}
	}
	return ids, nil
}
