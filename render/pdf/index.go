package pdf

import (
	"strconv"

	"portolan/render/document"
)

// number stands on a page for the number of another page until the pages of a file are numbered; then it becomes text, with dots before it.
type number struct {
	style
	from, right float64 // the dots begin after from; the number ends at right
	y, lh       float64 // of the line
	anchor      string
}

// forNumber is the width that is kept free for the number of a page.
const forNumber = 34

// index sets places with the numbers of their pages. What is not in a file has no number there.
func (c *composer) index(b document.Index, a area) []piece {
	var pieces []piece
	var at items
	for _, entry := range b.Entries {
		at.begin(len(pieces))
		to := c.target(entry.Link)
		for i, text := range entry.Lines {
			s, anchor := c.body(), to.anchor
			if i > 0 {
				s, anchor = c.small(), ""
			}
			pieces = append(pieces, c.indexEntry(span{text, s}, anchor, a))
			if i+1 < len(entry.Lines) {
				pieces[len(pieces)-1].keep = firm
			}
		}
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace)
}

// indexEntry is a text with the number of a page at the end of its last line, and a link over both.
func (c *composer) indexEntry(entry span, anchor string, a area) piece {
	lines := c.wrap([]span{entry}, a.w-forNumber)
	lh := entry.size * leading
	h := float64(len(lines)) * lh
	return piece{before: 2, height: h, draw: func(p *page, y float64) {
		for i, l := range lines {
			c.drawLine(p, l, a.x, y+float64(i)*lh, lh, a.x+a.w-forNumber)
		}
		if anchor == "" {
			return
		}
		last := lines[len(lines)-1]
		p.later = append(p.later, number{style: entry.style, from: a.x + last.w, right: a.x + a.w, y: y + h - lh, lh: lh, anchor: anchor})
		p.links = append(p.links, link{x: a.x, y: y, w: a.w, h: h, anchor: anchor})
	}}
}

func (c *composer) drawNumber(p *page, n number, page int) {
	shown := c.wrap([]span{{strconv.Itoa(page), n.style}}, forNumber)[0]
	c.drawRight(p, shown, n.right-forNumber, n.right, n.y, n.lh)
	foot := n.y + baseline(n.size, n.lh) - 0.6
	if from, to := n.from+6, n.right-shown.w-6; to > from {
		p.add(shape{moves: polyline(from, foot, to, foot), stroke: "muted", width: 0.6, dash: []float64{0.6, 2.6}})
	}
}
