package diagram

import "math"

// Fit moves a scene whose edges and labels may lie outside it, and sizes it, so that all of it is on the page with a margin. Courses are
// measured with the handles of their curves, which hold them in.
func Fit(s *Scene) {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	hold := func(r Rect) {
		low = Point{math.Min(low.X, r.X), math.Min(low.Y, r.Y)}
		high = Point{math.Max(high.X, r.Right()), math.Max(high.Y, r.Bottom())}
	}
	for _, z := range s.Zones {
		hold(z.Frame)
	}
	for _, b := range s.Boxes {
		hold(b.Frame)
	}
	for _, e := range s.Edges {
		hold(bounds(flatten(e.Course)).Grow(2))
		if e.Label.W > 0 {
			hold(e.Label)
		}
	}
	move := func(p *Point) { p.X, p.Y = p.X-low.X+pageMargin, p.Y-low.Y+pageMargin }
	shift := func(r *Rect) { r.X, r.Y = r.X-low.X+pageMargin, r.Y-low.Y+pageMargin }
	for i := range s.Zones {
		shift(&s.Zones[i].Frame)
		shift(&s.Zones[i].Heading)
	}
	for i := range s.Boxes {
		shift(&s.Boxes[i].Frame)
	}
	for i := range s.Edges {
		if s.Edges[i].Label.W > 0 {
			shift(&s.Edges[i].Label)
		}
		for k := range s.Edges[i].Course {
			move(&s.Edges[i].Course[k])
		}
	}
	s.W, s.H = high.X-low.X+2*pageMargin, high.Y-low.Y+2*pageMargin
}
