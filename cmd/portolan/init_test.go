package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/cmd/portolan/starters"
	"portolan/model/resolve"
	"portolan/model/source"
)

// TestTemplates makes a site of every template: each is checked without errors and warnings, and refers to the schema beside it.
func TestTemplates(t *testing.T) {
	on, _ := openShelf(nil)
	all := starters.Templates()
	if len(all) < 15 {
		t.Fatalf("only %d templates", len(all))
	}
	for _, template := range all {
		folder := filepath.Join(t.TempDir(), template.Name)
		if len(template.Says) < 20 {
			t.Errorf("%s does not say what it is", template.Name)
		}
		files := template.Files(starters.Filled{Customer: `The "Other" Company`, Title: "Another title", Domain: "other.example.org"}, schemaFile)
		if err := writeNew(folder, files); err != nil {
			t.Fatal(err)
		}
		sites, found := findSites([]string{folder})
		c := compile(sites[0], on, nil, resolve.Options{})
		for _, d := range append(found, c.found...) {
			if d.Severity != source.Hint {
				t.Errorf("%s: %s %s", template.Name, d.Code, d.What)
			}
		}
		if c.plan != nil && (c.plan.Document.Customer != `The "Other" Company` || c.plan.Document.Title != "Another title") {
			t.Errorf("%s: the customer is %s, the title %s", template.Name, c.plan.Document.Customer, c.plan.Document.Title)
		}
		if c.plan != nil {
			for _, n := range c.plan.Nodes[:1] {
				if !strings.HasSuffix(n.Host, ".other.example.org") {
					t.Errorf("%s: the first node is %s", template.Name, n.Host)
				}
			}
		}
		text, err := os.ReadFile(filepath.Join(folder, siteFile))
		if err != nil || !strings.HasPrefix(string(text), "#:schema ./"+schemaFile+"\n") {
			t.Errorf("%s does not begin with the line for editors", template.Name)
		}
	}
	for _, f := range starters.Catalogue() {
		if n := bytes.Count(f.Data, []byte("\n")); n > 60 {
			t.Errorf("%s has %d lines; a catalogue to begin with has 60 at most", f.Path, n)
		}
	}
}
