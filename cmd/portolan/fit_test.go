package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// fit tells what of a page is wider than its window, and what scrolls inside the page from top to bottom.
const fit = `addEventListener("load", () => setTimeout(() => {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > innerWidth + 1) found.push("the page is " + root.scrollWidth + " wide");
  for (const t of document.querySelectorAll(".table, .prose table")) {
    const own = t.querySelector("table") || t, room = (t.closest("main") || root).getBoundingClientRect();
    if (own.getBoundingClientRect().right > room.right + 1 || own.scrollWidth > own.clientWidth + 1) found.push((t.id || own.innerText.slice(0, 40)) + " is " + Math.round(own.getBoundingClientRect().width) + " wide");
    const scroll = t.querySelector(".scroll");
    if (scroll && (scroll.scrollWidth > scroll.clientWidth + 1 || scroll.scrollHeight > scroll.clientHeight + 1)) found.push((t.id || "a table") + " scrolls");
  }
  parent.postMessage(found, "*");
}, 50));`

// TestTablesFitTheirPages opens pages on a laptop and on a phone: no table is wider than its page, and none scrolls inside it.
func TestTablesFitTheirPages(t *testing.T) {
	testenv.Long(t, "opens every page in a browser")
	browser := needs(t, "chromium")
	for _, name := range testenv.Choose(t, "sites whose tables are measured", exampleSites(t), []string{example, "thoughtspot-forty"}, []string{example}) {
		pack := buildPack(t, name)
		var names []string
		for _, page := range onePerKind(pack, pages(t, pack)) {
			names = append(names, auditable(t, pack, page))
		}
		if err := os.WriteFile(filepath.Join(pack, "site", "assets", "audit.js"), []byte(fit), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, width := range []string{"1366", "390"} {
			for i, found := range inFrames[[]string](t, browser, pack, width, names) {
				for _, what := range found {
					t.Errorf("%s, %s at %s: %s", name, names[i], width, what)
				}
			}
		}
	}
}

// inFrames opens pages in a frame of a width and returns what each tells.
func inFrames[T any](t *testing.T, browser, pack, width string, names []string) []T {
	t.Helper()
	list, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	start := filepath.Join(pack, "audit.htm")
	shown := strings.NewReplacer("PAGES", string(list), "WIDTH", width).Replace(around)
	if err := os.WriteFile(start, []byte(shown), 0o644); err != nil {
		t.Fatal(err)
	}
	found := auditResult.FindSubmatch(dump(t, browser, start))
	if found == nil {
		t.Fatal("the pages told nothing")
	}
	var said []T
	if err := json.Unmarshal(found[1], &said); err != nil || len(said) != len(names) {
		t.Fatalf("%d of %d pages: %v", len(said), len(names), err)
	}
	return said
}
