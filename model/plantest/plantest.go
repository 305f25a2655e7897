// Package plantest resolves the sites of the repository for tests. It is imported by tests only.
package plantest

import (
	"os"
	"path/filepath"
	"runtime"
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
	_, here, _, _ := runtime.Caller(0)
	top := filepath.Join(filepath.Dir(here), "..", "..")
	folder, products := filepath.Join(top, "sites", id), filepath.Join(top, "model", "testdata", "products")
	if _, err := os.Stat(filepath.Join(products, id)); err == nil {
		folder = filepath.Join(products, id)
	}
	file := filepath.Join(folder, "site.toml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load(file, data)
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
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(folder)})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}
