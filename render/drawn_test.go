package render

import (
	"math"
	"strings"
	"sync"
	"testing"

	"portolan/render/content/topology"
	"portolan/render/layout/diagram"
)

// A drawn picture is one of a site with what is painted of it: groups by class, in the order of the scene's edges and boxes.
type drawn struct {
	site    string
	picture *topology.Picture
	scene   *diagram.Scene
	drawing *diagram.Drawing
	edges   []diagram.Group
	boxes   []diagram.Group
}

// siteNames are the sites whose pictures are looked at: two in a short run, else all.
func siteNames(t testing.TB) []string {
	t.Helper()
	if testing.Short() {
		return []string{example, "thoughtspot-forty"}
	}
	return siteIDs(t)
}

// galleries are the packers of sites whose pictures are laid out; several tests look at the same pictures.
var galleries sync.Map

// everyPicture are all pictures of all sites that are graphs, as they are painted.
func everyPicture(t *testing.T) []drawn {
	t.Helper()
	var all []drawn
	for _, site := range siteNames(t) {
		kept, ok := galleries.Load(site)
		if !ok {
			plan, options := planOf(t, site)
			p, err := newPacker(plan, theme(t), options)
			if err != nil {
				t.Fatal(err)
			}
			galleries.Store(site, p)
			kept = p
		}
		p := kept.(*packer)
		for _, picture := range p.gallery.All() {
			one := drawn{site: site, picture: picture, scene: p.gallery.scenes[picture]}
			one.drawing = one.scene.Draw(p.measure)
			one.edges, one.boxes = ofClass(one.drawing, "edge"), ofClass(one.drawing, "box")
			all = append(all, one)
		}
	}
	return all
}

// ofClass are the groups of a drawing whose class begins so.
func ofClass(d *diagram.Drawing, class string) []diagram.Group {
	var groups []diagram.Group
	for _, g := range d.Groups {
		if first, _, _ := strings.Cut(g.Class, " "); first == class {
			groups = append(groups, g)
		}
	}
	return groups
}

// TestEveryLineEndsAtWhatItJoins looks where the lines of all pictures end: on the outermost line of their box that is seen there, the sheets
// of a stack and the line around the middle among them. A line that ends before it hangs in the air; one that ends behind it has lost its head.
func TestEveryLineEndsAtWhatItJoins(t *testing.T) {
	const near = 1.0 // points
	ends := 0
	for _, d := range everyPicture(t) {
		box := map[string]diagram.Group{}
		for i, b := range d.scene.Boxes {
			box[b.ID] = d.boxes[i]
		}
		for i, e := range d.scene.Edges {
			start, end := tips(d.edges[i], e.Both)
			for id, tip := range map[string]diagram.Point{e.From: start, e.To: end} {
				ends++
				if off := fromOutline(box[id], tip); math.Abs(off) > near {
					t.Errorf("%s, picture %s: edge %s ends %.1f points off the outline of %s (inside if negative)", d.site, d.picture.ID, e.ID, off, id)
				}
			}
		}
	}
	if ends == 0 {
		t.Error("no edges")
	}
}

// tips are the ends of a painted edge: of its heads, or of the line where it has none. The line of an edge that shares one with others is painted
// from what they have in common, so that its head may be at either end.
func tips(edge diagram.Group, both bool) (start, end diagram.Point) {
	moves := edge.Shapes[0].(diagram.Path).Moves
	start, end = moves[0].To, edge.Shapes[1].(diagram.Path).Moves[0].To
	if last := moves[len(moves)-1].To; distance(start, end) < distance(last, end) {
		start = last
	}
	if both {
		start = edge.Shapes[2].(diagram.Path).Moves[0].To
	}
	return start, end
}

