package typeset

import (
	"slices"
	"strings"
	"testing"

	"portolan/render/document"
)

// cellsOf sets a table of one row in a width, and returns the lines of each cell.
func cellsOf(t *testing.T, width float64, columns []document.Column, cells ...string) []string {
	t.Helper()
	c := desk(t)
	table := document.Table{ID: "t", Columns: columns}
	row := document.Row{}
	for _, cell := range cells {
		row.Cells = append(row.Cells, document.C(cell))
	}
	table.Rows = []document.Row{row}
	g := c.gridOf(table)
	g.layColumns(Area{0, width}, &c.counts)
	var out []string
	for i, column := range g.columns {
		var lines []string
		for _, l := range c.wrap(g.rows[0].cells[i], column.w-2*cellPadX) {
			text := ""
			for _, f := range l.fragments {
				text += f.text
			}
			lines = append(lines, text)
		}
		out = append(out, strings.Join(lines, "/"))
	}
	if c.err != nil {
		t.Fatal(c.err)
	}
	return out
}

// TestNamesInCells sets a name beside a long text: it stays whole where the text hardly suffers, else it is broken behind a dot.
func TestNamesInCells(t *testing.T) {
	columns := []document.Column{{Title: "Host", Kind: document.Code}, {Title: "Purpose", Weight: 3}}
	text := strings.Repeat("some words ", 12)
	for _, test := range []struct {
		width      float64
		name, want string
	}{
		{340, "qs-proxy1.harbour.example", "qs-proxy1.harbour.example"},
		{130, "qs-proxy1.harbour.example", "qs-proxy1./harbour.example"},
		{130, "relay1.northwater.example", "relay1./northwater./example"},
		{300, "+46\u00A031\u00A0555\u00A001\u00A010", "+46\u00A031\u00A0555\u00A001\u00A010"},
		{150, "+46\u00A031\u00A0555\u00A001\u00A010", "+46\u00A031\u00A0555\u00A001\u00A010"},
		{140, "a-label-that-has-many.example", "a-label-that-/has-many.example"},
	} {
		if got := cellsOf(t, test.width, columns, test.name, text); got[0] != test.want {
			t.Errorf("in %g points: %q, want %q", test.width, got[0], test.want)
		}
	}
}

// TestOneLongCell: one long port among many short ones is broken behind its mark, and takes no width from the texts beside it; a date stays whole.
func TestOneLongCell(t *testing.T) {
	c := desk(t)
	table := document.Table{ID: "t", Columns: []document.Column{{Title: "Port"}, {Title: "From"}, {Title: "Purpose", Weight: 3}}}
	for i := range 20 {
		port, from := "443", ""
		if i == 7 {
			port, from = "20123-32768,", "2026-09-30"
		}
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{document.C(port), document.C(from), document.C(strings.Repeat("some words ", 12))}})
	}
	g := c.gridOf(table)
	size := g.size
	if long := c.faces.width(Sans, "20123-32768,", size); g.needs[0].least >= long+2*cellPadX {
		t.Errorf("the column asks for %.1f, which one cell of 20 needs", g.needs[0].least)
	}
	if date := c.faces.width(Sans, "2026-09-30", size); g.needs[1].least < date+2*cellPadX-0.01 {
		t.Errorf("the column asks for %.1f, and breaks the date", g.needs[1].least)
	}
}

// TestLeastBeforeAir: the longest word that cannot be broken stays whole before another column gets more than it needs.
func TestLeastBeforeAir(t *testing.T) {
	columns := []document.Column{{Title: "A"}, {Title: "B", Weight: 9}}
	if got := cellsOf(t, 160, columns, "unbreakablewords", strings.Repeat("a b c d ", 60)); got[0] != "unbreakablewords" {
		t.Errorf("the word became %q", got[0])
	}
}

// TestPolish moves width to the column that makes rows high.
func TestPolish(t *testing.T) {
	s := sample{columns: 2, every: 1, cells: [][]float64{{100}, {20}, {90}, {20}}}
	needs := []need{{least: 30, natural: 110}, {least: 30, natural: 110}}
	widths := []float64{70, 70}
	s.polish(widths, needs, new([]int))
	if widths[0]+widths[1] != 140 || widths[0] <= 100 || widths[1] < 30 {
		t.Errorf("widths %v", widths)
	}
	before := slices.Clone(widths)
	if s.polish(widths, needs, new([]int)); !slices.Equal(widths, before) {
		t.Errorf("moved again: %v, then %v", before, widths)
	}
	if none := []float64{70, 70}; true {
		if s.polish(none, []need{{least: 70, natural: 110}, {least: 70, natural: 110}}, new([]int)); none[0] != 70 {
			t.Errorf("a column became narrower than it asked for: %v", none)
		}
	}
}

// TestSampleOfRows counts the lines of cells.
func TestSampleOfRows(t *testing.T) {
	s := sample{columns: 1, every: 1, cells: [][]float64{{10, 50, 0}}}
	for width, want := range map[float64]int{58: 3, 57: 4, 38: 4, 33: 5} {
		if got := s.lines(0, width); got != want {
			t.Errorf("%d lines in %g points, want %d", got, width, want)
		}
	}
}

func TestFit(t *testing.T) {
	for name, c := range map[string]struct {
		needs []need
		width float64
	}{
		"room to spare": {[]need{{least: 10, natural: 20, demand: 1}, {least: 10, natural: 30, demand: 2}}, 100},
		"shared":        {[]need{{least: 10, natural: 200, demand: 1}, {least: 10, natural: 300, demand: 2}, {least: 30, natural: 30, demand: 1}}, 100},
		"too narrow":    {[]need{{least: 80, natural: 200, demand: 1}, {least: 10, natural: 300, demand: 2}, {least: 60, natural: 90, demand: 1}}, 100},
	} {
		sum := 0.0
		widths := fit(c.needs, sample{}, new([]int), c.width)
		for _, w := range widths {
			sum += w
		}
		if sum < c.width-0.01 || sum > c.width+0.01 {
			t.Errorf("%s: %v sums up to %.2f", name, widths, sum)
		}
	}
	if widths := fit([]need{{least: 80, natural: 200, demand: 1}, {least: 10, natural: 300, demand: 2}, {least: 60, natural: 90, demand: 1}}, sample{}, new([]int), 100); widths[1] != 10 {
		t.Errorf("the short column was cut: %v", widths)
	}
}
