package diagram

import (
	"cmp"
	"math"
	"slices"
)

// Lengths of the ends of edges in points.
const (
	touching = 4.0  // nearer than this, two edges seem to begin at one point
	parted   = 13.0 // the least distance between two ends, so that a label has room at each
	corner   = 5.0  // that is left free at the ends of a side
	glance   = 30.0 // how far along an edge one looks to see where it leads
)

// An end is where an edge begins or ends at a side of a box.
type end struct {
	edge  int
	last  bool    // of its course
	at    float64 // along the side
	leads float64 // where the edge is a little further on, along the side
}

// A side of a box, upright or level.
type side struct {
	box     string
	upright bool
	far     bool // the right one, or the lower
}

// Part moves the ends of edges apart that meet a box at nearly one point: who follows one of them with a finger would not know which. Those
// that lead further along the side stand further along it, so that they do not cross. An edge that would then run through a box or a
// heading stays.
func Part(s *Scene) {
	frames := map[string]Rect{}
	for _, b := range s.Boxes {
		frames[b.ID] = b.Frame
	}
	sides, order := map[side][]end{}, []side(nil)
	for i, e := range s.Edges {
		if len(e.Course) < 4 || e.From == e.To {
			continue
		}
		for _, last := range []bool{false, true} {
			of, end := s.endOf(i, last, frames)
			if sides[of] == nil {
				order = append(order, of)
			}
			sides[of] = append(sides[of], end)
		}
	}
	for _, of := range order {
		if ends := sides[of]; len(ends) > 1 {
			s.part(of, ends, frames[of.box])
		}
	}
}

// endOf says at which side of its box an edge's end is, and where.
func (s *Scene) endOf(i int, last bool, frames map[string]Rect) (side, end) {
	e := s.Edges[i]
	course, id := e.Course, e.From
	if last {
		course, id = slices.Clone(course), e.To
		slices.Reverse(course)
	}
	frame, tip := frames[id], course[0]
	way := pace(flatten(course))
	further := way.at(min(1, glance/max(way.total, 1)))
	left, right, top, bottom := tip.X-frame.X, frame.Right()-tip.X, tip.Y-frame.Y, frame.Bottom()-tip.Y
	if min(math.Abs(left), math.Abs(right)) < min(math.Abs(top), math.Abs(bottom)) {
		return side{id, true, math.Abs(right) < math.Abs(left)}, end{i, last, tip.Y, further.Y}
	}
	return side{id, false, math.Abs(bottom) < math.Abs(top)}, end{i, last, tip.X, further.X}
}

// part gives the ends at one side new places if some are too near to each other.
func (s *Scene) part(of side, ends []end, frame Rect) {
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.at, b.at) })
	for from := 0; from < len(ends); {
		to := from + 1
		for to < len(ends) && ends[to].at-ends[to-1].at < touching {
			to++
		}
		slices.SortStableFunc(ends[from:to], func(a, b end) int { return cmp.Compare(a.leads, b.leads) })
		from = to
	}
	low, high := frame.X+corner, frame.Right()-corner
	if of.upright {
		low, high = frame.Y+corner, frame.Bottom()-corner
	}
	at := make([]float64, len(ends))
	for i, e := range ends {
		at[i] = e.at
	}
	for i, to := range spaced(at, parted, low, high) {
		s.moveEnd(of, ends[i], to)
	}
}

// moveEnd moves an edge's end along a side, if the edge still runs past everything.
func (s *Scene) moveEnd(of side, e end, to float64) {
	edge := &s.Edges[e.edge]
	tip, handle := 0, 1
	if e.last {
		tip, handle = len(edge.Course)-1, len(edge.Course)-2
	}
	course := slices.Clone(edge.Course)
	by := Point{X: to - course[tip].X}
	if of.upright {
		by = Point{Y: to - course[tip].Y}
	}
	if math.Abs(by.X)+math.Abs(by.Y) < 0.5 {
		return
	}
	for _, i := range []int{tip, handle} {
		course[i].X, course[i].Y = course[i].X+by.X, course[i].Y+by.Y
	}
	if s.clear(edge.Edge, newTrack(course)) {
		edge.Course = course
	}
}

// spaced are places in the same order, a distance apart, as near as can be to those given: what is too near gives way in equal shares. They
// are between low and high, or as far out as those given were.
func spaced(at []float64, distance, low, high float64) []float64 {
	low, high = min(low, slices.Min(at)), max(high, slices.Max(at))
	distance = min(distance, (high-low)/float64(len(at)-1))
	type group struct {
		sum   float64 // of the places, each without the distances before it
		count int
	}
	mean := func(g group) float64 { return g.sum / float64(g.count) }
	var groups []group
	for i, a := range at {
		g := group{a - float64(i)*distance, 1}
		for n := len(groups); n > 0 && mean(groups[n-1]) >= mean(g); n-- {
			g.sum, g.count = g.sum+groups[n-1].sum, g.count+groups[n-1].count
			groups = groups[:n-1]
		}
		groups = append(groups, g)
	}
	var out []float64
	most := high - float64(len(at)-1)*distance
	for _, g := range groups {
		for range g.count {
			out = append(out, min(max(mean(g), low), most)+float64(len(out))*distance)
		}
	}
	return out
}
