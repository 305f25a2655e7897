package outage

import "portolan/model/plan"

// Written is what a loss means as it is written for programs, which do not have the sources of the plan beside it: citations are whole.
type Written struct {
	*Outcome
	Notes  []writtenNote  `json:"notes"`
	Triage []writtenCheck `json:"triage"`
}

type writtenNote struct {
	plan.LossNote
	Sources []plan.WholeCitation `json:"sources"`
}

type writtenCheck struct {
	plan.TriageCheck
	Sources []plan.WholeCitation `json:"sources"`
}

// Write is an outcome to be written.
func Write(o *Outcome) Written {
	w := Written{Outcome: o, Notes: []writtenNote{}, Triage: []writtenCheck{}}
	for _, n := range o.Notes {
		w.Notes = append(w.Notes, writtenNote{n, plan.Whole(n.Sources)})
	}
	for _, t := range o.Triage {
		w.Triage = append(w.Triage, writtenCheck{t, plan.Whole(t.Sources)})
	}
	return w
}
