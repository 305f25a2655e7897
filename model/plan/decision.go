package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/decision"
)

// Decision is what somebody decided about open items, and what has become of these since.
type Decision struct {
	decision.Decision
	Answers []Answered `json:"answers"`
}

// Answered is an item that a decision answers.
type Answered struct {
	Kind    decision.Kind `json:"kind"`
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	State   DecisionState `json:"state"`
	Changes []string      `json:"changes,omitempty"` // of ReopenedDecision: what is different from what was decided on
}

// A DecisionState is what has become of an item since it was decided.
type DecisionState string

// The states. Only an item that is decided is off the lists of what is open.
const (
	Decided  DecisionState = "decided"
	Reopened DecisionState = "changed" // the item's content is different from what was decided on
	Lapsed   DecisionState = "expired" // the decision's last day has passed
	Replaced DecisionState = "replaced"
)

// DecisionOn is the decision that counts for an item, or nil.
func DecisionOn(p *Plan, kind decision.Kind, id string) *Decision {
	for i, d := range p.Decisions {
		if slices.ContainsFunc(d.Answers, func(a Answered) bool { return a.Kind == kind && a.ID == id && a.State == Decided }) {
			return &p.Decisions[i]
		}
	}
	return nil
}

// IsOpen reports whether no decision counts for an item.
func IsOpen(p *Plan, kind decision.Kind, id string) bool { return DecisionOn(p, kind, id) == nil }

// OpenItems are all items of a plan that a decision can answer, by kind, whether one does or not.
func OpenItems(p *Plan) []decision.Item {
	var all []decision.Item
	add := func(kind decision.Kind, id, title string, about ...string) {
		i := slices.IndexFunc(all, func(o decision.Item) bool { return o.Kind == kind && o.ID == id })
		if i < 0 {
			i, all = len(all), append(all, decision.Item{Kind: kind, ID: id, Title: title})
		}
		for _, line := range about {
			if !slices.Contains(all[i].About, line) {
				all[i].About = append(all[i].About, line)
			}
		}
	}
	for _, q := range p.Questions {
		add(decision.Conflict, q.ID, q.Title, q.About()...)
	}
	for _, n := range p.NotCovered {
		if len(n.Declared) == 0 {
			add(decision.Topic, n.ID, n.Topic, n.Topic, n.Text)
		}
	}
	for _, f := range p.Flows {
		if !f.Internal && f.lacksEncryption() {
			title := strings.TrimSpace(f.Service + " " + f.Socket())
			add(decision.Encryption, f.EncryptionItem(), title, title+", encrypted: "+f.Encrypted, p.ZoneOf(p.Party(f.From))+" -> "+p.ZoneOf(p.Party(f.To)))
		}
	}
	for _, b := range p.LeftOut {
		if b.Wanting() {
			add(decision.Missing, b.ID, b.Title, b.Title, "missing: "+strings.Join(b.Missing, ", "))
		}
	}
	for _, b := range p.Runbooks {
		for _, f := range b.Blocked() {
			add(decision.Blocked, b.ID, b.Title, b.Title, f.What)
		}
		if MissesRTO(p, b) {
			add(decision.Objective, b.ID, b.Title, b.Title, fmt.Sprintf("%d min, RTO %d min", b.Takes(), p.Recovery.RTO))
		}
	}
	slices.SortStableFunc(all, func(a, b decision.Item) int {
		return cmp.Compare(slices.Index(decision.Kinds, a.Kind), slices.Index(decision.Kinds, b.Kind))
	})
	return all
}

// About is the content of a conflict that a decision on it is bound to: all that documents say, with where, and what plans make of it.
func (q Question) About() []string {
	about := []string{q.Title}
	for i, side := range q.Sides {
		about = append(about, SideName(i)+": "+side.Says)
		for _, c := range side.Sources {
			about = append(about, SideName(i)+": "+c.String())
		}
	}
	return append(about, "the plan: "+q.Decision)
}

// SideName is the letter of a conflict's source, from A.
func SideName(i int) string { return string(rune('A' + i)) }

// EncryptionItem is the id under which a decision answers that a flow is not, or not known to be, encrypted: that of what it ends at.
func (f *Flow) EncryptionItem() string {
	if name, declared := strings.CutPrefix(f.Rule, DeclaredPrefix); declared {
		return name
	}
	return f.Listener
}

func (f *Flow) lacksEncryption() bool { return f.PlainText() || f.Encrypted == catalog.NotStated }

// Wanting reports whether a runbook is not in the pack because the site does not say something.
func (b LeftOut) Wanting() bool { return b.OnlyFor == "" && b.Reason == "" && len(b.Missing) > 0 }

// Blocked are the steps of a runbook that cannot be done at the site, with why.
func (b *Runbook) Blocked() []BookFault {
	return slices.DeleteFunc(slices.Clone(b.Faults), func(f BookFault) bool { return f.Step == "" })
}

// Takes is how many minutes a runbook takes: those of its latest timed test, or else the planned ones.
func (b *Runbook) Takes() int { return cmp.Or(b.Test.Took(), b.Minutes) }

// MissesRTO reports whether the site cannot be back in time with a runbook that is for a failure: by what it alone takes, without what goes before it.
func MissesRTO(p *Plan, b *Runbook) bool {
	return p.Recovery != nil && b.Group == "failure" && b.Takes() > p.Recovery.RTO
}
