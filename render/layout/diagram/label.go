package diagram

import (
	"cmp"
	"math"
	"slices"
)

// PlaceLabels sets each edge's label onto its own course where there is room, so that nobody has to guess whose label it is. The edges with
// the fewest places are served first; one that finds all its places taken takes one from another, which then looks for a new one. It
// reports whether every label has a place. The same scene gives the same result.
func PlaceLabels(s *Scene, m *Measure) bool {
	p := &labeller{s: s, page: Rect{0, 0, s.W, s.H}.Grow(-pageMargin / 2), spots: make([][]spot, len(s.Edges))}
	for _, b := range s.Boxes {
		p.fixed = append(p.fixed, b.Frame.Grow(2.5))
	}
	for _, z := range s.Zones {
		p.fixed = append(p.fixed, z.Heading.Grow(2))
	}
	for i, e := range s.Edges {
		p.courses = append(p.courses, newTrack(e.Course))
		p.heads = append(p.heads, headsAt(p.courses[i].points, e.Both)...)
	}
	var queue []int
	for i := range s.Edges {
		s.Edges[i].Label = Rect{}
		w, h := m.LabelSize(s.Edges[i].Edge)
		if w == 0 {
			continue
		}
		if p.spots[i] = p.find(i, w, h); len(p.spots[i]) == 0 {
			return false
		}
		queue = append(queue, i)
	}
	slices.SortStableFunc(queue, func(a, b int) int { return cmp.Compare(len(p.spots[a]), len(p.spots[b])) })
	return p.serve(queue)
}

// A spot is a place where a label could stand, and what it would hide.
type spot struct {
	at   Rect
	cost float64
}

type labeller struct {
	s       *Scene
	page    Rect
	courses []track
	heads   []head
	fixed   []Rect
	spots   [][]spot // of each edge, the best first
	room    []spot   // for those of one edge while they are looked for

	// What is near the edge whose spots are looked for.
	beside []int // other edges
	blocks []Rect
}

// A head is where an arrowhead stands: its tip, the middle of its other side, and the corners there.
type head struct{ tip, base, left, right Point }

// headsAt are the arrowheads of an edge whose course consists of these points.
func headsAt(points []Point, both bool) []head {
	if len(points) == 0 {
		return nil
	}
	course := pace(points)
	share := min(0.5, arrowLength/max(course.total, arrowLength))
	heads := []head{newHead(points[len(points)-1], course.at(1-share))}
	if both {
		heads = append(heads, newHead(points[0], course.at(share)))
	}
	return heads
}

func newHead(tip, base Point) head {
	x, y := (tip.X-base.X)/arrowLength*arrowHalf, (tip.Y-base.Y)/arrowLength*arrowHalf
	return head{tip, base, Point{base.X - y, base.Y + x}, Point{base.X + y, base.Y - x}}
}

// under tells whether a head lies under a label, or nearly.
func (h *head) under(label Rect) bool {
	return meets(h.tip, h.base, label.Grow(0.8)) || label.Has(h.left) || label.Has(h.right)
}

// track is a course as straight pieces.
type track struct {
	points []Point
	bounds Rect
}

func newTrack(course []Point) track {
	points := flatten(course)
	return track{points, bounds(points)}
}

// passes tells whether a course runs through a rectangle.
func (t track) passes(r Rect) bool {
	return t.bounds.Grow(1).Overlaps(r) && passes(t.points, r)
}

// passes tells whether a polyline runs through a rectangle.
func passes(course []Point, r Rect) bool {
	right, bottom := r.Right(), r.Bottom()
	for n := 1; n < len(course); n++ {
		a, b := course[n-1], course[n]
		if a.X < r.X && b.X < r.X || a.X > right && b.X > right || a.Y < r.Y && b.Y < r.Y || a.Y > bottom && b.Y > bottom {
			continue
		}
		if meets(a, b, r) {
			return true
		}
	}
	return false
}

// find lists the places along a course, the middle first, that lie on no box and no heading.
func (p *labeller) find(i int, w, h float64) []spot {
	if len(p.courses[i].points) == 0 {
		return nil
	}
	steps := 24
	if len(p.s.Edges) > 100 {
		steps = 12
	}
	p.look(i, max(w, h))
	spots, course := p.room[:0], pace(p.courses[i].points)
	for k := 0; k <= steps; k++ {
		off := float64((k+1)/2) / float64(steps+2)
		if k%2 == 1 {
			off = -off
		}
		at := course.at(0.5 + off)
		for _, s := range sides {
			r := Rect{at.X - w/2 + s.x*(w/2) + s.away*s.x, at.Y - h/2 + s.y*(h/2) + s.away*s.y, w, h}
			if p.clear(r) {
				spots = append(spots, spot{r, math.Abs(off)*4 + s.cost + p.hides(i, r, s.cost)})
			}
		}
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Compare(a.cost, b.cost) })
	p.room = spots
	return slices.Clone(spots)
}

