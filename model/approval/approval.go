// Package approval says what an approval of a rule is bound to: the meaning that was agreed, in readable form and as a digest, and what
// has changed since. It reads and writes the text of a site's approvals. It knows neither sites nor plans, and touches no disk.
package approval

import (
	"strings"

	"portolan/model/source"
)

// An Approval says who agreed to a rule.
type Approval struct {
	By     string      `json:"by"`
	Role   string      `json:"role,omitempty"`
	Date   source.Date `json:"date"`
	Ticket string      `json:"ticket,omitempty"`
	Until  source.Date `json:"until,omitzero"` // the last day on which it counts; zero where it has no end
}

// String is the approval in words: name, date, ticket, end.
func (a *Approval) String() string {
	parts := []string{a.By, a.Date.String()}
	if a.Ticket != "" {
		parts = append(parts, a.Ticket)
	}
	if !a.Until.IsZero() {
		parts = append(parts, "until "+a.Until.String())
	}
	return strings.Join(parts, ", ")
}

// A State is where a rule stands between being asked for and being agreed.
type State string

// The states of approval. Only Approved lets a rule's status be more than requested.
const (
	Open     State = "not approved"
	Approved State = "approved"
	Changed  State = "changed"    // the rule means something else than what was agreed
	Over     State = "expired"    // the approval's last day is over
	Unneeded State = "not needed" // the traffic stays inside its host: no firewall sees it
)

// A Standing is the state of a rule's approval.
type Standing struct {
	State   State     `json:"state"`
	Was     *Approval `json:"was,omitempty"`     // the approval that counts no more: of Changed and Over
	Changes []Change  `json:"changes,omitempty"` // of Changed: what differs from what was agreed
	Asked   []string  `json:"-"`                 // the site's approvals that ask for this one, by name
}

// Text is the state of an approval in words. a is the approval that counts, nil where none does.
func (s Standing) Text(a *Approval) string {
	switch {
	case s.State == Approved && a != nil:
		return a.String()
	case s.State == Changed && s.Was != nil:
		return "changed since its approval of " + s.Was.Date.String() + ": " + Texts(s.Changes)
	case s.State == Over && s.Was != nil:
		return "approval of " + s.Was.Date.String() + " expired on " + s.Was.Until.String()
	case s.State == Unneeded:
		return string(Unneeded) + " inside a host"
	}
	return string(Open)
}
