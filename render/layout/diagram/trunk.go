package diagram

import (
	"math"
	"slices"
)

// trunkWidth is that of a line that several edges share.
const trunkWidth = 2.8

// A trunk is what the edges of a bundle share.
type trunk struct {
	hub   string // the box that they have in common
	edges []int  // of the scene
}

// trunks are those of a scene, by the names of their bundles. A bundle of one edge is none.
func (s *Scene) trunks() map[string]*trunk {
	out := map[string]*trunk{}
	for i, e := range s.Edges {
		if e.Bundle == "" {
			continue
		}
		if out[e.Bundle] == nil {
			out[e.Bundle] = &trunk{}
		}
		out[e.Bundle].edges = append(out[e.Bundle].edges, i)
	}
	for name, t := range out {
		if len(t.edges) < 2 {
			delete(out, name)
			continue
		}
		first, second := s.Edges[t.edges[0]], s.Edges[t.edges[1]]
		if t.hub = first.To; first.To != second.From && first.To != second.To {
			t.hub = first.From
		}
	}
	return out
}

// fromHub is the course of one of a trunk's edges, beginning at what they have in common: dashes that several edges share then lie on each other.
func (t *trunk) fromHub(e PlacedEdge) []Point {
	course := slices.Clone(e.Course)
	if e.From != t.hub {
		slices.Reverse(course)
	}
	return course
}

// trunk is the part of a bundle's courses that several of its edges share, as one thick line.
func (p *painter) trunk(name string, t *trunk) Group {
	g := Group{ID: p.id("trunk", name), Class: "edge trunk", Trunk: p.id("trunk", name), Link: p.scene.Edges[t.edges[0]].BundleLink}
	look, courses := p.trunkLook(t), make([][]Point, len(t.edges))
	for i, k := range t.edges {
		e := p.scene.Edges[k]
		courses[i], g.Tip = t.fromHub(e), e.BundleTip
		courses[i][0] = reach(courses[i][0], courses[i][1], p.boxes[t.hub])
		if e.To == t.hub || e.Both { // its head stays sharp
			courses[i][0] = towards(courses[i][0], courses[i][1], arrowLength*0.8)
		}
	}
	g.Ends = p.trunkEnds(t)
	var all []Point
	for i, course := range courses {
		var longest []Point
		for k, other := range courses {
			if k != i {
				if both := common(course, other); len(both) > len(longest) || len(both) == len(longest) && reaching(both) > reaching(longest) {
					longest = both
				}
			}
		}
		if len(longest) >= 4 {
			g.Shapes = append(g.Shapes, Path{Moves: curves(longest), Stroke: look.stroke, Dash: look.dash, Width: trunkWidth})
			all = append(all, longest...)
		}
	}
	g.Target = bounds(all)
	return g
}

// trunkLook is that of a trunk's edges; one whose edges have become different things is altered.
func (p *painter) trunkLook(t *trunk) edgeLook {
	first := p.scene.Edges[t.edges[0]].Edge
	for _, k := range t.edges {
		if e := p.scene.Edges[k]; e.Change != first.Change {
			first.Change = Altered
		}
	}
	return first.look()
}

// trunkEnds are the ids of the boxes that a trunk joins, that which all edges have in common first.
func (p *painter) trunkEnds(t *trunk) []string {
	ends := []string{p.id("box", t.hub)}
	for _, k := range t.edges {
		for _, id := range p.ends(p.scene.Edges[k]) {
			if !slices.Contains(ends, id) {
				ends = append(ends, id)
			}
		}
	}
	return ends
}

// common is how far two courses run as one from their beginning: whole pieces, and of two straight ones in one direction as much as the shorter has.
func common(a, b []Point) []Point {
	if len(a) < 4 || len(b) < 4 || a[0] != b[0] {
		return nil
	}
	n := 0
	for n+3 < len(a) && n+3 < len(b) && a[n+1] == b[n+1] && a[n+2] == b[n+2] && a[n+3] == b[n+3] {
		n += 3
	}
	both := slices.Clone(a[:n+1])
	if n+3 < len(a) && n+3 < len(b) {
		from, to, other := a[n], a[n+3], b[n+3]
		if reach := math.Min(ahead(from, to, other), distance(from, to)); reach > 0 && isStraight(a[n:n+4]) && isStraight(b[n:n+4]) {
			both = append(both, straight(from, towards(from, to, reach))[1:]...)
		}
	}
	return both
}

// ahead is how far a point lies in the direction of another from a third; zero if it lies aside.
func ahead(from, to, p Point) float64 {
	if from.X == to.X && p.X == from.X && (to.Y-from.Y)*(p.Y-from.Y) > 0 {
		return math.Abs(p.Y - from.Y)
	}
	if from.Y == to.Y && p.Y == from.Y && (to.X-from.X)*(p.X-from.X) > 0 {
		return math.Abs(p.X - from.X)
	}
	return 0
}

// isStraight tells whether a piece of a course is level or upright.
func isStraight(piece []Point) bool {
	same := func(of func(Point) float64) bool {
		return !slices.ContainsFunc(piece, func(p Point) bool { return math.Abs(of(p)-of(piece[0])) > 1e-6 })
	}
	return same(func(p Point) float64 { return p.X }) || same(func(p Point) float64 { return p.Y })
}

func reaching(course []Point) float64 {
	if len(course) == 0 {
		return 0
	}
	return pace(course).total
}

// curves are the moves of a course.
func curves(course []Point) []Move {
	moves := []Move{{To: course[0]}}
	for i := 0; i+3 < len(course); i += 3 {
		moves = append(moves, Move{Curve: true, A: course[i+1], B: course[i+2], To: course[i+3]})
	}
	return moves
}
