package main

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/testenv"
	"portolan/render"
	"portolan/themes"
)

// TestRandomlyRearrangedSites builds each site as it is, and with the tables and keys of all its files in another order and comments between them. The packs are the same
// but for the file that says on which lines keys stand, the manifest, which has hashes of the inputs, and the zip, which holds both. Lists keep their order, which
// says something: the history of a document, the steps of a runbook.
func TestRandomlyRearrangedSites(t *testing.T) {
	sites, _ := filepath.Glob("../../sites/*/" + siteFile)
	vendors, _ := filepath.Glob("../../model/testdata/vendors/*/sites/*/" + siteFile)
	if len(sites) < 15 || len(vendors) == 0 {
		t.Fatal("no sites")
	}
	small := []string{"../../sites/single-node/" + siteFile, "../../model/testdata/environments/harbour-test/" + siteFile, "testdata/mutated/" + siteFile}
	usual := append(small, "../../sites/harbour-logistics/"+siteFile, "../../sites/two-products/"+siteFile, "../../sites/generic-scale-out/"+siteFile, vendors[0], vendors[len(vendors)-1])
	theme, _, err := openTheme("default")
	if err != nil {
		t.Fatal(err)
	}
	shelf, _ := openShelf(nil)
	for i, file := range testenv.Choose(t, "rearranged sites", slices.Concat(sites, vendors, small[1:]), usual, small) {
		needs := []string{filepath.Dir(file)}
		switch folder := filepath.Base(filepath.Dir(filepath.Dir(file))); {
		case folder == "environments":
			needs = append(needs, "../../sites/harbour-logistics") // its base
		case slices.Contains(vendors, file):
			needs = append(needs, filepath.Join(needs[0], "../../products"))
		}
		t.Run(filepath.Base(needs[0]), func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(i), 41))
			before := packFrom(t, needs, shelf, theme, func(text []byte) []byte { return text })
			after := packFrom(t, needs, shelf, theme, func(text []byte) []byte { return modeltest.Rearrange(text, random) })
			if len(before) != len(after) {
				t.Fatalf("%d files, and then %d", len(before), len(after))
			}
			for k, f := range before {
				same := f.Path == after[k].Path && bytes.Equal(f.Data, after[k].Data)
				moves := f.Path == render.PlacesPath || f.Path == render.ManifestPath || strings.HasSuffix(f.Path, ".zip")
				if !same && !moves {
					was, is := firstDifference(string(f.Data), string(after[k].Data))
					t.Errorf("%s: %.300q became %.300q", f.Path, was, is)
				}
				if same && moves {
					t.Errorf("%s does not say that lines moved", f.Path)
				}
			}
		})
	}
}

// packFrom is the pack of the site in the first of some folders, of which copies are made in which every file of TOML is written anew.
func packFrom(t *testing.T, folders []string, shelf *shelf, theme *themes.Theme, write func([]byte) []byte) []render.File {
	t.Helper()
	top := t.TempDir()
	var copies []string
	for _, folder := range folders {
		to := filepath.Join(top, strings.TrimPrefix(folder, "../../"))
		copies = append(copies, to)
		if err := os.CopyFS(to, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
		err := filepath.WalkDir(to, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".toml" {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, write(data), 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	c := compile(newSite(copies[0]), shelf, theme, resolve.Options{})
	if c.plan == nil {
		t.Fatal(modeltest.Printed(c.found))
	}
	b := &builder{theme: theme}
	files, err := render.Pack(c.plan, theme, b.packOptions(c))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// firstDifference are the first lines in which two texts differ.
func firstDifference(a, b string) (was, is string) {
	before, after := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i, line := range before {
		if i >= len(after) {
			return line, ""
		}
		if line != after[i] {
			return line, after[i]
		}
	}
	return "", "more lines"
}
