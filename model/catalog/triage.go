package catalog

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/source"
)

// Component is a part of the product that can fail while the rest is well: a node, a database, a file share, certificates.
type Component struct {
	At     source.Position
	Name   str  `toml:"name,required"` // as in the middle of a sentence
	On     str  `toml:"on,required"`   // where it is: a set, or "resource:NAME"
	Source strs `toml:"source"`
}

// TriageCheck is a look that decides what failed. The pages of failed hosts print those that are about the host, in the order of the catalogue,
// before they name any procedure.
type TriageCheck struct {
	At      source.Position
	ID      str             `toml:"id,required"`
	Of      strs            `toml:"of,required"`   // the hosts on whose pages it stands: sets, "resource:NAME"
	Text    str             `toml:"text,required"` // the question
	On      str             `toml:"on,required"`   // where, as in steps
	Place   str             `toml:"place"`         // in words, where On is OnOperator
	Each    str             `toml:"each"`
	Shell   str             `toml:"shell"`
	Run     str             `toml:"run"`
	Minutes source.Val[int] `toml:"minutes"`
	Answers []TriageAnswer  `toml:"answers"`
	When    strs            `toml:"when"`
	Source  strs            `toml:"source,required"`
}

// TriageAnswer is something that a check can show, and the smallest procedure for it.
type TriageAnswer struct {
	At        source.Position
	Shows     str              `toml:"shows,required"`
	Failed    strs             `toml:"failed"`    // components that have failed then; none when what was looked at is well
	Undecided source.Val[bool] `toml:"undecided"` // it shows neither: the check could not be made
	Here      strs             `toml:"here"`      // only on the pages of hosts that hold all of these components
	Next      str              `toml:"next,required"`
	Runbooks  strs             `toml:"runbooks"` // what to open, the first that fits first
	When      strs             `toml:"when"`
}

func (k *checker) triage() {
	sorted(k, k.c.Components, func(c Component) source.Position { return c.At }, func(_ string, c Component) {
		k.cited(c.At, c.Source, false)
		k.hostPlace(c.On)
	})
	seen := map[string]source.Position{}
	for i := range k.c.Triage {
		t := &k.c.Triage[i]
		k.listed(seen, t.ID, "check")
		k.triageCheck(t)
	}
	for _, r := range k.books {
		k.fitsOnlyWhatItDestroys(r)
	}
}

func (k *checker) hostPlace(on str) {
	(&bookChecker{checker: k, book: &Runbook{}}).place(on)
}

func (k *checker) triageCheck(t *TriageCheck) {
	b := &bookChecker{checker: k, book: &Runbook{}}
	for _, of := range append(slices.Clone(t.Of), t.On) {
		b.place(of)
	}
	b.each(t.Each, nil)
	b.conditions(t.When)
	b.checker.cited(t.At, t.Source, true)
	b.command(t.Run, t.Shell)
	b.harmless(t.Run, "the check "+t.ID.V)
	k.names("check", t.ID.V, nil, nil, t)
	well, failed := false, false
	for _, a := range t.Answers {
		b.conditions(a.When)
		b.hidden(a.Next, "the answer")
		well, failed = well || len(a.Failed) == 0 && !a.Undecided.V, failed || len(a.Failed) > 0
		if a.Undecided.V && len(a.Failed) > 0 {
			k.fault("S106", a.Undecided.At, "leave out undecided, or failed", "the check %s has an answer that decides nothing and names what has failed", t.ID.V)
		}
		for _, c := range slices.Concat(a.Failed, a.Here) {
			known(k, "component", c, k.c.Components)
		}
		for _, id := range a.Runbooks {
			k.otherRunbook(id)
			k.destroysOnly(t, a, id)
		}
	}
	if !t.Run.Set() || !well || !failed {
		k.fault("S106", t.At, `add run = "the command", and [[triage.answers]] with shows and next: one without failed, one with failed = ["the component"]`,
			"the check %s cannot distinguish healthy from failed", t.ID.V)
	}
}

// destroysOnly refuses an answer that leads straight to a runbook which takes away what the answer does not call failed.
func (k *checker) destroysOnly(t *TriageCheck, a TriageAnswer, id str) {
	for _, r := range k.books {
		if r.ID.V != id.V {
			continue
		}
		for _, component := range r.Destroyed() {
			if !slices.ContainsFunc(a.Failed, func(f str) bool { return f.V == component }) {
				k.fault("S107", id.At, fmt.Sprintf("name a smaller procedure, or add %q to failed if this answer proves that it failed", component),
					"the check %s leads to the runbook %s, which destroys %s, and the answer does not say that it has failed", t.ID.V, id.V, component)
			}
		}
	}
}

// fitsOnlyWhatItDestroys refuses a runbook that calls itself the answer to the loss of hosts on which nothing is of what it takes away.
func (k *checker) fitsOnlyWhatItDestroys(r *Runbook) {
	for _, f := range r.Fits {
		for _, id := range r.Destroyed() {
			component, ok := k.c.Components[id]
			if place := strings.TrimPrefix(f.V, "lost "); ok && component.On.V != place {
				k.fault("S107", f.At, "leave it out: [[triage]] leads to the runbook when a check has shown this failure",
					"the runbook %s destroys %s, which can be healthy when %s failed", r.ID.V, id, place)
			}
		}
	}
}
