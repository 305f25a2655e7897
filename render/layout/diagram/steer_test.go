package diagram

import (
	"slices"
	"testing"
)

// steered is a picture of two boxes with an edge from a to b, and a zone between them to which neither belongs.
func steered(zone Rect, course ...Point) *Scene {
	g := &Graph{ID: "steer", Boxes: []Box{{ID: "a"}, {ID: "b"}}}
	s := &Scene{Graph: g, W: 400, H: 300, Zones: []PlacedZone{{Zone: Zone{ID: "z"}, Frame: zone}}}
	for i, y := range []float64{10, 250} {
		s.Boxes = append(s.Boxes, PlacedBox{Box: g.Boxes[i], Frame: Rect{60, y, 80, 30}})
	}
	s.Edges = []PlacedEdge{{Edge: Edge{ID: "e", From: "a", To: "b"}, Course: course}}
	return s
}

func TestEdgesAreSteeredOffBordersAndCorners(t *testing.T) {
	down := straight(Point{100, 40}, Point{100, 250})
	for name, zone := range map[string]Rect{
		"along its left border":   {101, 90, 150, 100},
		"along its right border":  {20, 90, 79, 100},
		"over its corner":         {96, 90, 150, 30},
		"over its narrow side":    {20, 90, 85, 40},
		"both, at the upper edge": {98.5, 80, 150, 120},
	} {
		s := steered(zone, down...)
		Steer(s)
		along, in := newTrack(s.Edges[0].Course).alongBorder(zone)
		if along > hugged || in > 0 {
			t.Errorf("%s: the edge still runs %.0f points along the border and %.0f in the zone", name, along, in)
		}
		if course := s.Edges[0].Course; course[0] != down[0] || course[len(course)-1] != down[3] {
			t.Errorf("%s: the ends were moved", name)
		}
	}
}

func TestEdgesKeepACourseThatMisleadsNobody(t *testing.T) {
	down := straight(Point{100, 40}, Point{100, 250})
	for name, zone := range map[string]Rect{
		"beside a zone":        {110, 90, 150, 100},
		"across a whole zone":  {20, 90, 160, 100},
		"no other way is near": {20, 120, 400, 20},
	} {
		s := steered(zone, down...)
		if Steer(s); !slices.Equal(s.Edges[0].Course, down) {
			t.Errorf("%s: the edge was moved", name)
		}
	}
}

// An edge is steered out of another's head, and not through a box.
func TestEdgesAreSteeredOffHeads(t *testing.T) {
	s := steered(Rect{300, 0, 10, 10}, straight(Point{100, 40}, Point{100, 250})...)
	s.Boxes = append(s.Boxes, PlacedBox{Box: Box{ID: "c"}, Frame: Rect{20, 120, 78, 30}}, PlacedBox{Box: Box{ID: "d"}, Frame: Rect{250, 120, 40, 30}})
	s.Edges = append(s.Edges, PlacedEdge{Edge: Edge{ID: "f", From: "d", To: "c"}, Course: straight(Point{250, 135}, Point{98, 135})})
	Steer(s)
	track := newTrack(s.Edges[0].Course)
	if head := headAreas(newTrack(s.Edges[1].Course), false)[0]; track.passes(head) {
		t.Errorf("the edge still runs through the head at %v: %v", head, s.Edges[0].Course)
	}
	if track.passes(s.Boxes[2].Frame) {
		t.Error("the edge runs through a box")
	}
}
