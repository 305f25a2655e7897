package catalog

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReciprocity holds the loose ends of every embedded catalogue against a golden report, and fails for each that the data does not
// explain: a listener that nobody calls, or a caller without a listener, is half of a pair that somebody forgot.
func TestReciprocity(t *testing.T) {
	var wanted []string
	var all []*Catalogue
	for _, dir := range Editions() {
		if c, _ := Open(dir); c != nil {
			all = append(all, c)
		}
	}
	for _, dir := range Editions() {
		name := strings.ReplaceAll(dir, "/", "-") + ".txt"
		wanted = append(wanted, name)
		t.Run(dir, func(t *testing.T) {
			c, _ := Open(dir)
			if c == nil {
				t.Fatal("the catalogue does not load; see TestEmbeddedCataloguesLoad")
			}
			compare(t, filepath.Join("testdata", "reciprocity", name), ReciprocityText(c, all...))
			for _, l := range Unexplained(c, all...) {
				t.Errorf("%s:%d: %s %s, and nothing says why", l.At.File, l.At.Line, l.Kind, l.ID)
			}
		})
	}
	files, _ := filepath.Glob("testdata/reciprocity/*")
	for _, file := range files {
		if !slices.Contains(wanted, filepath.Base(file)) {
			t.Errorf("%s belongs to no catalogue; remove it", file)
		}
	}
}
