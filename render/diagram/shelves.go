package diagram

import (
	"math"
	"slices"
)

// Lengths of an arrangement in points. Those between boxes and zones grow with the arrangement's gap.
const (
	zonePad    = 9.0  // between a zone's frame and its boxes
	underHead  = 8.0  // between a zone's heading and its boxes
	besideGap  = 17.0 // between boxes of a row
	rowGap     = 15.0 // between rows
	zoneGap    = 15.0 // between zones of a shelf
	shelfGap   = 15.0
	aroundText = 9.0  // at each end of an edge that has its label between two boxes
	loopWidth  = 16.0 // how far an edge that leads back to its box reaches out
)

// An arrangement says what stands where, without lengths.
type arrangement struct {
	shelves [][]int // of blocks, from top to bottom
	columns []int   // of each block
	order   [][]int // of each block, its boxes
}

func (a *arrangement) clone() *arrangement {
	c := &arrangement{columns: slices.Clone(a.columns)}
	for _, shelf := range a.shelves {
		c.shelves = append(c.shelves, slices.Clone(shelf))
	}
	for _, order := range a.order {
		c.order = append(c.order, slices.Clone(order))
	}
	return c
}

// placed is an arrangement with lengths.
type placed struct {
	frames []Rect // of boxes
	zones  []Rect // of blocks
	w, h   float64
}

// rows divides a block's boxes into rows of nearly equal length.
func rows(order []int, columns int) [][]int {
	n := (len(order) + columns - 1) / columns
	rows := make([][]int, n)
	for i := range n {
		rows[i] = order[i*len(order)/n : (i+1)*len(order)/n]
	}
	return rows
}

// beside is the gap between two boxes of a row: a label between them needs its width.
func (s *shelver) beside(a, b int) float64 {
	gap := besideGap * s.gap
	if e := s.edges[min(a, b)*len(s.sizes)+max(a, b)]; e > 0 && s.labels[e-1].X > 0 {
		gap = math.Max(gap, s.labels[e-1].X+2*aroundText)
	}
	return gap
}

// below are the gaps under the rows of a block: edges between rows have their labels there.
func (s *shelver) below(b int, all [][]int) []float64 {
	gaps := make([]float64, len(all))
	for i := range gaps {
		gaps[i] = rowGap * s.gap
		for _, box := range all[i] {
			s.rowOf[box] = i
		}
	}
	for _, e := range s.inner[b] {
		x, y := s.rowOf[s.ends[e][0]], s.rowOf[s.ends[e][1]]
		for i := min(x, y); i < max(x, y); i++ {
			gaps[i] = math.Max(gaps[i], s.labels[e].Y+2*aroundText)
		}
	}
	return gaps
}

// size is how large a block becomes in so many columns.
func (s *shelver) size(b int, order []int, columns int) Point {
	all := rows(order, columns)
	gaps, size := s.below(b, all), Point{}
	for i, row := range all {
		w, h := s.row(row)
		size.X, size.Y = math.Max(size.X, w), size.Y+h
		if i > 0 {
			size.Y += gaps[i-1]
		}
	}
	if s.blocks[b].zone < 0 {
		return size
	}
	head := s.blocks[b].heading
	size.X = math.Max(math.Max(size.X, head.X+2*(headingPad-zonePad)), 46) + 2*zonePad
	size.Y += headingPad*0.7 + head.Y + underHead + zonePad
	return size
}

func (s *shelver) row(row []int) (w, h float64) {
	for i, b := range row {
		w, h = w+s.sizes[b].X+s.loops[b], math.Max(h, s.sizes[b].Y)
		if i > 0 {
			w += s.beside(row[i-1], b)
		}
	}
	return w, h
}

// across is the gap between two blocks of a shelf.
func (s *shelver) across(a, b int) float64 {
	gap := zoneGap * s.gap
	for e, ends := range s.ends {
		if x, y := s.home[ends[0]], s.home[ends[1]]; (x == a && y == b || x == b && y == a) && s.labels[e].X > 0 {
			gap = math.Max(gap, s.labels[e].X+2*aroundText-2*zonePad)
		}
	}
	return gap
}

// place gives an arrangement its lengths.
func (s *shelver) place(a *arrangement) *placed {
	p := &placed{frames: make([]Rect, len(s.g.Boxes)), zones: make([]Rect, len(s.blocks))}
	level := scratch(&s.level, len(s.blocks))
	widths, heights := scratch(&s.widths, len(a.shelves)), scratch(&s.heights, len(a.shelves))
	sizes := scratch(&s.spans, len(s.blocks))
	for i, shelf := range a.shelves {
		for k, b := range shelf {
			level[b] = i
			sizes[b] = s.size(b, a.order[b], a.columns[b])
			widths[i] += sizes[b].X
			heights[i] = math.Max(heights[i], sizes[b].Y)
			if k > 0 {
				widths[i] += s.across(shelf[k-1], b)
			}
		}
		p.w = math.Max(p.w, widths[i])
	}
	y := pageMargin
	for i, shelf := range a.shelves {
		if i > 0 {
			y += s.under(level, i)
		}
		s.shelve(a, p, shelf, sizes, y, heights[i], widths[i])
		y += heights[i]
	}
	p.w, p.h = p.w+2*pageMargin, y+pageMargin
	return p
}

