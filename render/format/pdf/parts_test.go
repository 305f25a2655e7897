package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"portolan/render/document"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
)

func bookInParts() Book {
	cover := testCover()
	return Book{ID: "HP-0042", Cover: &cover, Front: []*document.Document{pdftest.Control()}, Parts: []Part{
		{Title: "Site", Documents: []*document.Document{pdftest.Overview()}}, {Title: "Hosts and runbooks", Documents: []*document.Document{pdftest.Worksheet("central", 60), pdftest.Runbook()}}}}
}

// TestOutlineOfParts writes the bookmarks of a book in parts, indented by their level, as a reader's program shows them.
func TestOutlineOfParts(t *testing.T) {
	c := layOut(t, bookInParts(), testOptions())
	var got []string
	for _, e := range c.outline {
		if e.Kind != typeset.SectionTitle {
			got = append(got, strings.Repeat(".", e.Level)+e.Title)
		}
	}
	want := "Handover pack, Document control, .Approvals, .Evidence, Contents, Site, .Overview, ..Zones and nodes, Hosts and runbooks, .Firewall worksheet: central, ..Inbound, " +
		"..Signatures, .Runbook: restart of the platform, ..Before, ..Act, ..After"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	checkPages(t, c)
}

// TestNumbersOfPages compares the numbers that an index shows with where its places came to stand.
func TestNumbersOfPages(t *testing.T) {
	c := layOut(t, bookInParts(), testOptions())
	for entry, anchor := range map[string]string{"Stop the engine": "restart#stop", "Rules of central": "central#QX7K41", "With a word below": "overview#open", "Nowhere in this book": ""} {
		line, number := 0.0, ""
		for _, item := range c.pages[1].Items {
			if x, ok := item.(typeset.Text); ok && x.Text == entry {
				line = x.Y
			} else if ok && line > 0 && x.Y == line {
				number = x.Text
			}
		}
		want := ""
		if anchor != "" {
			to, _ := c.find(anchor)
			want = fmt.Sprint(c.at[to.Page] + 1)
		}
		if line == 0 || number != want {
			t.Errorf("%q stands on page %q of the index, want %q", entry, number, want)
		}
	}
}

// TestRoomToSign: what is on record is filled in; what is not leaves a line with room for a pen above it.
func TestRoomToSign(t *testing.T) {
	c := layOut(t, bookInParts(), testOptions())
	texts := map[string]float64{}
	lines := 0
	for _, item := range c.pages[1].Items {
		switch item := item.(type) {
		case typeset.Text:
			texts[item.Text] = item.Y
		case typeset.Box:
			if item.Fill == "ink" {
				lines++
			}
		}
	}
	if lines != 4 || texts["2026-05-02"] == 0 || texts["on record"] == 0 || texts["Nobody else signs."] == 0 {
		t.Errorf("%d lines to sign on; texts: %v", lines, slices.Sorted(maps.Keys(texts)))
	}
	if room := texts["Ola Nordmann"] - texts["Head of platform"]; room < 20 {
		t.Errorf("only %.0f points to sign in", room)
	}
}

// TestMarkOfEveryPage: the mark and the fingerprint stand on each page, and only when there are some.
func TestMarkOfEveryPage(t *testing.T) {
	for _, mark := range []string{"", "DRAFT"} {
		opts := testOptions()
		opts.Mark, opts.Fingerprint = mark, mark
		c := layOut(t, bookInParts(), opts)
		for i, p := range c.pages {
			marks := 0
			for _, item := range p.Items {
				if x, ok := item.(typeset.Text); ok && strings.Contains(x.Text, "DRAFT") {
					marks++
				}
			}
			want := 2
			if mark == "" {
				want = 0
			} else if i == 0 {
				want = 1 // the cover has no footer
			}
			if marks != want {
				t.Errorf("with the mark %q, page %d has it %d times", mark, i+1, marks)
			}
		}
		checkPages(t, c)
	}
}

