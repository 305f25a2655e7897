package diagram

import "portolan/render/ref"

// A Picture is what can be drawn: a Scene, a Matrix. Documents hold pictures as pointers, so that each is drawn once.
type Picture interface {
	// Draw turns the picture into shapes. The same picture gives the same drawing.
	Draw(m *Measure) *Drawing
}

// A Drawing is what formats paint: flat shapes in painting order. SVG and PDF paint the same drawing, so both show the same
// picture.
type Drawing struct {
	ID          string
	Title       string
	Description string
	W, H        float64 // points
	Body        Room    // what the picture takes without its legend, which is below it
	Groups      []Group // in painting order
}

// Legend is the class of the group that explains what a picture shows.
const Legend = "legend"

// A Group is one element of the picture: a zone, an edge, a zone's heading, a box, an edge's label, the legend.
type Group struct {
	ID          string   // unique in the pack: "<drawing>-<class>-<element>", as in "zones-box-central"; empty for the legend
	Class       string   // "zone", "edge", "heading", "box", "label", "cell", "corner", "legend"; the kind follows after a space ("edge standby")
	Tip         string   // longer text for a reader who points at it
	Description string   // what the element says to those who do not see it, beyond Tip; or empty
	Quiet       bool     // another group says the same: an edge, beside its label
	Ends        []string // of an edge and its label: the ids of the boxes that it joins
	Rules       []string // of an edge: the ids of the rules that it stands for
	Trunk       string   // of an edge that is part of a trunk, of the trunk and of its label: the trunk's id
	Link        ref.Ref  // where it leads, if anywhere
	Target      Rect     // the area that reacts to the link
	Shapes      []Shape
}

// A Shape is one of Path, Text. Colours are names of a palette ("node-fill"), empty for none.
type Shape interface{ shape() }

// Path is an outline of straight and curved pieces.
type Path struct {
	Moves  []Move
	Closed bool
	Fill   string
	Stroke string
	Width  float64   // of the stroke, in points
	Dash   []float64 // lengths of dashes and gaps in points; nil is solid
}

// Move is one piece of a path: to To in a straight line, or, where Curve is set, in a cubic Bezier curve by A and B. The first
// move of a path sets its start.
type Move struct {
	Curve    bool
	A, B, To Point
}

// Text is one line of text. At is on the baseline; Anchor says which end of the text At is. A text that is Up is turned a quarter to
// the left about At: it reads from bottom to top.
type Text struct {
	At     Point
	Text   string
	Size   float64 // points
	Bold   bool
	Mono   bool
	Up     bool
	Anchor Anchor
	Fill   string
	Width  float64 // as measured with the font that the PDF embeds
}

// Anchor is the end of a text that stands at its point.
type Anchor int

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

func (Path) shape() {}
func (Text) shape() {}
