package diagram

import "math"

// Lengths of outlines in points.
const (
	serverBar    = 7.0  // width of the double bar on a server's left side
	summaryBar   = 3.5  // between the double lines above and below a summary
	hexagonPoint = 9.0  // how far a load balancer's sides point outwards
	cutCorner    = 8.0  // legs of a forward proxy's cut corners
	lineWidth    = 1.15 // of boxes
)

// outline is the border of a kind of box. No two kinds share one, so that a picture needs no colour to be read.
func outline(kind BoxKind, r Rect) []Move {
	switch kind {
	case Server:
		return polygon(Point{r.X, r.Y}, Point{r.Right(), r.Y}, Point{r.Right(), r.Bottom()}, Point{r.X, r.Bottom()})
	case LoadBalancer:
		p := math.Min(hexagonPoint, r.H/2)
		return polygon(Point{r.X + p, r.Y}, Point{r.Right() - p, r.Y}, Point{r.Right(), r.Y + r.H/2},
			Point{r.Right() - p, r.Bottom()}, Point{r.X + p, r.Bottom()}, Point{r.X, r.Y + r.H/2})
	case ForwardProxy:
		c := math.Min(cutCorner, r.H/3)
		return polygon(Point{r.X + c, r.Y}, Point{r.Right() - c, r.Y}, Point{r.Right(), r.Y + c},
			Point{r.Right(), r.Bottom() - c}, Point{r.Right() - c, r.Bottom()}, Point{r.X + c, r.Bottom()},
			Point{r.X, r.Bottom() - c}, Point{r.X, r.Y + c})
	case External:
		return rounded(r, 10)
	case Clients:
		return rounded(r, math.Min(r.H/2, 19))
	}
	return rounded(r, 3)
}

func polygon(points ...Point) []Move {
	moves := make([]Move, len(points))
	for i, p := range points {
		moves[i] = Move{To: p}
	}
	return moves
}

// rounded is a rectangle with round corners.
func rounded(r Rect, radius float64) []Move {
	q := math.Min(radius, math.Min(r.W, r.H)/2)
	k := q * (1 - 0.5523) // where the handles of a quarter circle stand
	return []Move{
		{To: Point{r.X + q, r.Y}},
		{To: Point{r.Right() - q, r.Y}},
		{Curve: true, A: Point{r.Right() - k, r.Y}, B: Point{r.Right(), r.Y + k}, To: Point{r.Right(), r.Y + q}},
		{To: Point{r.Right(), r.Bottom() - q}},
		{Curve: true, A: Point{r.Right(), r.Bottom() - k}, B: Point{r.Right() - k, r.Bottom()}, To: Point{r.Right() - q, r.Bottom()}},
		{To: Point{r.X + q, r.Bottom()}},
		{Curve: true, A: Point{r.X + k, r.Bottom()}, B: Point{r.X, r.Bottom() - k}, To: Point{r.X, r.Bottom() - q}},
		{To: Point{r.X, r.Y + q}},
		{Curve: true, A: Point{r.X, r.Y + k}, B: Point{r.X + k, r.Y}, To: Point{r.X + q, r.Y}},
	}
}

// corners are the outline as a closed polyline.
func corners(moves []Move) []Point {
	points := make([]Point, 0, len(moves)*piecesPerCurve)
	for i, m := range moves {
		if m.Curve && i > 0 {
			for k := 1; k < piecesPerCurve; k++ {
				points = append(points, bezier(moves[i-1].To, m.A, m.B, m.To, float64(k)/piecesPerCurve))
			}
		}
		points = append(points, m.To)
	}
	return append(points, points[0])
}

// An outlined box knows its borders, once an edge has asked for them: many edges end at one box.
type outlined struct {
	PlacedBox
	known [][]Point // closed polylines, of the box and of those behind it
}

func (b *outlined) borders() [][]Point {
	if b.known != nil {
		return b.known
	}
	inside := body(b.Box, b.Frame)
	for sheet := 0; sheet <= sheets(b.Box); sheet++ {
		d := float64(sheet) * stackStep
		sheet := Rect{inside.X + d, inside.Y - d, inside.W, inside.H}
		if b.Here && d == 0 { // the second line runs around the box, not around those behind it
			sheet = sheet.Grow(hereGap)
		}
		b.known = append(b.known, corners(outline(b.Kind, sheet)))
	}
	return b.known
}

// reach prolongs a course that ends on a box's frame to the box's outline, which may lie further inside. A course that would miss it ends at
// its nearest point.
func reach(end, before Point, b *outlined) Point {
	if before == end {
		return end
	}
	far := towards(end, Point{end.X*2 - before.X, end.Y*2 - before.Y}, 2*hexagonPoint+stackStep*stackSheets+hereRoom)
	best, found := 1.0, false
	for _, points := range b.borders() {
		for i := 1; i < len(points); i++ {
			if t, ok := crossing(end, far, points[i-1], points[i]); ok && t < best {
				best, found = t, true
			}
		}
	}
	if !found { // it passes the box at a corner
		return b.nearest(end)
	}
	return between(end, far, best)
}

// nearest is the point of a box's borders that is nearest to a point outside them.
func (b *outlined) nearest(p Point) Point {
	best, least := p, math.Inf(1)
	for _, points := range b.borders() {
		for i := 1; i < len(points); i++ {
			a, c := points[i-1], points[i]
			length := distance(a, c)
			if length == 0 {
				continue
			}
			t := ((p.X-a.X)*(c.X-a.X) + (p.Y-a.Y)*(c.Y-a.Y)) / (length * length)
			at := between(a, c, math.Max(0, math.Min(1, t)))
			if d := distance(p, at); d < least {
				best, least = at, d
			}
		}
	}
	return best
}

func sheets(b Box) int {
	if b.Count > 1 {
		return stackSheets
	}
	return 0
}
