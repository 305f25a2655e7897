package diagram

import (
	"math"
	"slices"
)

// Lengths of an arrowhead in points, and the least room around a label's plate.
const (
	arrowLength = 7.5
	arrowHalf   = 2.9
)

func (p *painter) edge(e PlacedEdge) Group {
	labelled := e.Label.W > 0 && p.trunks[e.Bundle] == nil // by a label of its own
	g := Group{ID: p.id("edge", e.ID), Class: "edge " + e.look().class, Tip: e.Tip, Description: e.Description, Quiet: labelled, Ends: p.ends(e), Rules: e.Rules}
	if !labelled {
		g.Link = e.Link // otherwise the label carries it: one element to stop at, not two
	}
	course := append([]Point(nil), e.Course...)
	n := len(course)
	if n < 4 {
		return g
	}
	course[0] = reach(course[0], course[1], p.boxes[e.From])
	course[n-1] = reach(course[n-1], course[n-2], p.boxes[e.To])
	g.Shapes = arrow(course, e.Both, e.look())
	if t := p.trunks[e.Bundle]; t != nil {
		g.Trunk = p.id("trunk", e.Bundle)
		if line, ok := g.Shapes[0].(Path); ok && e.From != t.hub {
			line.Moves = curves(backwards(line.Moves))
			g.Shapes[0] = line
		}
	}
	g.Target = bounds(flatten(course))
	return g
}

// arrow is a course with a head at its end, or at both. The line stops inside the head, so that its blunt end never shows.
func arrow(course []Point, both bool, look edgeLook) []Shape {
	course = append([]Point(nil), course...)
	n := len(course)
	var heads []Shape
	head := func(tip, before *Point) {
		from := *before
		if distance(*tip, from) < 1e-6 { // a degenerate handle: look at the middle of the course
			from = along(flatten(course), 0.5)
		}
		base := towards(*tip, from, arrowLength)
		dx, dy := (tip.X-base.X)/arrowLength, (tip.Y-base.Y)/arrowLength
		heads = append(heads, Path{Moves: polygon(*tip,
			Point{base.X - dy*arrowHalf, base.Y + dx*arrowHalf},
			Point{base.X + dy*arrowHalf, base.Y - dx*arrowHalf}), Closed: true, Fill: look.stroke})
		moved := towards(*tip, from, arrowLength*0.8)
		before.X += moved.X - tip.X
		before.Y += moved.Y - tip.Y
		*tip = moved
	}
	head(&course[n-1], &course[n-2])
	if both {
		head(&course[0], &course[1])
	}
	return append([]Shape{Path{Moves: curves(course), Stroke: look.stroke, Width: look.width, Dash: look.dash}}, heads...)
}

// backwards is the course of moves from their end.
func backwards(moves []Move) []Point {
	course := []Point{moves[0].To}
	for _, m := range moves[1:] {
		course = append(course, m.A, m.B, m.To)
	}
	slices.Reverse(course)
	return course
}

// ends are the ids of the boxes that an edge joins.
func (p *painter) ends(e PlacedEdge) []string {
	return []string{p.id("box", e.From), p.id("box", e.To)}
}

// label is an edge's text on a plate. The plate keeps the text readable where it lies over lines, and its border has the edge's
// own colour and dash, which says whose label it is.
func (p *painter) label(e PlacedEdge) Group {
	look := e.look()
	if t := p.trunks[e.Bundle]; t != nil {
		look = p.trunkLook(t)
	}
	lines := p.m.labelLines(e.Edge)
	_, height := extent(lines)
	w, h := p.m.LabelSize(e.Edge)
	plate := around(e.Label.Centre(), math.Min(w, e.Label.W), math.Min(h, e.Label.H)) // the room is that of the largest label of all states
	shapes := []Shape{Path{Moves: rounded(plate, 4), Closed: true, Fill: Paper, Stroke: look.stroke, Width: 0.6, Dash: shorter(look.dash)}}
	middle := e.Label.Centre()
	if t := p.trunks[e.Bundle]; t != nil { // the rules are those of its edges
		return Group{ID: p.id("label", e.ID), Class: "label " + look.class, Tip: e.BundleTip, Link: e.BundleLink, Target: plate, Ends: p.trunkEnds(t), Trunk: p.id("trunk", e.Bundle),
			Shapes: append(shapes, stacked(lines, Point{middle.X, middle.Y - height/2}, Middle)...)}
	}
	return Group{ID: p.id("label", e.ID), Class: "label " + look.class, Tip: e.Tip, Description: e.Description, Link: e.Link, Target: plate, Ends: p.ends(e),
		Shapes: append(shapes, stacked(lines, Point{middle.X, middle.Y - height/2}, Middle)...)}
}

func shorter(dash []float64) []float64 {
	var short []float64
	for _, d := range dash {
		short = append(short, d/2)
	}
	return short
}
