package diagram

import (
	"fmt"
	"math"
)

// Fault says in which picture a layout is wrong and how.
type Fault struct {
	Picture string // the graph's id
	What    string
}

func (f *Fault) Error() string {
	return fmt.Sprintf("diagram %q: layout is wrong: %s", f.Picture, f.What)
}

// slack is how far a layout may be off, in points: layouts come with rounded numbers.
const slack = 1.0

// nearest is how near two boxes may stand, in points.
const nearest = 8.0

// Verify looks at a layout as a suspicious reader would: everything is there, in its size, where it belongs, and nothing lies on
// anything else, no line runs in another or through a zone that it has nothing to do with, no label stands on a border or on another's line. It returns a *Fault.
func Verify(s *Scene, m *Measure) error {
	v := newVerifier(s, m)
	return v.all(v.complete, v.sizes, v.zones, v.boxes, v.courses, v.labels, v.foreign, v.apart, v.own)
}

func newVerifier(s *Scene, m *Measure) *verifier {
	v := &verifier{s: s, m: m, page: Rect{0, 0, s.W, s.H}.Grow(slack)}
	for _, e := range s.Edges {
		v.tracks = append(v.tracks, newTrack(e.Course))
	}
	return v
}

func (v *verifier) all(steps ...func() string) error {
	for _, step := range steps {
		if what := step(); what != "" {
			return &Fault{Picture: v.s.Graph.ID, What: what}
		}
	}
	return nil
}

type verifier struct {
	s    *Scene
	m    *Measure
	page Rect

	tracks []track // of the edges
}

func (v *verifier) complete() string {
	g := v.s.Graph
	if len(v.s.Zones) != len(g.Zones) || len(v.s.Boxes) != len(g.Boxes) || len(v.s.Edges) != len(g.Edges) {
		return fmt.Sprintf("%d of %d zones, %d of %d boxes, %d of %d edges", len(v.s.Zones), len(g.Zones),
			len(v.s.Boxes), len(g.Boxes), len(v.s.Edges), len(g.Edges))
	}
	for i, z := range g.Zones {
		if v.s.Zones[i].ID != z.ID {
			return "zone " + z.ID + " is missing"
		}
	}
	for i, b := range g.Boxes {
		if v.s.Boxes[i].ID != b.ID {
			return "box " + b.ID + " is missing"
		}
	}
	for i, e := range g.Edges {
		if v.s.Edges[i].ID != e.ID {
			return "edge " + e.ID + " is missing"
		}
	}
	return ""
}

func (v *verifier) sizes() string {
	for _, b := range v.s.Boxes {
		w, h := v.m.BoxSize(b.Box)
		if !finite(b.Frame) || b.Frame.W < w-slack || b.Frame.H < h-slack {
			return fmt.Sprintf("box %s is %.1f x %.1f, its text needs %.1f x %.1f", b.ID, b.Frame.W, b.Frame.H, w, h)
		}
		if !v.page.Holds(b.Frame) {
			return "box " + b.ID + " is outside the page"
		}
	}
	borne := map[string]bool{} // the labels of bundles
	for _, e := range v.s.Edges {
		borne[e.Bundle] = borne[e.Bundle] || e.Label.W > 0
	}
	for _, e := range v.s.Edges {
		w, h := v.m.LabelSize(e.Edge)
		if e.Bundle != "" && e.Label.W == 0 && borne[e.Bundle] {
			continue
		}
		if !finite(e.Label) || e.Label.W < w-slack || e.Label.H < h-slack {
			return "the label of edge " + e.ID + " is too small or missing"
		}
	}
	return ""
}

func finite(r Rect) bool {
	sum := r.X + r.Y + r.W + r.H
	return !math.IsNaN(sum) && !math.IsInf(sum, 0)
}

