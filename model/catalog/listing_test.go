package catalog

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestListing holds every embedded catalogue against a listing of what it says, so that a review sees each port, flow and rule that
// changes, and sees it once however the files are cut.
func TestListing(t *testing.T) {
	var wanted []string
	for _, dir := range Editions() {
		name := strings.ReplaceAll(dir, "/", "-") + ".txt"
		wanted = append(wanted, name)
		t.Run(dir, func(t *testing.T) {
			c, _ := Open(dir)
			if c == nil {
				t.Fatal("the catalogue does not load; see TestEmbeddedCataloguesLoad")
			}
			compare(t, filepath.Join("testdata", "listing", name), Describe(c))
		})
	}
	files, _ := filepath.Glob("testdata/listing/*")
	for _, file := range files {
		if !slices.Contains(wanted, filepath.Base(file)) {
			t.Errorf("%s belongs to no catalogue; remove it", file)
		}
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update and read the file", err)
	}
	wants, gots := strings.Split(string(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))), "\n"), strings.Split(got, "\n")
	for i := range max(len(wants), len(gots)) {
		if i >= len(wants) || i >= len(gots) || wants[i] != gots[i] {
			t.Fatalf("%s differs from line %d on; run go test -update and read the diff", path, i+1)
		}
	}
}
