package diagram

// Sizes of what ties a label to its own edge, in points.
const (
	tieDot   = 1.7 // radius of a dot
	tieWidth = 0.6
)

// ties are dots where an edge enters and leaves its own label, for a label that hides a piece of another edge too: without them nobody could
// tell which of the two it belongs to. A label beside its edge, for which there was no room on it, is tied to it by a short line.
func (p *painter) ties(e PlacedEdge) []Shape {
	own := p.flat(e)
	look := e.look()
	at := rims(own, e.Label)
	if len(at) == 0 {
		from, to := nearestTo(own, e.Label)
		return []Shape{Path{Moves: []Move{{To: from}, {To: to}}, Stroke: look.stroke, Width: tieWidth}, dot(to, look)}
	}
	if !p.hidesOthers(e) {
		return nil
	}
	var shapes []Shape
	for _, point := range at {
		shapes = append(shapes, dot(point, look))
	}
	return shapes
}

func (p *painter) hidesOthers(e PlacedEdge) bool {
	for _, other := range p.scene.Edges {
		if other.ID != e.ID && passes(p.flat(other), e.Label) {
			return true
		}
	}
	return false
}

// flat is the course of an edge as straight pieces, worked out once.
func (p *painter) flat(e PlacedEdge) []Point {
	if p.flats == nil {
		p.flats = make(map[string][]Point, len(p.scene.Edges))
	}
	points, done := p.flats[e.ID]
	if !done {
		points = flatten(e.Course)
		p.flats[e.ID] = points
	}
	return points
}

// rims are the points at which a polyline goes over the border of a rectangle.
func rims(points []Point, r Rect) []Point {
	var out []Point
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if r.Has(a) == r.Has(b) && !meets(a, b, r) {
			continue
		}
		from, to, ok := inside(a, b, r)
		if !ok {
			continue
		}
		if !r.Has(a) {
			out = append(out, between(a, b, from))
		}
		if !r.Has(b) {
			out = append(out, between(a, b, to))
		}
	}
	return out
}

// nearestTo are the points of a rectangle and of a polyline that are nearest to each other, to within a small part of a piece.
func nearestTo(points []Point, r Rect) (of, on Point) {
	const parts = 8
	least := -1.0
	for i := 1; i < len(points); i++ {
		for k := range parts + 1 {
			at := between(points[i-1], points[i], float64(k)/parts)
			beside := Point{min(max(at.X, r.X), r.Right()), min(max(at.Y, r.Y), r.Bottom())}
			if d := distance(at, beside); least < 0 || d < least {
				least, of, on = d, beside, at
			}
		}
	}
	return of, on
}

func dot(at Point, look edgeLook) Shape {
	return Path{Moves: rounded(Rect{at.X - tieDot, at.Y - tieDot, 2 * tieDot, 2 * tieDot}, tieDot), Closed: true, Fill: look.stroke}
}
