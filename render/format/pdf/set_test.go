package pdf

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"portolan/render/document"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

func several() []*document.Document {
	return []*document.Document{pdftest.Overview(), pdftest.Worksheet("central", 60), pdftest.Runbook(), pdftest.Worksheet("edge", 3)}
}

// renderAll prints each document alone, in one printing.
func renderAll(docs []*document.Document) ([][]byte, error) {
	var books []Book
	for _, doc := range docs {
		books = append(books, Alone(doc))
	}
	return dataOf(RenderSet(books, testOptions()))
}

// dataOf are the files of a set without their pages.
func dataOf(printed []Printed, err error) (files [][]byte, _ error) {
	for _, p := range printed {
		files = append(files, p.Data)
	}
	return files, err
}

// TestSetEqualsSingles holds each file of a set against the file that its document becomes alone: text, pages, bookmarks, and where links
// lead.
func TestSetEqualsSingles(t *testing.T) {
	files, err := renderAll(several())
	if err != nil {
		t.Fatal(err)
	}
	for i, doc := range several() {
		single, err := Render(doc, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := destinations(t, files[i]), destinations(t, single); !slices.Equal(got, want) {
			t.Errorf("%s: links and bookmarks lead elsewhere:\n%s\nwant\n%s", doc.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if got, want := tool(t, files[i], "pdftotext", "-layout", "FILE", "-"), tool(t, single, "pdftotext", "-layout", "FILE", "-"); got != want {
			t.Errorf("%s: other text:\n%s\nwant\n%s", doc.ID, got, want)
		}
		if got, want := described(tool(t, files[i], "pdfinfo", "FILE")), described(tool(t, single, "pdfinfo", "FILE")); got != want {
			t.Errorf("%s: described as\n%s\nwant\n%s", doc.ID, got, want)
		}
		if out := tool(t, files[i], "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
			t.Errorf("%s: %s", doc.ID, out)
		}
		for _, line := range strings.Split(strings.TrimSpace(tool(t, files[i], "pdffonts", "FILE")), "\n")[2:] {
			if !regexp.MustCompile(`Identity-H\s+yes`).MatchString(line) {
				t.Errorf("%s: not embedded: %s", doc.ID, line)
			}
		}
	}
}

// described are the lines about a file that do not depend on its length.
func described(info string) string {
	return regexp.MustCompile(`(?m)^(File size|PDF version|Optimized):.*\n`).ReplaceAllString(info, "")
}

var (
	kids    = regexp.MustCompile(`/Kids \[([^]]*)\]`)
	dest    = regexp.MustCompile(`/Dest \[(\d+) 0 R /XYZ 0 (-?[\d.]+) null\]`)
	outline = regexp.MustCompile(`(?s)\d+ 0 obj\n<</Title (.*?)\n/Parent.*?/Dest \[(\d+) 0 R /XYZ 0 (-?[\d.]+) null\]`)
)

// destinations are the places that a file's links and bookmarks lead to, by page, with the bookmarks' titles.
func destinations(t *testing.T, file []byte) []string {
	t.Helper()
	file = pdftest.Unpack(t, file)
	page := map[string]int{}
	for i, kid := range regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(kids.Find(file), -1) {
		page[string(kid[1])] = i + 1
	}
	var out []string
	for _, m := range dest.FindAllSubmatch(file, -1) {
		if page[string(m[1])] == 0 {
			t.Fatalf("%s leads to no page", m[0])
		}
		out = append(out, fmt.Sprintf("page %d at %s", page[string(m[1])], m[2]))
	}
	for _, m := range outline.FindAllSubmatch(file, -1) {
		out = append(out, fmt.Sprintf("bookmark %q: page %d at %s", title(t, m[1]), page[string(m[2])], m[3]))
	}
	if len(out) < 2 {
		t.Fatal("no links")
	}
	slices.Sort(out)
	return out
}

// title reads a string of a PDF: in parentheses, or in hexadecimal digits.
func title(t *testing.T, text []byte) string {
	t.Helper()
	raw := bytes.TrimSuffix(bytes.TrimPrefix(text, []byte("(")), []byte(")"))
	if text[0] == '<' {
		raw = make([]byte, hex.DecodedLen(len(text)-2))
		if _, err := hex.Decode(raw, text[1:len(text)-1]); err != nil {
			t.Fatal(err)
		}
	} else {
		raw = regexp.MustCompile(`(?s)\\(.)`).ReplaceAll(raw, []byte("$1"))
	}
	var units []uint16
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// TestBooksOfASetEqualThemselvesAlone prints books that share documents, at once and one by one.
func TestBooksOfASetEqualThemselvesAlone(t *testing.T) {
	docs := several()
	cover := testCover()
	books := []Book{{ID: "all", Cover: &cover, Front: docs[:1], Parts: []Part{{Title: "Hosts", Documents: docs[1:2]}, {Title: "More", Documents: docs[2:]}}},
		{ID: "two", Cover: &cover, Parts: []Part{{Documents: docs[1:3]}}}, Alone(docs[0])}
	printed, err := RenderSet(books, testOptions())
	files, err := dataOf(printed, err)
	if err != nil {
		t.Fatal(err)
	}
	for i, book := range books {
		alone, err := RenderBook(book, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		if said := tool(t, files[i], "pdfinfo", "FILE"); !strings.Contains(strings.Join(strings.Fields(said), " "), fmt.Sprintf("Pages: %d ", printed[i].Pages)) {
			t.Errorf("%s: %d pages counted, but\n%s", book.ID, printed[i].Pages, said)
		}
		if got, want := destinations(t, files[i]), destinations(t, alone); !slices.Equal(got, want) {
			t.Errorf("%s: links and bookmarks lead elsewhere:\n%s\nwant\n%s", book.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if got, want := tool(t, files[i], "pdftotext", "-layout", "FILE", "-"), tool(t, alone, "pdftotext", "-layout", "FILE", "-"); got != want {
			t.Errorf("%s: other text:\n%s\nwant\n%s", book.ID, got, want)
		}
	}
}

// TestLinkLooksLikeOneWhereItLeads sets a document once for two files. In the one that holds what its link leads to, the link has its colour
// and leads there; in the other the text is plain. It is the same whoever made it: content, or a person who names a document or its page.
func TestLinkLooksLikeOneWhereItLeads(t *testing.T) {
	for name, block := range map[string]document.Block{
		"content":  document.List{Items: []document.Cell{document.L("the way", document.Ref{Document: "to"})}},
		"document": document.Prose{Markdown: "[the way](document:to)"}, "page": document.Prose{Markdown: "[the way](site/to.html)"},
	} {
		t.Run(name, func(t *testing.T) { linkLeads(t, block) })
	}
}

func linkLeads(t *testing.T, block document.Block) {
	from := &document.Document{ID: "from", Title: "From", Blocks: []document.Block{block}}
	to := &document.Document{ID: "to", Title: "To"}
	books := []Book{{ID: "both", Parts: []Part{{Documents: []*document.Document{from, to}}}}, Alone(from)}
	printed := &printing{opts: testOptions(), settings: map[*document.Document]*pages.Setting{}, runs: runsOf(books)}
	var err error
	if printed.stock, err = printed.opts.stock(slices.Concat(printed.runs...)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(printed.compose(nil), printed.bind(books)); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		colour string
		links  int
	}{{"accent", 1}, {"ink", 0}} {
		leaf := printed.volumes[i].leaves[0]
		colour := ""
		for _, item := range leaf.over.Items {
			if x, ok := item.(typeset.Text); ok && x.Text == "the way" {
				colour = x.Colour
			}
		}
		if colour != want.colour || len(leaf.links) != want.links {
			t.Errorf("in %s the link is %q and there are %d, want %q and %d", books[i].ID, colour, len(leaf.links), want.colour, want.links)
		}
	}
}

// TestOneDocumentIsSetOnce counts the settings of a document that three files hold.
func TestOneDocumentIsSetOnce(t *testing.T) {
	docs := several()
	drawn := map[diagram.Picture]int{}
	var counting sync.Mutex
	opts := testOptions()
	draw := opts.Draw
	opts.Draw = func(p diagram.Picture) *diagram.Drawing {
		counting.Lock()
		defer counting.Unlock()
		drawn[p]++
		return draw(p)
	}
	if _, err := RenderSet([]Book{Alone(docs[0]), bookOf(docs...), Alone(docs[0])}, opts); err != nil {
		t.Fatal(err)
	}
	if len(drawn) == 0 {
		t.Fatal("no document has a figure")
	}
	for p, times := range drawn {
		if times != 1 {
			t.Errorf("a figure was drawn %d times: %v", times, p)
		}
	}
}

// TestSetIsTheSameTwice asks for equal bytes, and that a document's pages do not depend on what stands before it.
func TestSetIsTheSameTwice(t *testing.T) {
	a, err := renderAll(several())
	if err != nil {
		t.Fatal(err)
	}
	b, err := renderAll(several())
	if err != nil || !slices.EqualFunc(a, b, bytes.Equal) {
		t.Error("not the same bytes", err)
	}
	if none, err := renderAll(nil); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
}

// TestSetNamesTheDocument asks for the name of the document that cannot be printed.
func TestSetNamesTheDocument(t *testing.T) {
	bad := &document.Document{ID: "bad", Title: "Bad", Blocks: []document.Block{document.Text{Text: "\U0001F600"}}}
	if _, err := renderAll(append(several(), bad)); err == nil || !strings.Contains(err.Error(), "render bad") {
		t.Error(err)
	}
}

// BenchmarkSet prints thirty short documents at once, and one by one.
func BenchmarkSet(b *testing.B) {
	var docs []*document.Document
	for i := range 30 {
		docs = append(docs, pdftest.Worksheet(fmt.Sprint("host", i), 10))
	}
	b.Run("together", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := renderAll(docs); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one by one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, doc := range docs {
				if _, err := Render(doc, testOptions()); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// TestManyPagesHaveRoomForTheirNumbers: a book of more than a thousand pages is printed, and a reference has the whole number of its page.
func TestManyPagesHaveRoomForTheirNumbers(t *testing.T) {
	const n = 1010
	docs := make([]*document.Document, n)
	for i := range docs {
		docs[i] = &document.Document{ID: fmt.Sprintf("doc%d", i), Title: fmt.Sprintf("Document %d", i)}
	}
	items := []document.Cell{{Lines: []string{"The first"}, Link: ref.Document("doc0"), Paged: true}}
	for i := range 40 { // some end where the line does
		items = append(items, document.Cell{Lines: []string{"The last" + strings.Repeat(" and", 10) + strings.Repeat("x", i)}, Link: ref.Document(docs[n-1].ID), Paged: true})
	}
	docs[0].Blocks = []document.Block{document.List{Items: items}}
	data, err := RenderBook(Book{ID: "many", Series: "Many pages", Parts: []Part{{Documents: docs}}}, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(tool(t, data, "pdftotext", "-l", "1", "FILE", "-")), " ")
	for _, want := range []string{"The first (page 1)", "x (page 1010)"} {
		if !strings.Contains(said, want) {
			t.Errorf("the first page lacks %q: %s", want, said)
		}
	}
}
