// Package tiers places pictures of zones: from above down by what zones are for, with lines that run level and upright only. Pictures of one site are placed together, so
// that everything stands in the same place in all of them.
package tiers

import (
	"cmp"
	"slices"

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
	f := u.forms(graphs[0], m)
	var best []*diagram.Scene
	for _, form := range f {
		scenes, fault := u.sheet(form).scenes(graphs, form.paper, m, false)
		if fault != nil {
			continue
		}
		if scenes[0].ScaleOn(form.paper, m) > 0.999 {
			return scenes, nil
		}
		if best == nil || scenes[0].ScaleOn(diagram.A3, m) > best[0].ScaleOn(diagram.A3, m) {
			best = scenes
		}
	}
	if best != nil {
		return best, nil
	}
	return u.plainly(graphs, m, f[0])
}

// plainly places pictures without Graphviz. One in a thousand random pictures has two lines that would run in each other; on a wider sheet they stand elsewhere.
func (u *union) plainly(graphs []*diagram.Graph, m *diagram.Measure, f form) (scenes []*diagram.Scene, fault error) {
	width := f.width
	for _, wider := range []float64{1, 1.15, 1.4} {
		f.width = width * wider
		if scenes, fault = u.sheet(f).scenes(graphs, f.paper, m, true); fault == nil {
			return scenes, nil
		}
	}
	return nil, fault
}

// A form is what a picture may be like.
type form struct {
	paper [2]diagram.Room
	width float64
	deep  int     // rows that zones of several tiers may have to stand side by side
	scale float64 // at which it would stand on that paper, about
}

func (u *union) sheet(f form) *sheet {
	u.deep = f.deep
	return newSheet(u, f.width)
}

// forms are those that are worth a try, the best first: on A4, upright or on its side, where all of it might be read there, then on A3.
func (u *union) forms(g *diagram.Graph, m *diagram.Measure) (out []form) {
	for _, paper := range [][2]diagram.Room{diagram.A4, diagram.A3} {
		var some []form
		for _, room := range paper {
			bands := 0
			for _, deep := range []int{2, 3} {
				f := form{paper: paper, width: room.W - 2*margin, deep: deep}
				u.deep = deep
				n := len(u.groups(f.width))
				if n == bands {
					continue // the same once more
				}
				bands = n
				if f.scale = u.sheet(f).guess(g, paper, m); f.scale > promising || paper == diagram.A3 {
					some = append(some, f)
				}
			}
		}
		slices.SortStableFunc(some, func(a, b form) int { return cmp.Compare(b.scale, a.scale) })
		out = append(out, some...)
	}
	return out
}

// promising is the scale from which on a guess is worth a try: it does not know how many lines run beside each other.
const promising = 0.9

// guess is how large a picture would be on paper.
func (s *sheet) guess(g *diagram.Graph, paper [2]diagram.Room, m *diagram.Measure) float64 {
	w := s.width
	for _, b := range s.u.bands {
		w = max(w, s.u.narrowest(b.zones))
	}
	s.count = make([]int, len(s.channels))
	for c, joins := range s.channels {
		s.count[c] = min(len(joins), 1+len(joins)/3)
	}
	s.stack()
	return (&diagram.Scene{Graph: g, W: w + 2*margin, H: s.h}).ScaleOn(paper, m)
}

// most is the number of items from which on Graphviz takes too long.
const most = 450

func (s *sheet) scenes(graphs []*diagram.Graph, paper [2]diagram.Room, m *diagram.Measure, plain bool) ([]*diagram.Scene, error) {
	if err := s.place(plain); err != nil {
		return nil, err
	}
	if err := s.tracks(); err != nil {
		return nil, err
	}
	s.settle()
	s.stack()
	if (&diagram.Scene{Graph: graphs[0], W: s.w, H: s.h}).ScaleOn(paper, m) < 1 {
		s.ease = closer
		s.stack()
	}
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
