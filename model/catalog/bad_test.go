package catalog

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/source"
)

// TestBadCatalogues loads small catalogues that are wrong, each in the way that the first line of its rest.toml says, and compares what
// is said of them.
func TestBadCatalogues(t *testing.T) {
	folders, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, folder := range folders {
		if strings.HasSuffix(folder, ".txt") {
			continue
		}
		wanted = append(wanted, folder+".txt")
		t.Run(filepath.Base(folder), func(t *testing.T) {
			c, found := Load(os.DirFS(folder), "shop/1")
			if c != nil || !found.HasErrors() {
				t.Error("the catalogue was accepted")
			}
			for _, d := range found {
				if d.Code == "" || d.What == "" || d.At.File() == "" {
					t.Errorf("a diagnostic without code, words or file: %+v", d)
				}
			}
			var b bytes.Buffer
			if err := source.Print(&b, found); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, folder+".txt", b.String())
		})
	}
	golden.NoOrphans(t, "testdata/bad", ".txt", wanted)
}
