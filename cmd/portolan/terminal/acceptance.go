package terminal

import (
	"fmt"
	"strings"

	"portolan/model/acceptance"
)

// Acceptance is what acceptance tests have shown, for a person at a terminal: failed tests one by one, the others by host.
func Acceptance(r *acceptance.Report, width int) string {
	t := &page{width: width}
	verdict := "not accepted"
	if r.Accepted {
		verdict = "accepted"
	}
	t.line(0, "%s: %s (%d passed, %d failed, %d not tested)", r.Site, verdict, r.Passed, r.Failed, r.NotTested)
	var rows [][]string
	for _, row := range r.Rows {
		if row.Status == acceptance.Failed {
			rows = append(rows, []string{row.Host, string(row.Expect), row.To, row.Target, row.Socket, string(row.Cause), strings.Join(row.Rules, ", "), row.By, row.At})
		}
	}
	t.table("Failed", rows)
	rows = [][]string{{"host", "passed", "failed", "not tested"}}
	for i := 0; i < len(r.Rows); {
		host, counts := r.Rows[i].Host, map[acceptance.Status]int{}
		for ; i < len(r.Rows) && r.Rows[i].Host == host; i++ {
			counts[r.Rows[i].Status]++
		}
		rows = append(rows, []string{host, fmt.Sprint(counts[acceptance.Passed]), fmt.Sprint(counts[acceptance.Failed]), fmt.Sprint(counts[acceptance.NotTested])})
	}
	t.table("Tests by source host", rows)
	rows = nil
	for _, run := range r.Runs {
		rows = append(rows, []string{run.Host, run.By, run.At, "revision " + run.Revision, run.File})
	}
	t.table("Test runs", rows)
	rows = nil
	for _, u := range r.Unknown {
		rows = append(rows, []string{u})
	}
	t.table("Results of tests that this site no longer has", rows)
	return t.b.String()
}
