package pdf

import (
	"fmt"

	"portolan/render/diagram"
	"portolan/render/document"
)

const (
	legible      = 6    // points: the least size of text in a figure
	figureMargin = 72.0 // height left on a page for a heading above and a caption below
	largestSide  = 5000 // points; no plotter takes more
)

// drawing asks for the shapes of a figure, once: the choice of the sheet and the setting both need them.
func (c *composer) drawing(b document.Figure) *diagram.Drawing {
	if c.opts.Draw == nil || b.Picture == nil {
		c.fail(fmt.Errorf("figure %s cannot be drawn: no picture, or nobody to draw it", b.ID))
		return nil
	}
	d, done := c.drawings[b.Picture]
	if !done {
		d = c.opts.Draw(b.Picture)
		c.drawings[b.Picture] = d
	}
	if d == nil || d.W <= 0 || d.H <= 0 {
		c.fail(fmt.Errorf("figure %s is empty", b.ID))
		return nil
	}
	return d
}

// figureSheet is the smallest sheet on which a figure's text can be read: upright, on its side, then larger paper.
func (c *composer) figureSheet(b document.Figure) sheet {
	d := c.drawing(b)
	if d == nil {
		return portrait(c.paper)
	}
	smallest, margin := smallestText(d), figureMargin
	for paper := c.paper; paper.h <= largestSide; paper = double(paper) {
		for _, s := range []sheet{portrait(paper), landscape(paper)} {
			if smallest*figureScale(d, s, margin) >= legible || smallest == 0 {
				return s
			}
		}
		margin = figureMargin + c.above[b.Picture] // a sheet of its own takes the title, too
	}
	c.fail(fmt.Errorf("figure %s is %.0f x %.0f points: too large for any sheet with text of %d points", b.ID, d.W, d.H, legible))
	return portrait(c.paper)
}

func figureScale(d *diagram.Drawing, s sheet, margin float64) float64 {
	return min(1, s.width()/d.W, (s.height()-margin)/d.H)
}

// scale leaves room for the document's title above a figure that opens it, if the figure can then still be read.
func (c *composer) scale(b document.Figure, d *diagram.Drawing, s sheet) float64 {
	smaller := figureScale(d, s, figureMargin+c.above[b.Picture])
	if smaller*smallestText(d) >= legible {
		return smaller
	}
	return figureScale(d, s, figureMargin)
}

// measureTitle notes the height of the title for a figure that stands right below it.
func (c *composer) measureTitle(doc *document.Document) {
	for _, block := range doc.Blocks {
		switch b := block.(type) {
		case document.Heading:
			continue
		case document.Figure:
			c.above[b.Picture] = height(c.title(doc, portrait(c.paper).area()))
		}
		return
	}
}

func smallestText(d *diagram.Drawing) float64 {
	smallest := 0.0
	for _, group := range d.Groups {
		for _, shape := range group.Shapes {
			if t, ok := shape.(diagram.Text); ok && (smallest == 0 || t.Size < smallest) {
				smallest = t.Size
			}
		}
	}
	return smallest
}

// figure sets a drawing as vectors, in the middle of the page, with its caption below.
func (c *composer) figure(b document.Figure, s sheet) []piece {
	d := c.drawing(b)
	if d == nil {
		return nil
	}
	a, doc, scale := s.area(), c.doc, c.scale(b, d, s)
	painter := painter{c: c, scale: scale, dx: a.x + (a.w-d.W*scale)/2}
	pieces := []piece{{before: 8, height: d.H * scale, keep: b.Caption != "", draw: func(p *page, y float64) {
		c.anchor(doc, b.ID, p, y)
		painter.paint(p, d, y)
	}}}
	if b.Caption != "" {
		pieces = append(pieces, keepAll(c.paragraph(captionArea(a, painter.dx), 5, span{b.Caption, c.small()}))...)
	}
	return append(pieces, piece{height: 6})
}

// captionArea starts at the figure's left edge, with room enough to read.
func captionArea(a area, x float64) area {
	x = min(x, a.x+a.w*0.4)
	return measure(area{x, a.x + a.w - x})
}

// painter moves a drawing to its place on a page.
type painter struct {
	c         *composer
	scale, dx float64
}

func (q painter) paint(p *page, d *diagram.Drawing, dy float64) {
	for _, group := range d.Groups {
		for _, s := range group.Shapes {
			switch s := s.(type) {
			case diagram.Path:
				p.add(q.path(s, dy))
			case diagram.Text:
				q.text(p, s, dy)
			default:
				q.c.fail(fmt.Errorf("shape %T is not known", s))
			}
		}
		if to := q.c.target(group.Link); to != (target{}) {
			at := q.at(diagram.Point{X: group.Target.X, Y: group.Target.Y}, dy)
			p.links = append(p.links, link{
				x: at.X, y: at.Y, w: group.Target.W * q.scale, h: group.Target.H * q.scale, anchor: to.anchor, uri: to.uri,
			})
		}
	}
}

func (q painter) at(point diagram.Point, dy float64) diagram.Point {
	return diagram.Point{X: q.dx + point.X*q.scale, Y: dy + point.Y*q.scale}
}

func (q painter) path(s diagram.Path, dy float64) shape {
	out := shape{closed: s.Closed, fill: s.Fill, stroke: s.Stroke, width: s.Width * q.scale}
	for _, move := range s.Moves {
		out.moves = append(out.moves, diagram.Move{Curve: move.Curve, A: q.at(move.A, dy), B: q.at(move.B, dy), To: q.at(move.To, dy)})
	}
	for _, dash := range s.Dash {
		out.dash = append(out.dash, dash*q.scale)
	}
	return out
}

// text sets a line of a drawing. It is measured again, so that an anchor at its middle or end holds with the font in use.
func (q painter) text(p *page, s diagram.Text, dy float64) {
	look := style{face: figureFace(s), size: s.Size * q.scale, colour: s.Fill}
	var w word
	q.c.extend(&w, clean(s.Text), look)
	at := q.at(s.At, dy)
	along := 0.0
	switch s.Anchor {
	case diagram.Middle:
		along = -w.w / 2
	case diagram.End:
		along = -w.w
	}
	for _, f := range w.fragments {
		x, y := at.X+along, at.Y
		if s.Up {
			x, y = at.X, at.Y-along
		}
		p.add(text{x: x, y: y, w: f.w, right: p.sheet.w - p.sheet.right, face: f.face, size: f.size, colour: f.colour, text: f.text, up: s.Up})
		along += f.w
	}
}

func figureFace(s diagram.Text) face {
	switch {
	case s.Mono && s.Bold:
		return monoBold
	case s.Mono:
		return mono
	case s.Bold:
		return bold
	}
	return sans
}
