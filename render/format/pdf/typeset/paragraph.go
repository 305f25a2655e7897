package typeset

// Sizes of text in points. Leading is the height of a line in relation to its text.
const (
	// Least is the size of the smallest text; only figures that no sheet holds have smaller ones.
	Least = 8.0

	bodySize  = 9.5
	denseSize = 8.55
	smallSize = 8
	Leading   = 1.38
	paraSpace = 6
)

// Body is the style of running text.
func (c *Composer) Body() Style { return Style{Face: Sans, Size: c.bodySize(), Colour: "ink"} }

func (c *Composer) bodySize() float64 {
	if c.dense() {
		return denseSize
	}
	return bodySize
}

// Small is the style of small print, such as captions.
func (c *Composer) Small() Style { return Style{Face: Sans, Size: smallSize, Colour: "muted"} }

// with gives a style that follows a link. What leads to a place of the pack gets its colour when it is known whether the file holds it.
func (s Style) with(to target) Style {
	s.to = to
	if to.uri != "" {
		s.Colour = LinkColour
	}
	return s
}

// LinkColour is the colour of texts that lead somewhere.
const LinkColour = "accent"

// Paragraph sets spans as lines. The first two and the last two lines of a paragraph stay together.
func (c *Composer) Paragraph(a Area, before float64, spans ...Span) []Piece {
	lines := c.wrap(spans, a.W)
	lh, tag := lineHeight(spans), c.Element(RoleParagraph)
	pieces := c.parts.take(len(lines))
	for i := range lines {
		l := &lines[i]
		pieces[i] = Piece{
			Height: lh,
			Give:   lh * lineGive,
			Tag:    tag,
			Draw:   func(p *Canvas, y float64) { c.DrawLine(p, *l, a.X, y, lh, a.X+a.W) },
		}
	}
	pieces[0].Before = before
	if n := len(pieces); n > 1 {
		pieces[0].Keep, pieces[n-2].Keep = Firm, Firm
	}
	return pieces
}

// lineGive is the share of a line's height that goes where space is short.
const lineGive = 0.04

func lineHeight(spans []Span) float64 {
	size := 0.0
	for _, s := range spans {
		size = max(size, s.Size)
	}
	return size * Leading
}

// DrawLine sets a line whose top is at y.
func (c *Composer) DrawLine(p *Canvas, l Line, x, y, lh, right float64) {
	for _, f := range l.fragments {
		if f.to.page {
			p.Later = append(p.Later, PageText{Text{X: x, Y: y + baseline(f.Size, lh), W: f.w, Right: right, Face: f.Face, Size: f.Size, Colour: f.Colour, Run: p.run(true)}, f.to.anchor})
			x += f.w
			continue
		}
		around := p.linked(f.to, f.text)
		t := Text{X: x, Y: y + baseline(f.Size, lh), W: f.w, Right: right, Face: f.Face, Size: f.Size, Colour: f.Colour, Text: f.text, Run: p.run(f.to.anchor != "")}
		if f.to.anchor != "" {
			p.Later = append(p.Later, Reference{t, f.to.anchor})
		} else {
			p.Add(t)
		}
		if f.to != (target{}) {
			p.addLink(Link{X: x, Y: y, W: f.w, H: lh, Anchor: f.to.anchor, URI: f.to.uri})
		}
		p.tag = around
		x += f.w
	}
}

// baseline is the distance from the top of a line to the feet of its letters.
func baseline(size, lh float64) float64 { return (lh-size)/2 + size*0.82 }

// DrawRight sets a line so that it ends at right.
func (c *Composer) DrawRight(p *Canvas, l Line, left, right, y, lh float64) {
	c.DrawLine(p, l, max(left, right-l.W), y, lh, right)
}

// OneLine is the start of a text that fits the width, with an ellipsis where it is cut. Only running headers are cut.
func (c *Composer) OneLine(s Span, width float64) Line {
	lines := c.wrap([]Span{s}, width)
	if len(lines) == 1 {
		return lines[0]
	}
	runes := []rune(Clean(s.Text))
	for n := len(runes) - 1; n > 0; n-- {
		cut := Span{string(runes[:n]) + "…", s.Style}
		if lines = c.wrap([]Span{cut}, width); len(lines) == 1 {
			return lines[0]
		}
	}
	return Line{}
}
