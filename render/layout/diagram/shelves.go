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

// An arrangement says what stands where, and how large that makes each block.
type arrangement struct {
	shelves [][]int // of blocks, from top to bottom
	columns []int   // of each block
	order   [][]int // of each block, its boxes
	sizes   []Point // of each block
}

func (a *arrangement) clone() *arrangement {
	c := &arrangement{columns: slices.Clone(a.columns), sizes: slices.Clone(a.sizes)}
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

func (s *shelver) newPlaced() *placed {
	return &placed{frames: make([]Rect, len(s.g.Boxes)), zones: make([]Rect, len(s.blocks))}
}

// rows is the number of rows of a block with so many columns.
func rows(order []int, columns int) int { return (len(order) + columns - 1) / columns }

// row is one of n rows of nearly equal length.
func row(order []int, i, n int) []int { return order[i*len(order)/n : (i+1)*len(order)/n] }

// beside is the gap between two boxes of a row: a label between them needs its width.
func (s *shelver) beside(a, b int) float64 {
	gap := besideGap * s.gap
	if e := s.edges[min(a, b)*len(s.sizes)+max(a, b)]; e > 0 && s.labels[e-1].X > 0 {
		gap = math.Max(gap, s.labels[e-1].X+2*aroundText)
	}
	return gap
}

// below are the gaps under the n rows of a block: edges between rows have their labels there. They are good until the next call.
func (s *shelver) below(b int, order []int, n int) []float64 {
	gaps := scratch(&s.gaps, n)
	for i := range gaps {
		gaps[i] = rowGap * s.gap
	}
	if len(s.inner[b]) == 0 || n == 1 {
		return gaps
	}
	for i := range gaps {
		for _, box := range row(order, i, n) {
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
	n := rows(order, columns)
	gaps, size := s.below(b, order, n), Point{}
	for i := range n {
		w, h := s.extent(row(order, i, n))
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

// extent is how large a row is.
func (s *shelver) extent(row []int) (w, h float64) {
	for i, b := range row {
		w, h = w+s.sizes[b].X+s.loops[b], math.Max(h, s.sizes[b].Y)
		if i > 0 {
			w += s.beside(row[i-1], b)
		}
	}
	return w, h
}

// across is the gap between two blocks of a shelf.
func (s *shelver) across(a, b int) float64 { return s.between[a*len(s.blocks)+b] }

// gapsAcross works out the gaps between any two blocks: a label between them needs its width.
func (s *shelver) gapsAcross() []float64 {
	n := len(s.blocks)
	gaps := make([]float64, n*n)
	for i := range gaps {
		gaps[i] = zoneGap * s.gap
	}
	for e, ends := range s.ends {
		if s.labels[e].X > 0 {
			x, y := s.home[ends[0]], s.home[ends[1]]
			gap := math.Max(gaps[x*n+y], s.labels[e].X+2*aroundText-2*zonePad)
			gaps[x*n+y], gaps[y*n+x] = gap, gap
		}
	}
	return gaps
}

// place gives an arrangement its lengths.
func (s *shelver) place(a *arrangement) *placed {
	p := s.newPlaced()
	s.stack(a)
	s.fillShelf(a, p)
	return p
}

// A level is where a shelf stands and how large it is.
type level struct{ y, width, height float64 }

// stack puts the shelves one below the other and says how large the picture becomes. The levels are good until the next call.
func (s *shelver) stack(a *arrangement) (w, h float64) {
	on, levels := scratch(&s.on, len(s.blocks)), scratch(&s.levels, len(a.shelves))
	for i, shelf := range a.shelves {
		l := &levels[i]
		for k, b := range shelf {
			on[b] = i
			l.width += a.sizes[b].X
			l.height = math.Max(l.height, a.sizes[b].Y)
			if k > 0 {
				l.width += s.across(shelf[k-1], b)
			}
		}
		w = math.Max(w, l.width)
	}
	above, y := s.above(on, len(a.shelves)), pageMargin
	for i := range levels {
		if i > 0 {
			y += above[i]
		}
		levels[i].y = y
		y += levels[i].height
	}
	return w + 2*pageMargin, y + pageMargin
}

// fillShelf places the blocks and boxes of an arrangement on the levels of its shelves.
func (s *shelver) fillShelf(a *arrangement, p *placed) {
	p.w = 0
	for _, l := range s.levels {
		p.w = math.Max(p.w, l.width)
	}
	for i, shelf := range a.shelves {
		s.shelve(a, p, shelf, s.levels[i])
	}
	last := s.levels[len(s.levels)-1]
	p.w, p.h = p.w+2*pageMargin, last.y+last.height+pageMargin
}

// scratch gives a slice of zeros that is good until the next call.
func scratch[T any](kept *[]T, n int) []T {
	if cap(*kept) < n {
		*kept = make([]T, n)
	}
	*kept = (*kept)[:n]
	clear(*kept)
	return *kept
}

// above are the gaps above shelves: edges that cross them have their labels there.
func (s *shelver) above(on []int, shelves int) []float64 {
	gaps := scratch(&s.gaps, shelves)
	for i := range gaps {
		gaps[i] = shelfGap * s.gap
	}
	for e, ends := range s.ends {
		if s.labels[e].Y <= 0 {
			continue
		}
		x, y := on[s.home[ends[0]]], on[s.home[ends[1]]]
		for i := min(x, y) + 1; i <= max(x, y); i++ {
			gaps[i] = math.Max(gaps[i], s.labels[e].Y+6*s.gap)
		}
	}
	return gaps
}

// fills is the share of the picture's width from which on a shelf is drawn out to all of it.
const fills = 0.55

// shelve places the blocks of one shelf. They get one height; a shelf that nearly fills the width is drawn out to it.
func (s *shelver) shelve(a *arrangement, p *placed, shelf []int, l level) {
	x, extra := pageMargin+(p.w-l.width)/2, 0.0
	if l.width >= p.w*fills {
		x, extra = pageMargin, (p.w-l.width)/float64(len(shelf))
	}
	for k, b := range shelf {
		if k > 0 {
			x += s.across(shelf[k-1], b)
		}
		frame := Rect{x, l.y, a.sizes[b].X + extra, l.height}
		p.zones[b] = frame
		s.fill(a, p, b, frame)
		x += frame.W
	}
}

// fill places the boxes of a block in its frame, in the middle of the room that is there.
func (s *shelver) fill(a *arrangement, p *placed, b int, frame Rect) {
	n := rows(a.order[b], a.columns[b])
	gaps, y := s.below(b, a.order[b], n), frame.Y
	if s.blocks[b].zone >= 0 {
		y += headingPad*0.7 + s.blocks[b].heading.Y + underHead
	}
	y += (frame.H - a.sizes[b].Y) / 2
	for i := range n {
		row := row(a.order[b], i, n)
		w, h := s.extent(row)
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