func (v *verifier) zones() string {
	for i, z := range v.s.Zones {
		if !finite(z.Frame) || !v.page.Holds(z.Frame) {
			return "zone " + z.ID + " is outside the page"
		}
		w, h := v.m.HeadingSize(z.Zone)
		if z.Heading.H < h-slack {
			w, h = v.m.FlatHeadingSize(z.Zone)
		}
		if z.Heading.W < w-slack || z.Heading.H < h-slack || !z.Frame.Grow(-headingPad/2).Holds(z.Heading) {
			return "the heading of zone " + z.ID + " does not fit into it"
		}
		for _, o := range v.s.Zones[:i] {
			if z.Frame.Grow(-slack).Overlaps(o.Frame) {
				return "zones " + o.ID + " and " + z.ID + " overlap"
			}
		}
	}
	return ""
}

func (v *verifier) boxes() string {
	for i, b := range v.s.Boxes {
		for _, z := range v.s.Zones {
			switch {
			case z.ID == b.Zone && !z.Frame.Grow(slack).Holds(b.Frame):
				return "box " + b.ID + " is outside its zone " + z.ID
			case z.ID == b.Zone && z.Heading.Overlaps(b.Frame):
				return "box " + b.ID + " is on the heading of zone " + z.ID
			case z.ID != b.Zone && z.Frame.Grow(-slack).Overlaps(b.Frame):
				return "box " + b.ID + " is in zone " + z.ID + ", to which it does not belong"
			}
		}
		for _, o := range v.s.Boxes[:i] {
			if b.Frame.Grow(nearest).Overlaps(o.Frame) {
				return "boxes " + o.ID + " and " + b.ID + " overlap or nearly overlap"
			}
		}
	}
	return ""
}

func (v *verifier) courses() string {
	frames := map[string]Rect{}
	for _, b := range v.s.Boxes {
		frames[b.ID] = b.Frame
	}
	for _, e := range v.s.Edges {
		n := len(e.Course)
		if n < 4 || n%3 != 1 {
			return fmt.Sprintf("edge %s has no course (%d points)", e.ID, n)
		}
		if !touches(frames[e.From], e.Course[0]) || !touches(frames[e.To], e.Course[n-1]) {
			return "edge " + e.ID + " does not join its boxes"
		}
		course := newTrack(e.Course)
		if !finite(course.bounds) || !v.page.Holds(course.bounds) {
			return "edge " + e.ID + " leaves the page"
		}
		if what := v.crossed(e, course); what != "" {
			return "edge " + e.ID + " runs through " + what
		}
	}
	return ""
}

// crossed names what an edge runs through unseen: boxes are painted over edges, and so are zones' headings.
func (v *verifier) crossed(e PlacedEdge, course track) string {
	for _, b := range v.s.Boxes {
		if b.ID != e.From && b.ID != e.To && course.passes(b.Frame.Grow(-slack)) {
			return "box " + b.ID
		}
	}
	for _, z := range v.s.Zones {
		if course.passes(z.Heading.Grow(-slack)) {
			return "the heading of zone " + z.ID
		}
	}
	return ""
}

// touches tells whether a point lies near the border of a frame.
func touches(frame Rect, p Point) bool {
	const near = 3
	return frame.Grow(near).Has(p) && !frame.Grow(-near).Has(p)
}

func (v *verifier) labels() string {
	for i, e := range v.s.Edges {
		if e.Label.W == 0 {
			continue
		}
		if !v.page.Holds(e.Label) {
			return "the label of edge " + e.ID + " is outside the page"
		}
		inner := e.Label.Grow(-slack / 2)
		for _, b := range v.s.Boxes {
			if inner.Overlaps(b.Frame) {
				return "the label of edge " + e.ID + " is on box " + b.ID
			}
		}
		for _, z := range v.s.Zones {
			if inner.Overlaps(z.Heading) {
				return "the label of edge " + e.ID + " is on the heading of zone " + z.ID
			}
		}
		for _, o := range v.s.Edges[:i] {
			if inner.Overlaps(o.Label) {
				return "the labels of edges " + o.ID + " and " + e.ID + " overlap"
			}
		}
	}
	return ""
}
