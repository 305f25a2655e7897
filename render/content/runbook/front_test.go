package runbook

import (
	"testing"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
)

// What people notice is marked as a danger, but where it begins with the word that it is nothing.
func TestImpactMark(t *testing.T) {
	for impact, want := range map[string]document.Mark{
		"None.":                        document.Note,
		"None: the site is down.":      document.Note,
		"Nothing is stopped.":          document.Note,
		"**None** for users.":          document.Note,
		"**Users cannot work.**":       document.Danger,
		"What users save is refused.":  document.Danger,
		"Nonetheless users lose work.": document.Danger,
	} {
		b := builder{&plan.Plan{}, &plan.Runbook{Impact: impact}, english(t), false}
		blocks := b.front()
		if got := blocks[len(blocks)-1].(document.Callout).Mark; got != want {
			t.Errorf("%s: mark %v, want %v", impact, got, want)
		}
	}
}

// The table of all steps marks each that cannot be undone, the point of no return apart.
func TestGlanceMarksWhatCannotBeUndone(t *testing.T) {
	steps := []plan.Step{{ID: "a", Reversible: "no"}, {ID: "b", Reversible: "no", NoReturn: "From here on."}, {ID: "c", Reversible: "yes"}, {ID: "d"}}
	table := builder{&plan.Plan{}, &plan.Runbook{Steps: steps}, english(t), false}.glance()[1].(document.Table)
	for i, want := range []string{"Cannot be undone", "Point of no return", "", ""} {
		row := table.Rows[i]
		if said := append(row.Cells[1].Lines, "")[1]; said != want || (row.Mark == document.Plain) != (want == "") {
			t.Errorf("step %d: %q with mark %v, want %q", i+1, said, row.Mark, want)
		}
	}
}

// A book of symptoms lists them at its front, each with its place; a procedure with known problems does not.
func TestSymptomsAreListed(t *testing.T) {
	problems := []plan.Problem{{Symptom: "The hub shows `No access path`."}, {Symptom: "Slow."}}
	blocks := builder{&plan.Plan{}, &plan.Runbook{ID: "x", Problems: problems}, english(t), false}.symptoms()
	if len(blocks) != 2 {
		t.Fatalf("%d blocks", len(blocks))
	}
	index := blocks[1].(document.Index)
	if len(index.Entries) != 2 || index.Entries[0].Lines[0] != "The hub shows “No access path”." || index.Entries[1].Link != docs.Runbook("x").At("problem-2") {
		t.Errorf("%+v", index)
	}
	if got := (builder{&plan.Plan{}, &plan.Runbook{Problems: problems, Steps: make([]plan.Step, 1)}, english(t), false}).symptoms(); got != nil {
		t.Errorf("a procedure: %+v", got)
	}
}
