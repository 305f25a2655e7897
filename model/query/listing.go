package query

import (
	"slices"

	"portolan/model/plan"
)

// A Listing is all rules of a host, zone, set, port or service. It is also the shape of the answer as JSON.
type Listing struct {
	FormatVersion string           `json:"format_version"`
	Site          string           `json:"site"`
	Profile       plan.Profile     `json:"profile"`
	Question      string           `json:"question"`
	Subject       Asked            `json:"subject"`
	Service       string           `json:"service"`  // "any", or as asked
	Inbound       []Rule           `json:"inbound"`  // from elsewhere to the subject
	Outbound      []Rule           `json:"outbound"` // from the subject to elsewhere
	Within        []Rule           `json:"within"`   // between hosts of the subject
	Internal      []Rule           `json:"internal"` // inside one host: no firewall sees it
	Dropped       []Rule           `json:"dropped"`  // rules that the strict profile leaves out
	Closed        []plan.Listening `json:"closed"`   // ports on which a service listens and to which no rule leads
	Notes         []string         `json:"notes"`

	Label string `json:"-"` // the subject and the service in words
	plan  *plan.Plan
}

// list sorts all that touches the subject by direction. A subject that is only a service has no direction: all is within it.
func list(p *plan.Plan, q question) *Listing {
	subject := q.to
	subject.units = slices.Clone(subject.units)
	for i, u := range subject.units { // what touches a population is what names it, not the larger ones that it lies in
		if u.at != nil && !u.at.IsHost() {
			subject.units[i].at = nil
		}
	}
	if subject.kind == Anything {
		subject = end{kind: Anything, label: "anything", units: []unit{{any: true}}}
	}
	l := &Listing{FormatVersion: FormatVersion, Site: p.Site, Profile: p.Profile, Question: q.text, Subject: asked(subject), Service: orAny(q.service.text),
		Inbound: []Rule{}, Outbound: []Rule{}, Within: []Rule{}, Internal: []Rule{}, Dropped: []Rule{}, Closed: []plan.Listening{},
		Notes: notNil(slices.Concat(q.notes, q.to.notes)), Label: label(subject, q.service), plan: p}
	for _, f := range p.Flows {
		if q.service.matches(f) {
			l.put(f, subject)
		}
	}
	l.Dropped = rulesOf(p, flowsWhere(p.Dropped, func(f *plan.Flow) bool {
		return q.service.matches(f) && (subject.coveredBy(p.Party(f.From)) > nothing || subject.coveredBy(p.Party(f.To)) > nothing)
	}))
	for _, u := range p.Unopened {
		if subject.coveredBy(p.Party(u.Node)) > nothing && q.service.matchesListening(u) {
			l.Closed = append(l.Closed, u)
		}
	}
	return l
}

func (l *Listing) put(f *plan.Flow, subject end) {
	from, to := l.touches(f, subject)
	r := ruleOf(l.plan, f)
	switch {
	case from && to && f.Internal:
		l.Internal = append(l.Internal, r)
	case from && to:
		l.Within = append(l.Within, r)
	case from:
		l.Outbound = append(l.Outbound, r)
	case to:
		l.Inbound = append(l.Inbound, r)
	}
}

// touches tells whether a flow starts, and whether it ends, at the subject. Of a host it is what its worksheet says.
func (l *Listing) touches(f *plan.Flow, subject end) (from, to bool) {
	if id := subject.units[0].id; len(subject.units) == 1 && id != "" && !f.Internal {
		return l.plan.StartsAt(f, id), l.plan.EndsAt(f, id)
	}
	return subject.coveredBy(l.plan.Party(f.From)) > nothing, subject.coveredBy(l.plan.Party(f.To)) > nothing
}

func label(subject end, s service) string {
	switch {
	case s.isAny():
		return subject.label
	case subject.kind == Anything:
		return s.label
	}
	return subject.label + ", " + s.label
}

// Holds tells whether any rule was found.
func (l *Listing) Holds() bool {
	return len(l.Inbound)+len(l.Outbound)+len(l.Within)+len(l.Internal) > 0
}
