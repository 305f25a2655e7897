package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"portolan/render/document"
)

func desk(tb testing.TB, docs ...*document.Document) *composer {
	tb.Helper()
	s, err := newStock(docs, testOptions())
	if err != nil {
		tb.Fatal(err)
	}
	return s.newBench().composer()
}

// TestLines breaks spans into lines. Fragments are parted by "|", and B, M and S stand before those that are bold, of fixed pitch and in the
// symbol font.
func TestLines(t *testing.T) {
	plain := style{face: sans, size: 10, colour: "ink"}
	heavy, fixed := plain.strong(), style{face: mono, size: 10, colour: "ink"}
	for _, test := range []struct {
		what  string
		width float64
		spans []span
		want  string
	}{
		{"nothing", 100, nil, ""},
		{"empty", 100, []span{{"", plain}}, ""},
		{"spaces are one", 100, []span{{"  a   b ", plain}}, "a b"},
		{"one line", 100, []span{{"host of the zone", plain}}, "host of the zone"},
		{"several lines", 40, []span{{"host of the zone", plain}}, "host of/the zone"},
		{"lines of its own", 100, []span{{"host\n\nof", plain}, {"\nzone", plain}}, "host//of/zone"},
		{"a word in two styles", 100, []span{{"ho", plain}, {"st", heavy}, {" of", plain}}, "ho|Bst |of"},
		{"a word in two spans", 100, []span{{"a ho", plain}, {"st", plain}, {" of", plain}}, "a host of"},
		{"a space at the end of a span", 100, []span{{"host ", plain}, {"of", heavy}}, "host |Bof"},
		{"the same word again", 100, []span{{"of of", plain}, {" of", plain}}, "of of of"},
		{"a no-break space", 40, []span{{"host of\u00A0the zone", plain}}, "host/of\u00A0the/zone"},
		{"cleaned", 100, []span{{"e\u0301\tb\u200Bc", plain}}, "é bc"},
		{"another font", 100, []span{{"a ✓b c", plain}}, "a |S✓|b c"},
		{"a space beside code", 200, []span{{"see ", plain}, {"host x", fixed}, {" of", plain}}, "see |Mhost x| of"},
		{"a space before code", 200, []span{{"see", plain}, {" host ", fixed}, {"of", plain}}, "see |Mhost| of"},
		{"the first characters", 25, []span{{"to edge.example", fixed}}, "Mto/Medge/M.exa/Mmple"},
		{"no two characters alone", 61, []span{{"abcdefghijkl", fixed}}, "Mabcdefghi/Mjkl"},
		{"behind a dot", 61, []span{{"relay1.northwater", fixed}}, "Mrelay1./Mnorthwater"},
		{"behind a no-break space", 61, []span{{"+46\u00A031\u00A0555\u00A001", fixed}}, "M+46\u00A031\u00A0/M555\u00A001"},
		{"a long word", 31, []span{{"to edge-00.example", fixed}}, "Mto/Medge-/M00./Mexam/Mple"},
	} {
		c := desk(t)
		var lines []string
		for _, l := range c.wrap(test.spans, test.width) {
			var parts []string
			w := 0.0
			for _, f := range l.fragments {
				parts = append(parts, map[face]string{bold: "B", mono: "M", symbols: "S"}[f.face]+f.text)
				w += c.faces.width(f.face, f.text, f.size)
			}
			if math.Abs(l.w-w) > 1e-9 {
				t.Errorf("%s: %q is %g wide, not %g", test.what, parts, w, l.w)
			}
			lines = append(lines, strings.Join(parts, "|"))
		}
		if got := strings.Join(lines, "/"); got != test.want || c.err != nil {
			t.Errorf("%s: %q, want %q; %v", test.what, got, test.want, c.err)
		}
	}
}

// TestCellNeed holds the need of a cell, which is measured word by word, against its lines.
func TestCellNeed(t *testing.T) {
	small := style{face: sans, size: 8, colour: "ink"}
	c := desk(t)
	for _, text := range []string{"", "one", "two words", "first line\nlonger second line\nx", "edge-00.prod.example.net and more", "with ✓ a sign"} {
		spans := []span{{text, small}, {"\nword", small.strong()}}
		cell := c.cellNeed(spans, document.Words)
		widest, word := 0.0, 0.0
		for _, l := range c.wrap(spans, math.Inf(1)) {
			widest = max(widest, l.w)
			for _, f := range l.fragments {
				word = max(word, min(c.longest(f.text, f.style), 14*f.size*0.601))
			}
		}
		if math.Abs(cell.natural-widest) > 1e-9 || math.Abs(cell.least-word) > 1e-9 {
			t.Errorf("%q needs %g, at least %g; its lines %g, its words %g", text, cell.natural, cell.least, widest, word)
		}
	}
}

// TestOrdinaryCharactersAreClean: what is said to need no cleaning is the same after it, alone and beside others.
func TestOrdinaryCharactersAreClean(t *testing.T) {
	n := 0
	for r := range rune(0x10000) {
		if !isOrdinary(r) {
			continue
		}
		n++
		for _, text := range []string{string(r), "e" + string(r) + "e", string(r) + string(r)} {
			if got := cleaned(text); got != text {
				t.Fatalf("%+q becomes %+q", text, got)
			}
		}
		if p := norm.NFC.PropertiesString(string(r)); !p.BoundaryBefore() || p.CCC() != 0 {
			t.Fatalf("U+%04X may combine with what stands before", r)
		}
	}
	if n < 900 {
		t.Errorf("only %d characters are ordinary", n)
	}
}

// TestWorkspaceIsUsedAgain composes documents with a workspace that others have used, and compares all that stands on their pages.
func TestWorkspaceIsUsedAgain(t *testing.T) {
	used := &workspace{}
	for range 2 {
		for _, doc := range []*document.Document{longTexts(), overview(), worksheetOf("central", 60), runbook()} {
			fresh, again := desk(t, doc), desk(t, doc)
			again.workspace = used
			fresh.document(doc)
			again.document(doc)
			if fresh.err != nil || again.err != nil {
				t.Fatal(fresh.err, again.err)
			}
			if got, want := onPages(again), onPages(fresh); !slices.Equal(got, want) {
				t.Errorf("%s: other pages with a workspace that was used", doc.ID)
			}
		}
	}
}

func onPages(c *composer) []string {
	var out []string
	for _, p := range c.pages {
		for _, item := range p.items {
			out = append(out, fmt.Sprintf("%+v", item))
		}
		for _, l := range p.links {
			out = append(out, fmt.Sprintf("%+v", l))
		}
	}
	return out
}

// BenchmarkCompose composes the documents of a site of thirty hosts, and writes none.
func BenchmarkCompose(b *testing.B) {
	docs := []*document.Document{overview(), control()}
	for i := range 30 {
		sheet, book := worksheetOf(fmt.Sprint("host", i), 20), runbook()
		book.ID += fmt.Sprint(i)
		docs = append(docs, sheet, book)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := desk(b, docs...)
		for _, doc := range docs {
			c.document(doc)
		}
		if c.err != nil {
			b.Fatal(c.err)
		}
	}
}

// TestColumnsWithoutWidthEnd sets words in columns that have no room at all: each letter has a line, and the setting ends.
func TestColumnsWithoutWidthEnd(t *testing.T) {
	for _, width := range []float64{0, -10} {
		if got := len(desk(t).wrap([]span{{"abc d", style{face: sans, size: 9, colour: "ink"}}}, width)); got < 4 {
			t.Errorf("%d lines at a width of %.0f", got, width)
		}
	}
}
