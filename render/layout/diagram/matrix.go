package diagram

import (
	"fmt"
	"math"
	"strconv"

	"portolan/render/ref"
)

// A Matrix is a picture besides graphs: a square table of zones that says how much traffic runs from each to each. Rows are where
// connections are opened, columns where they arrive.
type Matrix struct {
	ID          string // stable, prefixes every element id, unique within a pack
	Title       string
	Description string // the picture in words, for those who do not see it
	Zones       []Zone // in the order of rows and columns; only ID, Title and Outside are shown
	Cells       []Cell // a pair of zones without traffic needs none
	Words       MatrixWords
}

// A Cell is the traffic from one zone to another.
type Cell struct {
	From, To    string  // zones' ids; equal for traffic inside a zone
	Count       int     // printed large, and what the cell is shaded by
	Note        string  // a few words below the number, or empty
	Link        ref.Ref // where it leads, if anywhere
	Tip         string  // longer description
	Description string  // what the cell says to those who do not see it, or empty
}

// MatrixWords are the printed words of a matrix, from the word list.
type MatrixWords struct {
	From, To string // in the corner: what rows and columns are
	Legend   string // what the numbers count; the ranges of the shades follow
	Same     string // traffic inside a zone
	None     string // no traffic
	Beyond   string // a zone that is not under the site's control
}

// MaxMatrixZones is the largest number of rows of which a matrix can be read on one sheet.
const MaxMatrixZones = 40

// Check finds what cannot be drawn: a cell of a zone that is not there, or two for one pair of zones.
func (x *Matrix) Check() error {
	if len(x.Zones) == 0 || len(x.Zones) > MaxMatrixZones {
		return fmt.Errorf("diagram %q: %d zones; a matrix has 1 to %d", x.ID, len(x.Zones), MaxMatrixZones)
	}
	zones, pairs := map[string]bool{}, map[[2]string]bool{}
	for _, z := range x.Zones {
		if z.ID == "" || zones[z.ID] {
			return fmt.Errorf("diagram %q: zone id %q is empty or there twice", x.ID, z.ID)
		}
		zones[z.ID] = true
	}
	for _, c := range x.Cells {
		pair := [2]string{c.From, c.To}
		switch {
		case !zones[c.From] || !zones[c.To]:
			return fmt.Errorf("diagram %q: a cell is about %q and %q, which are not both in the diagram", x.ID, c.From, c.To)
		case pairs[pair]:
			return fmt.Errorf("diagram %q: more than one cell from %q to %q", x.ID, c.From, c.To)
		case c.Count < 0:
			return fmt.Errorf("diagram %q: the cell from %q to %q counts %d", x.ID, c.From, c.To, c.Count)
		}
		pairs[pair] = true
	}
	return nil
}

// Type sizes and lengths of a matrix in points.
const (
	countSize      = 11.0
	noteSize       = 8.5
	axisSize       = 9.5
	cellMinW       = 36.0
	cellMinH       = 26.0
	cellPad        = 3.0
	cellTextMax    = 64.0
	axisPad        = 5.0
	rowTextMax     = 120.0
	uprightTextMax = 110.0
	flatColumns    = 5    // up to so many zones, columns are wide and their headings are not turned
	flatW          = 88.0 // the least width of such a column
	sameInset      = 2.5  // of the dashed frame that marks traffic inside a zone
)

// Draw paints the matrix: headings, then cells row by row, then the legend.
func (x *Matrix) Draw(m *Measure) *Drawing {
	t := x.measured(m)
	d := &Drawing{ID: x.ID, Title: x.Title, Description: x.Description, W: t.left + t.sum(t.columns) + pageMargin}
	d.Groups = append(d.Groups, t.corner())
	left := t.left
	for i, z := range x.Zones {
		d.Groups = append(d.Groups, t.columnHeading(i, z, left))
		left += t.columns[i]
	}
	top := t.top
	for i, z := range x.Zones {
		d.Groups = append(d.Groups, t.rowHeading(i, z, top))
		left = t.left
		for k := range x.Zones {
			d.Groups = append(d.Groups, t.cell(i, k, Rect{left, top, t.columns[k], t.rows[i]}))
			left += t.columns[k]
		}
		top += t.rows[i]
	}
	d.H = top + 2
	m.legend(x.Words.Legend, t.entries()).addTo(d)
	return d
}

