package catalog

import (
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
)

// include puts the procedures into the runbooks that are checked. What is wrong within a procedure is said once.
func (k *checker) include() {
	x := &includer{c: k.c, used: map[string]bool{}}
	k.books, k.included = x.runbooks(), x.used
	for _, d := range x.found {
		if !slices.ContainsFunc(k.found, func(e source.Diagnostic) bool { return e.At == d.At && e.What == d.What }) {
			k.found = append(k.found, d)
		}
	}
}

// procedures checks what procedures say apart from their steps, which are checked in each runbook that includes them.
func (k *checker) procedures() {
	seen := map[string]source.Position{}
	for _, p := range k.c.Procedures {
		k.unique(seen, p.ID, "procedure")
		if !idPattern.MatchString(p.ID.V) {
			k.fault("P04", p.ID.At, "use lower-case letters, digits and hyphens", "%q is no id", p.ID.V)
		}
		if !k.included[p.ID.V] {
			k.fault("P102", p.At, "include it in a step of a runbook, or leave it out", "no runbook includes the procedure %s", p.ID.V)
		}
		k.givens(p)
	}
}

// givens compares the texts that a procedure asks for with those that its steps have.
func (k *checker) givens(p *Procedure) {
	var names []string
	for _, g := range p.Given {
		names = append(names, g.Name.V)
	}
	asked := map[string]bool{}
	ask := func(text str) {
		for _, f := range Fragments(text.V) {
			if name, given := strings.CutPrefix(f.Name, givenPrefix); given {
				if asked[name] = true; !slices.Contains(names, name) {
					k.fault("P14", text.At, source.DidYouMean(name, names), "the procedure %s is given no %q", p.ID.V, name)
				}
			}
		}
	}
	for _, s := range p.Steps {
		eachText(reflect.ValueOf(s), ask)
		for _, name := range source.SortedKeys(s.With) {
			ask(s.With[name])
		}
	}
	for _, g := range p.Given {
		if !asked[g.Name.V] {
			k.fault("P102", g.At, "use it as {{given:"+g.Name.V+"}}, or leave it out", "no step of the procedure %s has what it is given as %q", p.ID.V, g.Name.V)
		}
	}
}

// once leaves out of what was found in a runbook, from here on, what an earlier one was told, from first on: a procedure is at fault once, however many
// include it.
func (k *checker) once(first, here int) {
	told, kept := k.found[first:here:here], k.found[:here:here]
	for _, d := range k.found[here:] {
		if !k.inProcedure(d.At) || !slices.ContainsFunc(told, func(e source.Diagnostic) bool { return e.Code == d.Code && e.At == d.At }) {
			kept = append(kept, d)
		}
	}
	k.found = kept
}

// inProcedure reports whether a place is in the file of a procedure.
func (k *checker) inProcedure(at source.Position) bool {
	return slices.ContainsFunc(k.c.Procedures, func(p *Procedure) bool { return p.At.File() == at.File() })
}
