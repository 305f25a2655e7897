package typeset

import "portolan/render/document"

// fields is a column of names beside a column of values.
func (c *Composer) fields(fields []document.Field, a Area, before float64) []Piece {
	name := Style{Face: Bold, Size: smallSize, Colour: "muted"}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	gutter := c.LabelWidth(names, name, a.W)
	c.Open(RoleList)
	defer c.Close()
	var pieces []Piece
	var at items
	for _, f := range fields {
		at.begin(len(pieces))
		c.Open(RoleItem)
		value := as(RoleItemBody, c.Paragraph(a.Inset(gutter, 0), 0, c.fieldSpans(f)...))
		pieces = append(pieces, c.Labelled(a, gutter, Span{f.Name, name}, value, before, 9*Leading)...)
		c.Close()
		before = 2
	}
	at.bind(pieces)
	return pieces
}

// fieldSpans are the value of a field, or its values with where each leads.
func (c *Composer) fieldSpans(f document.Field) []Span {
	style := Style{Face: Sans, Size: min(9, c.bodySize()), Colour: "ink"}
	if f.Cells == nil {
		return []Span{{f.Value, style}}
	}
	return c.runOn(f.Cells, "; ", style)
}

// LabelWidth is the width of a column of labels, with the gap to the values.
func (c *Composer) LabelWidth(labels []string, s Style, width float64) float64 {
	widest := 0.0
	for _, label := range labels {
		widest = max(widest, c.wrap([]Span{{label, s}}, width)[0].W)
	}
	return min(widest+14, width*0.34)
}

// Labelled sets a label in the margin of the first of the pieces, whose lines are lh high, on the same baseline.
func (c *Composer) Labelled(a Area, gutter float64, label Span, pieces []Piece, before, lh float64) []Piece {
	lines := c.wrap([]Span{label}, gutter-10)
	if len(pieces) == 0 {
		pieces = []Piece{{Height: lh}}
	}
	pieces[0].Before = before
	if missing := float64(len(lines))*lh - Height(pieces); missing > 0 {
		pieces[len(pieces)-1].Keep = Firm
		pieces = append(pieces, Piece{Height: missing})
	}
	for i := range pieces[:len(pieces)-1] {
		// The label is drawn with the first piece, so the lines beside it stay with that one.
		if float64(i+1)*lh < float64(len(lines))*lh {
			pieces[i].Keep = Firm
		}
	}
	first, tag := pieces[0].Draw, c.label()
	pieces[0].Draw = func(p *Canvas, y float64) {
		content := p.Within(tag)
		for i, l := range lines {
			c.DrawLine(p, l, a.X, y+float64(i)*lh, lh, a.X+gutter-8)
		}
		p.Within(content)
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}

// label is the element of a label: that of an item of a list, or a paragraph before what it is about.
func (c *Composer) label() *Tag {
	if c.tag != nil && c.tag.Role == RoleItem {
		return c.Element(RoleLabel)
	}
	return c.Element(RoleParagraph)
}
