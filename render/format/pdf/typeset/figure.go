package typeset

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/document"
	"portolan/render/layout/diagram"
)

const (
	largestSide = 5000 // points; no plotter takes more
	figureGap   = 8.0  // above a figure
	figureFoot  = 6.0  // below its caption
	captionGap  = 5.0  // between the two
)

// drawing asks for the shapes of a figure, once: the choice of the sheet and the setting both need them.
func (c *Composer) drawing(b document.Figure) *diagram.Drawing {
	if c.opts.Draw == nil || b.Picture == nil {
		c.Fail(fmt.Errorf("figure %s cannot be rendered: no diagram, or no renderer", b.ID))
		return nil
	}
	d, done := c.drawings[b.Picture]
	if !done {
		d = c.opts.Draw(b.Picture)
		c.drawings[b.Picture] = d
	}
	if d == nil || d.W <= 0 || d.H <= 0 {
		c.Fail(fmt.Errorf("figure %s is empty", b.ID))
		return nil
	}
	return d
}

// FigureSheet is the smallest sheet on which a figure's text can be read: a page like the others, upright or on its side, then a sheet of
// its own with narrow margins, then larger paper. A figure that none holds so is reduced to fit the one on which it is largest, and says so.
func (c *Composer) FigureSheet(b document.Figure) Sheet {
	d := c.drawing(b)
	if d == nil {
		return c.Portrait()
	}
	smallest, largest := smallestText(d), c.Portrait()
	for _, s := range c.figureSheets() {
		scale := c.scale(b, d, s)
		if smallest*scale >= diagram.Legible || smallest == 0 {
			return s
		}
		if scale > c.scale(b, d, largest) {
			largest = s
		}
	}
	c.reduced[b.Picture] = true
	return largest
}

// figureSheets are the sheets in the order in which they are tried.
func (c *Composer) figureSheets() []Sheet {
	sheets := []Sheet{c.Portrait(), c.Landscape()}
	for paper := c.paper; paper.H <= largestSide; paper = double(paper) {
		sheets = append(sheets, plate(paper.W, paper.H), plate(paper.H, paper.W))
	}
	return sheets
}

// scale is the largest one at which a figure stands on a sheet with its caption and what belongs above it.
func (c *Composer) scale(b document.Figure, d *diagram.Drawing, s Sheet) float64 {
	used := c.above[b.Picture] + figureGap + figureFoot + Height(c.caption(b, s.Area(), s.W)) + captionGap
	return min(1, s.Width()/d.W, (s.Height()-used)/d.H)
}

