package typeset

import "portolan/render/document"

// Measures of signatures, in points.
const (
	signHeight = 40.0 // room for a hand that signs, its line and the word below
	signGap    = 12.0

	knownHeight = 11.0 // of a line of what is on record
)

// signatures sets a line for each signer: who, and room for a date and a signature, which are filled where they are on record. A signer is
// never parted from his lines.
func (c *Composer) signatures(b document.Signatures, a Area) []Piece {
	doc := c.doc
	pieces := KeepAll(c.Paragraph(a, 8, c.captionSpan(b.Caption)))
	first := pieces[0].Draw
	pieces[0].Draw = func(p *Canvas, y float64) {
		p.anchor(doc, b.ID, y)
		first(p, y)
	}
	if len(b.Signers) == 0 {
		return append(pieces, c.Paragraph(a, 2, Span{b.Empty, c.Body()})...)
	}
	for _, s := range b.Signers {
		pieces = append(pieces, c.signer(s, b.Labels, a)...)
	}
	return append(pieces, gapOf(6))
}

// signMost is the number of lines of a signer that stay whole; what is longer begins above, where a page may end.
const signMost = 14 // of a name, and of a record

// signer is one line to sign on.
func (c *Composer) signer(s document.Signer, l document.SignatureLabels, a Area) []Piece {
	who := a.W * 0.36
	date := a.W * 0.18
	lh := 9 * Leading
	on := Area{a.X + who + date + signGap, a.W - who - date - signGap}
	name := c.wrap([]Span{{s.Name, Style{Face: Bold, Size: 9, Colour: "ink"}}, {"\n" + s.Role, c.Small()}}, who-signGap)
	known := Style{Face: Sans, Size: 8.5, Colour: "ink"}
	day, record := c.wrap([]Span{{s.Date, known}}, date), c.wrap([]Span{{s.Record, known}}, on.W)
	tag := c.Element(RoleParagraph)
	var pieces []Piece
	pieces, name = c.linesAbove(pieces, name, signMost, lh, Area{a.X, who}, tag)
	pieces, record = c.linesAbove(pieces, record, signMost, knownHeight, on, tag)
	h := max(signHeight, float64(len(name))*lh+8, float64(len(record))*knownHeight+signHeight/2)
	return append(pieces, Piece{Height: h, Tag: tag, Draw: func(p *Canvas, y float64) {
		for i, line := range name {
			c.DrawLine(p, line, a.X, y+h-float64(len(name)-i)*lh-2, lh, a.X+who)
		}
		c.toFill(p, Area{a.X + who, date}, y+h, s.Date, day, l.Date)
		c.toFill(p, on, y+h, s.Record, record, l.Signature)
	}})
}

// linesAbove sets the lines that are more than most as pieces of their own, and returns the rest.
func (c *Composer) linesAbove(pieces []Piece, lines []Line, most int, height float64, a Area, tag *Tag) ([]Piece, []Line) {
	for len(lines) > most {
		line := lines[0]
		lines = lines[1:]
		pieces = append(pieces, Piece{Height: height, Keep: Weak, Tag: tag, Draw: func(p *Canvas, y float64) {
			c.DrawLine(p, line, a.X, y, height, a.X+a.W)
		}})
	}
	return pieces, lines
}

// toFill is a line to write on, with what is already known above it and the word for it below. foot is the lower edge.
func (c *Composer) toFill(p *Canvas, a Area, foot float64, known string, lines []Line, label string) {
	small := Style{Face: Sans, Size: Least, Colour: "muted"}
	c.DrawLine(p, c.OneLine(Span{label, small}, a.W), a.X, foot-10, 9, a.X+a.W)
	p.Rule(a.X, foot-12, a.W, "ink", 0.6)
	if known != "" {
		for i, line := range lines {
			c.DrawLine(p, line, a.X, foot-14-float64(len(lines)-i)*knownHeight, knownHeight, a.X+a.W)
		}
	}
}
