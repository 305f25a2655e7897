package catalog

import (
	"strings"
	"testing"

	"portolan/model/source"
)

// TestEmbeddedCataloguesAreSound proves what no run of the program checks again.
func TestEmbeddedCataloguesAreSound(t *testing.T) {
	for _, dir := range Editions() {
		c, found := Embedded().Load(dir)
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
