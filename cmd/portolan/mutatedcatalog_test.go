package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/resolve"
	"portolan/themes"
)

// A mutatedProduct is a site on disk with a catalogue whose files are mutated, each by itself, and then are what they were.
type mutatedProduct struct {
	site, edition string
	files         []string
	texts         map[string]string
}

// newMutatedProduct copies a site and a catalogue to where they are mutated. What stands in texts is replaced in both.
func newMutatedProduct(t *testing.T, site, products, edition string, replace ...string) *mutatedProduct {
	t.Helper()
	folder := t.TempDir()
	p := &mutatedProduct{site: filepath.Join(folder, "site"), edition: filepath.Join(folder, "products", edition), texts: map[string]string{}}
	for from, to := range map[string]string{site: p.site, products: p.edition} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	other := strings.NewReplacer(replace...)
	for _, pattern := range []string{p.site + "/site.toml", p.edition + "/*.toml", p.edition + "/*/*.toml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := other.Replace(string(data))
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(file, p.edition) {
				p.files, p.texts[file] = append(p.files, file), text
			}
		}
	}
	return p
}

// TestMutatedCatalogues checks a site and then builds it, of which the catalogue was mutated by chance: keys and tables dropped, doubled, renamed and swapped,
// names that lead in circles, values of other types, and hostile ones. It runs where PORTOLAN_MUTATIONS says how many.
func TestMutatedCatalogues(t *testing.T) {
	from, to := mutations(t)
	theme, _, err := openTheme("default")
	if err != nil {
		t.Fatal(err)
	}
	bases := []*mutatedProduct{
		newMutatedProduct(t, "reference/example/site", "reference/example/products/relay/1", "relay/1"),
		newMutatedProduct(t, "../../sites/single-node", "../../model/catalog/qlik-sense/2023-08", "qlik-sense/9", `"2023-08"`, `"9"`, "qlik-sense/2023-08", "qlik-sense/9"),
		newMutatedProduct(t, "../../sites/thoughtspot-three", "../../model/catalog/thoughtspot/network-ports", "thoughtspot/9", `"network-ports"`, `"9"`, "thoughtspot/network-ports", "thoughtspot/9"),
	}
	addWaivers(t, bases[0])
	var total tally
	for _, base := range bases {
		sound := compileOn(t, base, theme)
		if sound.plan == nil {
			t.Fatalf("%s: %s", base.edition, format(sound.found, false))
		}
	}
	for seed := from; seed < to; seed++ {
		mutateProduct(t, seed, bases[seed%len(bases)], theme, &total)
	}
	t.Logf("catalogues from number %d: %v", from, total)
}

// addWaivers lets the program build the example, which says nothing of how it is administered.
func addWaivers(t *testing.T, p *mutatedProduct) {
	t.Helper()
	file, err := os.OpenFile(filepath.Join(p.site, siteFile), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString("\n[waivers.remote-administration]\ntopics = [\"remote-administration\"]\nhosts = [\"db\", \"db-south\", \"edge\", \"names\", \"relay-1\", \"relay-1-south\", \"relay-2\", \"trial-1\"]\nreason = \"The example is a test\"\n")
	if err = errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
}

func compileOn(t *testing.T, base *mutatedProduct, theme *themes.Theme) compiled {
	shelf, found := openShelf([]string{filepath.Dir(filepath.Dir(base.edition))})
	if found.HasErrors() {
		t.Fatalf("%s", format(found, false))
	}
	return compile(newSite(base.site), shelf, theme, resolve.Options{})
}

func mutateProduct(t *testing.T, seed int, base *mutatedProduct, theme *themes.Theme, total *tally) {
	random := rand.New(rand.NewPCG(uint64(seed), 17))
	var did []string
	for range 1 + random.IntN(2) {
		file := base.files[random.IntN(len(base.files))]
		m := newMutant(base.texts[file], random)
		for range 1 + random.IntN(3) {
			m.mutate()
		}
		for _, what := range m.did {
			did = append(did, filepath.Base(file)+": "+what)
		}
		if err := os.WriteFile(file, []byte(m.text()), 0o644); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := os.WriteFile(file, []byte(base.texts[file]), 0o644); err != nil {
				t.Error(err)
			}
		}()
	}
	what := func() string {
		return fmt.Sprintf("number %d (%s):\n  %s", seed, base.edition, strings.Join(did, "\n  "))
	}
	total.run(t, what, func() {
		c := compileOn(t, base, theme)
		total.told(t, what, c.found)
		total.packed(t, what, c, theme)
		total.program(t, what, c.plan != nil, base.site, "--catalog", filepath.Dir(filepath.Dir(base.edition)))
	})
}
