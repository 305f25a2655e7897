package catalog

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// operationFact is a fact on operation that was collected from documents, and where a catalogue says it, or why it does not.
type operationFact struct {
	At        source.Position
	Says      str  `toml:"says,required"`
	Mark      str  `toml:"mark"`      // derived, unverified; neither where a document states it
	Catalogue str  `toml:"catalogue"` // another than that of the table
	Words     str  `toml:"words"`     // of the places that say it
	In        strs `toml:"in"`        // these places
	WhyNot    str  `toml:"why_not"`
}

// TestOperationIsCovered holds the table of facts on operation against the catalogues: each fact is said where the table says, with its words, or has a
// reason; what is derived and is done by a runbook bears its mark there; what was never verified is said nowhere; and each runbook of these
// editions says some fact.
func TestOperationIsCovered(t *testing.T) {
	data, err := os.ReadFile("testdata/coverage-operation.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("coverage-operation.toml", data)
	if file == nil {
		t.Fatal(found)
	}
	table, found := source.Bind[struct {
		Catalogue str             `toml:"catalogue,required"`
		Facts     []operationFact `toml:"facts,required"`
	}](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	said, dirs := map[string]bool{}, map[string]bool{}
	for _, f := range table.Facts {
		dir := f.Catalogue.V
		if dir == "" {
			dir = table.Catalogue.V
		}
		dirs[dir] = true
		if (len(f.In) > 0) == f.WhyNot.Set() || (len(f.In) > 0) != f.Words.Set() || f.Mark.V == "unverified" && len(f.In) > 0 {
			t.Errorf("line %d: %q needs words and places, or why_not; what is unverified only the latter", f.At.Line(), f.Says.V)
		}
		for _, place := range f.In {
			said[dir+" "+place.V] = true
			f.holds(t, dir, place.V)
		}
	}
	for dir := range dirs {
		cat, _ := Open(dir)
		for _, r := range cat.Whole() {
			if !said[dir+" "+r.ID.V] {
				t.Errorf("%s: the runbook %s is in no fact of the table", dir, r.ID.V)
			}
		}
	}
}

// holds finds the words of a fact in a place of a catalogue, and its mark where the place is a runbook.
func (f operationFact) holds(t *testing.T, dir, place string) {
	t.Helper()
	cat, _ := Open(dir)
	thing := thingAt(cat, place)
	if thing == nil {
		t.Errorf("line %d: %s has no %s", f.At.Line(), dir, place)
		return
	}
	if !textHolds(thing, f.Words.V) {
		t.Errorf("line %d: %s, %s does not say %q", f.At.Line(), dir, place, f.Words.V)
	}
	if book, ok := thing.(*Runbook); ok && f.Mark.V == "derived" && !markedDerived(book, f.Words.V) {
		t.Errorf("line %d: %s, %s says %q without the mark of what is derived", f.At.Line(), dir, place, f.Words.V)
	}
}

// thingAt is what a place of the table names: a runbook, or another part of a catalogue behind its kind.
func thingAt(cat *Catalogue, place string) any {
	kind, id, _ := strings.Cut(place, " ")
	switch kind {
	case "question":
		return byID(cat.Questions, func(q Question) bool { return q.ID.V == id })
	case "lint":
		return byID(cat.Lint, func(l Lint) bool { return l.ID.V == id })
	case "not_covered":
		return byID(cat.NotCovered, func(n NotCovered) bool { return n.ID.V == id })
	case "triage":
		return byID(cat.Triage, func(c TriageCheck) bool { return c.ID.V == id })
	case "loss":
		return byID(cat.Losses, func(l LossNote) bool { return l.Of.V == id })
	case "fact":
		resource, name, ok := strings.Cut(id, ".")
		facts := cat.Facts
		if ok {
			facts, id = cat.Resources[resource].Facts, name
		}
		if fact, ok := facts[id]; ok {
			return &fact
		}
		return nil
	}
	books := cat.Whole()
	if i := slices.IndexFunc(books, func(r *Runbook) bool { return r.ID.V == place }); i >= 0 {
		return books[i]
	}
	return nil
}

func byID[T any](list []T, is func(T) bool) any {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return &list[i]
	}
	return nil
}

func textHolds(thing any, words string) bool {
	holds := false
	eachText(reflect.ValueOf(thing).Elem(), func(text str) { holds = holds || strings.Contains(text.V, words) })
	return holds
}

// markedDerived reports whether what says the words bears the mark: a check, a step, what it destroys; a known problem or a condition at the front
// needs none, because it decides nothing by itself.
func markedDerived(book *Runbook, words string) bool {
	for _, c := range slices.Concat(book.PreChecks, book.Verify) {
		if textHolds(&c, words) {
			return c.Derived.V
		}
	}
	for _, s := range slices.Concat(book.Steps, book.Undo) {
		if textHolds(&s, words) {
			return s.Derived.V
		}
	}
	return true
}
