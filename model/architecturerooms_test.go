package model

import (
	"slices"
	"strings"
	"testing"
)

// mayImport are the rooms of the model with all of the project that each may know, from the bottom up. A site is checked with the forms of
// ports and runbooks, which the catalogues' package reads, and with the words that plans know for statuses, phases and translations; of products
// it knows nothing. What the phases of resolving and the procedures both ask of a product is a room below the two.
var mayImport = map[string][]string{
	"secret":     {},
	"source":     {"secret"},
	"shell":      {},
	"rewrite":    {"source"},
	"approval":   {"source", "rewrite"},
	"catalog":    {"source", "shell", "secret"},
	"decision":   {"source", "rewrite"},
	"plan":       {"source", "catalog", "approval", "decision"},
	"site":       {"source", "catalog", "plan", "secret"},
	"product":    {"source", "catalog", "plan", "site"},
	"procedure":  {"source", "catalog", "plan", "site", "product", "shell"},
	"resolve":    {"source", "catalog", "approval", "decision", "plan", "site", "product", "procedure"},
	"edition":    {"source", "catalog", "plan", "site", "resolve"},
	"policy":     {"catalog", "plan", "approval"},
	"acceptance": {"catalog", "passage", "plan", "policy"},
	"intake":     {"source", "rewrite", "catalog", "site", "secret"},
	"evidence":   {"catalog"},
	"drift":      {"catalog", "evidence", "passage", "plan", "policy"},
	"passage":    {"catalog", "plan"},
	"query":      {"source", "catalog", "plan", "approval"},
	"outage":     {"catalog", "plan"},
}

// TestRoomsKnowOnlyWhatTheyMay holds every import between rooms of the model against the table.
func TestRoomsKnowOnlyWhatTheyMay(t *testing.T) {
	met, used := map[string]bool{}, map[string]bool{}
	for _, f := range repositoryFiles(t) {
		room, ok := strings.CutPrefix(f.folder(), "model/")
		allowed, known := mayImport[room]
		if !ok || !known {
			continue
		}
		met[room] = true
		for _, imported := range f.imports {
			other, ours := strings.CutPrefix(imported, "portolan/")
			if !ours {
				continue
			}
			other = strings.TrimPrefix(other, "model/")
			used[room+" "+other] = true
			if !slices.Contains(allowed, other) {
				t.Errorf("%s imports %s", f.name, imported)
			}
		}
	}
	for room, allowed := range mayImport {
		if !met[room] {
			t.Errorf("there is no model/%s; the table is out of date", room)
		}
		for _, other := range allowed {
			if !used[room+" "+other] {
				t.Errorf("model/%s does not import %s; the table is out of date", room, other)
			}
		}
	}
}

// TestModelItselfIsEmpty keeps the folder of the rooms free of code: it would be above or below all of them.
func TestModelItselfIsEmpty(t *testing.T) {
	for _, f := range repositoryFiles(t) {
		if f.folder() == "model" && len(f.parsed.Decls) > 0 {
			t.Errorf("%s holds code", f.name)
		}
	}
}
