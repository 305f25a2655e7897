package diagram

import "math"

// Right and Bottom are the far sides of a rectangle.
func (r Rect) Right() float64  { return r.X + r.W }
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Centre is the middle of a rectangle.
func (r Rect) Centre() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Grow moves all four sides outwards.
func (r Rect) Grow(by float64) Rect { return Rect{r.X - by, r.Y - by, r.W + 2*by, r.H + 2*by} }

// Overlaps tells whether two rectangles share an area.
func (r Rect) Overlaps(o Rect) bool {
	return r.X < o.Right() && o.X < r.Right() && r.Y < o.Bottom() && o.Y < r.Bottom()
}

// Holds tells whether o lies inside r.
func (r Rect) Holds(o Rect) bool {
	return r.X <= o.X && r.Y <= o.Y && r.Right() >= o.Right() && r.Bottom() >= o.Bottom()
}

// Has tells whether a point lies in r or on its border.
func (r Rect) Has(p Point) bool {
	return p.X >= r.X && p.X <= r.Right() && p.Y >= r.Y && p.Y <= r.Bottom()
}

func around(p Point, w, h float64) Rect { return Rect{p.X - w/2, p.Y - h/2, w, h} }

func distance(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

func between(a, b Point, t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

// towards is the point at a distance from a in the direction of b.
func towards(a, b Point, length float64) Point {
	d := distance(a, b)
	if d == 0 {
		return a
	}
	return between(a, b, length/d)
}

// piecesPerCurve is fine enough for placing labels and for finding where a course meets an outline.
const piecesPerCurve = 12

// flatten turns a course into short straight pieces.
func flatten(course []Point) []Point {
	if len(course) == 0 {
		return nil
	}
	points := make([]Point, 1, 1+(len(course)-1)/3*piecesPerCurve)
	points[0] = course[0]
	for i := 0; i+3 < len(course); i += 3 {
		if ends := bounds([]Point{course[i], course[i+3]}); (ends.W == 0 || ends.H == 0) && ends.Has(course[i+1]) && ends.Has(course[i+2]) { // level or upright
			points = append(points, course[i+3])
			continue
		}
		for k := 1; k <= piecesPerCurve; k++ {
			points = append(points, bezier(course[i], course[i+1], course[i+2], course[i+3], float64(k)/piecesPerCurve))
		}
	}
	return points
}

func bezier(a, b, c, d Point, t float64) Point {
	ab, bc, cd := between(a, b, t), between(b, c, t), between(c, d, t)
	return between(between(ab, bc, t), between(bc, cd, t), t)
}

// straight is a straight line as a course.
func straight(a, b Point) []Point { return []Point{a, between(a, b, 1.0/3), between(a, b, 2.0/3), b} }

// along is the point at a fraction of a polyline's length.
func along(points []Point, fraction float64) Point { return pace(points).at(fraction) }

// A paced polyline knows how long its pieces are.
type paced struct {
	points  []Point
	lengths []float64 // to each point from the one before it
	total   float64
}

func pace(points []Point) paced {
	p := paced{points: points, lengths: make([]float64, len(points))}
	for i := 1; i < len(points); i++ {
		p.lengths[i] = distance(points[i-1], points[i])
		p.total += p.lengths[i]
	}
	return p
}

// at is the point at a fraction of the length.
func (p paced) at(fraction float64) Point {
	left := p.total * fraction
	for i := 1; i < len(p.points); i++ {
		if d := p.lengths[i]; d >= left && d > 0 {
			return between(p.points[i-1], p.points[i], left/d)
		}
		left -= p.lengths[i]
	}
	return p.points[len(p.points)-1]
}

// meets tells whether a straight piece touches a rectangle.
func meets(a, b Point, r Rect) bool {
	_, _, ok := inside(a, b, r)
	return ok
}

// inside are the fractions of a straight piece between which it is in a rectangle (Liang and Barsky's clipping).
func inside(a, b Point, r Rect) (from, to float64, ok bool) {
	dx, dy := b.X-a.X, b.Y-a.Y
	from, to, ok = clip(-dx, a.X-r.X, 0, 1)
	if ok {
		from, to, ok = clip(dx, r.Right()-a.X, from, to)
	}
	if ok {
		from, to, ok = clip(-dy, a.Y-r.Y, from, to)
	}
	if ok {
		from, to, ok = clip(dy, r.Bottom()-a.Y, from, to)
	}
	return from, to, ok
}

// clip is what one side of a rectangle leaves of a piece; ok is false if that is nothing.
func clip(p, q, t0, t1 float64) (from, to float64, ok bool) {
	switch {
	case p == 0:
		return t0, t1, q >= 0
	case p < 0:
		t0 = max(t0, q/p)
	default:
		t1 = min(t1, q/p)
	}
	return t0, t1, t0 <= t1
}

// crossing is where the piece from a to b crosses the piece from c to d, as a fraction of the first; ok is false if it does not.
func crossing(a, b, c, d Point) (t float64, ok bool) {
	rx, ry, sx, sy := b.X-a.X, b.Y-a.Y, d.X-c.X, d.Y-c.Y
	det := rx*sy - ry*sx
	if math.Abs(det) < 1e-12 {
		return 0, false
	}
	t = ((c.X-a.X)*sy - (c.Y-a.Y)*sx) / det
	u := ((c.X-a.X)*ry - (c.Y-a.Y)*rx) / det
	return t, t >= 0 && t <= 1 && u >= 0 && u <= 1
}

func bounds(points []Point) Rect {
	if len(points) == 0 {
		return Rect{}
	}
	lo, hi := points[0], points[0]
	for _, p := range points {
		lo = Point{min(lo.X, p.X), min(lo.Y, p.Y)}
		hi = Point{max(hi.X, p.X), max(hi.Y, p.Y)}
	}
	return Rect{lo.X, lo.Y, hi.X - lo.X, hi.Y - lo.Y}
}
