package diagram

import "math"

// Lengths of the marks in points.
const (
	badgeRadius = 6.0
	badgeText   = 10.5 // size of the sign in a badge
	hereGap     = 3.0  // between a box and the second line around it
	hereWidth   = 2.2
	hereRoom    = hereGap + hereWidth/2
)

// A changeLook is how a change is told: by a sign, and by a colour.
type changeLook struct {
	class, sign string
	line        string
	dash        []float64 // of an edge, so that it can be told without colours
	wider       float64   // added to the stroke of an edge, in points
}

var changeLooks = map[Change]changeLook{
	Added:   {"added", "+", AddedLine, nil, 0.9},
	Removed: {"removed", "\u2212", RemovedLine, []float64{3, 2.4}, 0},
	Altered: {"altered", "\u00b1", AlteredLine, nil, 0.4},
}

// look is how an edge is stroked: by its change if there is one, which the picture is about then, else by its kind.
func (e Edge) look() edgeLook {
	look := edgeLooks[e.Kind]
	if change, ok := changeLooks[e.Change]; ok {
		look.class += " " + change.class
		look.stroke, look.dash = change.line, change.dash
		look.width += change.wider
	}
	return look
}

// badge is the sign of a change in a disc. The centre of the disc stands at the corner of a box.
func (m *Measure) badge(c Change, centre Point) []Shape {
	look := changeLooks[c]
	disc := around(centre, 2*badgeRadius, 2*badgeRadius)
	return []Shape{
		Path{Moves: rounded(disc, badgeRadius), Closed: true, Fill: Paper, Stroke: look.line, Width: 1.3},
		Text{At: Point{centre.X, centre.Y + badgeText*0.35}, Text: look.sign, Size: badgeText, Bold: true, Anchor: Middle, Fill: look.line,
			Width: m.Width(look.sign, badgeText, true)},
	}
}

// corner is where a box's badge stands: the first corner that no line, no label and no heading comes near; where there is none, that at which it covers least.
func (p *painter) corner(r Rect) Point {
	const in = 1.0
	best, least := Point{}, math.Inf(1)
	for _, c := range []Point{{r.X + in, r.Y + in}, {r.Right() - in, r.Y + in}, {r.X + in, r.Bottom() - in}, {r.Right() - in, r.Bottom() - in}} {
		if covers := p.covers(c); covers < least {
			best, least = c, covers
		}
	}
	return best
}

// covers is what is to be said against a badge: heads and letters that it would hide, lines that run behind it or near to it.
func (p *painter) covers(c Point) float64 {
	const hidesHead, hidesLabel, hidesLine, nears = 100.0, 30.0, 3.0, 1.0
	disc, near, sum := around(c, 2*badgeRadius, 2*badgeRadius), around(c, 2*(badgeRadius+arrowHalf), 2*(badgeRadius+arrowHalf)), 0.0
	for _, z := range p.scene.Zones {
		if z.Heading.Overlaps(disc) {
			sum += hidesLabel
		}
	}
	for _, e := range p.scene.Edges {
		if e.Label.Overlaps(disc) {
			sum += hidesLabel
		} else if e.Label.Overlaps(near) {
			sum += nears
		}
		course := flatten(e.Course)
		if !passes(course, near) {
			continue
		}
		if sum += nears; passes(course, disc) {
			sum += hidesLine
		}
		for _, head := range headsAt(course, e.Both) {
			if head.under(disc) {
				sum += hidesHead
			}
		}
	}
	return sum
}

// here is a second, heavy line around the box that a picture is about.
func here(kind BoxKind, inside Rect) Shape {
	return Path{Moves: outline(kind, inside.Grow(hereGap)), Closed: true, Stroke: HereLine, Width: hereWidth}
}
