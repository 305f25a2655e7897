package loss

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model"
	"portolan/model/catalog"
	"portolan/model/modeltest"
)

var update = flag.Bool("update", false, "rewrite golden files")

// planOf resolves a shipped site, or the site of an invented product of the model's tests.
func planOf(t testing.TB, id string) *model.Plan {
	t.Helper()
	file := filepath.Join("..", "..", "sites", id, "site.toml")
	products := filepath.Join("..", "testdata", "products")
	if _, err := os.Stat(filepath.Join(products, id)); err == nil {
		file = filepath.Join(products, id, "site.toml")
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	site, found := model.Load(file, data)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = id
	var cats []*catalog.Catalogue
	for _, product := range site.Catalogues() {
		cat, faults := catalog.Open(product.V)
		if cat == nil {
			cat, faults = catalog.Load(os.DirFS(products), product.V)
		}
		if cat == nil {
			t.Fatal(faults)
		}
		cats = append(cats, cat)
	}
	plan, found := model.ResolveAll(site, cats, model.Options{Approvals: modeltest.Approvals(filepath.Dir(file))})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

// golden compares a text with a file of testdata; with -update it writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("%v; run go test -update and read the file", err)
		return
	}
	if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); got != string(want) {
		t.Errorf("%s differs; run go test -update and read the diff. Now it is\n%s", path, got)
	}
}

// noOrphans fails for goldens that no test asks for.
func noOrphans(t *testing.T, wanted []string) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !slices.Contains(wanted, strings.TrimSuffix(filepath.Base(file), ".txt")) {
			t.Errorf("%s belongs to nothing; remove it", file)
		}
	}
}
