package diagram

import "math"

// PlaceHeadings puts each zone's heading on top of its frame: to the left, unless edges run there and another place is clearer.
func PlaceHeadings(s *Scene, m *Measure) {
	var courses [][]Point
	for _, e := range s.Edges {
		courses = append(courses, flatten(e.Course))
	}
	for i := range s.Zones {
		z := &s.Zones[i]
		w, h := m.HeadingSize(z.Zone)
		at := Rect{z.Frame.X + headingPad, z.Frame.Y + headingPad*0.7, w, h}
		room := z.Frame.W - 2*headingPad - w
		z.Heading = at
		least := hidden(courses, at)
		for _, share := range []float64{1, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875} {
			at.X = z.Frame.X + headingPad + math.Max(room, 0)*share
			if n := hidden(courses, at); n < least {
				z.Heading, least = at, n
			}
		}
	}
}

// hidden counts the courses that run through a rectangle.
func hidden(courses [][]Point, r Rect) int {
	n := 0
	for _, course := range courses {
		if passes(course, r.Grow(2)) {
			n++
		}
	}
	return n
}

// passes tells whether a polyline runs through a rectangle.
func passes(course []Point, r Rect) bool {
	for n := 1; n < len(course); n++ {
		if meets(course[n-1], course[n], r) {
			return true
		}
	}
	return false
}

// PlaceLabels moves each edge's label onto its own course where there is room, so that nobody has to guess whose label it is. A
// label that stands somewhere already (W > 0) stays there if no better place is free. It reports whether every label has a
// place now. Edges are served in their order, so that the same scene gives the same result.
func PlaceLabels(s *Scene, m *Measure) bool {
	p := &labeller{s: s, page: Rect{0, 0, s.W, s.H}.Grow(-pageMargin / 2)}
	for _, e := range s.Edges {
		p.courses = append(p.courses, flatten(e.Course))
		p.bounds = append(p.bounds, bounds(p.courses[len(p.courses)-1]))
	}
	for _, b := range s.Boxes {
		p.fixed = append(p.fixed, b.Frame.Grow(2.5))
	}
	for _, z := range s.Zones {
		p.fixed = append(p.fixed, z.Heading.Grow(2))
	}
	all := true
	for i := range s.Edges {
		w, h := m.LabelSize(s.Edges[i].Edge)
		if w == 0 {
			s.Edges[i].Label = Rect{}
			continue
		}
		if place, ok := p.best(i, w, h); ok {
			s.Edges[i].Label = place
		} else if s.Edges[i].Label.W == 0 {
			all = false
		}
	}
	return all
}

type labeller struct {
	s       *Scene
	page    Rect
	courses [][]Point
	bounds  []Rect
	fixed   []Rect
}

// best tries places along the course, the middle first, on the line and beside it, and takes the cheapest free one.
func (p *labeller) best(i int, w, h float64) (Rect, bool) {
	var best Rect
	least := math.Inf(1)
	for k := 0; k <= 24; k++ {
		off := float64((k+1)/2) / 26
		if k%2 == 1 {
			off = -off
		}
		at := along(p.courses[i], 0.5+off)
		for side, r := range []Rect{around(at, w, h), {at.X + 3, at.Y - h/2, w, h}, {at.X - 3 - w, at.Y - h/2, w, h},
			{at.X - w/2, at.Y - 3 - h, w, h}, {at.X - w/2, at.Y + 3, w, h}} {
			cost := math.Abs(off) * 4
			if side > 0 {
				cost += 1.5
			}
			if cost < least && p.free(i, r) {
				if cost += p.cost(i, r); cost < least {
					best, least = r, cost
				}
			}
		}
	}
	if now := p.s.Edges[i].Label; now.W > 0 && p.free(i, now) && p.cost(i, now)+2 < least {
		return now, true
	}
	return best, !math.IsInf(least, 1)
}

func (p *labeller) free(i int, r Rect) bool {
	if !p.page.Holds(r) {
		return false
	}
	for _, f := range p.fixed {
		if r.Overlaps(f) {
			return false
		}
	}
	for k, e := range p.s.Edges {
		if k != i && e.Label.W > 0 && r.Overlaps(e.Label.Grow(2.5)) {
			return false
		}
	}
	return true
}

// cost counts what a label would hide: other edges, its own arrowheads, borders of zones.
func (p *labeller) cost(i int, r Rect) float64 {
	cost := 0.0
	for k, course := range p.courses {
		if k == i || !p.bounds[k].Grow(1).Overlaps(r) {
			continue
		}
		if passes(course, r) {
			cost += 3
		}
	}
	own := p.courses[i]
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
