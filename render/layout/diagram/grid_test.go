package diagram

import "math"

// Lengths of the plain grid in points.
const (
	gridColumns = 4
	zonePad     = 9.0
	underHead   = 8.0
	besideGap   = 17.0
	shelfGap    = 15.0
	laneGap     = 5.0 // between edges that run beside one another
)

// Grid places a picture for tests, by a rule that cannot fail: zones as bands in their order, boxes in rows, and below each row a
// lane for every edge that ends there. An edge leaves its box downwards, runs in its lane to the right, past all zones, and comes back in
// the lane of its other box. No edge meets a box or a heading, and each label has a place of its own beside the zones. It is plainer and
// larger than a real layout, but it is there when that is not.
func Grid(g *Graph, m *Measure) *Scene {
	s := &Scene{Graph: g, Boxes: make([]PlacedBox, len(g.Boxes)), Edges: make([]PlacedEdge, len(g.Edges))}
	l := &lanes{s: s, m: m, ends: map[string][]int{}}
	for i, b := range g.Boxes {
		w, h := m.BoxSize(b)
		s.Boxes[i] = PlacedBox{Box: b, Frame: Rect{0, 0, w, h}}
	}
	for i, e := range g.Edges {
		s.Edges[i] = PlacedEdge{Edge: e}
		l.ends[e.From] = append(l.ends[e.From], 2*i)
		l.ends[e.To] = append(l.ends[e.To], 2*i+1)
		w, _ := m.LabelSize(e)
		l.gutter = math.Max(l.gutter, w)
	}
	l.ys, l.xs = make([]float64, 2*len(g.Edges)), make([]float64, 2*len(g.Edges))
	l.tops = make([]float64, 2*len(g.Edges))
	y := pageMargin
	for _, z := range append([]Zone{{}}, g.Zones...) { // boxes without a zone come first
		y = l.band(z, y)
	}
	l.join(y)
	return s
}

// lanes places the bands and hands out lanes. An end of an edge is 2i for its first, 2i+1 for its second box.
type lanes struct {
	s            *Scene
	m            *Measure
	ends         map[string][]int // of each box
	xs, ys, tops []float64        // of each end: where it leaves its box, and its lane
	right        float64          // of all bands
	gutter       float64          // width of the widest label
}

// band places the boxes of one zone from y on and returns where the next may begin.
func (l *lanes) band(z Zone, y float64) float64 {
	top, width := y, 46.0
	if z.ID != "" {
		w, h := l.m.HeadingSize(z)
		width = w + 2*headingPad
		l.s.Zones = append(l.s.Zones, PlacedZone{Zone: z, Heading: Rect{pageMargin + headingPad, y + headingPad*0.7, w, h}})
		y += headingPad*0.7 + h
	}
	var row []int
	any := false
	for i := range l.s.Boxes {
		if l.s.Boxes[i].Zone != z.ID {
			continue
		}
		any = true
		if row = append(row, i); len(row) == gridColumns {
			y = l.row(row, y+underHead, &width)
			row = nil
		}
	}
	if len(row) > 0 {
		y = l.row(row, y+underHead, &width)
	}
	l.right = math.Max(l.right, pageMargin+width)
	if z.ID == "" {
		if !any {
			return top
		}
		return y + shelfGap
	}
	l.s.Zones[len(l.s.Zones)-1].Frame = Rect{pageMargin, top, 0, y + zonePad - top}
	return y + zonePad + shelfGap
}

// row places boxes from y on, with the lanes of their edges below.
func (l *lanes) row(row []int, y float64, width *float64) float64 {
	x, bottom := pageMargin+zonePad, y
	for _, i := range row {
		f := &l.s.Boxes[i].Frame
		f.X, f.Y = x, y
		x += f.W + besideGap
		bottom = math.Max(bottom, f.Bottom())
	}
	*width = math.Max(*width, x-besideGap+zonePad-pageMargin)
	y = bottom + arrowLength + laneGap
	for _, i := range row {
		f := l.s.Boxes[i].Frame
		ends := l.ends[l.s.Boxes[i].ID]
		for k, end := range ends {
			height := laneGap
			if _, h := l.m.LabelSize(l.s.Edges[end/2].Edge); end%2 == 0 && h > 0 {
				height = h + laneGap
			}
			l.xs[end], l.tops[end], l.ys[end] = f.X+f.W*float64(k+1)/float64(len(ends)+1), f.Bottom(), y+height/2
			y += height
		}
	}
	return y
}

// join draws the edges to the right of all bands, each in a lane of its own.
func (l *lanes) join(bottom float64) {
	s := l.s
	for i := range s.Zones {
		s.Zones[i].Frame.W = l.right - pageMargin
	}
	x := l.right + laneGap + l.gutter + 2*laneGap
	for _, home := range []bool{true, false} { // those within one zone stay in it
		for i := range s.Edges {
			if l.home(i) == home {
				l.run(i, x)
				x += laneGap
			}
		}
		if home && len(s.Edges) > 0 {
			for i := range s.Zones {
				s.Zones[i].Frame.W = x - pageMargin
			}
			x += laneGap
		}
	}
	s.W, s.H = l.right+pageMargin, bottom-shelfGap+pageMargin
	if len(s.Edges) > 0 {
		s.W = x + pageMargin
	}
}

// home tells whether an edge begins and ends in one zone.
func (l *lanes) home(i int) bool {
	zones := map[string]string{}
	for _, b := range l.s.Boxes {
		zones[b.ID] = b.Zone
	}
	e := l.s.Edges[i]
	return zones[e.From] == zones[e.To] && zones[e.From] != ""
}

// run draws an edge in a lane at x.
func (l *lanes) run(i int, x float64) {
	e := &l.s.Edges[i]
	a, b := 2*i, 2*i+1
	points := []Point{{l.xs[a], l.tops[a]}, {l.xs[a], l.ys[a]}, {x, l.ys[a]}, {x, l.ys[b]}, {l.xs[b], l.ys[b]}, {l.xs[b], l.tops[b]}}
	e.Course = []Point{points[0]}
	for k := 1; k < len(points); k++ {
		e.Course = append(e.Course, straight(points[k-1], points[k])[1:]...)
	}
	if w, h := l.m.LabelSize(e.Edge); w > 0 {
		e.Label = Rect{l.right + laneGap, l.ys[a] - h/2, w, h}
	}
}
