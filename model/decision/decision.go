// Package decision says what a decision on an open item is bound to: the content that was decided on, line by line, and what has changed since. It
// reads and writes the text of a site's decisions. It knows neither sites nor plans, and touches no disk.
package decision

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/source"
)

// A Decision is what somebody decided about open items.
type Decision struct {
	ID       string      `json:"id"` // the customer's own, or counted: D1
	Text     string      `json:"decision"`
	Choose   string      `json:"choose,omitempty"` // of a conflict: the letter of the source that counts
	By       string      `json:"by"`
	Role     string      `json:"role,omitempty"`
	Date     source.Date `json:"date"`
	Ticket   string      `json:"ticket,omitempty"`
	Evidence string      `json:"evidence,omitempty"`
	Until    source.Date `json:"until,omitzero"` // the last day on which it counts; zero where it has no end
}

// Over reports whether a decision's last day has passed on a day.
func (d *Decision) Over(day source.Date) bool { return !d.Until.IsZero() && d.Until.Before(day) }

// Who is who decided, and in which role.
func (d *Decision) Who() string {
	if d.Role == "" {
		return d.By
	}
	return d.By + ", " + d.Role
}

// A Kind is a kind of open items.
type Kind string

// The kinds of items that a decision can answer.
const (
	Conflict   Kind = "conflict"   // documents disagree
	Topic      Kind = "topic"      // traffic that neither documents nor the site describe
	Encryption Kind = "encryption" // a service whose traffic is not, or not known to be, encrypted
	Missing    Kind = "missing"    // a runbook that is not in the pack, because the site does not say something
	Blocked    Kind = "blocked"    // steps of a runbook that cannot be done at the site
	Objective  Kind = "objective"  // a runbook that takes longer than the site promised
)

// Kinds are all kinds, in the order of pages.
var Kinds = []Kind{Conflict, Topic, Encryption, Missing, Blocked, Objective}

// An Item is something open, with the content that a decision on it is bound to.
type Item struct {
	Kind  Kind
	ID    string
	Title string
	About []string
}

// Key is the name of an item in the text of decisions: "conflict C06".
func (i Item) Key() string { return string(i.Kind) + " " + i.ID }

// Changes are the lines that went since a decision and those that came, each with a word before it.
func Changes(decided, today []string) []string {
	var out []string
	for _, line := range decided {
		if !slices.Contains(today, line) {
			out = append(out, "no longer: "+line)
		}
	}
	for _, line := range today {
		if !slices.Contains(decided, line) {
			out = append(out, "now: "+line)
		}
	}
	return out
}

// Some are changes on one line, as many and as much of each as a reader takes in.
func Some(changes []string) string {
	const few, long = 4, 120
	var out []string
	for _, c := range changes[:min(few, len(changes))] {
		if letters := []rune(c); len(letters) > long {
			c = string(letters[:long]) + "..."
		}
		out = append(out, c)
	}
	if more := len(changes) - few; more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, "; ")
}
