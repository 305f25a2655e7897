package diagram

// A head is where an arrowhead stands: its tip, the middle of its other side, and the corners there.
type head struct{ tip, base, left, right Point }

// headsAt are the arrowheads of an edge whose course consists of these points.
func headsAt(points []Point, both bool) []head {
	if len(points) == 0 {
		return nil
	}
	course := pace(points)
	share := min(0.5, arrowLength/max(course.total, arrowLength))
	heads := []head{newHead(points[len(points)-1], course.at(1-share))}
	if both {
		heads = append(heads, newHead(points[0], course.at(share)))
	}
	return heads
}

func newHead(tip, base Point) head {
	x, y := (tip.X-base.X)/arrowLength*arrowHalf, (tip.Y-base.Y)/arrowLength*arrowHalf
	return head{tip, base, Point{base.X - y, base.Y + x}, Point{base.X + y, base.Y - x}}
}

// under tells whether a head lies under a label, or nearly.
func (h *head) under(label Rect) bool {
	return meets(h.tip, h.base, label.Grow(0.8)) || label.Has(h.left) || label.Has(h.right)
}

// track is a course as straight pieces.
type track struct {
	points []Point
	bounds Rect
}

func newTrack(course []Point) track {
	points := flatten(course)
	return track{points, bounds(points)}
}

// passes tells whether a course runs through a rectangle.
func (t track) passes(r Rect) bool {
	return t.bounds.Grow(1).Overlaps(r) && passes(t.points, r)
}

// passes tells whether a polyline runs through a rectangle.
func passes(course []Point, r Rect) bool {
	right, bottom := r.Right(), r.Bottom()
	for n := 1; n < len(course); n++ {
		a, b := course[n-1], course[n]
		if a.X < r.X && b.X < r.X || a.X > right && b.X > right || a.Y < r.Y && b.Y < r.Y || a.Y > bottom && b.Y > bottom {
			continue
		}
		if meets(a, b, r) {
			return true
		}
	}
	return false
}
