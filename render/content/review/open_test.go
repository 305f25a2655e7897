package review

import (
	"testing"
	"time"

	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/text/wordlist"
)

// TestOpenRunbooks: a runbook that lacks a value of the site is open, one for other sites is not; and so is one with a step that the site cannot do.
func TestOpenRunbooks(t *testing.T) {
	resolved := &plan.Plan{LeftOut: []plan.LeftOut{{ID: "wanting", Missing: []string{"backup.folder"}}, {ID: "others", OnlyFor: "sites with a standby", Missing: []string{"x"}}, {ID: "waived", Reason: "done elsewhere"}},
		Runbooks: []*plan.Runbook{{ID: "well"}, {ID: "slow", Faults: []plan.BookFault{{What: "takes too long"}}}, {ID: "closed", Faults: []plan.BookFault{{Step: "fetch", What: "no rule"}}}}}
	if o := openOf(resolved, "missing"); len(o.LeftOut) != 1 || o.LeftOut[0].ID != "wanting" || o.Count() != 1 {
		t.Errorf("missing: %v", o.LeftOut)
	}
	if o := openOf(resolved, "blocked"); len(o.Runbooks) != 1 || o.Runbooks[0].ID != "closed" {
		t.Errorf("blocked: %v", o.Runbooks)
	}
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	if table := openBlocked(openOf(resolved, "blocked"), w); table.Caption != "Runbooks with steps that cannot be done at this site" || len(table.Rows) != 1 || table.Rows[0].Cells[1].Lines[0] != "no rule" {
		t.Errorf("blocked: %v", table)
	}
}

// TestOpenTests: a runbook that was never tested is no overdue one.
func TestOpenTests(t *testing.T) {
	day := func(text string) source.Date {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return source.DateOf(d)
	}
	resolved := &plan.Plan{Document: plan.DocumentInfo{Date: day("2026-06-01")}, Runbooks: []*plan.Runbook{
		{ID: "never", Test: plan.Rehearsal{EveryDays: 90, Due: day("2026-08-30")}},
		{ID: "late", Test: plan.Rehearsal{EveryDays: 90, Last: day("2026-01-01"), Due: day("2026-04-01")}},
		{ID: "fine", Test: plan.Rehearsal{EveryDays: 90, Last: day("2026-05-01"), Due: day("2026-07-30")}},
		{ID: "none"}}}
	for key, want := range map[string]string{"untested": "never", "tests": "late"} {
		if o := openOf(resolved, key); len(o.Runbooks) != 1 || o.Runbooks[0].ID != want {
			t.Errorf("%s: %v, not %s alone", key, o.Runbooks, want)
		}
	}
}

// TestOpenRowsSayOneThing: each rule stands in one row, and what a row says is so of all rules in it, protocol and grouped rule included.
func TestOpenRowsSayOneThing(t *testing.T) {
	resolved := plantest.Of(t, "harbour-logistics")
	pol := policy.Of(resolved)
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	flows, seen := resolved.Network(), map[string]bool{}
	rows := OpenRows(pol, flows, w)
	for _, r := range rows {
		for _, f := range r.Flows {
			like := r.Like()
			if seen[f.ID] || pol.Of(f.ID) != r.Grouped || f.Socket() != like.Socket() || f.Purpose != like.Purpose || f.Owner != like.Owner {
				t.Errorf("%s (%s) is in a row of %s (%s)", f.ID, f.Socket(), like.ID, like.Socket())
			}
			seen[f.ID] = true
		}
	}
	if len(seen) != len(flows) || len(rows) >= len(flows) {
		t.Errorf("%d rules of %d are in %d rows", len(seen), len(flows), len(rows))
	}
}
