package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"portolan/render/document"
)

// control is a document as it stands before the contents: who signs, and where things are.
func control() *document.Document {
	return &document.Document{ID: "control", Title: "Document control", Blocks: []document.Block{
		document.Heading{Level: 1, ID: "sign", Text: "Approvals"},
		document.Signatures{ID: "signers", Caption: "Signers", Labels: document.SignatureLabels{Name: "Name", Role: "Role", Date: "Date", Signature: "Signature"}, Signers: []document.Signer{
			{Name: "Kari Nordmann", Role: "Head of platform", Date: "2026-05-02", Record: "on record"}, {Name: "Ola Nordmann", Role: "Network security"},
		}},
		document.Signatures{ID: "nobody", Caption: "Others", Empty: "Nobody else signs.", Labels: document.SignatureLabels{Name: "Name"}},
		document.Heading{Level: 1, ID: "evidence", Text: "Evidence"},
		document.Index{Entries: []document.Cell{document.L("Stop the engine", document.Ref{Document: "restart", Anchor: "stop"}), document.L("Rules of central", document.Ref{Document: "central", Anchor: "QX7K41"}),
			document.L("Nowhere in this book", document.Ref{Document: "nowhere"}), {Lines: []string{"With a word below", "small print"}, Link: document.Ref{Document: "overview", Anchor: "open"}}}},
	}}
}

func bookInParts() Book {
	cover := testCover()
	return Book{ID: "HP-0042", Cover: &cover, Front: []*document.Document{control()}, Parts: []Part{
		{Title: "Site", Documents: []*document.Document{overview()}}, {Title: "Hosts and runbooks", Documents: []*document.Document{worksheetOf("central", 60), runbook()}}}}
}

// TestOutlineOfParts writes the bookmarks of a book in parts, indented by their level, as a reader's program shows them.
func TestOutlineOfParts(t *testing.T) {
	c := layOut(t, bookInParts(), testOptions())
	var got []string
	for _, e := range c.outline {
		if e.kind != sectionEntry {
			got = append(got, strings.Repeat(".", e.level)+e.title)
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
		for _, item := range c.pages[1].items {
			if x, ok := item.(text); ok && x.text == entry {
				line = x.y
			} else if ok && line > 0 && x.y == line {
				number = x.text
			}
		}
		want := ""
		if anchor != "" {
			to, _ := c.find(anchor)
			want = fmt.Sprint(c.at[to.page] + 1)
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
	for _, item := range c.pages[1].items {
		switch item := item.(type) {
		case text:
			texts[item.text] = item.y
		case box:
			if item.fill == "ink" {
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
			for _, item := range p.items {
				if x, ok := item.(text); ok && strings.Contains(x.text, "DRAFT") {
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
	for name, move := range map[string]func(*text){
		"wider than its column": func(x *text) { x.right = x.x + x.w - 2 },
		"off the page":          func(x *text) { x.x += 900; x.right += 900 },
		"above the page":        func(x *text) { x.y = 2 },
		"below the page":        func(x *text) { x.y += 900 },
	} {
		c := layOut(t, bookInParts(), testOptions())
		for _, item := range c.pages[3].items {
			if x, ok := item.(text); ok && len(x.text) > 3 {
				move(&x)
				c.inPlace(x, c.pages[3], 4)
				break
			}
		}
		if c.err == nil || !strings.Contains(c.err.Error(), "page 4, ") || !strings.Contains(c.err.Error(), "does not fit its place") {
			t.Errorf("%s: %v", name, c.err)
		}
	}
}

// TestFontOfTheTheme sets a character that the program's own fonts lack with a font that a theme brings along.
func TestFontOfTheTheme(t *testing.T) {
	opts := testOptions()
	if _, err := Render(textDocument("a ⌹ b"), opts); err == nil {
		t.Fatal("the program's fonts have the character; the test needs another")
	}
	theme := *opts.Theme
	theme.Fonts.Symbols = dejavusansmono.TTF
	opts.Theme = &theme
	data, err := Render(textDocument("a ⌹ b"), opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := tool(t, data, "pdftotext", "FILE", "-"); !strings.Contains(spaceless(got), "a⌹b") {
		t.Errorf("the text is %q", got)
	}
}

// manySteps is a runbook as long as any in practice.
func manySteps(n int) *document.Document {
	doc := &document.Document{ID: "many", Title: "Runbook: many steps", Blocks: []document.Block{document.Heading{Level: 1, ID: "steps", Text: "Steps"}}}
	host := strings.Repeat("analytics-", 7) + "x.y.exampl"
	for i := range n {
		doc.Blocks = append(doc.Blocks, document.Step{ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Step %d of many: %s", i, strings.Repeat("do something ", i%9)), Where: []document.Cell{document.C(host)},
			Who: "Platform operator", Minutes: i, Body: strings.Repeat("Text of the step. ", i), Commands: []document.Command{{Shell: "bash", Where: host, Text: "run --host " + host + " --step " + fmt.Sprint(i)}},
			Expect: "It is **done**.", IfFails: "Call somebody.", Labels: stepLabelWords})
	}
	return doc
}

// longNames is a book whose every name is as long as names come.
func longNames() Book {
	long := strings.Repeat("Analytics platform of the northern region ", 9)
	b := bookInParts()
	b.Cover = &Cover{Title: long, Subtitle: long, Customer: long, Note: long, Fields: fieldsOf(long, long, strings.Repeat("W", 300), strings.Repeat("W", 300))}
	b.Parts[0].Title, b.Parts[1].Title = long, strings.Repeat("W", 200)
	b.Front[0].Blocks = append(b.Front[0].Blocks, document.Signatures{Caption: long, Labels: document.SignatureLabels{Name: "Name", Role: "Role", Date: long, Signature: long},
		Signers: []document.Signer{{Name: long, Role: long, Date: "2026-05-02", Record: long}, {Name: strings.Repeat("W", 200), Role: "r"}, {Name: "n", Role: "r", Record: long}}}, document.Index{Entries: []document.Cell{
		document.L(long, document.Ref{Document: "restart", Anchor: "stop"}), document.L(strings.Repeat("W", 200), document.Ref{Document: "restart", Anchor: "stop"})}})
	return b
}

// TestLongBooks measures every text of long and large books against its column and its page.
func TestLongBooks(t *testing.T) {
	parts := func(docs ...*document.Document) Book { return bookOf(docs...) }
	for name, book := range map[string]Book{"700 rules": parts(worksheetOf("central", 700)), "60 steps": parts(manySteps(60)), "long names": longNames()} {
		t.Run(name, func(t *testing.T) {
			opts := testOptions()
			opts.Mark, opts.Fingerprint = strings.Repeat("DRAFT ", 9), strings.Repeat("content ", 30)
			opts.Classification = strings.Repeat("Strictly confidential ", 9)
			book.ID = strings.Repeat("HP-0042 ", 20)
			checkPages(t, layOut(t, book, opts))
		})
	}
}

// TestTextStaysWithItsTable moves a heading, its text and a table down a page: the text is never parted from the table's first row.
func TestTextStaysWithItsTable(t *testing.T) {
	for lines := range 52 {
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Text{Text: strings.Repeat("line\n", lines)},
			document.Heading{Level: 1, Text: "Ports"}, document.Text{Text: "What the table says."}, narrowTable(4)}})
		for _, p := range c.pages[2:] {
			intro, row := false, false
			for _, item := range p.items {
				if x, ok := item.(text); ok {
					intro, row = intro || x.text == "What the table says.", row || x.text == "4000"
				}
			}
			if intro != row {
				t.Fatalf("after %d lines the text stands without the table", lines)
			}
		}
	}
}
