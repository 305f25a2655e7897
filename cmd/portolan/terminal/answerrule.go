package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/source"
)

// detail shows all that is known of a rule but its chain of reasons, which explain tells.
func (t *page) detail(r query.Rule) {
	t.b.WriteByte('\n')
	texttable.Table(&t.b, t.width, 2, [][]string{{r.ID, r.From + " -> " + r.To, r.Socket()}})
	rows := [][]string{
		{"rule", r.Name()},
		{"purpose", r.Purpose},
		{"service", serviceOf(r)},
		{"encrypted", r.Encrypted},
		{"need", strings.TrimSuffix(r.Requirement+": "+r.Condition, ": ")},
		{"states", strings.Join(r.States, ", ")},
	}
	if r.Choice != "" {
		rows = append(rows, []string{"port", choices[r.Choice]})
	}
	if r.Via != "" {
		rows = append(rows, []string{"via", fmt.Sprintf("%s, hop %d of 2", waysOf(r), r.Leg)})
	}
	if r.Internal {
		rows = append(rows, []string{"internal", "stays inside the host"})
	} else {
		rows = append(rows, []string{"approval", r.Standing.Text(r.Approval)})
	}
	if !r.Since.IsZero() || !r.Until.IsZero() {
		rows = append(rows, []string{"time", period(r.Since, r.Until)})
	}
	if r.Justification != "" {
		rows = append(rows, []string{"need", r.Justification})
	}
	if !r.Review.IsZero() {
		rows = append(rows, []string{"review by", r.Review.String()})
	}
	if r.Owner != "" || r.Ticket != "" {
		rows = append(rows, []string{"owner", strings.Trim(r.Owner+", "+r.Ticket, ", ")})
	}
	if r.Phase != plan.RunPhase {
		rows = append(rows, []string{"phase", string(r.Phase)})
	}
	if r.Status != "" {
		rows = append(rows, []string{"status", plan.StatusText(r.Status, r.Claimed)})
	}
	if len(r.Firewalls) > 0 {
		rows = append(rows, []string{"passes", t.firewalls(r.Firewalls)})
	}
	if r.Disputed != "" {
		rows = append(rows, []string{"disputed", strings.TrimSpace(r.Disputed + " " + t.question(r.Disputed))})
	}
	texttable.Table(&t.b, t.width, 4, rows)
}

// period is since when a rule is there, and until when.
func period(since, until source.Date) string {
	var parts []string
	if !since.IsZero() {
		parts = append(parts, "since "+since.String())
	}
	if !until.IsZero() {
		parts = append(parts, "until "+until.String())
	}
	return strings.Join(parts, ", ")
}

// firewalls are firewalls by their names, with their ids.
func (t *page) firewalls(ids []string) string {
	var out []string
	for _, f := range t.plan.Firewalls {
		if slices.Contains(ids, f.ID) {
			out = append(out, fmt.Sprintf("%s (%s)", f.Name, f.ID))
		}
	}
	return strings.Join(out, ", ")
}

// choices say what a port of several numbers means for the one that was asked for.
var choices = map[catalog.Choice]string{
	catalog.Alternatives: "one of these numbers, chosen when the product is set up",
	catalog.OneOf:        "one number of this range, chosen by the program",
	catalog.Dynamic:      "any number of this range, at any time",
}

func serviceOf(r query.Rule) string {
	if r.Service == r.Listener || r.Declared() {
		return r.Service
	}
	return fmt.Sprintf("%s (%s)", r.Service, r.Listener)
}

func (t *page) question(id string) string {
	for _, q := range t.plan.Questions {
		if q.ID == id {
			return q.Title
		}
	}
	return ""
}

// rules lists rules, of more than most only the first.
func (t *page) rules(title string, rules []query.Rule, most int) {
	if len(rules) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s (%d)", title, len(rules))
	var rows [][]string
	for _, r := range rules[:min(most, len(rules))] {
		rows = append(rows, []string{r.ID, r.From + " -> " + r.To, r.Socket(), r.Name(), r.Purpose + marksOf(r)})
	}
	texttable.Table(&t.b, t.width, 2, rows)
	if more := len(rules) - most; more > 0 {
		t.line(2, "and %d more", more)
	}
}

// ways are the load balancers and forward proxies of which the rule is a leg, with states where they are not used in all of the rule's.
func waysOf(r query.Rule) string {
	if len(r.Hops) == 0 {
		return r.Via
	}
	var out []string
	for _, h := range r.Hops {
		if len(h.States) < len(r.States) {
			out = append(out, fmt.Sprintf("%s (%s)", h.Via, strings.Join(h.States, ", ")))
		} else {
			out = append(out, h.Via)
		}
	}
	return strings.Join(out, ", ")
}

// marks say in brackets what is not plain about a rule.
func marksOf(r query.Rule) string {
	var marks []string
	if r.Requirement != "required" {
		marks = append(marks, strings.TrimSuffix(r.Requirement+": "+r.Condition, ": "))
	}
	if !r.AllStates {
		marks = append(marks, "only in "+strings.Join(r.States, ", "))
	}
	if r.Via != "" {
		marks = append(marks, fmt.Sprintf("hop %d via %s", r.Leg, waysOf(r)))
	}
	if r.Disputed != "" {
		marks = append(marks, "disputed: "+r.Disputed)
		if r.Decision != "" {
			marks = append(marks, "left out by the decision "+r.Decision)
		}
	}
	if r.Approval == nil && !r.Internal {
		marks = append(marks, r.Standing.Text(r.Approval))
	}
	if len(marks) == 0 {
		return ""
	}
	return " [" + strings.Join(marks, "; ") + "]"
}