// TestTextsThatDoNotFit moves a text of a composed book out of its column, off the page and up over its edge; each is found and named.
func TestTextsThatDoNotFit(t *testing.T) {
	for name, move := range map[string]func(*typeset.Text){
		"wider than its column": func(x *typeset.Text) { x.Right = x.X + x.W - 2 },
		"off the page":          func(x *typeset.Text) { x.X += 900; x.Right += 900 },
		"above the page":        func(x *typeset.Text) { x.Y = 2 },
		"below the page":        func(x *typeset.Text) { x.Y += 900 },
	} {
		c := layOut(t, bookInParts(), testOptions())
		for _, item := range c.pages[3].Items {
			if x, ok := item.(typeset.Text); ok && len(x.Text) > 3 {
				move(&x)
				c.pages[3].Items = []any{x}
				pages.Verify(c.Composer, c.pages[3], 4)
				break
			}
		}
		if err := c.Err(); err == nil || !strings.Contains(err.Error(), "page 4, ") || !strings.Contains(err.Error(), "does not fit its place") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFontOfTheTheme sets a character that the program's own fonts lack with a font that a theme brings along.
func TestFontOfTheTheme(t *testing.T) {
	opts := testOptions()
	if _, err := Render(pdftest.TextDocument("a ⌹ b"), opts); err == nil {
		t.Fatal("the program's fonts have the character; the test needs another")
	}
	theme := *opts.Theme
	theme.Fonts.Symbols = dejavusansmono.TTF
	opts.Theme = &theme
	data, err := Render(pdftest.TextDocument("a ⌹ b"), opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := tool(t, data, "pdftotext", "FILE", "-"); !strings.Contains(spaceless(got), "a⌹b") {
		t.Errorf("the text is %q", got)
	}
}

// longNames is a book whose every name is as long as names come.
func longNames() Book {
	long := strings.Repeat("Analytics platform of the northern region ", 9)
	b := bookInParts()
	b.Cover = &Cover{Title: long, Subtitle: long, Customer: long, Note: long, Fields: pdftest.Fields(long, long, strings.Repeat("W", 300), strings.Repeat("W", 300))}
	b.Parts[0].Title, b.Parts[1].Title = long, strings.Repeat("W", 200)
	b.Front[0].Blocks = append(b.Front[0].Blocks, document.Signatures{Caption: long, Labels: document.SignatureLabels{Name: "Name", Role: "Role", Date: long, Signature: long},
		Signers: []document.Signer{{Name: long, Role: long, Date: "2026-05-02", Record: long}, {Name: strings.Repeat("W", 200), Role: "r"}, {Name: "n", Role: "r", Record: long}}}, document.Index{Entries: []document.Cell{
		document.L(long, document.Ref{Document: "restart", Anchor: "stop"}), document.L(strings.Repeat("W", 200), document.Ref{Document: "restart", Anchor: "stop"})}})
	return b
}

// TestLongBooks measures every text of long and large books against its column and its page.
func TestLongBooks(t *testing.T) {
	parts := func(docs ...*document.Document) Book { return bookOf(docs...) }
	for name, book := range map[string]Book{"700 rules": parts(pdftest.Worksheet("central", 700)), "60 steps": parts(pdftest.ManySteps(60)), "long names": longNames()} {
		t.Run(name, func(t *testing.T) {
			opts := testOptions()
			opts.Mark, opts.Fingerprint = strings.Repeat("DRAFT ", 9), strings.Repeat("content ", 30)
			opts.Classification = strings.Repeat("Strictly confidential ", 9)
			book.ID = strings.Repeat("HP-0042 ", 20)
			checkPages(t, layOut(t, book, opts))
		})
	}
}

// TestLevelsOfContents lists parts with their documents, and documents that stand alone with their chapters; what stands before the contents has one line.
func TestLevelsOfContents(t *testing.T) {
	kinds := []struct {
		kind  typeset.TitleKind
		level int
		want  int
	}{{typeset.DocumentTitle, 0, upper}, {typeset.ChapterTitle, 1, 0}, {typeset.DocumentTitle, 0, upper}, {typeset.ChapterTitle, 1, lower}, {typeset.SectionTitle, 2, 0}, {typeset.PartTitle, 0, upper},
		{typeset.DocumentTitle, 1, lower}, {typeset.ChapterTitle, 2, 0}, {typeset.DocumentTitle, 1, lower}}
	entries := func(more int) (all []pages.Entry) {
		for _, k := range kinds {
			all = append(all, pages.Entry{Bookmark: typeset.Bookmark{Kind: k.kind, Level: k.level}})
		}
		all = append(all, pages.Entry{Bookmark: typeset.Bookmark{Kind: typeset.DocumentTitle}})
		for range more {
			all = append(all, pages.Entry{Bookmark: typeset.Bookmark{Kind: typeset.ChapterTitle, Level: 1}})
		}
		return all
	}
	v := &volume{book: Book{Front: []*document.Document{{ID: "control"}}}}
	for i, level := range v.listed(entries(0))[:len(kinds)] {
		if level != kinds[i].want {
			t.Errorf("entry %d has the level %d, want %d", i, level, kinds[i].want)
		}
	}
	if levels := v.listed(entries(longContents)); slices.Contains(levels[len(kinds)+1:], lower) || levels[3] != 0 {
		t.Error("a book of too many chapters lists them")
	}
}
