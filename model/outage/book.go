package outage

import (
	"maps"
	"slices"

	"portolan/model/plan"
)

// A Book is a runbook of the pack, with its steps at lost hosts: they cannot be done there.
type Book struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Kind    string   `json:"kind"`
	Trigger string   `json:"trigger"`
	Answers bool     `json:"answers"` // it is for this loss
	Blocked []string `json:"blocked"` // ids of steps of which every host is lost
	Partly  []string `json:"partly"`  // ids of steps of which some hosts are lost
}

// answering are the kinds of runbooks that are opened after a loss, where a runbook does not say which loss it fits.
var answering = []string{"failover", "restore"}

// answers tells whether a runbook is for a loss, and the host that takes over is not lost itself. Where checks decide what failed, only what they lead to
// is; else what fits one of the lost hosts, or is of a kind that is opened after any loss.
func answers(r *plan.Runbook, fitting []*plan.Runbook, decided bool, lost map[string]bool) bool {
	switch {
	case r.Taker != "" && lost[r.Taker]:
		return false
	case slices.Contains(fitting, r):
		return true
	}
	return !decided && len(r.Fits) == 0 && slices.Contains(answering, r.Kind)
}

// booksFor lists the runbooks of the pack, those first that the loss does not touch: they can be followed as they stand.
func booksFor(p *plan.Plan, lost map[string]bool) []Book {
	out := []Book{}
	hosts := slices.Sorted(maps.Keys(lost))
	fitting := p.RunbooksFor(hosts...)
	decided := slices.ContainsFunc(hosts, func(id string) bool { return len(p.TriageOf(id)) > 0 })
	for _, r := range p.Runbooks {
		b := Book{ID: r.ID, Title: r.Title, Kind: r.Kind, Trigger: r.Trigger, Answers: answers(r, fitting, decided, lost), Blocked: []string{}, Partly: []string{}}
		for _, s := range r.Steps {
			gone := 0
			for _, id := range s.Where {
				if lost[id] {
					gone++
				}
			}
			switch {
			case gone == 0:
			case gone == len(s.Where):
				b.Blocked = append(b.Blocked, s.ID)
			default:
				b.Partly = append(b.Partly, s.ID)
			}
		}
		out = append(out, b)
	}
	slices.SortStableFunc(out, func(a, b Book) int { return len(a.Blocked) - len(b.Blocked) })
	return out
}
