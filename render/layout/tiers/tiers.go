// Package tiers places pictures of zones: from above down by what zones are for, with lines that run level and upright only. Pictures of one site are placed together, so
// that everything stands in the same place in all of them.
package tiers

import (
	"portolan/render/layout/diagram"
)

// Layout places pictures of one site together. A scene comes back for each only if nothing is wrong with any.
func Layout(graphs []*diagram.Graph, m *diagram.Measure) ([]*diagram.Scene, error) {
	for _, g := range graphs {
		if err := g.Check(); err != nil {
			return nil, err
		}
	}
	u := newUnion(graphs, m)
	width := u.form(graphs[0], m)
	if scenes, fault := newSheet(u, width).scenes(graphs, m, false); fault == nil {
		return scenes, nil
	}
	return u.plainly(graphs, m, width)
}

// plainly places pictures without Graphviz. One in a thousand random pictures has two lines that would run in each other; on a wider sheet they stand elsewhere.
func (u *union) plainly(graphs []*diagram.Graph, m *diagram.Measure, width float64) (scenes []*diagram.Scene, fault error) {
	for _, wider := range []float64{1, 1.15, 1.4} {
		if scenes, fault = newSheet(u, width*wider).scenes(graphs, m, true); fault == nil {
			return scenes, nil
		}
	}
	return nil, fault
}

// form is the width of the sheet on which a picture would be largest, upright or on its side.
func (u *union) form(g *diagram.Graph, m *diagram.Measure) float64 {
	best, width := 0.0, 0.0
	for _, room := range diagram.A4 {
		s := newSheet(u, room.W-2*margin)
		if scale := s.guess(g, m); scale > best*1.02 {
			best, width = scale, s.width
		}
	}
	return width
}

// guess is how large a picture would be on paper.
func (s *sheet) guess(g *diagram.Graph, m *diagram.Measure) float64 {
	w := s.width
	for _, b := range s.u.bands {
		w = max(w, s.u.narrowest(b.zones))
	}
	s.count = make([]int, len(s.channels))
	for c, joins := range s.channels {
		s.count[c] = min(len(joins), 1+len(joins)/3)
	}
	s.stack()
	return (&diagram.Scene{Graph: g, W: w + 2*margin, H: s.h}).PrintScale(m)
}

// most is the number of items from which on Graphviz takes too long.
const most = 450

func (s *sheet) scenes(graphs []*diagram.Graph, m *diagram.Measure, plain bool) ([]*diagram.Scene, error) {
	if err := s.place(plain); err != nil {
		return nil, err
	}
	if err := s.tracks(); err != nil {
		return nil, err
	}
	s.settle()
	s.stack()
	s.ways()
	var scenes []*diagram.Scene
	for i, g := range graphs {
		scene := s.scene(i, g, m)
		if err := diagram.Verify(scene, m); err != nil {
			return nil, err
		}
		scenes = append(scenes, scene)
	}
	return scenes, nil
}
