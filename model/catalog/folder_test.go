package catalog

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/source"
)

// TestPlacesInPacks sees to it that faults name files as the user does, and that packs do not.
func TestPlacesInPacks(t *testing.T) {
	files := os.DirFS("testdata/guide/products")
	for _, c := range []struct{ folder, shown string }{
		{"", "postgresql-cluster/16/product.toml"},
		{".", "postgresql-cluster/16/product.toml"},
		{"../products", "../products/postgresql-cluster/16/product.toml"},
		{"/srv/products", "/srv/products/postgresql-cluster/16/product.toml"},
		{"/", "/postgresql-cluster/16/product.toml"},
	} {
		cat, found := Folder{Files: files, Name: c.folder}.Load("postgresql-cluster/16")
		if cat == nil {
			t.Fatal(found)
		}
		at := cat.Product.At
		if at.File() != c.shown {
			t.Errorf("in %q faults name %q, want %q", c.folder, at.File(), c.shown)
		}
		for _, f := range cat.Files {
			if !strings.HasPrefix(f.Name, "postgresql-cluster/16/") {
				t.Errorf("in %q the file %q goes into packs under this name", c.folder, f.Name)
			}
		}
	}
}

func TestTooManyFiles(t *testing.T) {
	files := fstest.MapFS{}
	for i := range MaxFiles + 1 {
		files[fmt.Sprintf("shop/1/%d.toml", i)] = &fstest.MapFile{}
	}
	cat, found := Folder{Files: files, Name: "x"}.Load("shop/1")
	if cat != nil || len(found) != 1 || found[0].Code != "P15" || found[0].At.File() != "x/shop/1" {
		t.Errorf("%v", found)
	}
}

// TestValuesSayEverything counts what programs get: as many texts, numbers and flags as the files hold.
func TestValuesSayEverything(t *testing.T) {
	for _, dir := range Editions() {
		c, _ := Open(dir)
		if c == nil {
			t.Fatal(dir)
		}
		want := 0
		for _, f := range c.Files {
			all, found := source.Bind[map[string]any](f)
			if found.HasErrors() {
				t.Fatal(found)
			}
			want += leaves(all)
		}
		text, err := json.Marshal(c.Values())
		if err != nil {
			t.Fatal(err)
		}
		var back any
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if got := leaves(back); got != want {
			t.Errorf("%s: programs get %d values, the files hold %d", dir, got, want)
		}
	}
}

// leaves counts the values at the ends of lists and tables.
func leaves(v any) int {
	n := 0
	switch value := v.(type) {
	case map[string]any:
		for _, inner := range value {
			n += leaves(inner)
		}
	case []any:
		for _, inner := range value {
			n += leaves(inner)
		}
	default:
		n = 1
	}
	return n
}