// look notes what a label of an edge could meet at all.
func (p *labeller) look(i int, size float64) {
	area := p.courses[i].bounds.Grow(size + 8)
	p.beside, p.blocks = p.beside[:0], p.blocks[:0]
	for k := range p.courses {
		if k != i && p.courses[k].bounds.Grow(1).Overlaps(area) {
			p.beside = append(p.beside, k)
		}
	}
	for _, r := range p.fixed {
		if r.Overlaps(area) {
			p.blocks = append(p.blocks, r)
		}
	}
}

// sides are the ways in which a label stands at a point of its line: with its middle on it, a little to a side but still over the line, or
// beside it. x and y say by how many halves of the label it is moved.
var sides = []struct{ x, y, away, cost float64 }{
	{0, 0, 0, 0},
	{0.6, 0, 0, costSlid}, {-0.6, 0, 0, costSlid}, {0, 0.5, 0, costSlid}, {0, -0.5, 0, costSlid},
	{1, 0, 3, costBeside}, {-1, 0, 3, costBeside}, {0, -1, 3, costBeside}, {0, 1, 3, costBeside},
}

// What is to be said against a label's place. The middle of the course is best; the ends cost 2.
const (
	costSlid   = 0.4
	costBeside = 2.0  // whose label it is has to be guessed from its border
	costHides  = 6.0  // a line of another edge runs behind it
	costNear   = 1.2  // a line of another edge runs along it
	costHead   = 12.0 // an arrowhead lies behind it, its own or another's
	costStart  = 1.0  // its own line's other end does
	costBorder = 0.6  // a border of a zone does
	costTaken  = 12.0 // the label of another edge stands there, and has to find another place
)

// clear tells whether a rectangle lies on no box and no heading.
func (p *labeller) clear(r Rect) bool {
	for i := range p.blocks {
		if r.Overlaps(p.blocks[i]) {
			return false
		}
	}
	return true
}

// hides is what a label would hide or come too near to: other edges, arrowheads, borders of zones; and how far it would make the page larger.
// What is to be said against the side on which it stands counts again where another line is near: it would seem to be that line's.
func (p *labeller) hides(i int, r Rect, side float64) float64 {
	cost := 0.2 * (max(0, p.page.X-r.X) + max(0, r.Right()-p.page.Right()) + max(0, p.page.Y-r.Y) + max(0, r.Bottom()-p.page.Bottom()))
	around := r.Grow(3.5)
	for _, k := range p.beside {
		if !p.courses[k].passes(around) {
			continue
		}
		if cost += costNear + side; p.courses[k].passes(r) {
			cost += costHides
		}
	}
	for k := range p.heads {
		if p.heads[k].under(r) {
			cost += costHead
		}
	}
	if own := p.courses[i].points; !p.s.Edges[i].Both && r.Grow(arrowLength).Has(own[0]) {
		cost += costStart
	}
	for _, z := range p.s.Zones {
		if r.Overlaps(z.Frame) && !z.Frame.Holds(r) {
			cost += costBorder
		}
	}
	return cost
}

// apart is the least distance between labels, in points.
const apart = 2.5

// serve gives each edge of the queue the best free spot. Every spot that was taken from an edge is worth less to the others, so that
// two edges do not quarrel for ever; and the number of turns is bounded.
func (p *labeller) serve(queue []int) bool {
	for turns := 40 * len(queue); len(queue) > 0; turns-- {
		if turns == 0 {
			return false
		}
		i := queue[0]
		queue = queue[1:]
		best, cost := -1, math.Inf(1)
		for k, spot := range p.spots[i] {
			c := spot.cost
			for _, other := range p.takers(i, spot.at) {
				c += costTaken + 200/float64(len(p.spots[other]))
			}
			if c < cost {
				best, cost = k, c
			}
		}
		p.s.Edges[i].Label = p.spots[i][best].at
		for _, other := range p.takers(i, p.s.Edges[i].Label) {
			p.s.Edges[other].Label = Rect{}
			queue = append(queue, other)
		}
		p.spots[i][best].cost += 4
	}
	return true
}

// takers are the edges whose labels stand in a place.
func (p *labeller) takers(i int, r Rect) []int {
	var takers []int
	for k := range p.s.Edges {
		if label := p.s.Edges[k].Label; k != i && label.W > 0 && r.Overlaps(label.Grow(apart)) {
			takers = append(takers, k)
		}
	}
	return takers
}
