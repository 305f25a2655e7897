package graphviz

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"portolan/render/layout/diagram"
)

// remembered is the number of pictures whose places are kept. Then all are forgotten: what is forgotten is only placed again.
const remembered = 256

// places remembers where everything stands in pictures, by their sizes. It may be used from several goroutines.
type places struct {
	sync.Mutex
	scenes map[string]*diagram.Scene
}

var known = &places{scenes: map[string]*diagram.Scene{}}

// signature is all of a picture that decides about places, and nothing else: equal signatures get equal places, whatever their texts say.
func signature(g *diagram.Graph, m *diagram.Measure) string {
	var key strings.Builder
	zones, boxes := map[string]int{"": -1}, map[string]int{}
	for i, z := range g.Zones {
		w, h := m.HeadingSize(z)
		zones[z.ID] = i
		fmt.Fprintf(&key, "z %g %g\n", w, h)
	}
	for i, b := range g.Boxes {
		w, h := m.BoxSize(b)
		boxes[b.ID] = i
		fmt.Fprintf(&key, "b %d %g %g\n", zones[b.Zone], w, h)
	}
	for _, e := range g.Edges {
		w, h := m.LabelSize(e)
		fmt.Fprintf(&key, "e %d %d %t %g %g\n", boxes[e.From], boxes[e.To], e.Both, w, h)
	}
	fmt.Fprintf(&key, "l %v\n", m.LegendWidths(g))
	return key.String()
}

// find gives a picture the places of an earlier one.
func (p *places) find(key string, g *diagram.Graph) *diagram.Scene {
	p.Lock()
	defer p.Unlock()
	s, ok := p.scenes[key]
	if !ok {
		return nil
	}
	return copied(s, g)
}

func (p *places) keep(key string, s *diagram.Scene) {
	p.Lock()
	defer p.Unlock()
	if len(p.scenes) >= remembered {
		clear(p.scenes)
	}
	p.scenes[key] = copied(s, &diagram.Graph{Zones: make([]diagram.Zone, len(s.Zones)), Boxes: make([]diagram.Box, len(s.Boxes)),
		Edges: make([]diagram.Edge, len(s.Edges))}) // the places alone
}

// copied is a scene's places with the content of a picture of the same signature.
func copied(s *diagram.Scene, g *diagram.Graph) *diagram.Scene {
	c := &diagram.Scene{Graph: g, W: s.W, H: s.H}
	for i, z := range s.Zones {
		c.Zones = append(c.Zones, diagram.PlacedZone{Zone: g.Zones[i], Frame: z.Frame, Heading: z.Heading})
	}
	for i, b := range s.Boxes {
		c.Boxes = append(c.Boxes, diagram.PlacedBox{Box: g.Boxes[i], Frame: b.Frame})
	}
	for i, e := range s.Edges {
		c.Edges = append(c.Edges, diagram.PlacedEdge{Edge: g.Edges[i], Course: slices.Clone(e.Course), Label: e.Label})
	}
	return c
}
