package diagram

import "math"

// Sizes of type at which a picture can be read, in points.
const (
	// Legible is the least size of printed text.
	Legible = 8
	// smallest is the least size of text in a picture at its own size.
	smallest = 8.0
)

// A Room is what a sheet of paper leaves for a picture, in points.
type Room struct{ W, H float64 }

// A4 is what a sheet of A4 paper leaves for a picture of its own, upright and on its side: without margins, the running head and the caption. Layouts aim at these.
var A4 = [2]Room{{W: 547, H: 700}, {W: 793, H: 452}}

// A3 is the same for a sheet of A3, which takes what A4 does not.
var A3 = [2]Room{{W: 793, H: 1042}, {W: 1141, H: 690}}

// PrintScale is the largest scale, at most 1, at which a scene goes on A4 with its legend.
func (s *Scene) PrintScale(m *Measure) float64 { return s.ScaleOn(A4, m) }

// ScaleOn is the largest scale, at most 1, at which a scene goes on a sheet with its legend.
func (s *Scene) ScaleOn(sheet [2]Room, m *Measure) float64 {
	_, legend := m.legend(s.Graph.Words.Legend, s.Graph.entries(m)).flow(s.W, nil)
	return scaleOn(sheet, math.Max(s.W, legend.X), s.H+legend.Y)
}

// Legible tells whether all text of a scene can be read on A4.
func (s *Scene) Legible(m *Measure) bool { return s.PrintScale(m)*smallest >= Legible }

// scaleOn is the largest scale, at most 1, at which a picture of a size goes on a sheet, upright or on its side.
func scaleOn(sheet [2]Room, w, h float64) float64 {
	best := 0.0
	for _, r := range sheet {
		best = math.Max(best, math.Min(r.W/w, r.H/h))
	}
	return math.Min(best, 1)
}
