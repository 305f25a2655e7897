package diagram

import "math"

// Crop makes a scene no larger than what it shows, which stays where it is: a picture that shows less than those that it was placed with needs less paper.
func (s *Scene) Crop() {
	right, bottom := 0.0, 0.0
	hold := func(r Rect) { right, bottom = math.Max(right, r.Right()), math.Max(bottom, r.Bottom()) }
	for _, z := range s.Zones {
		hold(z.Frame)
	}
	for _, b := range s.Boxes {
		hold(b.Frame)
	}
	for _, e := range s.Edges {
		hold(e.Label)
		hold(bounds(e.Course))
	}
	s.W, s.H = math.Min(s.W, right+pageMargin), math.Min(s.H, bottom+pageMargin)
}
