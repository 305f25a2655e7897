package pdf

import (
	"strings"

	"portolan/render/document"
)

const bullet = "•"

// list is a list of plain items with links.
func (c *composer) list(b document.List, a area) []piece {
	var pieces []piece
	var at items
	look := c.body()
	if b.Small {
		look.size = smallSize
	}
	for _, item := range b.Items {
		at.begin(len(pieces))
		spans := []span{{strings.Join(item.Lines, "\n"), look.with(c.target(item.Link))}}
		pieces = append(pieces, c.bulleted(a, span{bullet, look}, c.paragraph(a.inset(14, 0), 2.5, spans...))...)
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace)
}

// spaced sets the space above the first of the pieces.
func spaced(pieces []piece, before float64) []piece {
	if len(pieces) > 0 {
		pieces[0].before = before
	}
	return pieces
}

// bulleted sets a mark beside the first of the pieces.
func (c *composer) bulleted(a area, mark span, pieces []piece) []piece {
	if len(pieces) == 0 {
		pieces = []piece{{height: mark.size * leading}}
	}
	l := c.wrap([]span{mark}, 60)[0]
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		c.drawLine(p, l, a.x+2, y, mark.size*leading, a.x+a.w)
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}

// checklist is a list of boxes to tick, drawn rather than typed, so that they look the same with every font.
func (c *composer) checklist(boxes []string, a area) []piece {
	var pieces []piece
	var at items
	for _, item := range boxes {
		at.begin(len(pieces))
		pieces = append(pieces, ticked(a, c.paragraph(a.inset(18, 0), 4, span{item, c.body()}), false)...)
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace+1)
}

// ticked draws a box, with a tick when done, beside the first of the pieces.
func ticked(a area, pieces []piece, done bool) []piece {
	if len(pieces) == 0 {
		return nil
	}
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		tickBox(p, a.x+1, y+2, 8.5, done)
		if first != nil {
			first(p, y)
		}
	}
	return pieces
}

func tickBox(p *page, x, y, size float64, done bool) {
	p.add(box{x: x, y: y, w: size, h: size, fill: "paper", stroke: "ink", width: 0.8})
	if done {
		p.add(shape{moves: polyline(x+size*0.2, y+size*0.5, x+size*0.42, y+size*0.75, x+size*0.82, y+size*0.22), stroke: "ink", width: 1.1})
	}
}
