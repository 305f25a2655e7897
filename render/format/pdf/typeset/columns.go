package typeset

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

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
	sample             sample
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
	cells [][]Span
}

// need is what a column asks for, padding included.
type need struct {
	least   float64 // below it words are broken, in more than a few cells
	whole   float64 // holds the words of most cells whole, also those that may be broken at a mark of punctuation, unless they are very long
	natural float64 // holds every line whole
	demand  float64 // its share of the width, by the amount of its text and its weight
}

// measureColumns finds what every column of a table needs.
func (c *Composer) measureColumns(g *grid) {
	g.needs = make([]need, len(g.columns))
	g.sample = c.newSample(len(g.rows), len(g.columns))
	leasts, wholes := make([]float64, 0, len(g.rows)), make([]float64, 0, len(g.rows))
	for i, column := range g.columns {
		n := need{least: c.longest(column.title, c.headStyle(g)), natural: c.wrapHead(g, i, math.Inf(1))[0].W}
		sum := n.natural
		leasts, wholes, part := leasts[:0], wholes[:0], 0.0
		for row := range g.rows {
			cell := c.cellNeed(g.rows[row].cells[i], column.kind)
			g.sample.note(c, row, i)
			part, n.natural = max(part, cell.part), max(n.natural, cell.natural)
			leasts, wholes = append(leasts, cell.least), append(wholes, cell.whole)
			sum += cell.natural
		}
		n.least, n.whole = max(n.least, part, ofMost(leasts)), ofMost(wholes)
		n.least += 2 * cellPadX
		n.whole = max(n.whole+2*cellPadX, n.least)
		n.natural = max(n.natural+2*cellPadX, n.whole)
		weight := column.weight
		if weight <= 0 {
			weight = 1
		}
		// By the root, because the amount of text already speaks for the columns that were given weight.
		n.demand = sum / float64(len(g.rows)+1) * math.Sqrt(weight)
		g.needs[i] = n
	}
}

// most is the share of the cells of a column whose wishes count: a single long name does not take from other columns the width that it needs.
const most = 0.9

// ofMost is what is enough for most of some widths, which it sorts; 0 for none.
func ofMost(widths []float64) float64 {
	if len(widths) == 0 {
		return 0
	}
	slices.Sort(widths)
	return widths[int(math.Ceil(most*float64(len(widths))))-1]
}

// Letters of the longest words that a column asks for.
const (
	leastLetters     = 14 // of a word at least
	leastCodeLetters = 16
	briefLetters     = 10 // of what is not broken in any cell, such as a date
	partLetters      = 24 // of what has no mark of punctuation behind which it may be broken
	wholeLetters     = 40
)

// cellNeed is what a cell asks for. part holds what must not be broken even if the cell is one of few that are so wide.
type cellNeed struct{ part, least, whole, natural float64 }

// cellNeed finds what a cell asks for. Of a very long word that is no more than a good part: it is broken in any case.
func (c *Composer) cellNeed(spans []Span, kind document.ColumnKind) (n cellNeed) {
	limit := float64(leastLetters)
	if kind == document.Code {
		limit = leastCodeLetters
	}
	line, last := 0.0, fragment{}
	c.widths = c.widths[:0]
	c.words(spans, func(w *word) {
		if w.newline {
			c.widths = append(c.widths, line)
			line = 0
			return
		}
		if line > 0 {
			space, _ := c.space(&last, w)
			line += space
		}
		for i := range w.fragments {
			line += w.fragments[i].w
		}
		part, least, whole := c.wordNeed(w, limit)
		n.part, n.least, n.whole, n.natural = max(n.part, part), max(n.least, least), max(n.whole, whole), max(n.natural, line)
		last = w.fragments[len(w.fragments)-1]
	})
	c.widths = append(c.widths, line)
	return n
}

// wordNeed is the width that a word needs, of which the parts in different styles may come to stand on different lines: at least so many letters if
// it has more, or all up to a mark of punctuation; and wholly. Where need be, the part up to a mark of punctuation is enough.
func (c *Composer) wordNeed(w *word, letters float64) (part, least, whole float64) {
	run := 0.0
	for i := range w.fragments {
		f := &w.fragments[i]
		if i == 0 || w.fragments[i-1].Style != f.Style {
			run = 0
		}
		run += f.w
		letter := f.Size * 0.601
		part, least, whole = max(part, min(run, briefLetters*letter)), max(least, min(run, letters*letter)), max(whole, min(run, wholeLetters*letter))
		if f.w > briefLetters*letter {
			part = max(part, min(c.longestPart(f), partLetters*letter))
		}
	}
	return part, max(part, least), whole
}

// longestPart is the width of the longest part of a text without a mark of punctuation at which it may be broken.
func (c *Composer) longestPart(f *fragment) float64 {
	longest, rest := 0.0, f.text
	for rest != "" {
		part := rest
		if end := strings.IndexAny(rest, wordBreaks); end >= 0 {
			_, size := utf8.DecodeRuneInString(rest[end:])
			part = rest[:end+size]
		}
		longest = max(longest, c.faces.width(f.Face, part, f.Size))
		rest = rest[len(part):]
	}
	return longest
}

// longest is the width of the longest word of a title.
func (c *Composer) longest(title string, s Style) float64 {
	longest := 0.0
	for word := range strings.SplitSeq(Clean(title), " ") {
		longest = max(longest, c.faces.width(s.Face, word, s.Size))
	}
	return longest
}

// fit shares out the width among the columns so that they need about as many lines. No column gets more than it can use while
// another lacks room, and none less than its longest word, unless the table is too wide for that.
func fit(needs []need, rows sample, counts *[]int, width float64) []float64 {
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
		share(out, needs, rows, counts, width)
	}
	return out
}

// share shares out the width among columns that can have at least what they ask for, with names whole if rows become hardly higher for it.
func share(out []float64, needs []need, rows sample, counts *[]int, width float64) {
	asked := widen(out, needs, width)
	high := rows.polish(out, asked, counts)
	plain := make([]float64, len(needs))
	level(plain, needs, width)
	if low := rows.polish(plain, needs, counts); float64(high) > float64(low)*1.1 {
		copy(out, plain)
	}
}

// moreLines is how much longer the rows of a table may become so that no name in it is broken.
const moreLines = 1.3

// widen shares out the width among columns that can have at least what they ask for. First they get what keeps names whole, those that need little
// more for it before the others, unless that makes rows much longer. It returns what the columns ask for with these names.
func widen(out []float64, needs []need, width float64) []need {
	asked := slices.Clone(needs)
	most := level(out, asked, width) * moreLines
	order := make([]int, len(needs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(needs[a].whole-needs[a].least, needs[b].whole-needs[b].least)
	})
	for _, i := range order {
		if out[i] >= needs[i].whole {
			continue
		}
		asked[i].least = needs[i].whole
		if leastOf(asked) > width || level(out, asked, width) > most {
			asked[i].least = needs[i].least
			level(out, asked, width)
		}
	}
	return asked
}

func leastOf(needs []need) float64 {
	sum := 0.0
	for _, n := range needs {
		sum += n.least
	}
	return sum
}

// level finds the number of lines at which the columns together fill the width, by halving.
func level(widths []float64, needs []need, width float64) float64 {
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
	return many
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
func (g *grid) layColumns(a Area, counts *[]int) {
	x := a.X
	for i, w := range fit(g.needs, g.sample, counts, a.W) {
		g.columns[i].x, g.columns[i].w = x, w
		x += w
	}
}
