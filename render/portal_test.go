package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"portolan/render/content/portal"
	"portolan/render/format/html"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// joinedPack is the pack of a site as a portal takes it, with other values in its summary.
func joinedPack(t *testing.T, site, at string, change func(*portal.Summary)) JoinedPack {
	t.Helper()
	joined := JoinedPack{At: at}
	for _, f := range packOf(t, site).files {
		switch f.Path {
		case ManifestPath:
			m, err := ReadManifest(f.Data)
			if err != nil {
				t.Fatal(err)
			}
			joined.Manifest, joined.Text = m, f.Data
		case portal.SummaryPath:
			s, err := portal.Read(f.Data)
			if err != nil {
				t.Fatal(err)
			}
			change(s)
			if joined.Summary, err = json.Marshal(s); err != nil {
				t.Fatal(err)
			}
		case html.SearchPath:
			joined.Index = func() ([]byte, error) { return f.Data, nil }
		}
	}
	return joined
}

// TestPortal joins packs in every order: the same bytes each time, every word of the list, every search word of each site.
func TestPortal(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	as := func(*portal.Summary) {}
	packs := []JoinedPack{
		joinedPack(t, "single-node", "../single-node", as), joinedPack(t, example, "../a folder & more/harbour#1", as),
		joinedPack(t, example, "../old", func(s *portal.Summary) { s.Date, s.Title = "2025-01-01", "Another title" }),
		joinedPack(t, "two-products", "../two", func(s *portal.Summary) { s.Approvers = 0 }),
	}
	refused := []RefusedPack{{"quay", "it was changed", example}, {"pier", "it was changed", ""}}
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	first, err := portalIn(list, packs, refused, "", theme, Options{Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	unused := slices.DeleteFunc(list.Unused(), func(key string) bool { return !strings.HasPrefix(key, "portal.") })
	if len(unused) > 0 {
		t.Errorf("words that nobody prints: %q", unused)
	}
	for range 6 {
		packs = append(packs[1:], packs[0])
		slices.Reverse(refused)
		again, err := Portal(packs, refused, "", theme, Options{Version: "1"})
		if err != nil || !slices.EqualFunc(first, again, func(a, b File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }) {
			t.Fatal("another order gives another portal: ", err)
		}
	}
	found := filesByPath(first)
	page := string(found[html.Path("index")])
	for _, want := range []string{`href="../a%20folder%20&amp;%20more/harbour%231/site/open-items.html#unapproved"`, `<tr id="site-3-1" class="muted">`, "it was changed", `href="../old/index.html"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `id="site-1-1"`) || strings.Contains(page, `id="site-4"`) {
		t.Error("sites are not told apart")
	}
	// The words of the earlier revision are not in the search, those of all others are.
	var words []byte
	for _, path := range slices.Sorted(maps.Keys(found)) {
		if strings.HasPrefix(path, "site/assets/terms/") {
			words = append(words, found[path]...)
		}
	}
	for _, want := range []string{`"qs-standby":[3]`, `"sense1":[1]`, `"the":0`} {
		if !bytes.Contains(words, []byte(want)) {
			t.Errorf("the index lacks %s", want)
		}
	}
}

func filesByPath(files []File) map[string][]byte {
	found := map[string][]byte{}
	for _, f := range files {
		found[f.Path] = f.Data
	}
	return found
}

// TestPortalOfDoubtfulPacks: two packs of one revision that differ are not ranked by chance, and what is no search index stops all.
func TestPortalOfDoubtfulPacks(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	a, b := joinedPack(t, "single-node", "../a", func(*portal.Summary) {}), joinedPack(t, "single-node", "../b", func(*portal.Summary) {})
	_, err = Portal([]JoinedPack{b, a}, nil, "", theme, Options{})
	var same *SameRevisionError
	if !errors.As(err, &same) || same.First != "../a" || same.Second != "../b" {
		t.Error(err)
	}
	for script, known := range map[string]bool{
		`window.another = {"terms":{"a":[1,1]}}`: false, `window.portolanIndex = {"deflated":"no base64"};`: false, `window.portolanIndex = {"deflated":"AAAA"};`: false, "": false,
		`window.portolanIndex = {"units":[],"terms":{"a":[1,1]}};`: true, // as earlier versions wrote it
	} {
		a.Index = func() ([]byte, error) { return []byte(script), nil }
		if _, err = Portal([]JoinedPack{a}, nil, "", theme, Options{}); (err == nil) != known || !known && !strings.Contains(err.Error(), html.SearchPath) {
			t.Errorf("%s: %v", script, err)
		}
	}
}
