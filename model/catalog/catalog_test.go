package catalog

import (
	"strings"
	"testing"

	"portolan/model/source"
)

func TestEmbeddedCataloguesLoad(t *testing.T) {
	for _, dir := range Editions() {
		_, found := Open(dir)
		var b strings.Builder
		if err := source.Print(&b, found); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 0 {
			t.Errorf("%s:\n%s", dir, b.String())
		}
	}
}
