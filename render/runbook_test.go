package render

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/shell"
	"portolan/render/content/review"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// runbookWords are the parts of the word list that runbooks ask for; not every one is in the pack of a shipped site.
var runbookWords = []string{"book.", "changed.", "reversible.", "shell.", "value.", "severity.", "hosts.", "runbook.", "overview.left-out"}

// TestRunbookWordsAreUsed writes runbooks that show everything that one can have, and finds words that none of them asks for, or that the list
// lacks.
func TestRunbookWordsAreUsed(t *testing.T) {
	resolved, _ := freshPlanOf(t, example)
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	plain := *resolved.Runbooks[slices.IndexFunc(resolved.Runbooks, func(b *plan.Runbook) bool { return b.ID == "site-backup" })]
	plain.Changes = []plan.BookChange{{Kind: "replaced"}, {Kind: "inserted"}, {Kind: "removed"}}
	plain.Undo = slices.Clone(plain.Steps)
	plain.Undo[0].From = plain.Steps[1].ID
	plain.Escalation = append(plain.Escalation, plan.Escalation{AfterMinutes: 1000})
	plain.Problems = []plan.Problem{{Symptom: "a", Cause: "b", Cure: "c", Runbook: "site-restore"}}
	plain.Related = append(plain.Related, plan.RelatedRef{ID: "x", Title: "X"})
	plain.SignOff, plain.Serves = []string{"Owner"}, []string{"rto", "rpo"}
	plain.Test = plan.Rehearsal{EveryDays: 1, Due: resolved.Document.Date}
	plain.Lost, plain.Taker = "qs-central", "qs-standby"
	plain.Activation, plain.CleanUp = "a", []string{"b"}
	plain.Test.History = []plan.Exercise{{Date: resolved.Document.Date, By: "a", Result: "b", Failed: true}, {Date: resolved.Document.Date, By: "a", Result: "b", Minutes: 5, Evidence: "c"}}
	steps := slices.Clone(plain.Steps)
	for i, how := range []string{"in turn", "together", "any one"} {
		steps[i].Hosts, steps[i].Each, steps[i].First, steps[i].Last = how, 5, "", ""
		steps[i].Reversible = []string{"yes", "no", "nothing to undo"}[i]
	}
	steps[2].Hosts, steps[3].Hosts, steps[4].Hosts, steps[5].Hosts = "any one", "together", "together", "together"
	steps[3].First, steps[3].Last, steps[4].First, steps[4].Last, steps[5].First, steps[5].Last = "a", "", "", "b", "a", "b"
	steps[0].Change, steps[1].Change = &plain.Changes[0], &plain.Changes[1]
	steps[6].Hosts, steps[6].Derived, steps[6].MinutesSources = "whichever", true, []plan.Citation{{Title: "a"}}
	steps[0].NoReturn, steps[0].NoRollback, steps[0].Evidence, steps[0].MaxWait = "a", "b", "c", 5
	for _, name := range shell.Names() {
		steps[0].Commands = append(steps[0].Commands, plan.Command{Shell: name, Text: "x"})
	}
	for _, block := range runbook.Document(resolved, &plain, list).Blocks {
		if h, ok := block.(document.Heading); ok && !slices.Contains(catalog.RunbookParts, h.ID) {
			t.Errorf("a step may have the id of the part %s", h.ID)
		}
	}
	plain.Steps, plain.Faults = steps, []plan.BookFault{{What: "a"}, {Step: steps[0].ID, What: "b"}}
	for _, severity := range []string{"critical", "high", "medium", "low"} {
		book := plain
		book.Severity = severity
		for _, last := range []string{"site.id", "x.host", "x.port", "x.major", "x.id", "x.short", "x.address", "set.rim.count", "backup.folder", "backup.host", "backup.every_hours", "backup.keep_days", "backup.owner",
			"recovery.rto_minutes", "recovery.rpo_minutes", "lost.host", "taker.host", "capacity.x", "entry.x.host", "forward.x.host", "forward.x.port", "unit.x", "total.x", "port.x.y"} {
			book.Values = append(slices.Clone(book.Values), plan.Value{Name: last, Text: "1", Meaning: "x"})
		}
		runbook.Document(resolved, &book, list)
	}
	runbook.Paper(resolved, &plain, list)
	symptoms := plain
	symptoms.Steps, symptoms.Problems = nil, slices.Repeat(plain.Problems, 2)
	runbook.Document(resolved, &symptoms, list)
	plain.ReviewedHere = true
	late := plain
	late.Group, late.Minutes, late.Test.History = "failure", resolved.Recovery.RTO+1, nil
	runbook.Document(resolved, &late, list)
	own := plain
	own.Own, own.Escalation = true, []plan.Escalation{{}}
	runbook.Document(resolved, &own, list)
	lonely := *resolved
	lonely.Contacts = nil
	own.Escalation = []plan.Escalation{{}}
	runbook.Document(&lonely, &own, list)
	resolved.LeftOut = append(resolved.LeftOut, plan.LeftOut{Reason: "a"}, plan.LeftOut{Missing: []string{"b"}}, plan.LeftOut{Unmet: []string{"c"}}, plan.LeftOut{Unmet: []string{"c"}, OnlyFor: "d"})
	review.Operations(resolved, list)
	if missing := list.Missing(); len(missing) > 0 {
		t.Errorf("the word list lacks %v", missing)
	}
	for _, key := range list.Unused() {
		if slices.ContainsFunc(runbookWords, func(area string) bool { return strings.HasPrefix(key, area) }) {
			t.Errorf("nobody prints the word %s", key)
		}
	}
}

// TestGraveRunbooksSayWhatTheyTake: no runbook for a critical situation has an impact that reads as a mere note, at any site.
func TestGraveRunbooksSayWhatTheyTake(t *testing.T) {
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	critical, notes := 0, 0
	for _, id := range siteIDs(t) {
		plan, _ := planOf(t, id)
		for _, b := range plan.Runbooks {
			for _, block := range runbook.Document(plan, b, list).Blocks {
				impact, ok := block.(document.Callout)
				if !ok || impact.Title != list.Text("runbook.impact") {
					continue
				}
				if impact.Mark == document.Note {
					notes++
				}
				if b.Severity != "critical" {
					continue
				}
				if critical++; impact.Mark != document.Danger {
					t.Errorf("%s, %s: critical, and the impact is marked as a note: %s", id, b.ID, impact.Markdown)
				}
			}
		}
	}
	if critical == 0 || notes == 0 {
		t.Errorf("%d critical runbooks, %d impacts as notes", critical, notes)
	}
}
