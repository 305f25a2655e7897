package model

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/plan"
)

// TestRunbookTexts holds every runbook of the smallest site against a golden that reads as a page. Those of the example customer are in the
// golden pack.
func TestRunbookTexts(t *testing.T) {
	plan, _ := resolveSite(t, "single-node")
	var wanted []string
	for _, b := range plan.Runbooks {
		path := "testdata/runbooks/" + b.ID + ".txt"
		wanted = append(wanted, path)
		golden.Check(t, path, runbookText(b))
	}
	golden.NoOrphans(t, "testdata/runbooks", ".txt", wanted)
}

func runbookText(b *plan.Runbook) string {
	var out strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, text)
		}
	}
	commands := func(list []plan.Command) {
		for _, c := range list {
			fmt.Fprintf(&out, "  %s %s\n    | %s\n", c.Shell, strings.Join(c.Parties, ", "), strings.ReplaceAll(c.Text, "\n", "\n    | "))
		}
	}
	fmt.Fprintf(&out, "%s (%s, %s), %d minutes\n", b.Title, b.Kind, b.Severity, b.Minutes)
	line("trigger", b.Trigger)
	line("not when", b.NotWhen)
	line("impact", b.Impact)
	line("roles", strings.Join(b.Roles, "; "))
	line("access", strings.Join(b.Access, "; "))
	for _, v := range b.Values {
		line("value "+v.Name, v.Text)
	}
	checks := func(title string, list []plan.Check) {
		for _, k := range list {
			fmt.Fprintf(&out, "\n%s: %s\n", title, k.Text)
			line("  on", strings.Join(k.Where, ", "))
			commands(k.Commands)
			line("  pass", k.Pass)
			line("  if it fails", k.IfFails)
		}
	}
	steps := func(title string, list []plan.Step) {
		for i, s := range list {
			fmt.Fprintf(&out, "\n%s %d: %s, %d minutes\n", title, i+1, s.Title, s.Minutes)
			line("  on", strings.Join(s.Where, ", "))
			line("  text", s.Text)
			line("  danger", s.Danger)
			line("  no return", s.NoReturn)
			for _, d := range s.Destroys {
				line("  destroys", d.What)
				line("  stop unless", d.Unless)
				commands(d.Commands)
				line("  go on", d.Go)
				line("  else", d.Stop)
				line("  copy", d.Copy+d.NoCopy)
			}
			for _, f := range s.Files {
				line("  file", f.Path)
			}
			commands(s.Commands)
			line("  expect", s.Expect)
			line("  if it fails", s.IfFails)
			line("  back", s.Rollback)
			line("  no way back", s.NoRollback)
			line("  evidence", s.Evidence)
		}
	}
	checks("before", b.PreChecks)
	steps("step", b.Steps)
	checks("verify", b.Verify)
	line("\nway back", b.Rollback)
	steps("undo", b.Undo)
	for _, p := range b.Problems {
		fmt.Fprintf(&out, "\nsymptom: %s\n", p.Symptom)
		line("  cause", p.Cause)
		commands(p.Commands)
		line("  cure", p.Cure)
	}
	return out.String()
}

// TestGeneratedXML parses every generated file that is XML.
func TestGeneratedXML(t *testing.T) {
	files := 0
	for _, id := range siteIDs(t) {
		plan, _ := resolveSite(t, id)
		for _, f := range plan.Files {
			if f.Language != "xml" {
				continue
			}
			files++
			d := xml.NewDecoder(strings.NewReader(f.Text))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s, %s: %v", id, f.Path, err)
				}
			}
		}
	}
	if files < 10 {
		t.Errorf("only %d files", files)
	}
}