// measureAbove notes the height of what stands right above each figure and on its page: headings, with a text below them, and the title above the
// first.
func (c *Composer) measureAbove(doc *document.Document) {
	if !slices.ContainsFunc(doc.Blocks, isFigure) {
		return
	}
	step, area := c.Step, c.Portrait().Area()
	above := Height(c.Title(doc, area))
	opens := true
	for i, block := range doc.Blocks {
		switch b := block.(type) {
		case document.Heading:
			for _, p := range c.heading(b, area) {
				above += p.Before + p.Height
			}
			continue
		case document.Text:
			if i+1 < len(doc.Blocks) && isFigure(doc.Blocks[i+1]) && LeadIn(doc.Blocks[:i+1], opens) > 0 {
				above += paraSpace + Height(c.Paragraph(Measure(area), 0, Span{b.Text, c.Body()}))
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
	c.Step = step
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
func (c *Composer) figure(b document.Figure, s Sheet) []Piece {
	d := c.drawing(b)
	if d == nil {
		return nil
	}
	a, doc, scale := s.Area(), c.doc, c.scale(b, d, s)
	x, size := a.X+(a.W-d.W*scale)/2, newResize(d, scale)
	tag := c.Element(RoleFigure)
	tag.More = &More{Said: figureSaid(b, d)}
	pieces := []Piece{{Before: figureGap, Height: size.Full, Shrink: size, Tag: tag, Draw: func(p *Canvas, y float64) {
		p.anchor(doc, b.ID, y)
		tag.More.Box = Box{X: x, Y: y, W: d.W * size.Height / d.H, H: size.Height}
		painter{c: c, scale: size.Height / d.H, dx: x}.paint(p, d, y)
	}}}
	below := KeepAll(c.caption(b, a, x))
	if len(below) > 0 {
		pieces[0].Keep = Firm
	}
	pieces = append(pieces, below...)
	return append(pieces, gapOf(figureFoot))
}

// A Resize is the height of a figure that may be set a little smaller, from its left edge, to stand on the rest of a page.
type Resize struct{ Full, Least, Height float64 }

// smallestShare is the share of its size that a figure keeps.
const smallestShare = 0.85

func newResize(d *diagram.Drawing, scale float64) *Resize {
	share := smallestShare
	if smallest := smallestText(d) * scale; smallest > 0 {
		share = min(1, max(share, diagram.Legible/smallest))
	}
	return &Resize{Full: d.H * scale, Least: d.H * scale * share, Height: d.H * scale}
}

// caption is the text below a figure whose left edge is at x.
func (c *Composer) caption(b document.Figure, a Area, x float64) []Piece {
	text := b.Caption
	if c.reduced[b.Picture] {
		text = strings.TrimSpace(text + " " + c.opts.Words.Reduced)
	}
	if text == "" {
		return nil
	}
	return c.Paragraph(captionArea(a, x), captionGap, Span{text, c.Small()})
}

// captionArea starts at the figure's left edge, with room enough to read.
func captionArea(a Area, x float64) Area {
	x = min(x, a.X+a.W*0.4)
	return Measure(Area{x, a.X + a.W - x})
}

// painter moves a drawing to its place on a page.
type painter struct {
	c         *Composer
	scale, dx float64
}

func (q painter) paint(p *Canvas, d *diagram.Drawing, dy float64) {
	for _, group := range d.Groups {
		for _, s := range group.Shapes {
			switch s := s.(type) {
			case diagram.Path:
				shape := q.path(s, dy)
				shape.Run = p.run(false)
				p.Add(shape)
			case diagram.Text:
				q.text(p, s, dy)
			default:
				q.c.Fail(fmt.Errorf("shape %T is not known", s))
			}
		}
		if to := q.c.target(group.Link); to != (target{}) {
			at := q.at(diagram.Point{X: group.Target.X, Y: group.Target.Y}, dy)
			around := p.linked(to, groupSaid(group))
			p.addLink(Link{
				X: at.X, Y: at.Y, W: group.Target.W * q.scale, H: group.Target.H * q.scale, Anchor: to.anchor, URI: to.uri,
			})
			p.tag = around
		}
	}
}

func (q painter) at(point diagram.Point, dy float64) diagram.Point {
	return diagram.Point{X: q.dx + point.X*q.scale, Y: dy + point.Y*q.scale}
}

func (q painter) path(s diagram.Path, dy float64) Shape {
	out := Shape{Closed: s.Closed, Fill: s.Fill, Stroke: s.Stroke, Width: s.Width * q.scale, Moves: make([]diagram.Move, len(s.Moves))}
	for i, move := range s.Moves {
		out.Moves[i] = diagram.Move{Curve: move.Curve, A: q.at(move.A, dy), B: q.at(move.B, dy), To: q.at(move.To, dy)}
	}
	for _, dash := range s.Dash {
		out.Dash = append(out.Dash, dash*q.scale)
	}
	return out
}

// text sets a line of a drawing. It is measured again, so that an anchor at its middle or end holds with the font in use.
func (q painter) text(p *Canvas, s diagram.Text, dy float64) {
	look := Style{Face: figureFace(s), Size: s.Size * q.scale, Colour: s.Fill}
	w := q.c.alone(Clean(s.Text), look)
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
		p.Add(Text{X: x, Y: y, W: f.w, Right: p.Sheet.W - p.Sheet.Right, Face: f.Face, Size: f.Size, Colour: f.Colour, Text: f.text, Up: s.Up, Drawn: true, Run: p.run(false)})
		along += f.w
	}
}

func figureFace(s diagram.Text) Face {
	switch {
	case s.Mono && s.Bold:
		return MonoBold
	case s.Mono:
		return Mono
	case s.Bold:
		return Bold
	}
	return Sans
}

// figureSaid is what readers that speak say of a figure: its title, what it shows, and its caption.
func figureSaid(b document.Figure, d *diagram.Drawing) string {
	var said []string
	for _, part := range []string{d.Title, d.Description, b.Caption} {
		if part != "" && !slices.Contains(said, part) {
			said = append(said, part)
		}
	}
	return strings.Join(said, ". ")
}

// groupSaid is the text of what leads somewhere in a figure.
func groupSaid(g diagram.Group) string {
	if g.Tip != "" {
		return g.Tip
	}
	var said []string
	for _, s := range g.Shapes {
		if t, ok := s.(diagram.Text); ok {
			said = append(said, t.Text)
		}
	}
	return strings.Join(said, " ")
}
