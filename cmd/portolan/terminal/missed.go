package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
)

// missedRows are the services of lost hosts that others call, with those who miss them and who answers in their place. Many that others still
// answer, and that the same callers miss, are one row; those that nobody answers now never are.
func missedRows(list []outage.Missed) [][]string {
	alike := map[string]int{}
	for _, m := range list {
		alike[missedBy(m)]++
	}
	var rows [][]string
	for _, m := range list {
		text := missedBy(m)
		switch n := alike[text]; {
		case len(m.Now) == 0 || 0 < n && n <= mostAlike:
			rows = append(rows, []string{m.Service, m.Socket, string(m.Change), text})
		case n > mostAlike:
			rows = append(rows, []string{fmt.Sprintf("%d services", n), "-", string(m.Change), text})
			alike[text] = -1
		}
	}
	return rows
}

// missedBy says who misses a service, and what is left of it.
func missedBy(m outage.Missed) string {
	text := fmt.Sprintf("at %s, missed by %s", outage.Short(m.Hosts), outage.Short(missers(m)))
	if m.Requirement != outage.Required {
		text += " (" + m.Requirement + ")"
	}
	return text + left(m.Left)
}

// missers are the populations that come to a service, then the other callers.
func missers(m outage.Missed) []string {
	out := slices.Clone(m.Users)
	for _, id := range m.Callers {
		if !slices.Contains(m.Users, id) {
			out = append(out, id)
		}
	}
	return out
}

// passedRows are the hosts to which something came via failed load balancers and forward proxies.
func passedRows(list []outage.Passed) [][]string {
	var rows [][]string
	for _, p := range list {
		rows = append(rows, []string{p.To, string(p.Change), outage.Name(p.Rule), "via " + strings.Join(p.Via, ", ") + left(p.Left)})
	}
	return rows
}

// checkRows are the checks that decide what failed, in the order in which they are made.
func checkRows(list []plan.TriageCheck) [][]string {
	var rows [][]string
	for i, c := range list {
		where := c.Place
		if len(c.Where) > 0 {
			where = "on " + strings.Join(c.Where, ", ")
		}
		rows = append(rows, []string{fmt.Sprint(i + 1), c.Text, where})
	}
	return rows
}
