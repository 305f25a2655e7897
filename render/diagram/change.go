package diagram

import (
	"slices"
	"strings"
)

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

// corner is where a box's badge stands: the first corner that no line comes near, so that the badge hides no arrow.
func (p *painter) corner(r Rect) Point {
	const in = 1.0
	at := []Point{{r.X + in, r.Y + in}, {r.Right() - in, r.Y + in}, {r.X + in, r.Bottom() - in}, {r.Right() - in, r.Bottom() - in}}
	for _, c := range at {
		near := around(c, 2*(badgeRadius+arrowHalf), 2*(badgeRadius+arrowHalf))
		if !slices.ContainsFunc(p.scene.Edges, func(e PlacedEdge) bool { return passes(flatten(e.Course), near) || e.Label.Overlaps(near) }) {
			return c
		}
	}
	return at[0]
}

// here is a second, heavy line around the box that a picture is about.
func here(kind BoxKind, inside Rect) Shape {
	return Path{Moves: outline(kind, inside.Grow(hereGap)), Closed: true, Stroke: HereLine, Width: hereWidth}
}

// signed tells whether a line of a label begins with a sign of its own.
func signed(text string) bool {
	for _, look := range changeLooks {
		if strings.HasPrefix(text, look.sign+" ") {
			return true
		}
	}
	return false
}
