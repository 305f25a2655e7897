package diagram

import "math"

// Grid places a picture without any library: zones as bands in their order, boxes in rows, edges as straight lines. It is plainer
// than a real layout but needs nothing that could fail, so a pack is whole even when a layout is not. The gaps widen until
// every label has a place.
func Grid(g *Graph, m *Measure) *Scene {
	var s *Scene
	for gap, try := 30.0, 0; try < 7; gap, try = gap*1.6, try+1 {
		s = grid(g, m, gap)
		PlaceHeadings(s, m)
		if PlaceLabels(s, m) {
			break
		}
	}
	return s
}

func grid(g *Graph, m *Measure, gap float64) *Scene {
	s := &Scene{Graph: g, Boxes: make([]PlacedBox, len(g.Boxes))}
	for i, b := range g.Boxes {
		w, h := m.BoxSize(b)
		s.Boxes[i] = PlacedBox{Box: b, Frame: Rect{0, 0, w, h}}
	}
	at := Point{pageMargin + gap/2, pageMargin + gap/2}
	for _, z := range append([]Zone{{}}, g.Zones...) { // boxes without a zone come first
		size, any := s.band(z, at, m, gap)
		if z.ID != "" {
			s.Zones = append(s.Zones, PlacedZone{Zone: z, Frame: Rect{at.X, at.Y, size.X, size.Y}})
		} else if !any {
			continue
		}
		s.W, s.H = math.Max(s.W, at.X+size.X), math.Max(s.H, at.Y+size.Y)
		if g.Across {
			at.X += size.X + gap
		} else {
			at.Y += size.Y + gap
		}
	}
	s.W, s.H = s.W+pageMargin+gap/2, s.H+pageMargin+gap/2
	s.join(gap)
	return s
}

// band places the boxes of one zone in rows and returns the zone's size.
func (s *Scene) band(z Zone, at Point, m *Measure, gap float64) (size Point, any bool) {
	const perRow, inner = 5, 14.0
	heading := Point{}
	if z.ID != "" {
		w, h := m.HeadingSize(z)
		heading = Point{w + 2*headingPad, h + headingPad}
	}
	row := 0
	x, y, rowHeight, right := at.X+inner, at.Y+heading.Y+inner, 0.0, at.X+heading.X
	columns := perRow
	if s.Graph.Across {
		columns = 2
	}
	for i := range s.Boxes {
		if s.Boxes[i].Zone != z.ID {
			continue
		}
		if row == columns {
			row, x, y, rowHeight = 0, at.X+inner, y+rowHeight+gap, 0
		}
		f := &s.Boxes[i].Frame
		f.X, f.Y = x, y
		x += f.W + gap
		rowHeight = math.Max(rowHeight, f.H)
		right = math.Max(right, f.Right()+inner)
		row, any = row+1, true
	}
	return Point{math.Max(right-at.X, 60), y + rowHeight + inner - at.Y}, any
}

// join draws the edges: straight where nothing is in the way, else bowed around what is.
func (s *Scene) join(gap float64) {
	frames := map[string]Rect{}
	for _, b := range s.Boxes {
		frames[b.ID] = b.Frame
	}
	for _, e := range s.Graph.Edges {
		a, b := frames[e.From], frames[e.To]
		course := s.around(e, a, b)
		if e.From == e.To {
			c, d := Point{a.Right(), a.Y + a.H*0.3}, Point{a.Right(), a.Y + a.H*0.7}
			course = []Point{c, {c.X + gap*0.8, c.Y - 8}, {d.X + gap*0.8, d.Y + 8}, d}
		}
		s.Edges = append(s.Edges, PlacedEdge{Edge: e, Course: course})
		for _, p := range course { // the handles of a curve hold it in
			s.W, s.H = math.Max(s.W, p.X+pageMargin), math.Max(s.H, p.Y+pageMargin)
		}
	}
}

// around finds the least bowed course that runs through no other box and stays on the page; a straight one if there is none.
func (s *Scene) around(e Edge, a, b Rect) []Point {
	from, to := a.Centre(), b.Centre()
	for _, bow := range []float64{0, 0.2, -0.2, 0.4, -0.4, 0.7, -0.7, 1, -1} {
		dx, dy := (to.Y-from.Y)*bow, (from.X-to.X)*bow
		c, d := between(from, to, 0.3), between(from, to, 0.7)
		c, d = Point{c.X + dx, c.Y + dy}, Point{d.X + dx, d.Y + dy}
		course := []Point{leave(a, c), c, d, leave(b, d)}
		if bow == 0 {
			course = straight(leave(a, to), leave(b, from))
		}
		if p := flatten(course); bounds(p).X > 0 && bounds(p).Y > 0 && !s.blocked(e, p) {
			return course
		}
	}
	return straight(leave(a, to), leave(b, from))
}

func (s *Scene) blocked(e Edge, course []Point) bool {
	for _, b := range s.Boxes {
		if b.ID != e.From && b.ID != e.To && passes(course, b.Frame.Grow(4)) {
			return true
		}
	}
	return false
}

// leave is where a straight line from a frame's middle to a point crosses its border.
func leave(r Rect, to Point) Point {
	c := r.Centre()
	dx, dy := to.X-c.X, to.Y-c.Y
	if dx == 0 && dy == 0 {
		return c
	}
	t := math.Min(r.W/2/math.Max(math.Abs(dx), 1e-9), r.H/2/math.Max(math.Abs(dy), 1e-9))
	return Point{c.X + dx*t, c.Y + dy*t}
}
