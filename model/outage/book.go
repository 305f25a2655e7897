package outage

import (
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

	Runbook *plan.Runbook `json:"-"`
}

// booksFor lists the runbooks of the pack: first those to open, in their order, then the others, those first that the loss does not touch, as they
// can be followed as they stand.
func booksFor(p *plan.Plan, triage []plan.TriageCheck, lost map[string]bool) []Book {
	out := []Book{}
	fitting := applicable(p, triage, lost)
	for _, r := range fitting {
		out = append(out, bookOf(r, true, lost))
	}
	for _, r := range p.Runbooks {
		if !slices.Contains(fitting, r) {
			out = append(out, bookOf(r, false, lost))
		}
	}
	slices.SortStableFunc(out[len(fitting):], func(a, b Book) int { return len(a.Blocked) - len(b.Blocked) })
	return out
}

func bookOf(r *plan.Runbook, answers bool, lost map[string]bool) Book {
	b := Book{ID: r.ID, Title: r.Title, Kind: r.Kind, Trigger: r.Trigger, Answers: answers, Blocked: []string{}, Partly: []string{}, Runbook: r}
	for _, s := range r.Steps {
		switch gone := len(only(s.Where, lost)); {
		case gone == 0:
		case gone == len(s.Where):
			b.Blocked = append(b.Blocked, s.ID)
		default:
			b.Partly = append(b.Partly, s.ID)
		}
	}
	return b
}

// Applicable are the runbooks to open, in the order in which they are tried.
func (o *Outcome) Applicable() []Book {
	n := slices.IndexFunc(o.Runbooks, func(b Book) bool { return !b.Answers })
	if n < 0 {
		return o.Runbooks
	}
	return o.Runbooks[:n]
}
