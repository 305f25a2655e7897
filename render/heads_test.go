package render

import (
	"os"
	"strings"
	"testing"

	"portolan/render/diagram"
)

// TestNoLabelHidesAnArrowhead looks at the drawings of all pictures of all sites as they are painted: labels last, so that a head behind one
// is gone, and with it the direction in which a connection is opened.
func TestNoLabelHidesAnArrowhead(t *testing.T) {
	sites := []string{example, "thoughtspot-forty"}
	if !testing.Short() {
		entries, err := os.ReadDir("../sites")
		if err != nil {
			t.Fatal(err)
		}
		sites = nil
		for _, e := range entries {
			sites = append(sites, e.Name())
		}
	}
	heads := 0
	for _, site := range sites {
		plan, options := planOf(t, site)
		p, err := newPacker(plan, theme(t), options)
		if err != nil {
			t.Fatal(err)
		}
		for _, pic := range p.gallery.All() {
			drawing := p.gallery.scenes[pic].Draw(p.measure)
			for _, head := range headsOf(drawing) {
				heads++
				for _, g := range drawing.Groups {
					if strings.HasPrefix(g.Class, "label") && holdsAny(g.Target.Grow(-0.5), head) {
						t.Errorf("%s, picture %s: %s hides the head at %v", site, pic.ID, g.ID, head[0])
					}
				}
			}
		}
	}
	if heads < 50*len(sites) {
		t.Errorf("only %d heads were found in %d sites", heads, len(sites))
	}
}

// headsOf are the corners of the arrowheads of a drawing, the tips first.
func headsOf(d *diagram.Drawing) [][]diagram.Point {
	var heads [][]diagram.Point
	for _, g := range d.Groups {
		if !strings.HasPrefix(g.Class, "edge") {
			continue
		}
		for _, s := range g.Shapes {
			if path, ok := s.(diagram.Path); ok && path.Closed && len(path.Moves) == 3 {
				var head []diagram.Point
				for _, m := range path.Moves {
					head = append(head, m.To)
				}
				heads = append(heads, head)
			}
		}
	}
	return heads
}

func holdsAny(r diagram.Rect, points []diagram.Point) bool {
	for _, p := range points {
		if r.Has(p) {
			return true
		}
	}
	return false
}
