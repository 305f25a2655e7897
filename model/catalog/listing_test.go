package catalog

import (
	"strings"
	"testing"

	"portolan/model/golden"
)

// TestListing holds every embedded catalogue against a listing of what it says, so that a review sees each port, flow and rule that
// changes, and sees it once however the files are cut.
func TestListing(t *testing.T) {
	var wanted []string
	for _, dir := range allEditions() {
		path := "testdata/listing/" + strings.ReplaceAll(dir, "/", "-") + ".txt"
		wanted = append(wanted, path)
		t.Run(dir, func(t *testing.T) {
			c, _ := Open(dir)
			if c == nil {
				t.Fatal("the catalogue does not load; see TestEmbeddedCataloguesLoad")
			}
			golden.Check(t, path, Describe(c))
		})
	}
	golden.NoOrphans(t, "testdata/listing", ".txt", wanted)
}