// matrixTable is a matrix with the sizes of its rows and columns.
type matrixTable struct {
	x         *Matrix
	m         *Measure
	cells     map[[2]string]Cell
	most      int // the largest count
	upright   bool
	left, top float64 // of the first cell
	columns   []float64
	rows      []float64
	rowLines  [][]line
	colLines  [][]line
	from, to  []line
}

func (t *matrixTable) sum(lengths []float64) float64 {
	total := 0.0
	for _, l := range lengths {
		total += l
	}
	return total
}

func (x *Matrix) measured(m *Measure) *matrixTable {
	t := &matrixTable{x: x, m: m, cells: map[[2]string]Cell{}, upright: len(x.Zones) > flatColumns}
	cellW, cellH := cellMinW, cellMinH
	for _, c := range x.Cells {
		t.cells[[2]string{c.From, c.To}] = c
		t.most = max(t.most, c.Count)
		w, h := extent(t.lines(c))
		cellW, cellH = math.Max(cellW, up(w+2*cellPad)), math.Max(cellH, up(h+2*cellPad))
	}
	limit := uprightTextMax
	if !t.upright {
		cellW = math.Max(cellW, flatW)
		limit = cellW - 2*axisPad
	}
	t.from = m.set(x.Words.From, axisSize, false, Muted, rowTextMax)
	t.to = m.set(x.Words.To, axisSize, false, Muted, rowTextMax)
	fromW, fromH := extent(t.from)
	toW, toH := extent(t.to)
	headW, headH := math.Max(fromW, toW)*1.5, (fromH+toH)*1.3
	for _, z := range x.Zones {
		row := m.set(z.Title, axisSize, true, Ink, rowTextMax)
		column := m.set(z.Title, axisSize, true, Ink, limit)
		t.rowLines, t.colLines = append(t.rowLines, row), append(t.colLines, column)
		w, h := extent(row)
		headW = math.Max(headW, w)
		t.rows = append(t.rows, math.Max(cellH, up(h+2*axisPad)))
		w, h = extent(column)
		if t.upright {
			w, h = h, w
		}
		headH = math.Max(headH, h)
		t.columns = append(t.columns, math.Max(cellW, up(w+2*axisPad)))
	}
	t.left, t.top = pageMargin+up(headW+2*axisPad), pageMargin+up(headH+2*axisPad)
	return t
}

// lines are what a cell prints.
func (t *matrixTable) lines(c Cell) []line {
	lines := t.m.set(strconv.Itoa(c.Count), countSize, true, Ink, math.Inf(1))
	if c.Note != "" {
		lines = append(lines, t.m.set(c.Note, noteSize, false, Ink, cellTextMax)...)
	}
	return lines
}

// corner says what rows and columns are, with a line between the two.
func (t *matrixTable) corner() Group {
	r := Rect{pageMargin, pageMargin, t.left - pageMargin, t.top - pageMargin}
	_, h := extent(t.from)
	shapes := []Shape{Path{Moves: polygon(Point{r.X, r.Y}, Point{r.Right(), r.Bottom()}), Stroke: MatrixLine, Width: 0.6}}
	shapes = append(shapes, stacked(t.from, Point{r.X + axisPad, r.Bottom() - axisPad - h}, Start)...)
	shapes = append(shapes, stacked(t.to, Point{r.Right() - axisPad, r.Y + axisPad}, End)...)
	return Group{Class: "corner", Target: r, Shapes: shapes}
}

func (t *matrixTable) columnHeading(i int, z Zone, x float64) Group {
	r := Rect{x, pageMargin, t.columns[i], t.top - pageMargin}
	g := t.heading("column", z, r)
	lines := t.colLines[i]
	_, h := extent(lines)
	if !t.upright {
		g.Shapes = append(g.Shapes, stacked(lines, Point{r.Centre().X, r.Bottom() - axisPad - h}, Middle)...)
		return g
	}
	left := r.Centre().X - h/2
	for _, l := range lines {
		text := l.at(Point{left + l.size*ascent, r.Bottom() - axisPad}, Start)
		text.Up = true
		g.Shapes = append(g.Shapes, text)
		left += l.height()
	}
	return g
}

