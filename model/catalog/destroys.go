package catalog

import (
	"regexp"
	"slices"
	"strings"

	"portolan/model/source"
)

// Destruction is something that a step takes away: dropped, deleted, overwritten, replaced or set aside. The step goes on only if the check shows
// that it is really lost, or meant to go, and a copy is kept first.
type Destruction struct {
	At        source.Position
	What      str  `toml:"what,required"` // in words: "the present content of the share"
	Component str  `toml:"component"`     // the component of the product that it is or belongs to
	Unless    str  `toml:"unless"`        // after "Stop unless": what the check must have shown
	On        str  `toml:"on"`            // where the check is made, as in steps; where the step is done when absent
	Each      str  `toml:"each"`          // as in steps
	Shell     str  `toml:"shell"`
	Run       str  `toml:"run"`
	Go        str  `toml:"go"`      // what the check must print for the step to go on
	Stop      str  `toml:"stop"`    // what to do when it prints anything else
	Copy      str  `toml:"copy"`    // the earlier step that keeps a copy, "a | b" where it depends on the site, or CopyItself
	NoCopy    str  `toml:"no_copy"` // why nothing need be kept
	Source    strs `toml:"source"`  // needed in a catalogue
}

// CopyItself is the word for a step that takes nothing away for good: what it sets aside is the copy.
const CopyItself = "itself"

// destroys checks what a step of the runbook says that it takes away, and that it says so if it does. before are the steps that are done earlier.
func (b *bookChecker) destroys(s Step, before []Step) {
	if words, what := b.takesAway(s.Run); words != "" && len(s.Destroys) == 0 {
		b.fault("S100", s.Run.At, declareCure, "the step %s %s (%s) and does not declare it", s.ID.V, what, strings.TrimSpace(words))
	}
	if forGood := first(s.NoReturn, s.NoRollback); forGood.Set() && len(s.Destroys) == 0 {
		b.fault("S105", forGood.At, declareCure, "the step %s cannot be undone and does not declare what it destroys", s.ID.V)
	}
	for _, d := range s.Destroys {
		b.destruction(s, d, before)
	}
}

// takesAway says what a command takes away, with the texts of values in it; of values with one name and different conditions, each in turn.
func (b *bookChecker) takesAway(run str) (words, what string) {
	const alternatives = 4
	last := ""
	for choice := 0; choice < alternatives && what == ""; choice++ {
		var whole strings.Builder
		pieces, _ := b.pieces(run.V, b.book.Values, choice, nil)
		for _, piece := range pieces {
			whole.WriteString(piece.Text)
			if piece.Value {
				whole.WriteString("X") // whatever the site says there
			}
		}
		if text := whole.String(); text != last { // most commands have one alternative
			words, what = b.c.Destroys(text)
			last = text
		}
	}
	return words, what
}

// declareCure can be pasted behind the step.
const declareCure = "add a table [[steps.destroys]] with what, unless, shell, run, go, stop, and copy (the id of the earlier step that keeps a copy) or no_copy"

func first(texts ...str) str {
	for _, t := range texts {
		if t.Set() {
			return t
		}
	}
	return str{}
}

func (b *bookChecker) destruction(s Step, d Destruction, before []Step) {
	known(b.checker, "component", d.Component, b.c.Components)
	b.place(d.On)
	b.each(d.Each, b.book.Lists)
	b.checker.cited(d.At, d.Source, b.cited)
	b.command(d.Run, d.Shell)
	b.harmless(d.Run, "the check before the step "+s.ID.V)
	var missing []string
	for _, key := range []struct {
		name  string
		value str
	}{{"unless", d.Unless}, {"run", d.Run}, {"go", d.Go}, {"stop", d.Stop}} {
		if !key.value.Set() || strings.TrimSpace(key.value.V) == "" {
			missing = append(missing, key.name)
		}
	}
	if len(missing) > 0 {
		b.fault("S101", d.At, `add unless = "... failed", run = "the command", go = "what it must print", stop = "what to do else"`,
			"the step %s destroys %s without a check that stops it: %s missing", s.ID.V, d.What.V, strings.Join(missing, ", "))
	}
	switch {
	case d.Copy.Set() == d.NoCopy.Set():
		b.fault("S102", d.At, `add copy = "the id of the earlier step that keeps a copy", copy = "itself" if the step only sets aside, or no_copy = "why"`,
			"the step %s destroys %s and does not say which copy is kept first", s.ID.V, d.What.V)
	case d.Copy.Set() && d.Copy.V != CopyItself:
		var ids []string
		for _, x := range before {
			ids = append(ids, x.ID.V)
		}
		for _, id := range d.Copies() {
			if !slices.Contains(ids, id) {
				b.fault("S103", d.Copy.At, source.DidYouMean(id, ids), "no step before %s is called %q", s.ID.V, id)
			}
		}
	}
}

// Copies are the steps of which one keeps a copy: the one that is done at the site.
func (d *Destruction) Copies() []string {
	ids := strings.Split(d.Copy.V, "|")
	for i := range ids {
		ids[i] = strings.TrimSpace(ids[i])
	}
	return ids
}

// harmless refuses commands that take something away where only a look is wanted.
func (b *bookChecker) harmless(run str, what string) {
	if words, does := b.takesAway(run); words != "" {
		b.fault("S104", run.At, "make it a step with [[steps.destroys]]", "%s %s (%s)", what, does, strings.TrimSpace(words))
	}
}

// hidden finds commands that take something away in the words of a text, between backquotes, where no check stands before them.
func (b *bookChecker) hidden(text str, what string) {
	for _, span := range codeSpan.FindAllStringSubmatch(text.V, -1) {
		if words, does := b.c.Destroys(span[1]); words != "" && strings.ContainsAny(strings.TrimSpace(span[1]), " \t") {
			b.fault("S104", text.At, "make it a step with [[steps.destroys]], and name that step here", "%s holds a command that %s (%s)", what, does, strings.TrimSpace(words))
		}
	}
}

var codeSpan = regexp.MustCompile("`([^`]+)`")

// Destroyed are the components that the steps of a runbook take away, in their order, each once.
func (r *Runbook) Destroyed() []string {
	var out []string
	for _, s := range r.Steps {
		for _, d := range s.Destroys {
			if d.Component.Set() && !slices.Contains(out, d.Component.V) {
				out = append(out, d.Component.V)
			}
		}
	}
	return out
}
