package review

import (
	"testing"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// TestDeadlines: what ends stands by day, rules of one day and owner together; what has no end is left out.
func TestDeadlines(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	day := func(month int) source.Date { return source.Date{Year: 2027, Month: month, Day: 1} }
	rule := func(until source.Date) *plan.Flow {
		return &plan.Flow{RuleMetadata: plan.RuleMetadata{Owner: "Platform", Until: until}}
	}
	resolved := &plan.Plan{Document: plan.DocumentInfo{Date: day(2)}, Review: &plan.ReviewInfo{Next: day(3), By: "Pavel"},
		Flows:    []*plan.Flow{rule(day(4)), rule(day(4)), rule(source.Date{}), {RuleMetadata: plan.RuleMetadata{Approval: &plan.Approval{By: "Pavel", Until: day(5)}}}},
		Findings: []plan.Finding{{ID: "L1", Accepted: &plan.Accepted{By: "Pavel", Until: day(1)}}, {ID: "L2"}}}
	rows := deadlines(resolved, w)[0].(document.Table).Rows
	want := [][]string{{"2027-01-01", "Acceptance of L1 ends", "Pavel"}, {"2027-03-01", "Rule review due", "Pavel"}, {"2027-04-01", "2 rules end", "Platform"}, {"2027-05-01", "Approval of 1 rule expires", "Pavel"}}
	if len(rows) != len(want) || rows[0].Mark != document.Warning || rows[0].Badge != "Overdue" || rows[1].Mark != document.Plain {
		t.Fatalf("rows %+v", rows)
	}
	for i, row := range rows {
		for k, text := range want[i] {
			if row.Cells[k].Lines[0] != text {
				t.Errorf("row %d: %q, not %q", i, row.Cells[k].Lines[0], text)
			}
		}
	}
	if blocks := deadlines(&plan.Plan{}, w); blocks != nil {
		t.Errorf("nothing ends, and it says %v", blocks)
	}
}
