package pdf

// Sizes of text in points. leading is the height of a line in relation to its text.
const (
	bodySize  = 9.5
	smallSize = 8
	leading   = 1.38
	paraSpace = 6
)

func (c *composer) body() style  { return style{face: sans, size: bodySize, colour: "ink"} }
func (c *composer) small() style { return style{face: sans, size: smallSize, colour: "muted"} }

// with gives a style that follows a link. What leads to a place of the pack gets its colour when it is known whether the file holds it.
func (s style) with(to target) style {
	s.to = to
	if to.uri != "" {
		s.colour = linkColour
	}
	return s
}

const linkColour = "accent"

// paragraph sets spans as lines. The first two and the last two lines of a paragraph stay together.
func (c *composer) paragraph(a area, before float64, spans ...span) []piece {
	lines := c.wrap(spans, a.w)
	lh := lineHeight(spans)
	pieces := c.parts.take(len(lines))
	for i := range lines {
		l := &lines[i]
		pieces[i] = piece{
			height: lh,
			give:   lh * lineGive,
			draw:   func(p *page, y float64) { c.drawLine(p, *l, a.x, y, lh, a.x+a.w) },
		}
	}
	pieces[0].before = before
	if n := len(pieces); n > 1 {
		pieces[0].keep, pieces[n-2].keep = firm, firm
	}
	return pieces
}

// lineGive is the share of a line's height that goes where space is short.
const lineGive = 0.04

func lineHeight(spans []span) float64 {
	size := 0.0
	for _, s := range spans {
		size = max(size, s.size)
	}
	return size * leading
}

// drawLine sets a line whose top is at y.
func (c *composer) drawLine(p *page, l line, x, y, lh, right float64) {
	for _, f := range l.fragments {
		t := text{x: x, y: y + baseline(f.size, lh), w: f.w, right: right, face: f.face, size: f.size, colour: f.colour, text: f.text}
		if f.to.anchor != "" {
			p.later = append(p.later, reference{t, f.to.anchor})
		} else {
			p.add(t)
		}
		if f.to != (target{}) {
			p.links = append(p.links, link{x: x, y: y, w: f.w, h: lh, anchor: f.to.anchor, uri: f.to.uri})
		}
		x += f.w
	}
}

// baseline is the distance from the top of a line to the feet of its letters.
func baseline(size, lh float64) float64 { return (lh-size)/2 + size*0.82 }

// drawRight sets a line so that it ends at right.
func (c *composer) drawRight(p *page, l line, left, right, y, lh float64) {
	c.drawLine(p, l, max(left, right-l.w), y, lh, right)
}

// oneLine is the start of a text that fits the width, with an ellipsis where it is cut. Only running headers are cut.
func (c *composer) oneLine(s span, width float64) line {
	lines := c.wrap([]span{s}, width)
	if len(lines) == 1 {
		return lines[0]
	}
	runes := []rune(clean(s.text))
	for n := len(runes) - 1; n > 0; n-- {
		cut := span{string(runes[:n]) + "…", s.style}
		if lines = c.wrap([]span{cut}, width); len(lines) == 1 {
			return lines[0]
		}
	}
	return line{}
}
