package html

import (
	"fmt"
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/ref"
)

// TestDoors prints a page that is opened first: its doors stand in the place of contents, and a link to a file says what the file is.
func TestDoors(t *testing.T) {
	doors := document.Doors{Doors: []document.Door{{ID: "door-down", Title: "Something is down", Link: ref.Document("down"), Groups: []document.DoorGroup{
		{Short: true, Items: []document.Cell{document.L("central", ref.Document("lost/central"))}},
		{Title: "On paper", Items: []document.Cell{document.L("Runbooks", ref.File("runbooks.pdf")), document.L("Rules", ref.File("data/rules.csv"))}}}}}}
	doc := &document.Document{ID: "index", Title: "Mills", Blocks: []document.Block{doors, document.Heading{Level: 1, ID: "a", Text: "A"}, document.Heading{Level: 1, ID: "b", Text: "B"},
		document.Heading{Level: 1, ID: "c", Text: "C"}}}
	opts := testOptions(t)
	opts.Files = []document.Cell{document.L("Summary", ref.File("summary.pdf"))}
	opts.About = func(path string) string {
		return map[string]string{"runbooks.pdf": "PDF, 9 pages", "summary.pdf": "PDF, 1 page"}[path]
	}
	page, err := Page(doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		`<section class="door" id="door-down">`: 1, `<h2><a href="site/down.html">Something is down</a></h2>`: 1, `<li><a href="site/lost/central.html">central</a>`: 1,
		`<li><a href="runbooks.pdf">Runbooks</a> <span class="about">PDF, 9 pages</span>`: 1, `<li><a href="data/rules.csv">Rules</a>`: 1,
		`<li><a href="summary.pdf">Summary</a> <span class="about">PDF, 1 page</span>`: 1, `class="contents"`: 0,
	} {
		if got := strings.Count(string(page), text); got != want {
			t.Errorf("%q stands %d times in the page, want %d", text, got, want)
		}
	}
}

// TestMenuOpensWhereThePageStands: the section of the page is open, and in it the group; short cuts are no pages of their own.
func TestMenuOpensWhereThePageStands(t *testing.T) {
	site := testOptions(t).Site
	if prev, next := site.Neighbours("zones"); prev == nil || prev.ID != "index" || next == nil || next.ID != "questions" {
		t.Errorf("before and after the zones: %v, %v", prev, next)
	}
	if prev, next := site.Neighbours("index"); prev != nil || next == nil || next.ID != "zones" {
		t.Errorf("before and after the first page: %v, %v", prev, next)
	}
	for id, open := range map[string]int{"index": 0, "zones": 1, "nodes/db": 2, "runbooks/backup": 1} {
		opts := testOptions(t)
		page, err := Page(&document.Document{ID: id, Title: "x"}, opts)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(page), "<details open>"); got != open {
			t.Errorf("%s: %d folds of the menu are open, want %d", id, got, open)
		}
		if got := strings.Count(string(page), `aria-current="page">`); got < 1 {
			t.Errorf("%s: the menu does not say where the page stands", id)
		}
	}
}

// TestLongSections: of a section that is listed on a page, menus have that page and what is near the reader.
func TestLongSections(t *testing.T) {
	hosts := Section{Title: "Hosts", List: Item{Title: "All hosts", ID: "index", Place: "table-hosts"}}
	for n := range LongSection + 1 {
		hosts.Items = append(hosts.Items, Item{Title: fmt.Sprintf("host %d", n), ID: fmt.Sprintf("nodes/host%d", n)})
	}
	for id, want := range map[string]int{"index": 1, "nodes/host0": 2 + nearItems, "nodes/host30": 2 + 2*nearItems} {
		if got := hosts.near(id); len(got) != want || got[0] != hosts.List {
			t.Errorf("%s: the menu has %v", id, got)
		}
	}
	if all := hosts.Items[:LongSection]; len(Section{Items: all, List: hosts.List}.near("index")) != LongSection || len(Section{Items: hosts.Items}.near("index")) != LongSection+1 {
		t.Error("a menu leaves out what it has room for, or what nothing else lists")
	}
}
