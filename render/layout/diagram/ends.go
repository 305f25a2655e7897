package diagram

import "math"

// Ends are where an edge begins and ends, on the outlines of its boxes.
func (s *Scene) Ends(e PlacedEdge) (start, end Point) {
	n := len(e.Course)
	start, end = e.Course[0], e.Course[n-1]
	for _, b := range s.Boxes {
		if b.ID == e.From {
			start = reach(e.Course[0], e.Course[1], &outlined{PlacedBox: b})
		}
		if b.ID == e.To {
			end = reach(e.Course[n-1], e.Course[n-2], &outlined{PlacedBox: b})
		}
	}
	return start, end
}

// Corners are the bends of a course that runs level and upright, where its straight pieces would meet; ok is false for any other.
func Corners(course []Point) (corners []Point, ok bool) {
	type piece struct{ a, b Point }
	var pieces []piece
	for i := 0; i+3 < len(course); i += 3 {
		a, b := course[i], course[i+3]
		switch {
		case !isStraight(course[i : i+4]):
			if i == 0 || i+4 >= len(course) {
				return nil, false
			}
		case a != b:
			pieces = append(pieces, piece{a, b})
		}
	}
	for i := 1; i < len(pieces); i++ {
		p, q := pieces[i-1], pieces[i]
		level := func(p piece) bool { return math.Abs(p.a.Y-p.b.Y) < 1e-6 }
		switch {
		case level(p) == level(q):
			if level(p) && p.b.Y == q.a.Y || !level(p) && p.b.X == q.a.X { // straight on
				continue
			}
			corners = append(corners, p.b, q.a)
		case level(p):
			corners = append(corners, Point{q.a.X, p.b.Y})
		default:
			corners = append(corners, Point{p.b.X, q.a.Y})
		}
	}
	return corners, len(pieces) > 0
}
