package terminal

import (
	"fmt"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/source"
)

// Due are the events of a site that are overdue on a day, or due within some days of it.
func Due(site string, events []plan.Event, day source.Date, days, width int) string {
	var rows [][]string
	for _, e := range events {
		when := "today"
		switch n := e.Day.DaysSince(day); {
		case n < 0:
			when = fmt.Sprintf("%d days overdue", -n)
		case n > 0:
			when = fmt.Sprintf("in %d days", n)
		}
		rows = append(rows, []string{e.Day.String(), when, EventText(e), e.Who})
	}
	var b strings.Builder
	if len(rows) == 0 {
		fmt.Fprintf(&b, "%s: nothing is overdue on %s or due within %d days\n", site, day, days)
		return b.String()
	}
	dates := "1 date is"
	if len(rows) > 1 {
		dates = fmt.Sprintf("%d dates are", len(rows))
	}
	fmt.Fprintf(&b, "%s: %s overdue on %s or due within %d days\n", site, dates, day, days)
	texttable.Table(&b, width, 2, rows)
	return b.String()
}

// EventText says what is due.
func EventText(e plan.Event) string {
	rules := "1 rule"
	if e.Rules != 1 {
		rules = fmt.Sprintf("%d rules", e.Rules)
	}
	switch e.Kind {
	case plan.ReviewEvent:
		return "review of all rules"
	case plan.AcceptedEvent:
		if e.Of != "" {
			return "the acceptance of " + e.ID + " for " + e.Of + " ends"
		}
		return "the acceptance of " + e.ID + " ends"
	case plan.WaiverEvent:
		return "the waiver " + e.ID + " ends"
	case plan.ExceptionEvent:
		return "the exception for " + e.Of + " from policy " + e.ID + " ends"
	case plan.DecisionEvent:
		return "the decision " + e.ID + " ends: " + e.Of
	case plan.TestEvent:
		return "test of the runbook " + e.ID + ": " + e.Of
	case plan.RulesEvent:
		return rules + " to be closed"
	case plan.ApprovalsEvent:
		return "the approval of " + rules + " expires"
	}
	return "review of " + rules
}
