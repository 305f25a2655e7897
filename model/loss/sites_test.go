package loss

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

// planOf resolves a shipped site, or the site of an invented product of the model's tests.
func planOf(t testing.TB, id string) *plan.Plan {
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
	plan, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(filepath.Dir(file))})
	if plan == nil {
		t.Fatal(found)
	}
	return plan
}
