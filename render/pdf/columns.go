package pdf

import (
	"math"
	"sort"
	"strings"

	"portolan/render/document"
)

// Measures of tables, in points.
const (
	cellPadX   = 4.0
	cellPadY   = 3.2
	manyColumn = 9 // a table with as many columns lies on its side
)

// grid is a table ready for setting: cells are spans.
type grid struct {
	id, caption, empty string
	columns            []gridColumn
	rows               []gridRow
	size               float64
	needs              []need // of the columns, measured once
}

type gridColumn struct {
	title  string
	weight float64
	kind   document.ColumnKind
	right  bool // aligned to the right
	x, w   float64
}

type gridRow struct {
	id    string
	mark  markLook
	cells [][]span
}

// need is what a column asks for, padding included.
type need struct {
	least   float64 // below it words are broken
	natural float64 // holds every line whole
	demand  float64 // its share of the width, by the amount of its text and its weight
}

// measureColumns finds what every column of a table needs.
func (c *composer) measureColumns(g *grid) {
	g.needs = make([]need, len(g.columns))
	for i, column := range g.columns {
		n := need{least: c.longest(column.title, c.headStyle(g)), natural: c.wrapHead(g, i, math.Inf(1))[0].w}
		sum := n.natural
		for _, row := range g.rows {
			least, natural := c.cellNeed(row.cells[i], column.kind)
			n.least, n.natural = max(n.least, least), max(n.natural, natural)
			sum += natural
		}
		n.least += 2 * cellPadX
		n.natural = max(n.natural+2*cellPadX, n.least)
		weight := column.weight
		if weight <= 0 {
			weight = 1
		}
		// By the root, because the amount of text already speaks for the columns that were given weight.
		n.demand = sum / float64(len(g.rows)+1) * math.Sqrt(weight)
		g.needs[i] = n
	}
}

// cellNeed is the width below which words of the cell are broken, and the width that holds each of its lines. Very long words ask
// for no more than a good part of them: they are broken in any case.
func (c *composer) cellNeed(spans []span, kind document.ColumnKind) (least, natural float64) {
	limit := 14.0 // letters
	if kind == document.Code {
		limit = 16
	}
	line, space := 0.0, 0.0
	c.words(spans, func(w *word) {
		if w.newline {
			line, space = 0, 0
			return
		}
		line += space
		for i := range w.fragments {
			line += w.fragments[i].w
		}
		least, natural = max(least, w.longest(limit)), max(natural, line)
		last := &w.fragments[len(w.fragments)-1]
		space = c.faces.width(last.face, " ", last.size)
	})
	return least, natural
}

// longest is the width of the word, of which the parts in different styles may come to stand on different lines, or of so many letters if it has
// more.
func (w *word) longest(letters float64) float64 {
	longest, part := 0.0, 0.0
	for i := range w.fragments {
		f := &w.fragments[i]
		if i == 0 || w.fragments[i-1].style != f.style {
			part = 0
		}
		part += f.w
		longest = max(longest, min(part, letters*f.size*0.601))
	}
	return longest
}

// longest is the width of the longest word of a title.
func (c *composer) longest(title string, s style) float64 {
	longest := 0.0
	for word := range strings.SplitSeq(clean(title), " ") {
		longest = max(longest, c.faces.width(s.face, word, s.size))
	}
	return longest
}

// fit shares out the width among the columns so that they need about as many lines. No column gets more than it can use while
// another lacks room, and none less than its longest word, unless the table is too wide for that.
func fit(needs []need, width float64) []float64 {
	out := make([]float64, len(needs))
	natural, least, demand := 0.0, 0.0, 0.0
	for i, n := range needs {
		out[i] = n.least
		natural += n.natural
		least += n.least
		demand += n.demand
	}
	switch {
	case natural <= width:
		for i, n := range needs {
			out[i] = n.natural + (width-natural)*n.demand/demand
		}
	case least >= width:
		shrink(out, width)
	default:
		level(out, needs, width)
	}
	return out
}

// level finds the number of lines at which the columns together fill the width, by halving.
func level(widths []float64, needs []need, width float64) {
	few, many := 0.0, 1000.0
	for range 60 {
		lines := (few + many) / 2
		sum := 0.0
		for i, n := range needs {
			widths[i] = min(max(n.demand/max(lines, 1e-9), n.least), n.natural)
			sum += widths[i]
		}
		if sum > width {
			few = lines
		} else {
			many = lines
		}
	}
}

// shrink takes width from the widest columns until the sum fits: a short id stays whole while a long name is broken once more.
func shrink(widths []float64, total float64) {
	sorted := append([]float64(nil), widths...)
	sort.Float64s(sorted)
	left := total
	for i, w := range sorted {
		share := left / float64(len(sorted)-i)
		if w > share {
			for j := range widths {
				widths[j] = min(widths[j], share)
			}
			return
		}
		left -= w
	}
}

// layColumns places the columns of a measured table in the width of an area.
func (g *grid) layColumns(a area) {
	x := a.x
	for i, w := range fit(g.needs, a.w) {
		g.columns[i].x, g.columns[i].w = x, w
		x += w
	}
}
