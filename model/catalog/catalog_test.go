package catalog

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// TestEmbeddedCataloguesAreSound proves what no run of the program checks again.
func TestEmbeddedCataloguesAreSound(t *testing.T) {
	for _, dir := range allEditions() {
		folder := Embedded()
		if slices.Contains(Infrastructure().Editions(), dir) {
			folder = Infrastructure()
		}
		c, found := folder.Load(dir)
		if c != nil {
			found = append(found, c.Judge()...)
		}
		var b strings.Builder
		if err := source.Print(&b, found); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 0 {
			t.Errorf("%s:\n%s", dir, b.String())
		}
	}
}

// allEditions are the catalogues that the program brings along: products, and what stands around them.
func allEditions() []string { return append(Editions(), Infrastructure().Editions()...) }
