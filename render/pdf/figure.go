package pdf

import (
	"fmt"
	"slices"

	"portolan/render/diagram"
	"portolan/render/document"
)

const (
	largestSide = 5000 // points; no plotter takes more
	figureGap   = 8.0  // above a figure
	figureFoot  = 6.0  // below its caption
	captionGap  = 5.0  // between the two
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

// figureSheet is the smallest sheet on which a figure's text can be read: a page like the others, upright or on its side, then a sheet of
// its own with narrow margins, then larger paper.
func (c *composer) figureSheet(b document.Figure) sheet {
	d := c.drawing(b)
	if d == nil {
		return portrait(c.paper)
	}
	smallest := smallestText(d)
	for _, s := range c.figureSheets() {
		if smallest*c.scale(b, d, s) >= diagram.Legible || smallest == 0 {
			return s
		}
	}
	c.fail(fmt.Errorf("figure %s is %.0f x %.0f points: too large for any sheet with text of %g points", b.ID, d.W, d.H, diagram.Legible))
	return portrait(c.paper)
}

// figureSheets are the sheets in the order in which they are tried.
func (c *composer) figureSheets() []sheet {
	sheets := []sheet{portrait(c.paper), landscape(c.paper)}
	for paper := c.paper; paper.h <= largestSide; paper = double(paper) {
		sheets = append(sheets, plate(paper.w, paper.h), plate(paper.h, paper.w))
	}
	return sheets
}

// scale is the largest one at which a figure stands on a sheet with its caption and what belongs above it.
func (c *composer) scale(b document.Figure, d *diagram.Drawing, s sheet) float64 {
	used := c.above[b.Picture] + figureGap + figureFoot + height(c.caption(b, s.area(), s.w)) + captionGap
	return min(1, s.width()/d.W, (s.height()-used)/d.H)
}

// measureAbove notes the height of what stands right above each figure and on its page: headings, with a text below them, and the title above the
// first.
func (c *composer) measureAbove(doc *document.Document) {
	if !slices.ContainsFunc(doc.Blocks, isFigure) {
		return
	}
	step, area := c.step, portrait(c.paper).area()
	above := height(c.title(doc, area))
	opens := true
	for i, block := range doc.Blocks {
		switch b := block.(type) {
		case document.Heading:
			for _, p := range c.heading(b, area) {
				above += p.before + p.height
			}
			continue
		case document.Text:
			if i+1 < len(doc.Blocks) && isFigure(doc.Blocks[i+1]) && leadIn(doc.Blocks[:i+1], opens) > 0 {
				above += paraSpace + height(c.paragraph(measure(area), 0, span{b.Text, c.body()}))
				continue
			}
		case document.Figure:
			c.above[b.Picture] = above
		case document.PageBreak:
			above = 0
			continue
		}
		above, opens = 0, false
	}
	c.step = step
}

func isFigure(block document.Block) bool {
	_, ok := block.(document.Figure)
	return ok
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
	x, size := a.x+(a.w-d.W*scale)/2, newResize(d, scale)
	pieces := []piece{{before: figureGap, height: size.full, shrink: size, draw: func(p *page, y float64) {
		c.anchor(doc, b.ID, p, y)
		painter{c: c, scale: size.height / d.H, dx: x}.paint(p, d, y)
	}}}
	if b.Caption != "" {
		pieces[0].keep = firm
	}
	pieces = append(pieces, keepAll(c.caption(b, a, x))...)
	return append(pieces, gapOf(figureFoot))
}

// resize is the height of a figure that may be set a little smaller, from its left edge, to stand on the rest of a page.
type resize struct{ full, least, height float64 }

// smallestShare is the share of its size that a figure keeps.
const smallestShare = 0.85

func newResize(d *diagram.Drawing, scale float64) *resize {
	share := smallestShare
	if smallest := smallestText(d) * scale; smallest > 0 {
		share = min(1, max(share, diagram.Legible/smallest))
	}
	return &resize{full: d.H * scale, least: d.H * scale * share, height: d.H * scale}
}

// caption is the text below a figure whose left edge is at x.
func (c *composer) caption(b document.Figure, a area, x float64) []piece {
	if b.Caption == "" {
		return nil
	}
	return c.paragraph(captionArea(a, x), captionGap, span{b.Caption, c.small()})
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
	out := shape{closed: s.Closed, fill: s.Fill, stroke: s.Stroke, width: s.Width * q.scale, moves: make([]diagram.Move, len(s.Moves))}
	for i, move := range s.Moves {
		out.moves[i] = diagram.Move{Curve: move.Curve, A: q.at(move.A, dy), B: q.at(move.B, dy), To: q.at(move.To, dy)}
	}
	for _, dash := range s.Dash {
		out.dash = append(out.dash, dash*q.scale)
	}
	return out
}

// text sets a line of a drawing. It is measured again, so that an anchor at its middle or end holds with the font in use.
func (q painter) text(p *page, s diagram.Text, dy float64) {
	look := style{face: figureFace(s), size: s.Size * q.scale, colour: s.Fill}
	w := q.c.alone(clean(s.Text), look)
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
