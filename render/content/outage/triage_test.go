package outage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

func planOf(t *testing.T, file string) *plan.Plan {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return plantest.Written(t, filepath.Base(file), data)
}

// TestOneBeginning: the page of every host, at every site and in every case of failed hosts, says once at most what to do first, whatever the host's duties; and
// where checks decide what failed they stand before the first procedure.
func TestOneBeginning(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../../../model/testdata/failed/*.toml")
	sites, _ := filepath.Glob("../../../sites/*/site.toml")
	beginnings, duties := 0, 0
	for _, file := range append(files, sites...) {
		if testing.Short() && strings.Contains(file, "scenario") {
			continue
		}
		plan := planOf(t, file)
		pages := NewPages(plan, w)
		for _, party := range plan.Parties {
			if !HasPage(party) {
				continue
			}
			lost := outage.Simulate(plan, []string{party.ID})
			first, checks := 0, 0
			for _, block := range pages.Document(party).Blocks {
				switch b := block.(type) {
				case document.Callout:
					if b.Title == w.Text("loss.first") {
						first++
					}
				case document.Step:
					checks++
				case document.Table:
					if b.ID == "table-runbooks" && checks != len(lost.Triage) {
						t.Errorf("%s, %s: runbooks stand before %d of %d checks", file, party.ID, len(lost.Triage)-checks, len(lost.Triage))
					}
				}
			}
			want := 0
			if len(lost.Notes)+len(lost.Triage) > 0 {
				want = 1
			}
			if first != want {
				t.Errorf("%s, %s: says %d times what to do first, not %d", file, party.ID, first, want)
			}
			beginnings += first
			if len(lost.Notes) > 1 {
				duties++
			}
		}
	}
	if beginnings < 50 || duties < 10 {
		t.Errorf("only %d pages with a beginning, %d of hosts with several duties", beginnings, duties)
	}
}

// TestStopUnless: every step of a runbook that takes something away prints before anything else what stops it, with the command, what it must print, and the copy.
func TestStopUnless(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	p, seen := planOf(t, "../../../model/testdata/failed/restore-drops-healthy-db.toml"), 0
	for _, book := range p.Runbooks {
		steps := map[string]document.Step{}
		for _, block := range runbook.Document(p, book, w).Blocks {
			if s, ok := block.(document.Step); ok {
				steps[s.ID] = s
			}
		}
		for _, s := range append(append([]plan.Step{}, book.Steps...), book.Undo...) {
			for _, d := range s.Destroys {
				seen++
				found := false
				for _, c := range steps[s.ID].Callouts {
					if c.Title == "Stop unless "+d.Unless && c.Mark == document.Danger {
						found = strings.Contains(c.Markdown, strings.TrimSpace(d.Commands[0].Text)) && strings.Contains(c.Markdown, "Continue only if:**") &&
							strings.Contains(c.Markdown, "Otherwise stop:**") && strings.Contains(c.Markdown, "Safety copy:**")
					}
				}
				if !found {
					t.Errorf("%s, step %s does not print what stops it", book.ID, s.ID)
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d steps take something away", seen)
	}
}
