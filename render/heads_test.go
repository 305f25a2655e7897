package render

import (
	"math"
	"slices"
	"strings"
	"testing"

	"portolan/render/content/topology"
	"portolan/render/layout/diagram"
)

// TestNoLabelHidesAnArrowhead looks at the drawings of all pictures of all sites as they are painted: labels last, so that a head behind one
// is gone, and with it the direction in which a connection is opened.
func TestNoLabelHidesAnArrowhead(t *testing.T) {
	heads, pictures := 0, everyPicture(t)
	for _, d := range pictures {
		for _, head := range headsOf(d.drawing) {
			heads++
			for _, g := range ofClass(d.drawing, "label") {
				if holdsAny(g.Target.Grow(-0.5), head) {
					t.Errorf("%s, picture %s: %s hides the head at %v", d.site, d.picture.ID, g.ID, head[0])
				}
			}
		}
	}
	if heads < 3*len(pictures) {
		t.Errorf("only %d heads were found in %d pictures", heads, len(pictures))
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

// TestNoLineCrossesTheHeadOfAnother looks at the pictures of one box and its neighbours, where many lines end side by side: a head that
// another line runs through does not say whose it is.
func TestNoLineCrossesTheHeadOfAnother(t *testing.T) {
	heads := 0
	for _, d := range everyPicture(t) {
		if d.picture.Kind != topology.HostKind && d.picture.Kind != topology.AlikeKind && d.picture.Kind != topology.RoleKind {
			continue
		}
		for i, edge := range d.edges {
			for _, head := range headsOf(&diagram.Drawing{Groups: []diagram.Group{edge}}) {
				heads++
				for k, other := range d.edges {
					if k != i && crosses(other.Shapes[0].(diagram.Path), head) {
						t.Errorf("%s, picture %s: %s runs through the head of %s at %v", d.site, d.picture.ID, other.ID, edge.ID, head[0])
					}
				}
			}
		}
	}
	if heads == 0 {
		t.Error("no heads")
	}
}

// crosses tells whether a line runs through a head, or so near that it seems to.
func crosses(line diagram.Path, head []diagram.Point) bool {
	const near = 1.0 // points
	way := polyline(line)
	triangle := append(slices.Clone(head), head[0])
	for i := 1; i < len(way)-1; i++ { // the last piece closes the line, which is open
		a, b := way[i-1], way[i]
		steps := max(1, int(math.Hypot(b.X-a.X, b.Y-a.Y)))
		for k := range steps + 1 {
			u := float64(k) / float64(steps)
			p := diagram.Point{X: a.X + (b.X-a.X)*u, Y: a.Y + (b.Y-a.Y)*u}
			if inside(p, triangle) {
				return true
			}
			for n := 1; n < len(triangle); n++ {
				if fromPiece(p, triangle[n-1], triangle[n]) < near {
					return true
				}
			}
		}
	}
	return false
}
