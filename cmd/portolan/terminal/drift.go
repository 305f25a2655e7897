package terminal

import (
	"portolan/model/drift"
)

// Drift is what a comparison of a plan with evidence has shown, for a person at a terminal: all that is not as documented, one by one.
func Drift(r *drift.Report, width int) string {
	t := &page{width: width}
	verdict := "no drift"
	if r.Drift {
		verdict = "drift"
	}
	t.line(0, "%s: %s (%d missing, %d wider, %d undocumented, %d not assessed, %d present)", r.Site, verdict, r.Counts[drift.Missing], r.Counts[drift.Wider],
		r.Counts[drift.Undocumented], r.Counts[drift.NotAssessed], r.Counts[drift.Present])
	for _, s := range drift.Statuses {
		if s == drift.Present {
			continue
		}
		var rows [][]string
		for _, row := range r.Rows {
			if row.Status == s {
				rows = append(rows, []string{row.Device, string(row.Hook), row.Rule, row.What, row.Where, row.Detail})
			}
		}
		t.table(titles[s], rows)
	}
	if !r.Complete {
		t.line(0, "")
		t.line(0, "%d items could not be assessed; they are not reported as present.", r.Counts[drift.NotAssessed])
	}
	return t.b.String()
}

var titles = map[drift.Status]string{drift.Missing: "Documented and missing", drift.Wider: "Wider than documented", drift.Undocumented: "Undocumented", drift.NotAssessed: "Not assessed"}
