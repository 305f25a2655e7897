package review

import (
	"testing"
	"time"

	"portolan/model/plan"
	"portolan/model/source"
)

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
