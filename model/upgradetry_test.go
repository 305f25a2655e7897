package model

import (
	"os"
	"testing"

	"portolan/model/catalog"
)

func TestTry(t *testing.T) {
	id, to := os.Getenv("SITE"), os.Getenv("TO")
	if id == "" {
		t.Skip()
	}
	data, _ := os.ReadFile("../sites/" + id + "/site.toml")
	site, found := Load("site.toml", data)
	if site == nil {
		t.Fatal(printed(found))
	}
	site.ID = id
	cat, _ := catalog.Open(site.Product.V)
	next, faults := catalog.Open(to)
	if next == nil {
		t.Fatal(printed(faults))
	}
	var all []*catalog.Catalogue
	for _, dir := range catalog.Editions() {
		c, _ := catalog.Open(dir)
		if c != nil {
			all = append(all, c)
		}
	}
	u, ds := UpgradeSite(site, []*catalog.Catalogue{cat}, next, all, Options{})
	t.Log(printed(ds))
	if u != nil {
		t.Log("\n" + u.Text())
	}
}