// scratch gives a slice of zeros that is good until the next call: an arrangement is tried hundreds of times.
func scratch[T any](kept *[]T, n int) []T {
	if cap(*kept) < n {
		*kept = make([]T, n)
	}
	out := (*kept)[:n]
	clear(out)
	return out
}

// under is the gap above a shelf: edges that cross it have their labels there.
func (s *shelver) under(level []int, shelf int) float64 {
	gap := shelfGap * s.gap
	for e, ends := range s.ends {
		x, y := level[s.home[ends[0]]], level[s.home[ends[1]]]
		if min(x, y) < shelf && max(x, y) >= shelf && s.labels[e].Y > 0 {
			gap = math.Max(gap, s.labels[e].Y+6*s.gap)
		}
	}
	return gap
}

// fills is the share of the picture's width from which on a shelf is drawn out to all of it.
const fills = 0.55

// shelve places the blocks of one shelf. They get one height; a shelf that nearly fills the width is drawn out to it.
func (s *shelver) shelve(a *arrangement, p *placed, shelf []int, sizes []Point, y, height, width float64) {
	x, extra := pageMargin+(p.w-width)/2, 0.0
	if width >= p.w*fills {
		x, extra = pageMargin, (p.w-width)/float64(len(shelf))
	}
	for k, b := range shelf {
		if k > 0 {
			x += s.across(shelf[k-1], b)
		}
		frame := Rect{x, y, sizes[b].X + extra, height}
		p.zones[b] = frame
		s.fill(a, p, b, frame, sizes[b])
		x += frame.W
	}
}

// fill places the boxes of a block in its frame, in the middle of the room that is there.
func (s *shelver) fill(a *arrangement, p *placed, b int, frame Rect, size Point) {
	all := rows(a.order[b], a.columns[b])
	gaps, y := s.below(b, all), frame.Y
	if s.blocks[b].zone >= 0 {
		y += headingPad*0.7 + s.blocks[b].heading.Y + underHead
	}
	y += (frame.H - size.Y) / 2
	for i, row := range all {
		w, h := s.row(row)
		if i > 0 {
			y += gaps[i-1]
		}
		x, spread := frame.X+(frame.W-w)/2, 0.0
		if len(row) > 1 { // room to the sides becomes room between, up to a measure
			spread = math.Min((frame.W-w-2*zonePad)/float64(len(row)+1), 40)
			if spread < 0 || s.blocks[b].zone < 0 {
				spread = 0
			}
			x -= spread * float64(len(row)-1) / 2
		}
		for k, box := range row {
			if k > 0 {
				x += s.beside(row[k-1], box) + spread
			}
			size := s.sizes[box]
			p.frames[box] = Rect{x, y + (h-size.Y)/2, size.X, size.Y}
			x += size.X + s.loops[box]
		}
		y += h
	}
}

// loop is the course of an edge that leads back to its box: on the box's right side.
func loop(r Rect) []Point {
	a, b := Point{r.Right(), r.Y + r.H*0.3}, Point{r.Right(), r.Y + r.H*0.7}
	far := loopWidth * 4 / 3 // a curve reaches three quarters of the way to its handles
	return []Point{a, {a.X + far, a.Y - 3}, {b.X + far, b.Y + 3}, b}
}

// scene is a placed arrangement as a scene in which the edges have no courses yet, but for those that lead back to their box.
func (s *shelver) scene(p *placed) *Scene {
	scene := &Scene{Graph: s.g, W: p.w, H: p.h}
	for i, b := range s.blocks {
		if b.zone >= 0 {
			f := p.zones[i]
			scene.Zones = append(scene.Zones, PlacedZone{Zone: s.g.Zones[b.zone], Frame: f,
				Heading: Rect{f.X + headingPad, f.Y + headingPad*0.7, b.heading.X, b.heading.Y}})
		}
	}
	for i, b := range s.g.Boxes {
		scene.Boxes = append(scene.Boxes, PlacedBox{Box: b, Frame: p.frames[i]})
	}
	for i, e := range s.g.Edges {
		placed := PlacedEdge{Edge: e}
		if e.From == e.To {
			placed.Course = loop(p.frames[s.ends[i][0]])
		}
		scene.Edges = append(scene.Edges, placed)
	}
	return scene
}
