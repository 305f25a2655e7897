package runbook

import (
	"cmp"
	"slices"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// limits are the times that the procedure is measured by: what is planned for it, when to escalate, and what the site promised.
func (b builder) limits() []document.Limit {
	if len(b.book.Steps) == 0 {
		return nil
	}
	all := limit(b.w.Text("run.planned"), b.book.Minutes, b.w)
	for _, e := range b.book.Escalation {
		if e.AfterMinutes < b.book.Minutes {
			continue // it waits for something to go wrong, and a run that keeps to the plan must not be told to call
		}
		all = append(all, limit(b.w.Fill("run.escalate", "who", b.whom(e)), e.AfterMinutes, b.w)...)
	}
	if slices.Contains(b.book.Serves, "rto") {
		all = append(all, Objective(b.plan, b.w)...)
	}
	slices.SortStableFunc(all, func(a, b document.Limit) int { return cmp.Compare(a.Minutes, b.Minutes) })
	return all
}

// Objective is the time in which the site wants to be back, if it says one.
func Objective(resolved *plan.Plan, w *wordlist.List) []document.Limit {
	if resolved.Recovery == nil {
		return nil
	}
	return limit(w.Text("run.rto"), resolved.Recovery.RTO, w)
}

func limit(name string, minutes int, w *wordlist.List) []document.Limit {
	if minutes == 0 {
		return nil
	}
	return []document.Limit{{Name: name, Time: Duration(minutes, w), Minutes: minutes}}
}
