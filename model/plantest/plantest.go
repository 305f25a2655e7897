// Package plantest resolves the sites of the repository for tests. It is imported by tests only.
package plantest

import (
	"os"
	"path/filepath"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
)

// Of resolves a shipped site, or the site of an invented product of the model's tests.
func Of(t testing.TB, id string) *plan.Plan {
	t.Helper()
	folder := filepath.Join(top(), "sites", id)
	if _, err := os.Stat(filepath.Join(products(), id)); err == nil {
		folder = filepath.Join(products(), id)
	}
	file := filepath.Join(folder, "site.toml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return resolved(t, id, file, data, resolve.Options{Approvals: modeltest.Approvals(folder), Decisions: modeltest.Decisions(folder)})
}

// Written resolves a site that a test has the text of.
func Written(t testing.TB, id string, text []byte) *plan.Plan {
	t.Helper()
	return resolved(t, id, id+".toml", text, resolve.Options{})
}

// Catalogue opens the catalogue of the first product of a shipped site, for tests that write sites by chance.
func Catalogue(t testing.TB, id string) *catalog.Catalogue {
	t.Helper()
	cat, faults := catalog.Open(Of(t, id).Products[0].Catalogue)
	if cat == nil {
		t.Fatal(faults)
	}
	return cat
}

func resolved(t testing.TB, id, file string, text []byte, options resolve.Options) *plan.Plan {
	t.Helper()
	site, found := site.Load(file, text)
	if site == nil {
		t.Fatal(found)
	}
	site.ID = id
	var cats []*catalog.Catalogue
	for _, product := range site.Catalogues() {
		cat, faults := catalog.Open(product.V)
		if cat == nil {
			cat, faults = catalog.Load(os.DirFS(products()), product.V)
		}
		if cat == nil {
			t.Fatal(faults)
		}
		cats = append(cats, cat)
	}
	plan, found := resolve.All(site, cats, options)
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}

// top is the folder of the repository: tests run in the folder of their package. Paths of source files would not do, for builds with -trimpath
// leave them out.
func top() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	panic("tests run outside the repository")
}

// products is the folder of the invented products.
func products() string { return filepath.Join(top(), "model", "testdata", "products") }
