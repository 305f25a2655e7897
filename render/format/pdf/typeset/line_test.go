package typeset

import (
	"math"
	"strings"
	"testing"

	"portolan/render/document"
)

// TestLines breaks spans into lines. Fragments are parted by "|", and B, M and S stand before those that are bold, of fixed pitch and in the
// symbol font.
func TestLines(t *testing.T) {
	plain := Style{Face: Sans, Size: 10, Colour: "ink"}
	heavy, fixed := plain.strong(), Style{Face: Mono, Size: 10, Colour: "ink"}
	for _, test := range []struct {
		what  string
		width float64
		spans []Span
		want  string
	}{
		{"nothing", 100, nil, ""},
		{"empty", 100, []Span{{"", plain}}, ""},
		{"spaces are one", 100, []Span{{"  a   b ", plain}}, "a b"},
		{"one line", 100, []Span{{"host of the zone", plain}}, "host of the zone"},
		{"several lines", 40, []Span{{"host of the zone", plain}}, "host of/the zone"},
		{"lines of its own", 100, []Span{{"host\n\nof", plain}, {"\nzone", plain}}, "host//of/zone"},
		{"a word in two styles", 100, []Span{{"ho", plain}, {"st", heavy}, {" of", plain}}, "ho|Bst |of"},
		{"a word in two spans", 100, []Span{{"a ho", plain}, {"st", plain}, {" of", plain}}, "a host of"},
		{"a space at the end of a span", 100, []Span{{"host ", plain}, {"of", heavy}}, "host |Bof"},
		{"the same word again", 100, []Span{{"of of", plain}, {" of", plain}}, "of of of"},
		{"a no-break space", 40, []Span{{"host of\u00A0the zone", plain}}, "host/of\u00A0the/zone"},
		{"cleaned", 100, []Span{{"e\u0301\tb\u200Bc", plain}}, "é bc"},
		{"another font", 100, []Span{{"a ✓b c", plain}}, "a |S✓|b c"},
		{"a space beside code", 200, []Span{{"see ", plain}, {"host x", fixed}, {" of", plain}}, "see |Mhost x| of"},
		{"a space before code", 200, []Span{{"see", plain}, {" host ", fixed}, {"of", plain}}, "see |Mhost| of"},
		{"the first characters", 25, []Span{{"to edge.example", fixed}}, "Mto/Medge/M.exa/Mmple"},
		{"no two characters alone", 61, []Span{{"abcdefghijkl", fixed}}, "Mabcdefghi/Mjkl"},
		{"behind a dot", 61, []Span{{"relay1.northwater", fixed}}, "Mrelay1./Mnorthwater"},
		{"behind a no-break space", 61, []Span{{"+46\u00A031\u00A0555\u00A001", fixed}}, "M+46\u00A031\u00A0/M555\u00A001"},
		{"a long word", 31, []Span{{"to edge-00.example", fixed}}, "Mto/Medge-/M00./Mexam/Mple"},
	} {
		c := desk(t)
		var lines []string
		for _, l := range c.wrap(test.spans, test.width) {
			var parts []string
			w := 0.0
			for _, f := range l.fragments {
				parts = append(parts, map[Face]string{Bold: "B", Mono: "M", Symbols: "S"}[f.Face]+f.text)
				w += c.faces.width(f.Face, f.text, f.Size)
			}
			if math.Abs(l.W-w) > 1e-9 {
				t.Errorf("%s: %q is %g wide, not %g", test.what, parts, w, l.W)
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
	small := Style{Face: Sans, Size: 8, Colour: "ink"}
	c := desk(t)
	for _, text := range []string{"", "one", "two words", "first line\nlonger second line\nx", "edge-00.prod.example.net and more", "with ✓ a sign"} {
		spans := []Span{{text, small}, {"\nword", small.strong()}}
		cell := c.cellNeed(spans, document.Words)
		widest, word := 0.0, 0.0
		for _, l := range c.wrap(spans, math.Inf(1)) {
			widest = max(widest, l.W)
			for _, f := range l.fragments {
				word = max(word, min(c.longest(f.text, f.Style), 14*f.Size*0.601))
			}
		}
		if math.Abs(cell.natural-widest) > 1e-9 || math.Abs(cell.least-word) > 1e-9 {
			t.Errorf("%q needs %g, at least %g; its lines %g, its words %g", text, cell.natural, cell.least, widest, word)
		}
	}
}

// TestColumnsWithoutWidthEnd sets words in columns that have no room at all: each letter has a line, and the setting ends.
func TestColumnsWithoutWidthEnd(t *testing.T) {
	for _, width := range []float64{0, -10} {
		if got := len(desk(t).wrap([]Span{{"abc d", Style{Face: Sans, Size: 9, Colour: "ink"}}}, width)); got < 4 {
			t.Errorf("%d lines at a width of %.0f", got, width)
		}
	}
}
