package diagram

import (
	"math"
	"testing"
)

// TestLabelsAreTiedToTheirEdges paints the label of a level edge: alone, over an edge that crosses it, and beside its own.
func TestLabelsAreTiedToTheirEdges(t *testing.T) {
	own := PlacedEdge{Edge: Edge{ID: "own"}, Course: straight(Point{0, 50}, Point{200, 50})}
	across := PlacedEdge{Edge: Edge{ID: "across"}, Course: straight(Point{100, 0}, Point{100, 100})}
	on, beside := Rect{80, 40, 40, 20}, Rect{80, 60, 40, 20}
	for name, c := range map[string]struct {
		label  Rect
		others []PlacedEdge
		dots   []Point
		line   float64 // length of the short line
	}{
		"alone":                    {on, nil, nil, 0},
		"over another":             {on, []PlacedEdge{across}, []Point{{80, 50}, {120, 50}}, 0},
		"beside its edge":          {beside, nil, []Point{{80, 50}}, 10},
		"beside, and over another": {beside, []PlacedEdge{across}, []Point{{80, 50}}, 10},
	} {
		own.Label = c.label
		p := &painter{scene: &Scene{Edges: append([]PlacedEdge{own}, c.others...)}}
		var dots []Point
		line := 0.0
		for _, s := range p.ties(own) {
			path := s.(Path)
			if !path.Closed {
				line = distance(path.Moves[0].To, path.Moves[1].To)
				continue
			}
			var corners []Point
			for _, m := range path.Moves {
				corners = append(corners, m.To)
			}
			dots = append(dots, bounds(corners).Centre())
		}
		if len(dots) != len(c.dots) || math.Abs(line-c.line) > 0.01 {
			t.Errorf("%s: dots at %v and a line of %.1f, want %v and %.1f", name, dots, line, c.dots, c.line)
			continue
		}
		for i, dot := range dots {
			if math.Abs(dot.Y-c.dots[i].Y) > 0.01 || c.line == 0 && math.Abs(dot.X-c.dots[i].X) > 0.01 {
				t.Errorf("%s: a dot at %v, want %v", name, dot, c.dots[i])
			}
		}
	}
}
