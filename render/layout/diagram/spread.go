package diagram

import "math"

// Lengths of edges that run along one another, in points.
const (
	beside    = 2.0  // nearer than this, two lines look like one
	alongside = 22.0 // a shorter stretch in common is a crossing
	lane      = 3.5  // by which one of them is moved aside
)

// spreadable is the number of edges beyond which a picture is a thicket that no moving aside makes readable.
const spreadable = 120

// Spread moves edges that run along another one a little aside, where no box and no heading is in the way: edges that go around the same
// corner would otherwise look like one. Edges are served in their order, so that equal scenes give equal results.
func Spread(s *Scene) {
	if len(s.Edges) > spreadable {
		return
	}
	tracks := make([]track, len(s.Edges))
	for i, e := range s.Edges {
		tracks[i] = newTrack(e.Course)
	}
	for i := range s.Edges {
		common := shared(tracks, i)
		if common < alongside {
			continue
		}
		for way := range asides {
			course, ok := s.spread(tracks, i, way, common/2)
			if !ok {
				continue
			}
			if crossed := crossings(tracks, i, newTrack(course)); crossed > 0 { // to the other side, it may cross fewer
				if other, ok := s.spread(tracks, i, way^1, common/2); ok && crossed > crossings(tracks, i, newTrack(other)) {
					course = other
				}
			}
			s.Edges[i].Course, tracks[i] = course, newTrack(course)
			break
		}
	}
}

// spread moves an edge aside in one of the ways. It does not help where the edge still has more than so much in common with another, or runs
// through something.
func (s *Scene) spread(tracks []track, i, way int, most float64) (course []Point, ok bool) {
	course = aside(s.Edges[i].Course, asides[way])
	before, moved := tracks[i], newTrack(course)
	tracks[i] = moved
	now := shared(tracks, i)
	tracks[i] = before
	return course, now < most && s.clear(s.Edges[i].Edge, moved)
}

// crossings counts where a course of an edge crosses those of others.
func crossings(tracks []track, i int, course track) int {
	count := 0
	for k := range tracks {
		if k != i && tracks[k].bounds.Grow(1).Overlaps(course.bounds.Grow(1)) {
			count += tracks[k].crossings(course)
		}
	}
	return count
}

// asides are the ways in which an edge is moved, each followed by its opposite.
var asides = []Point{{lane, 0}, {-lane, 0}, {0, lane}, {0, -lane}, {lane, lane}, {-lane, -lane}, {lane, -lane}, {-lane, lane},
	{2 * lane, 0}, {-2 * lane, 0}, {0, 2 * lane}, {0, -2 * lane}}

// aside moves all of a course but its ends.
func aside(course []Point, by Point) []Point {
	moved := append([]Point(nil), course...)
	for i := 1; i < len(moved)-1; i++ {
		moved[i].X, moved[i].Y = moved[i].X+by.X, moved[i].Y+by.Y
	}
	return moved
}

// shared is the longest stretch that a course has in common with another.
func shared(tracks []track, i int) float64 {
	longest := 0.0
	for k := range tracks {
		if k == i || len(tracks[i].points) == 0 || !tracks[k].bounds.Grow(beside).Overlaps(tracks[i].bounds.Grow(beside)) {
			continue
		}
		stretch := 0.0
		for n := 1; n < len(tracks[i].points); n++ {
			a, b := tracks[i].points[n-1], tracks[i].points[n]
			if tracks[k].near(between(a, b, 0.5)) {
				stretch += distance(a, b)
			}
		}
		longest = math.Max(longest, stretch)
	}
	return longest
}

// near tells whether a point lies beside a course.
func (t track) near(p Point) bool {
	if !t.bounds.Grow(beside).Has(p) {
		return false
	}
	for n := 1; n < len(t.points); n++ {
		a, b := t.points[n-1], t.points[n]
		if math.Min(a.X, b.X)-beside > p.X || math.Max(a.X, b.X)+beside < p.X || math.Min(a.Y, b.Y)-beside > p.Y || math.Max(a.Y, b.Y)+beside < p.Y {
			continue
		}
		length := distance(a, b)
		if length == 0 {
			continue
		}
		t := ((p.X-a.X)*(b.X-a.X) + (p.Y-a.Y)*(b.Y-a.Y)) / (length * length)
		if distance(p, between(a, b, math.Max(0, math.Min(1, t)))) < beside {
			return true
		}
	}
	return false
}

// clear tells whether a course runs past all boxes but its own, and all headings.
func (s *Scene) clear(e Edge, course track) bool {
	for _, b := range s.Boxes {
		if b.ID != e.From && b.ID != e.To && course.passes(b.Frame.Grow(1)) {
			return false
		}
	}
	for _, z := range s.Zones {
		if course.passes(z.Heading.Grow(1)) {
			return false
		}
	}
	return true
}
