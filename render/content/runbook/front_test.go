package runbook

import (
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
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

// Where the site names no contact, each stage of an escalation says the roles to call, and the table of roles has room for those who answer for them.
func TestRolesStandForContacts(t *testing.T) {
	w := english(t)
	open := &plan.Runbook{ID: "a", Owner: "Database team", Escalation: []plan.Escalation{{AfterMinutes: 30, Teams: []string{"Database administrators", "vendor support"}}}}
	also := &plan.Runbook{ID: "b", Owner: "Operations team", Escalation: []plan.Escalation{{Teams: []string{"vendor support"}}}}
	nobody := &plan.Plan{Runbooks: []*plan.Runbook{open, also}}
	const want = "Database administrators; otherwise vendor support: not named, see Contacts"
	if cell := (builder{nobody, open, w, false}).toCall(open.Escalation[0]); cell.Lines[0] != want || cell.Link != ref.Document(docs.Down).At("contacts") {
		t.Errorf("who is called: %q, %v", cell.Lines, cell.Link)
	}
	table := Roles(nobody, w)
	for i, want := range [][]string{{"Database administrators", "Database team", "", "", ""}, {"Vendor support", "Database team, Operations team", "", "", ""}} {
		for j, text := range want {
			if got := strings.Join(table.Rows[i].Cells[j].Lines, ""); got != text {
				t.Errorf("row %d, column %d: %q, want %q", i, j, got, text)
			}
		}
	}
	named := &plan.Plan{Contacts: []plan.Contact{{ID: "dba", Name: "Ida"}}, Runbooks: []*plan.Runbook{{Escalation: []plan.Escalation{{Contacts: []string{"dba"}}}}}}
	if rows := Roles(named, w).Rows; len(rows) != 0 {
		t.Errorf("a site that names contacts has roles to fill in: %v", rows)
	}
}
