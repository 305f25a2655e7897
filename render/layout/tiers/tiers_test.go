package tiers

import (
	"math/rand/v2"
	"testing"
	"time"

	"portolan/model/testenv"
	"portolan/render/layout/diagram"
)

// bundled joins lines of a random picture into bundles: of those with a box in common at one end some, with the label of the first.
func bundled(g *diagram.Graph, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 11))
	first := map[string]*diagram.Edge{}
	for i := range g.Edges {
		e := &g.Edges[i]
		hub := "to " + e.To
		if r.IntN(3) == 0 {
			hub = "from " + e.From
		}
		if r.IntN(2) == 0 || e.From == e.To {
			continue
		}
		e.Bundle = hub
		if first[hub] == nil {
			first[hub] = e
		}
		e.Label = first[hub].Label
	}
}

func TestEveryRandomPictureIsPlacedWithoutFault(t *testing.T) {
	seeds := testenv.Rounds(t, 1000)
	m := measure(t)
	plain := 0
	for seed := range seeds {
		g := random(uint64(seed), 3+seed*31%98*(seed*31%98)/97)
		bundled(g, uint64(seed))
		start := time.Now()
		_, err := Layout([]*diagram.Graph{g}, m)
		if err != nil {
			plain++
			t.Logf("%d: %d boxes, %d edges, left to the grid (%v): %v", seed, len(g.Boxes), len(g.Edges), time.Since(start), err)
		}
	}
	t.Logf("%d of %d pictures were left to the grid", plain, seeds)
}
