package review

import (
	"strings"
	"testing"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestDecisionsSayWhatBecameOfThem: an item of each kind and in each state is worded; one that is open again marks its row.
func TestDecisionsSayWhatBecameOfThem(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	day := source.Date{Year: 2026, Month: 1, Day: 15}
	p := &plan.Plan{Decisions: []plan.Decision{
		{Decision: decision.Decision{ID: "D1", Text: "Agreed", Choose: "B", By: "P. Novak", Role: "Security", Date: day, Evidence: "CHG-7"},
			Answers: []plan.Answered{{Kind: decision.Conflict, ID: "C06", Title: "Who calls?", State: plan.Decided}, {Kind: decision.Missing, ID: "b", Title: "Backup", State: plan.Replaced}}},
		{Decision: decision.Decision{ID: "D2", Text: "Later", By: "P. Novak", Date: day, Until: day},
			Answers: []plan.Answered{{Kind: decision.Blocked, ID: "r", Title: "Restore", State: plan.Reopened, Changes: []string{"now: tcp/443"}},
				{Kind: decision.Objective, ID: "r", Title: "Restore", State: plan.Lapsed}}}}}
	blocks := Decisions(p, w)
	table := blocks[len(blocks)-1].(document.Table)
	var rows []string
	for _, r := range table.Rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, strings.Join(c.Lines, " / "))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	got := strings.Join(rows, "\n")
	want := `D1 | Agreed / Source B counts. | Conflict C06 Who calls? / Missing runbook: Backup: replaced by another decision | P. Novak, Security | 2026-01-15 | CHG-7 | ` + "\n" +
		`D2 | Later | Blocked runbook: Restore: open again, changed since (now: tcp/443) / Runbook beyond the RTO: Restore: open again, expired | P. Novak | 2026-01-15 |  | 2026-01-15`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if table.Rows[0].Mark != document.Plain || table.Rows[1].Mark != document.Warning {
		t.Errorf("marks %v, %v", table.Rows[0].Mark, table.Rows[1].Mark)
	}
}
