package drawio

import (
	"math"
	"slices"
	"strconv"

	"portolan/render/layout/diagram"
)

// trunk is what the lines of a bundle share, as thick lines without heads on them: each is tied to the box that all of them have in common.
func (w *writer) trunk(g diagram.Group) {
	if g.Trunk == "" || g.Trunk != g.ID {
		return
	}
	var drawn [][]diagram.Point
	for _, shape := range g.Shapes {
		path, ok := shape.(diagram.Path)
		if !ok {
			continue
		}
		course := courseOf(path.Moves)
		corners, square := diagram.Corners(course)
		bends := append(append([]diagram.Point{course[0]}, corners...), course[len(course)-1])
		if !square || slices.ContainsFunc(drawn, func(o []diagram.Point) bool { return slices.Equal(o, bends) }) {
			continue
		}
		id, from := w.own(g.ID), w.hub(g)
		if drawn = append(drawn, bends); len(drawn) > 1 {
			id += "-" + strconv.Itoa(len(drawn))
		}
		start, end := bends[0], bends[len(bends)-1]
		place := &geometry{Relative: 1, As: "geometry", Offset: &point{X: length(end.X), Y: length(end.Y), As: "targetPoint"}, Points: through(corners)}
		w.linked(cell{
			ID: id, Parent: linesLayer + strconv.Itoa(int(from.kind)), Edge: 1, Source: w.own(g.Ends[0]), Geometry: place,
			Style: w.line("rounded=1;arcSize=10;endArrow=none;exitX="+share(start.X-from.frame.X, from.frame.W)+";exitY="+share(start.Y-from.frame.Y, from.frame.H)+";exitPerimeter=0",
				diagram.Look{Line: path.Stroke, Dash: path.Dash, Width: path.Width}),
		}, g.Tip, g.Link)
	}
}

// through are the bends of a line, or nil.
func through(bends []diagram.Point) *points {
	if len(bends) == 0 {
		return nil
	}
	out := &points{As: "points"}
	for _, p := range bends {
		out.Points = append(out.Points, point{X: length(p.X), Y: length(p.Y)})
	}
	return out
}

type hub struct {
	frame diagram.Rect
	kind  diagram.EdgeKind
}

// hub is the box that all lines of a trunk have in common, and what they are needed for.
func (w *writer) hub(g diagram.Group) (h hub) {
	for _, b := range w.scene.Boxes {
		if w.scene.Graph.Element("box", b.ID) == g.Ends[0] {
			h.frame = b.Frame
		}
	}
	for _, e := range w.scene.Edges {
		if e.Bundle != "" && w.scene.Graph.Element("trunk", e.Bundle) == g.ID {
			h.kind = e.Kind
		}
	}
	return h
}

// courseOf are the points of curves.
func courseOf(moves []diagram.Move) []diagram.Point {
	var out []diagram.Point
	for _, m := range moves {
		if m.Curve {
			out = append(out, m.A, m.B)
		}
		out = append(out, m.To)
	}
	return out
}

// joints are where a line begins and ends, on the outlines of its boxes, and between them its bends: the corners of one that runs level and upright, else where
// its pieces meet and their middles.
func (w *writer) joints(e diagram.PlacedEdge) (course []diagram.Point, square bool) {
	start, end := w.scene.Ends(e)
	if corners, ok := diagram.Corners(e.Course); ok {
		return append(append([]diagram.Point{start}, corners...), end), true
	}
	out := []diagram.Point{start}
	for i := 0; i+3 < len(e.Course); i += 3 {
		a, b, c, d := e.Course[i], e.Course[i+1], e.Course[i+2], e.Course[i+3]
		out = append(out, diagram.Point{X: (a.X + 3*b.X + 3*c.X + d.X) / 8, Y: (a.Y + 3*b.Y + 3*c.Y + d.Y) / 8}, d)
	}
	out[len(out)-1] = end
	return out, false
}

// Middle is the point halfway along straight pieces, from which draw.io counts the place of a label.
func Middle(course []diagram.Point) diagram.Point {
	far := func(a, b diagram.Point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }
	rest := 0.0
	for i := 1; i < len(course); i++ {
		rest += far(course[i-1], course[i]) / 2
	}
	for i := 1; i < len(course); i++ {
		a, b := course[i-1], course[i]
		l := far(a, b)
		if l >= rest && l > 0 {
			return diagram.Point{X: a.X + (b.X-a.X)*rest/l, Y: a.Y + (b.Y-a.Y)*rest/l}
		}
		rest -= l
	}
	return course[len(course)-1]
}

// share is a place along a side as a part of it.
func share(at, whole float64) string {
	if whole == 0 {
		return "0.5"
	}
	return strconv.FormatFloat(math.Round(math.Max(0, math.Min(1, at/whole))*10000)/10000, 'f', -1, 64)
}
