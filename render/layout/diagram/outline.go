package diagram

import "math"

// Lengths of outlines in points.
const (
	serverBar    = 7.0 // width of the double bar on a server's left side
	rim          = 8.0 // height of the ellipse on a cylinder
	tabW, tabH   = 34.0, 6.0
	bump         = 4.5  // how far a cloud's bumps stand out
	bumpLength   = 20.0 // of each along its side, about
	personW      = 15.0 // room of a person beside the text
	summaryBar   = 3.5  // between the double lines above and below a summary
	pillRound    = 12.0 // of a box for clients, where its border is nearly level
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
	case Database:
		return cylinder(r)
	case Files:
		return folder(r)
	case External:
		return cloud(r)
	case Clients:
		return rounded(r, math.Min(r.H/2, 19))
	case Every: // a bar
		return rounded(r, 0.5)
	}
	return rounded(r, 3)
}

// Corner is how far from the sides of a box its level border begins: an arrow that ends before seems to miss the box.
func Corner(kind BoxKind) float64 {
	switch kind {
	case LoadBalancer:
		return hexagonPoint
	case ForwardProxy:
		return cutCorner
	case Clients:
		return pillRound
	}
	return 0
}

// cylinder stands upright: a database, as everybody draws it.
func cylinder(r Rect) []Move {
	e := rimOf(r) / 2
	k := e * 4 / 3
	return []Move{
		{To: Point{r.X, r.Y + e}},
		{Curve: true, A: Point{r.X, r.Y + e - k}, B: Point{r.Right(), r.Y + e - k}, To: Point{r.Right(), r.Y + e}},
		{To: Point{r.Right(), r.Bottom() - e}},
		{Curve: true, A: Point{r.Right(), r.Bottom() - e + k}, B: Point{r.X, r.Bottom() - e + k}, To: Point{r.X, r.Bottom() - e}},
	}
}

func rimOf(r Rect) float64 { return math.Min(rim, r.H/3) }

// folder has its tab at the left above.
func folder(r Rect) []Move {
	w, h := math.Min(tabW, r.W*0.45), math.Min(tabH, r.H/4)
	return polygon(Point{r.X, r.Y}, Point{r.X + w, r.Y}, Point{r.X + w + h*0.7, r.Y + h}, Point{r.Right(), r.Y + h}, Point{r.Right(), r.Bottom()}, Point{r.X, r.Bottom()})
}

// cloud has bumps on all sides.
func cloud(r Rect) []Move {
	b := math.Min(bump, r.H/5)
	in := r.Grow(-b)
	across, up := math.Max(2, math.Round(in.W/bumpLength)), math.Max(1, math.Round(in.H/bumpLength))
	moves := []Move{{To: Point{in.X, in.Y}}}
	at := Point{in.X, in.Y}
	side := func(n, dx, dy float64) { // outwards is to the left of the way
		for range int(n) {
			next := Point{at.X + dx, at.Y + dy}
			out := Point{dy, -dx}
			l := math.Hypot(dx, dy)
			out = Point{out.X / l * b * 4 / 3, out.Y / l * b * 4 / 3}
			moves = append(moves, Move{Curve: true, A: Point{at.X + out.X, at.Y + out.Y}, B: Point{next.X + out.X, next.Y + out.Y}, To: next})
			at = next
		}
	}
	side(across, in.W/across, 0)
	side(up, 0, in.H/up)
	side(across, -in.W/across, 0)
	side(up, 0, -in.H/up)
	return moves
}

// person is a head above shoulders, in the left of a box.
func person(r Rect, line string) []Shape {
	at := personIn(r)
	c, top, foot, w, head := at.Centre(), at.Y, at.Bottom(), at.W/2, at.H*0.24
	neck := top + 2*head + at.H*0.06
	return []Shape{
		Path{Moves: rounded(around(Point{c.X, top + head}, 2*head, 2*head), head), Closed: true, Stroke: line, Width: lineWidth},
		Path{Moves: []Move{{To: Point{c.X - w, foot}}, {Curve: true, A: Point{c.X - w, neck}, B: Point{c.X - w*0.5, neck}, To: Point{c.X, neck}},
			{Curve: true, A: Point{c.X + w*0.5, neck}, B: Point{c.X + w, neck}, To: Point{c.X + w, foot}}}, Closed: true, Stroke: line, Width: lineWidth},
	}
}

func personIn(r Rect) Rect {
	h := math.Min(16, r.H*0.7)
	return around(Point{r.X + math.Min(boxPadX+personW/2, r.W/2), r.Y + r.H/2}, h*0.84, h)
}

// Person is where the person of a box with clients is.
func Person(b Box, frame Rect) Rect { return personIn(body(b, frame)) }

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
