package diagram

import (
	"math"
	"slices"
	"testing"
)

func TestPlacesGiveWayInEqualShares(t *testing.T) {
	for name, c := range map[string]struct{ at, want []float64 }{
		"far enough":          {[]float64{10, 20, 40}, []float64{10, 20, 40}},
		"two at one":          {[]float64{20, 20}, []float64{16.5, 23.5}},
		"three at one":        {[]float64{20, 20, 20}, []float64{13, 20, 27}},
		"pushed by a third":   {[]float64{20, 20, 24}, []float64{43.0 / 3, 64.0 / 3, 85.0 / 3}},
		"at the upper end":    {[]float64{0, 0}, []float64{0, 7}},
		"at the lower end":    {[]float64{99, 99}, []float64{92, 99}},
		"further out, and so": {[]float64{-3, -3}, []float64{-3, 4}},
		"as they lead":        {[]float64{21, 19}, []float64{16.5, 23.5}},
	} {
		got := spaced(c.at, 7, 0, 99)
		if !slices.EqualFunc(got, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("%s: %v became %v, want %v", name, c.at, got, c.want)
		}
	}
	if got := spaced([]float64{5, 5, 5, 5, 5}, 7, 0, 12); got[0] != 0 || got[4] != 12 {
		t.Errorf("where there is little room: %v", got)
	}
}

// fan is a box from whose lower side three edges lead to boxes below, all from one point.
func fan() *Scene {
	g := &Graph{ID: "fan", Boxes: []Box{{ID: "top"}, {ID: "left"}, {ID: "middle"}, {ID: "right"}}}
	s := &Scene{Graph: g, W: 300, H: 200}
	for i, x := range []float64{100, 0, 100, 200} {
		y := 150.0
		if i == 0 {
			y = 10
		}
		s.Boxes = append(s.Boxes, PlacedBox{Box: g.Boxes[i], Frame: Rect{x, y, 80, 30}})
	}
	for _, to := range []string{"right", "left", "middle"} {
		end := Point{map[string]float64{"left": 40, "middle": 140, "right": 240}[to], 150}
		s.Edges = append(s.Edges, PlacedEdge{Edge: Edge{ID: to, From: "top", To: to}, Course: straight(Point{140, 40}, end)})
	}
	return s
}

func TestEdgesOfABoxBeginApart(t *testing.T) {
	s := fan()
	Part(s)
	right, left, middle := s.Edges[0].Course, s.Edges[1].Course, s.Edges[2].Course
	if left[0].X != 140-parted || middle[0].X != 140 || right[0].X != 140+parted {
		t.Errorf("they begin at %v, %v, %v, want %v points apart, as they lead", left[0].X, middle[0].X, right[0].X, parted)
	}
	for _, e := range s.Edges {
		if e.Course[0].Y != 40 || e.Course[3].Y != 150 {
			t.Errorf("edge %s leaves its sides: %v", e.ID, e.Course)
		}
	}
	if before := fan(); left[3] != before.Edges[1].Course[3] {
		t.Error("an end that is alone was moved")
	}
	again := fan()
	Part(again)
	Part(again)
	if again.Edges[0].Course[0] != right[0] {
		t.Error("ends that are apart are moved again")
	}
}

func TestAnEndStaysWhereAnotherPlaceWouldLeadThroughABox(t *testing.T) {
	s := fan()
	s.Boxes = append(s.Boxes, PlacedBox{Box: Box{ID: "wall"}, Frame: Rect{146, 42, 20, 5}})
	s.Edges[0].Course = []Point{{140, 40}, {140, 70}, {200, 100}, {240, 150}}
	Part(s)
	if got := s.Edges[0].Course[0]; got != (Point{140, 40}) {
		t.Errorf("the edge begins at %v, beside the wall", got)
	}
}

func TestALabelLeavesHeadsAndOtherEdgesAlone(t *testing.T) {
	m := measure(t)
	g := pair(Node, Node, Regular)
	g.Edges[0].Both = true
	g.Edges = append(g.Edges, Edge{ID: "other", From: "a", To: "b"})
	w, h := m.LabelSize(g.Edges[0])
	s := &Scene{Graph: g, W: 400, H: 300}
	for i, y := range []float64{0, 28 + h + 2*aroundText} {
		s.Boxes = append(s.Boxes, PlacedBox{Box: g.Boxes[i], Frame: Rect{100, y, 120, 28}})
	}
	top, bottom := s.Boxes[0].Frame.Bottom(), s.Boxes[1].Frame.Y
	s.Edges = []PlacedEdge{{Edge: g.Edges[0], Course: straight(Point{160, top}, Point{160, bottom})},
		{Edge: g.Edges[1], Course: straight(Point{160 + w*0.45, top}, Point{160 + w*0.45, bottom})}}
	if !PlaceLabels(s, m) {
		t.Fatal("no place")
	}
	label := s.Edges[0].Label
	for _, tip := range []Point{{160, top + arrowLength}, {160, bottom - arrowLength}} {
		if label.Has(tip) {
			t.Errorf("the label %v hides the head at %v", label, tip)
		}
	}
	if !newTrack(s.Edges[0].Course).passes(label) {
		t.Errorf("the label %v is not on its line", label)
	}
	if newTrack(s.Edges[1].Course).passes(label) {
		t.Errorf("the label %v lies over the other edge", label)
	}
}