func distance(a, b diagram.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// fromOutline is how far a point lies outside all closed shapes of a box, or, negative, how deep inside one of them.
func fromOutline(box diagram.Group, p diagram.Point) float64 {
	least := math.Inf(1)
	for _, s := range box.Shapes {
		path, ok := s.(diagram.Path)
		if !ok || !path.Closed {
			continue
		}
		line := polyline(path)
		off := math.Inf(1)
		for i := 1; i < len(line); i++ {
			off = math.Min(off, fromPiece(p, line[i-1], line[i]))
		}
		if inside(p, line) {
			off = -off
		}
		least = math.Min(least, off)
	}
	return least
}

// polyline is a closed path in straight pieces.
func polyline(path diagram.Path) []diagram.Point {
	var points []diagram.Point
	for _, m := range path.Moves {
		if m.Curve {
			from := points[len(points)-1]
			for k := 1; k < 16; k++ {
				u := float64(k) / 16
				at := func(a, b, c, d float64) float64 {
					v := 1 - u
					return v*v*v*a + 3*v*v*u*b + 3*v*u*u*c + u*u*u*d
				}
				points = append(points, diagram.Point{X: at(from.X, m.A.X, m.B.X, m.To.X), Y: at(from.Y, m.A.Y, m.B.Y, m.To.Y)})
			}
		}
		points = append(points, m.To)
	}
	return append(points, points[0])
}

func fromPiece(p, a, b diagram.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	u := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		u = math.Max(0, math.Min(1, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/length))
	}
	return math.Hypot(p.X-a.X-u*dx, p.Y-a.Y-u*dy)
}

func inside(p diagram.Point, line []diagram.Point) bool {
	in := false
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			in = !in
		}
	}
	return in
}

// TestBadgesCoverNothing looks at the badges of all pictures: no head, no label, no other box, and no letter of the own one lies under one.
func TestBadgesCoverNothing(t *testing.T) {
	badges := 0
	for _, d := range everyPicture(t) {
		for i, b := range d.boxes {
			if d.scene.Boxes[i].Change == diagram.Kept {
				continue
			}
			badges++
			disc := areaOf(b.Shapes[len(b.Shapes)-2].(diagram.Path))
			for _, head := range headsOf(d.drawing) {
				if holdsAny(disc, head) {
					t.Errorf("%s, picture %s: the badge of %s covers the head at %v", d.site, d.picture.ID, b.ID, head[0])
				}
			}
			for _, label := range ofClass(d.drawing, "label") {
				if label.Target.Overlaps(disc) {
					t.Errorf("%s, picture %s: the badge of %s covers a part of %s", d.site, d.picture.ID, b.ID, label.ID)
				}
			}
			for k, other := range d.boxes {
				if k != i && other.Target.Overlaps(disc) {
					t.Errorf("%s, picture %s: the badge of %s covers a part of %s", d.site, d.picture.ID, b.ID, other.ID)
				}
			}
			for _, s := range b.Shapes[:len(b.Shapes)-2] {
				if text, ok := s.(diagram.Text); ok && textArea(text).Overlaps(disc) {
					t.Errorf("%s, picture %s: the badge of %s covers %q", d.site, d.picture.ID, b.ID, text.Text)
				}
			}
			if !(diagram.Rect{W: d.drawing.W, H: d.drawing.H}).Holds(disc) {
				t.Errorf("%s, picture %s: the badge of %s leaves the picture", d.site, d.picture.ID, b.ID)
			}
		}
	}
	if badges == 0 {
		t.Error("no badges")
	}
}

// areaOf is the area of a path's points.
func areaOf(path diagram.Path) diagram.Rect {
	low, high := path.Moves[0].To, path.Moves[0].To
	for _, m := range path.Moves {
		low = diagram.Point{X: math.Min(low.X, m.To.X), Y: math.Min(low.Y, m.To.Y)}
		high = diagram.Point{X: math.Max(high.X, m.To.X), Y: math.Max(high.Y, m.To.Y)}
	}
	return diagram.Rect{X: low.X, Y: low.Y, W: high.X - low.X, H: high.Y - low.Y}
}

// textArea is what the letters of a line of text cover.
func textArea(t diagram.Text) diagram.Rect {
	x := t.At.X
	switch t.Anchor {
	case diagram.Middle:
		x -= t.Width / 2
	case diagram.End:
		x -= t.Width
	}
	return diagram.Rect{X: x, Y: t.At.Y - t.Size*0.72, W: t.Width, H: t.Size * 0.72}
}
