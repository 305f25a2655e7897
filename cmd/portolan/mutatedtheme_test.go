package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gosmallcaps"

	"portolan/model/resolve"
)

// ours is what a theme of its own has besides the colours.
const ours = "logo = \"logo.png\"\n\n[fonts]\nsans = \"ours.ttf\"\nmono-bold = \"fonts/ours.ttf\"\n\n"

// TestMutatedThemes builds a site in themes that were mutated by chance, with their fonts and logo: whatever is taken for a theme builds, and the rest is told.
// It runs where PORTOLAN_MUTATIONS says how many.
func TestMutatedThemes(t *testing.T) {
	from, to := mutations(t)
	shelf, _ := openShelf(nil)
	const site = "../../sites/single-node"
	text, err := os.ReadFile("../../themes/default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	logo, err := os.ReadFile("reference/example/site/logo.png")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"theme.toml": append([]byte(ours), text...), "logo.png": logo, "ours.ttf": gosmallcaps.TTF, "fonts/ours.ttf": gosmallcaps.TTF}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "fonts"), 0o755); err != nil {
		t.Fatal(err)
	}
	var total tally
	for seed := from; seed < to; seed++ {
		var did []string
		for name, data := range mutatedTheme(rand.New(rand.NewPCG(uint64(seed), 19)), files, &did) {
			if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		what := func() string { return fmt.Sprintf("number %d:\n  %s", seed, strings.Join(did, "\n  ")) }
		total.run(t, what, func() {
			theme, found, err := openTheme(folder)
			if err != nil || (theme == nil) != found.HasErrors() {
				t.Errorf("%s\nopened: %v, %v with %s", what(), theme != nil, err, format(found, false))
			}
			total.told(t, what, found)
			sound := theme != nil
			if sound {
				c := compile(newSite(site), shelf, theme, resolve.Options{})
				total.told(t, what, c.found) // a font may lack what the site says
				total.packed(t, what, c, theme)
				sound = c.plan != nil
			}
			total.program(t, what, sound, site, "--theme", folder)
		})
	}
	t.Logf("themes from number %d: %v", from, total)
}

// mutatedTheme are the files of a theme after changes: of its text, and now and then of bytes of a font or the logo.
func mutatedTheme(random *rand.Rand, files map[string][]byte, did *[]string) map[string][]byte {
	all := map[string][]byte{}
	for name, data := range files {
		all[name] = data
	}
	m := newMutant(string(files["theme.toml"]), random)
	for range random.IntN(3) {
		m.mutate()
	}
	all["theme.toml"], *did = []byte(m.text()), m.did
	name := []string{"", "", "", "logo.png", "ours.ttf", "fonts/ours.ttf"}[random.IntN(6)]
	if name == "" {
		return all
	}
	data := bytes.Clone(files[name])
	for range 1 + random.IntN(20) {
		at := random.IntN(len(data))
		if random.IntN(2) == 0 { // the tables of a font, and the head of a picture, come first
			at = random.IntN(min(400, len(data)))
		}
		data[at] = []byte{0, 0xff, data[at] + 1, byte(random.IntN(256))}[random.IntN(4)]
	}
	if random.IntN(8) == 0 {
		data = data[:random.IntN(len(data))]
	}
	all[name] = data
	*did = append(*did, "bytes of "+name)
	return all
}
