package typeset

import (
	"portolan/render/document"
)

const bullet = "•"

// list is a list of plain items with links.
func (c *Composer) list(b document.List, a Area) []Piece {
	c.Open(RoleList)
	defer c.Close()
	var pieces []Piece
	var at items
	look := c.Body()
	if b.Small {
		look.Size = smallSize
	}
	for _, item := range b.Items {
		at.begin(len(pieces))
		to := c.target(item.Link)
		spans := []Span{{cellText(item, "\n"), look.with(to)}}
		if item.Paged && to.anchor != "" {
			spans = append(spans, c.pageOf(to, look)...)
		}
		c.Open(RoleItem)
		pieces = append(pieces, c.bulleted(a, Span{bullet, look}, as(RoleItemBody, c.Paragraph(a.Inset(14, 0), 2.5, spans...)))...)
		c.Close()
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace)
}

// spaced sets the space above the first of the pieces.
func spaced(pieces []Piece, before float64) []Piece {
	if len(pieces) > 0 {
		pieces[0].Before = before
	}
	return pieces
}

// bulleted sets a mark beside the first of the pieces.
func (c *Composer) bulleted(a Area, mark Span, pieces []Piece) []Piece {
	if len(pieces) == 0 {
		pieces = []Piece{{Height: mark.Size * Leading}}
	}
	l := c.wrap([]Span{mark}, 60)[0]
	first, tag := pieces[0].Draw, c.label()
	pieces[0].Draw = func(p *Canvas, y float64) {
		content := p.Within(tag)
		c.DrawLine(p, l, a.X+2, y, mark.Size*Leading, a.X+a.W)
		p.Within(content)
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}

// checklist is a list of boxes to tick, drawn rather than typed, so that they look the same with every font.
func (c *Composer) checklist(boxes []string, a Area) []Piece {
	c.Open(RoleList)
	defer c.Close()
	var pieces []Piece
	var at items
	for _, item := range boxes {
		at.begin(len(pieces))
		c.Open(RoleItem)
		pieces = append(pieces, c.ticked(a, as(RoleItemBody, c.Paragraph(a.Inset(18, 0), 4, Span{item, c.Body()})), false)...)
		c.Close()
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace+1)
}

// ticked draws a box, with a tick when done, beside the first of the pieces.
func (c *Composer) ticked(a Area, pieces []Piece, done bool) []Piece {
	if len(pieces) == 0 {
		return nil
	}
	first, tag := pieces[0].Draw, c.label()
	tag.More = &More{Said: "\u2610"}
	if done {
		tag.More.Said = "\u2611"
	}
	pieces[0].Draw = func(p *Canvas, y float64) {
		content := p.Within(tag)
		tickBox(p, a.X+1, y+2, 8.5, done)
		p.Within(content)
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}

func tickBox(p *Canvas, x, y, size float64, done bool) {
	p.Add(Box{X: x, Y: y, W: size, H: size, Fill: "paper", Stroke: "ink", Width: 0.8, Run: p.run(false)})
	if done {
		p.Add(Shape{Moves: polyline(x+size*0.2, y+size*0.5, x+size*0.42, y+size*0.75, x+size*0.82, y+size*0.22), Stroke: "ink", Width: 1.1, Run: p.run(false)})
	}
}
