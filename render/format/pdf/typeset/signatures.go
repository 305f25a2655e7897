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
		pieces = append(pieces, c.signer(s, b.Labels, a))
	}
	return append(pieces, gapOf(6))
}

// signer is one line to sign on.
func (c *Composer) signer(s document.Signer, l document.SignatureLabels, a Area) Piece {
	who := a.W * 0.36
	date := a.W * 0.18
	name := c.wrap([]Span{{s.Name, Style{Face: Bold, Size: 9, Colour: "ink"}}, {"\n" + s.Role, c.Small()}}, who-signGap)
	lh := 9 * Leading
	on := Area{a.X + who + date + signGap, a.W - who - date - signGap}
	record := c.wrap([]Span{{s.Record, Style{Face: Sans, Size: 8.5, Colour: "ink"}}}, on.W)
	h := max(signHeight, float64(len(name))*lh+8, float64(len(record))*knownHeight+signHeight/2)
	return Piece{Height: h, Tag: c.Element(RoleParagraph), Draw: func(p *Canvas, y float64) {
		for i, line := range name {
			c.DrawLine(p, line, a.X, y+h-float64(len(name)-i)*lh-2, lh, a.X+who)
		}
		c.toFill(p, Area{a.X + who, date}, y+h, s.Date, l.Date)
		c.toFill(p, on, y+h, s.Record, l.Signature)
	}}
}

// toFill is a line to write on, with what is already known above it and the word for it below. foot is the lower edge.
func (c *Composer) toFill(p *Canvas, a Area, foot float64, known, label string) {
	small := Style{Face: Sans, Size: Least, Colour: "muted"}
	c.DrawLine(p, c.OneLine(Span{label, small}, a.W), a.X, foot-10, 9, a.X+a.W)
	p.Rule(a.X, foot-12, a.W, "ink", 0.6)
	if known != "" {
		lines := c.wrap([]Span{{known, Style{Face: Sans, Size: 8.5, Colour: "ink"}}}, a.W)
		for i, line := range lines {
			c.DrawLine(p, line, a.X, foot-14-float64(len(lines)-i)*knownHeight, knownHeight, a.X+a.W)
		}
	}
}
