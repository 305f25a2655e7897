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
	var best []*diagram.Scene
	var fault error
	for _, room := range diagram.A4 {
		s := newSheet(newUnion(graphs, m), room.W-2*margin)
		scenes, err := s.scenes(graphs, m)
		if err != nil {
			fault = err
			continue
		}
		if best == nil || scenes[0].PrintScale(m) > best[0].PrintScale(m) {
			best = scenes
		}
	}
	if best == nil {
		return nil, fault
	}
	return best, nil
}

func (s *sheet) scenes(graphs []*diagram.Graph, m *diagram.Measure) ([]*diagram.Scene, error) {
	if err := s.place(); err != nil {
		return nil, err
	}
	s.settle()
	if err := s.tracks(); err != nil {
		return nil, err
	}
	s.stack()
	s.ways()
	var scenes []*diagram.Scene
	for _, g := range graphs {
		scene := s.scene(g)
		if err := diagram.Verify(scene, m); err != nil {
			return nil, err
		}
		scenes = append(scenes, scene)
	}
	return scenes, nil
}
