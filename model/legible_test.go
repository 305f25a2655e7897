package model

import (
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/site"
	"portolan/model/source"
)

// TestEveryTextIsLegible puts a character that turns the direction of writing into each text of a site, of its approvals and of a runbook, one
// at a time. No field lets it through, and the fault stands at the line of the text.
func TestEveryTextIsLegible(t *testing.T) {
	for file, load := range map[string]func(string, []byte) source.Diagnostics{
		"../sites/harbour-logistics/site.toml": func(name string, data []byte) source.Diagnostics {
			_, found := site.Load(name, data)
			return found
		},
		"../sites/harbour-logistics/approvals.toml": func(name string, data []byte) source.Diagnostics {
			_, found := approval.Load(name, data)
			return found
		},
		"catalog/qlik-sense/2023-08/runbooks/site-backup.toml": func(name string, data []byte) source.Diagnostics {
			_, found := site.LoadBook(name, data)
			return found
		},
		"catalog/qlik-sense/2023-08/services.toml": func(name string, data []byte) source.Diagnostics {
			file, found := source.Parse(name, data)
			_, more := source.Bind[struct {
				Services map[string]catalog.Service `toml:"services"`
			}](file)
			return append(found, more...)
		},
	} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		spoilt := modeltest.Spoil(oneOfEach(string(text)), '\u202e')
		if len(spoilt) < 50 {
			t.Fatalf("%s has %d texts", file, len(spoilt))
		}
		step := 1
		if testing.Short() {
			step = 5
		}
		for i := 0; i < len(spoilt); i += step {
			s := spoilt[i]
			found := load(file, []byte(s.Text))
			if !slices.ContainsFunc(found, func(d source.Diagnostic) bool { return d.Code == "T09" && d.At.Line() == s.Line }) {
				t.Errorf("%s:%d: the character was let through: %v", file, s.Line, found)
			}
		}
	}
}

// oneOfEach leaves out entries of approvals that have no key which none before them has: there are many, and they are alike.
func oneOfEach(text string) string {
	const header = "\n[rules."
	parts := strings.Split(text, header)
	kept, seen := parts[0], map[string]bool{}
	for _, entry := range parts[1:] {
		another := false
		for line := range strings.Lines(entry) {
			if key, _, ok := strings.Cut(line, " = "); ok && !seen[key] {
				seen[key], another = true, true
			}
		}
		if another {
			kept += header + entry
		}
	}
	return kept
}
