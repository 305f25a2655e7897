package neighbours

import (
	"cmp"
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// Lengths of the ways of lines to the middle, in points.
const (
	laneStep = 4.5  // between lines that lead up or down side by side
	bow      = 8.0  // the radius of their bends
	entry    = 14.0 // before the middle, where every line runs level: as long as a head, so that no other line meets it
)

// A side is the rows of one side that have lines, from above, with the ends of these at the middle.
type side struct {
	rows []*row
	ends []float64 // heights
}

// sideOf are the lines of blocks. Their ends at the middle keep the order of the boxes.
func (l *layout) sideOf(blocks []*block) side {
	var s side
	for _, b := range blocks {
		s.rows = append(s.rows, b.rows...)
	}
	s.rows = slices.DeleteFunc(s.rows, func(r *row) bool { return !r.calls && !r.called })
	slices.SortStableFunc(s.rows, func(a, b *row) int { return cmp.Compare(a.frame.Y, b.frame.Y) })
	last := float64(len(s.rows) - 1)
	step := math.Min(portStep, l.middleFrame.H*0.8/math.Max(1, last))
	for i := range s.rows {
		s.ends = append(s.ends, l.middleFrame.Centre().Y+(float64(i)-last/2)*step)
	}
	return s
}

// lanes say for each line how many others lead up or down nearer to the middle than it does. The line from furthest away is the nearest: so no
// line crosses another. Those from above and those from below do not meet.
func (s side) lanes() []int {
	out := make([]int, len(s.rows))
	for i, r := range s.rows {
		if out[i] = i; r.frame.Centre().Y > s.ends[i] {
			out[i] = len(s.rows) - 1 - i
		}
	}
	return out
}

// fan is the room between the middle and the labels in which the lines of a side find their ways.
func (s side) fan() float64 {
	if len(s.rows) == 0 {
		return least
	}
	return math.Max(least, entry+bow+laneStep*float64(slices.Max(s.lanes())))
}

// course runs level from a box to its lane, along it, and level to the middle, with round bends.
func course(from, to diagram.Point, lane float64) []diagram.Point {
	way := 1.0 // to the right
	if to.X < from.X {
		way = -1
	}
	down := 1.0
	if to.Y < from.Y {
		down = -1
	}
	before, behind := diagram.Point{X: lane - way*bow, Y: from.Y}, diagram.Point{X: lane + way*bow, Y: to.Y}
	upper, lower := diagram.Point{X: lane, Y: from.Y}, diagram.Point{X: lane, Y: to.Y}
	points := append([]diagram.Point{from}, line(from, before)...)
	if math.Abs(to.Y-from.Y) < 2*bow { // too little for two bends: one gentle curve
		points = append(points, upper, lower, behind)
		return append(points, line(behind, to)...)
	}
	first, second := diagram.Point{X: lane, Y: from.Y + down*bow}, diagram.Point{X: lane, Y: to.Y - down*bow}
	points = append(points, bend(before, upper, first)...)
	points = append(points, line(first, second)...)
	points = append(points, bend(second, lower, behind)...)
	return append(points, line(behind, to)...)
}

// line is a straight segment of a course, without its start.
func line(a, b diagram.Point) []diagram.Point {
	return []diagram.Point{between(a, b, 1.0/3), between(a, b, 2.0/3), b}
}

// bend is a segment of a course that turns by a corner, without its start.
func bend(a, corner, b diagram.Point) []diagram.Point {
	const handle = 0.5523 // of a quarter of a circle
	return []diagram.Point{between(a, corner, handle), between(b, corner, handle), b}
}

func between(a, b diagram.Point, t float64) diagram.Point {
	return diagram.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}
