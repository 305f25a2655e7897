package tiers

import (
	"errors"

	"portolan/render/layout/diagram"
)

// Across places a picture without zones from the left to the right, for where there is more width than height.
func Across(g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	if len(g.Zones) > 0 {
		return nil, errors.New("a diagram with zones runs from above down")
	}
	u := newUnion([]*diagram.Graph{g}, m)
	for i := range u.boxes {
		u.boxes[i].least, u.boxes[i].h = u.boxes[i].h, u.boxes[i].least
	}
	for i := range u.lines {
		u.lines[i].labelW, u.lines[i].labelH = u.lines[i].labelH, u.lines[i].labelW
	}
	var fault error
	for _, plain := range []bool{false, true} {
		s := u.sheet(form{width: diagram.A4[0].W, deep: 2})
		if fault = s.place(plain); fault != nil {
			continue
		}
		if fault = s.tracks(); fault != nil {
			continue
		}
		s.settle()
		s.stack()
		s.ways()
		scene := s.scene(0, g, m)
		turn90(scene)
		if fault = diagram.Verify(scene, m); fault == nil {
			return scene, nil
		}
	}
	return nil, fault
}

// turn90 exchanges across and down.
func turn90(s *diagram.Scene) {
	frame := func(r diagram.Rect) diagram.Rect { return diagram.Rect{X: r.Y, Y: r.X, W: r.H, H: r.W} }
	s.W, s.H = s.H, s.W
	for i := range s.Boxes {
		s.Boxes[i].Frame = frame(s.Boxes[i].Frame)
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		e.Label = frame(e.Label)
		for k, p := range e.Course {
			e.Course[k] = diagram.Point{X: p.Y, Y: p.X}
		}
	}
}