func (t *matrixTable) rowHeading(i int, z Zone, y float64) Group {
	r := Rect{pageMargin, y, t.left - pageMargin, t.rows[i]}
	g := t.heading("row", z, r)
	_, h := extent(t.rowLines[i])
	g.Shapes = append(g.Shapes, stacked(t.rowLines[i], Point{r.X + axisPad, r.Centre().Y - h/2}, Start)...)
	return g
}

// heading is the ground of a zone's name; that of a zone outside the site is dashed, as its frame is in other pictures.
func (t *matrixTable) heading(class string, z Zone, r Rect) Group {
	return Group{ID: elementID(t.x.ID, class, z.ID), Class: "heading " + class, Target: r, Shapes: []Shape{headingGround(z, r)}}
}

func headingGround(z Zone, r Rect) Shape {
	fill, dash := ZoneFill, []float64(nil)
	if z.Outside {
		fill, dash = OutsideFill, []float64{5, 4}
	}
	return Path{Moves: rounded(r.Grow(-0.75), 2), Closed: true, Fill: fill, Stroke: ZoneLine, Width: 0.7, Dash: dash}
}

func (t *matrixTable) cell(row, column int, r Rect) Group {
	from, to := t.x.Zones[row].ID, t.x.Zones[column].ID
	c, any := t.cells[[2]string{from, to}]
	g := Group{ID: elementID(t.x.ID, "cell", from+" "+to), Class: "cell", Tip: c.Tip, Description: c.Description, Link: c.Link, Target: r}
	g.Shapes = t.ground(c.Count, from == to, r)
	if !any || c.Count == 0 {
		g.Class += " none"
		dash := line{text: "\u2013", size: countSize, fill: Muted, width: t.m.Width("\u2013", countSize, false)}
		g.Shapes = append(g.Shapes, dash.at(Point{r.Centre().X, r.Centre().Y + countSize*0.35}, Middle))
		return g
	}
	lines := t.lines(c)
	_, h := extent(lines)
	g.Shapes = append(g.Shapes, stacked(lines, Point{r.Centre().X, r.Centre().Y - h/2}, Middle)...)
	return g
}

// ground is a cell without its text; the legend shows it small.
func (t *matrixTable) ground(count int, same bool, r Rect) []Shape {
	shapes := []Shape{Path{Moves: rounded(r.Grow(-0.75), 2), Closed: true, Fill: t.shade(count), Stroke: MatrixLine, Width: 0.7}}
	if same {
		shapes = append(shapes, Path{Moves: rounded(r.Grow(-0.75-sameInset), 1), Closed: true, Stroke: Muted, Width: 0.9, Dash: []float64{3, 2}})
	}
	return shapes
}

// bound is the largest count of a shade: the shades divide the counts by equal ratios, since a few zones have most of the traffic.
func (t *matrixTable) bound(shade int) int {
	return int(math.Round(math.Pow(float64(t.most), float64(shade+1)/float64(len(shades)))))
}

func (t *matrixTable) shade(count int) string {
	if count == 0 {
		return Paper
	}
	for i, name := range shades {
		if count <= t.bound(i) {
			return name
		}
	}
	return shades[len(shades)-1]
}

// entries explain the shades that can occur, with the counts they stand for, and the marks that do.
func (t *matrixTable) entries() []entry {
	var entries []entry
	sample := Rect{0, 0, legendSample, 13}
	add := func(word string, shapes []Shape) {
		if word != "" {
			entries = append(entries, entry{shapes, legendSample, t.m.set(word, legendSize, false, Ink, math.Inf(1))[0]})
		}
	}
	low := 1
	for i := range shades {
		high := t.bound(i)
		if high < low {
			continue
		}
		word := strconv.Itoa(low)
		if high > low {
			word += "\u2013" + strconv.Itoa(high)
		}
		add(word, t.ground(high, false, sample))
		low = high + 1
	}
	add(t.x.Words.Same, t.ground(0, true, sample))
	dash := line{text: "\u2013", size: countSize, fill: Muted, width: t.m.Width("\u2013", countSize, false)}
	add(t.x.Words.None, append(t.ground(0, false, sample), dash.at(Point{legendSample / 2, 6.5 + countSize*0.35}, Middle)))
	for _, z := range t.x.Zones {
		if z.Outside {
			add(t.x.Words.Beyond, []Shape{headingGround(z, sample)})
			break
		}
	}
	return entries
}
