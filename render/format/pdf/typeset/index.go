package typeset

import (
	"strconv"

	"portolan/render/document"
)

// PageNumber stands on a page for the number of another page until the pages of a file are numbered; then it becomes text, with dots before it.
type PageNumber struct {
	Style
	from, right float64 // the dots begin after from; the number ends at right
	y, lh       float64 // of the line
	Anchor      string
	run         int // as a Text's
}

// forNumber is the width that is kept free for the number of a page.
const forNumber = 34

// index sets places with the numbers of their pages. What is not in a file has no number there.
func (c *Composer) index(b document.Index, a Area) []Piece {
	c.Open(RoleContents)
	defer c.Close()
	var pieces []Piece
	var at items
	for _, entry := range b.Entries {
		at.begin(len(pieces))
		to := c.target(entry.Link)
		c.Open(RoleEntry)
		for i, text := range entry.Lines {
			s, anchor := c.Body(), to.anchor
			if i > 0 {
				s, anchor = c.Small(), ""
			}
			pieces = append(pieces, c.IndexEntry(Span{text, s}, anchor, a))
			if i+1 < len(entry.Lines) {
				pieces[len(pieces)-1].Keep = Firm
			}
		}
		c.Close()
	}
	at.bind(pieces)
	return spaced(pieces, paraSpace)
}

// IndexEntry is a text with the number of a page at the end of its last line, and a link over both.
func (c *Composer) IndexEntry(entry Span, anchor string, a Area) Piece {
	lines := c.wrap([]Span{entry}, a.W-forNumber)
	lh := entry.Size * Leading
	tag := c.entryTag(entry.Text, anchor)
	h := float64(len(lines)) * lh
	return Piece{Before: 2, Height: h, Tag: tag, Draw: func(p *Canvas, y float64) {
		for i, l := range lines {
			c.DrawLine(p, l, a.X, y+float64(i)*lh, lh, a.X+a.W-forNumber)
		}
		if anchor == "" {
			return
		}
		last := lines[len(lines)-1]
		p.Later = append(p.Later, PageNumber{Style: entry.Style, from: a.X + last.W, right: a.X + a.W, y: y + h - lh, lh: lh, Anchor: anchor, run: p.run(true)})
		p.addLink(Link{X: a.X, Y: y, W: a.W, H: h, Anchor: anchor})
	}}
}

// DrawPageNumber sets the number of a page where its place was kept.
func (c *Composer) DrawPageNumber(p *Canvas, n PageNumber, page int) {
	shown := c.wrap([]Span{{strconv.Itoa(page), n.Style}}, forNumber)[0]
	at := len(p.Items)
	c.DrawRight(p, shown, n.right-forNumber, n.right, n.y, n.lh)
	for i := range p.Items[at:] {
		text := p.Items[at+i].(Text) // digits, of no link
		text.Run = n.run
		p.Items[at+i] = text
	}
	foot := n.y + baseline(n.Size, n.lh) - 0.6
	if from, to := n.from+6, n.right-shown.W-6; to > from {
		p.Add(Shape{Moves: polyline(from, foot, to, foot), Stroke: "muted", Width: 0.6, Dash: []float64{0.6, 2.6}})
	}
}

// entryTag is the element of an entry: a link in a reference, or a paragraph for what leads nowhere. An entry of a table of contents of a file
// has no element around it yet.
func (c *Composer) entryTag(text, anchor string) *Tag {
	if c.tag != nil && c.tag.Role == RoleContents {
		c.Open(RoleEntry)
		defer c.Close()
	}
	if anchor == "" {
		return c.Element(RoleParagraph)
	}
	return c.Element(RoleReference).link(text, target{anchor: anchor})
}
