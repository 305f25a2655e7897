package pdf

import "portolan/render/document"

// fields is a column of names beside a column of values.
func (c *composer) fields(fields []document.Field, a area, before float64) []piece {
	name := style{face: bold, size: smallSize, colour: "muted"}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	gutter := c.labelWidth(names, name, a.w)
	var pieces []piece
	var at items
	for _, f := range fields {
		at.begin(len(pieces))
		value := c.paragraph(a.inset(gutter, 0), 0, span{f.Value, style{face: sans, size: 9, colour: "ink"}})
		pieces = append(pieces, c.labelled(a, gutter, span{f.Name, name}, value, before, 9*leading)...)
		before = 2
	}
	at.bind(pieces)
	return pieces
}

// labelWidth is the width of a column of labels, with the gap to the values.
func (c *composer) labelWidth(labels []string, s style, width float64) float64 {
	widest := 0.0
	for _, label := range labels {
		widest = max(widest, c.wrap([]span{{label, s}}, width)[0].w)
	}
	return min(widest+14, width*0.34)
}

// labelled sets a label in the margin of the first of the pieces, whose lines are lh high, on the same baseline.
func (c *composer) labelled(a area, gutter float64, label span, pieces []piece, before, lh float64) []piece {
	lines := c.wrap([]span{label}, gutter-10)
	if len(pieces) == 0 {
		pieces = []piece{{height: lh}}
	}
	pieces[0].before = before
	if missing := float64(len(lines))*lh - height(pieces); missing > 0 {
		pieces[len(pieces)-1].keep = firm
		pieces = append(pieces, piece{height: missing})
	}
	for i := range pieces[:len(pieces)-1] {
		// The label is drawn with the first piece, so the lines beside it stay with that one.
		if float64(i+1)*lh < float64(len(lines))*lh {
			pieces[i].keep = firm
		}
	}
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		for i, l := range lines {
			c.drawLine(p, l, a.x, y+float64(i)*lh, lh, a.x+gutter-8)
		}
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}
