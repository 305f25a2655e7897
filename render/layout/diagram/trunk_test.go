package diagram

import (
	"slices"
	"strings"
	"testing"
)

// TestTrunksAreWhatEdgesShare draws three lines that come together before one box.
func TestTrunksAreWhatEdgesShare(t *testing.T) {
	m := measure(t)
	g := &Graph{ID: "t", Boxes: []Box{{ID: "hub"}, {ID: "a"}, {ID: "b"}, {ID: "c"}}}
	s := &Scene{Graph: g, W: 400, H: 300, Boxes: []PlacedBox{{Box: g.Boxes[0], Frame: Rect{100, 200, 80, 40}}, {Box: g.Boxes[1], Frame: Rect{0, 0, 80, 40}},
		{Box: g.Boxes[2], Frame: Rect{100, 0, 80, 40}}, {Box: g.Boxes[3], Frame: Rect{300, 0, 80, 40}}}}
	lines := func(points ...Point) []Point {
		course := []Point{points[0]}
		for i := 1; i < len(points); i++ {
			course = append(course, straight(points[i-1], points[i])[1:]...)
		}
		return course
	}
	for id, course := range map[string][]Point{
		"a": lines(Point{40, 40}, Point{40, 100}, Point{140, 100}, Point{140, 200}),
		"b": lines(Point{140, 40}, Point{140, 100}, Point{140, 200}),
		"c": lines(Point{340, 40}, Point{340, 120}, Point{140, 120}, Point{140, 200}),
	} {
		s.Edges = append(s.Edges, PlacedEdge{Edge: Edge{ID: id, From: id, To: "hub", Bundle: "x", BundleTip: "three", Rules: []string{"rule-" + id}}, Course: course})
	}
	slices.SortFunc(s.Edges, func(a, b PlacedEdge) int { return strings.Compare(a.ID, b.ID) })
	rules := map[string]int{}
	var trunk Group
	for _, group := range s.Draw(m).Groups {
		for _, r := range group.Rules {
			rules[r]++
		}
		if group.Class == "edge trunk" {
			trunk = group
		}
	}
	if len(trunk.Shapes) != 3 || trunk.Tip != "three" || len(trunk.Ends) != 4 || trunk.Ends[0] != "t-box-hub" {
		t.Fatalf("the trunk is %+v", trunk)
	}
	for i, want := range []Point{{140, 100}, {140, 100}, {140, 120}} { // where each leaves the others
		moves := trunk.Shapes[i].(Path).Moves
		if distance(moves[0].To, Point{140, 200}) > arrowLength || distance(moves[len(moves)-1].To, want) > 0.01 {
			t.Errorf("the trunk runs from %v to %v, want to %v", moves[0].To, moves[len(moves)-1].To, want)
		}
	}
	for _, e := range s.Edges {
		if rules["rule-"+e.ID] != 1 {
			t.Errorf("the rule of %s is at %d elements", e.ID, rules["rule-"+e.ID])
		}
	}
}
