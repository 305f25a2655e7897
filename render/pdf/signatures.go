package pdf

import "portolan/render/document"

// Measures of signatures, in points.
const (
	signHeight = 40.0 // room for a hand that signs, its line and the word below
	signGap    = 12.0

	knownHeight = 11.0 // of a line of what is on record
)

// signatures sets a line for each signer: who, and room for a date and a signature, which are filled where they are on record. A signer is
// never parted from his lines.
func (c *composer) signatures(b document.Signatures, a area) []piece {
	doc := c.doc
	pieces := keepAll(c.paragraph(a, 8, c.captionSpan(b.Caption)))
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		c.anchor(doc, b.ID, p, y)
		first(p, y)
	}
	if len(b.Signers) == 0 {
		return append(pieces, c.paragraph(a, 2, span{b.Empty, c.body()})...)
	}
	for _, s := range b.Signers {
		pieces = append(pieces, c.signer(s, b.Labels, a))
	}
	return append(pieces, gapOf(6))
}

// signer is one line to sign on.
func (c *composer) signer(s document.Signer, l document.SignatureLabels, a area) piece {
	who := a.w * 0.36
	date := a.w * 0.18
	name := c.wrap([]span{{s.Name, style{face: bold, size: 9, colour: "ink"}}, {"\n" + s.Role, c.small()}}, who-signGap)
	lh := 9 * leading
	on := area{a.x + who + date + signGap, a.w - who - date - signGap}
	record := c.wrap([]span{{s.Record, style{face: sans, size: 8.5, colour: "ink"}}}, on.w)
	h := max(signHeight, float64(len(name))*lh+8, float64(len(record))*knownHeight+signHeight/2)
	return piece{height: h, draw: func(p *page, y float64) {
		for i, line := range name {
			c.drawLine(p, line, a.x, y+h-float64(len(name)-i)*lh-2, lh, a.x+who)
		}
		c.toFill(p, area{a.x + who, date}, y+h, s.Date, l.Date)
		c.toFill(p, on, y+h, s.Record, l.Signature)
	}}
}

// toFill is a line to write on, with what is already known above it and the word for it below. foot is the lower edge.
func (c *composer) toFill(p *page, a area, foot float64, known, label string) {
	small := style{face: sans, size: 7, colour: "muted"}
	c.drawLine(p, c.oneLine(span{label, small}, a.w), a.x, foot-10, 9, a.x+a.w)
	p.rule(a.x, foot-12, a.w, "ink", 0.6)
	if known != "" {
		lines := c.wrap([]span{{known, style{face: sans, size: 8.5, colour: "ink"}}}, a.w)
		for i, line := range lines {
			c.drawLine(p, line, a.x, foot-14-float64(len(lines)-i)*knownHeight, knownHeight, a.x+a.w)
		}
	}
}
