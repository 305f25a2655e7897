package plan

import (
	"cmp"
	"slices"

	"portolan/model/approval"
	"portolan/model/source"
)

// An EventKind says what a day is for.
type EventKind string

// The kinds of events.
const (
	ReviewEvent     EventKind = "review"    // all rules are looked over
	AcceptedEvent   EventKind = "accepted"  // an accepted finding is no longer
	WaiverEvent     EventKind = "waiver"    // rule files may not do without something any more
	ExceptionEvent  EventKind = "exception" // an exception of a policy ends
	DecisionEvent   EventKind = "decision"  // a decision ends
	RulesEvent      EventKind = "rules"     // rules end
	ApprovalsEvent  EventKind = "approvals" // approvals of rules expire
	RuleReviewEvent EventKind = "reviews"   // somebody looks again whether rules are needed
	TestEvent       EventKind = "test"      // a runbook is tested, or a drill held
)

// An Event is a day on which something ends or is due.
type Event struct {
	Kind  EventKind   `json:"kind"`
	Day   source.Date `json:"date"`
	ID    string      `json:"id,omitempty"`    // of the finding, waiver, policy, decision or runbook
	Of    string      `json:"of,omitempty"`    // the host or thing that a finding is about; what an exception of a policy covers; else the title
	Who   string      `json:"who,omitempty"`   // who has to see to it, as far as the site says
	Rules int         `json:"rules,omitempty"` // how many rules it is about, where it is about rules
}

// Calendar are all days of a plan, in their order: reviews, tests, and the ends of rules, approvals, decisions, waivers, exceptions and accepted findings.
func Calendar(p *Plan) []Event {
	var all []Event
	add := func(e Event) {
		if !e.Day.IsZero() {
			all = append(all, e)
		}
	}
	if r := p.Review; r != nil {
		add(Event{Kind: ReviewEvent, Day: r.Next, Who: r.By})
	}
	for _, f := range p.Findings {
		if f.Accepted != nil {
			add(Event{Kind: AcceptedEvent, Day: f.Accepted.Until, ID: f.ID, Of: f.Node + f.About, Who: f.Accepted.By})
		}
	}
	for _, v := range p.Waivers {
		add(Event{Kind: WaiverEvent, Day: v.Until, ID: v.Name, Who: v.By})
	}
	for _, policy := range p.Policies {
		for _, e := range policy.Excepted {
			add(Event{Kind: ExceptionEvent, Day: e.Until, ID: policy.ID, Of: e.Covers, Who: e.By})
		}
	}
	for _, d := range p.Decisions {
		if slices.ContainsFunc(d.Answers, func(a Answered) bool { return a.State == Decided || a.State == Lapsed }) {
			add(Event{Kind: DecisionEvent, Day: d.Until, ID: d.ID, Of: d.Text, Who: d.By})
		}
	}
	for _, b := range p.Runbooks {
		add(Event{Kind: TestEvent, Day: b.Test.Due, ID: b.ID, Of: b.Title, Who: b.Owner})
	}
	all = append(all, ruleEvents(p)...)
	slices.SortStableFunc(all, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Day.String(), b.Day.String()), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Of, b.Of), cmp.Compare(a.Who, b.Who))
	})
	return all
}

// ruleEvents are the days of rules, those of one kind, day and person together.
func ruleEvents(p *Plan) []Event {
	counts := map[Event]int{}
	count := func(kind EventKind, day source.Date, who string) {
		if !day.IsZero() {
			counts[Event{Kind: kind, Day: day, Who: who}]++
		}
	}
	for _, f := range p.Network() {
		count(RulesEvent, f.Until, f.Owner)
		count(RuleReviewEvent, f.Review, f.Owner)
		if a := f.Approval; a != nil {
			count(ApprovalsEvent, a.Until, a.By)
		} else if was := f.Standing.Was; f.Standing.State == approval.Over && was != nil {
			count(ApprovalsEvent, was.Until, was.By)
		}
	}
	var all []Event
	for e, n := range counts {
		e.Rules = n
		all = append(all, e)
	}
	return all
}
