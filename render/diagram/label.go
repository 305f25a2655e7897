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
	for _, e := range s.Edges {
		p.courses = append(p.courses, newTrack(e.Course))
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
	fixed   []Rect
	spots   [][]spot // of each edge, the best first
	room    []spot   // for those of one edge while they are looked for
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

// find lists the places along a course, the middle first, on the line and beside it, that lie on no box and no heading.
func (p *labeller) find(i int, w, h float64) []spot {
	if len(p.courses[i].points) == 0 {
		return nil
	}
	steps := 24
	if len(p.s.Edges) > 100 {
		steps = 12
	}
	spots, course := p.room[:0], pace(p.courses[i].points)
	for k := 0; k <= steps; k++ {
		off := float64((k+1)/2) / float64(steps+2)
		if k%2 == 1 {
			off = -off
		}
		at := course.at(0.5 + off)
		for side, r := range []Rect{around(at, w, h), {at.X + 3, at.Y - h/2, w, h}, {at.X - 3 - w, at.Y - h/2, w, h},
			{at.X - w/2, at.Y - 3 - h, w, h}, {at.X - w/2, at.Y + 3, w, h}} {
			if !p.clear(r) {
				continue
			}
			cost := math.Abs(off)*4 + p.hides(i, r)
			if side > 0 {
				cost += 1.5
			}
			spots = append(spots, spot{r, cost})
		}
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Compare(a.cost, b.cost) })
	p.room = spots
	return slices.Clone(spots)
}

// clear tells whether a rectangle lies on no box and no heading.
func (p *labeller) clear(r Rect) bool {
	for i := range p.fixed {
		if r.Overlaps(p.fixed[i]) {
			return false
		}
	}
	return true
}

// hides counts what a label would hide: other edges, its own arrowheads, borders of zones; and how far it would make the page larger.
func (p *labeller) hides(i int, r Rect) float64 {
	cost := 0.1 * (math.Max(0, p.page.X-r.X) + math.Max(0, r.Right()-p.page.Right()) + math.Max(0, p.page.Y-r.Y) + math.Max(0, r.Bottom()-p.page.Bottom()))
	for k := range p.courses {
		if k != i && p.courses[k].passes(r) {
			cost += 3
		}
	}
	own := p.courses[i].points
	for _, tip := range []Point{own[0], own[len(own)-1]} {
		if r.Grow(arrowLength).Has(tip) {
			cost += 2.5
		}
	}
	for _, z := range p.s.Zones {
		if r.Overlaps(z.Frame) && !z.Frame.Holds(r) {
			cost += 0.6
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
				c += 9 + 200/float64(len(p.spots[other]))
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
