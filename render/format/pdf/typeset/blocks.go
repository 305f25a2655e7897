package typeset

import (
	"fmt"

	"portolan/render/document"
)

// A Section is a run of blocks that are set on pages of one size.
type Section struct {
	Sheet  Sheet
	Blocks []document.Block
	grids  []*grid // of the tables, each in the place of its block
}

// ChooseSheet measures the tables and figures of a section, and gives it the sheet that all of them can be read on: its own, or a larger one.
func (c *Composer) ChooseSheet(s *Section) {
	s.grids = c.grids(s.Blocks)
	for i, block := range s.Blocks {
		switch b := block.(type) {
		case document.Table:
			if c.wide(s.grids[i]) {
				s.Sheet = Larger(s.Sheet, c.Landscape())
			}
		case document.Figure:
			s.Sheet = Larger(s.Sheet, c.FigureSheet(b))
		}
	}
}

// Pieces are all of a section, one below the other, for one moment.
func (c *Composer) Pieces(s Section) []Piece {
	pieces := c.section[:0]
	for i := range s.Blocks {
		made := c.block(s, i)
		pieces = append(pieces, made...)
		c.lead(pieces[len(pieces)-len(made):], s, i)
	}
	c.section = pieces
	bindSection(pieces, s)
	return pieces
}

// Scant is the height of what is too little for a page of its own: less than six lines of text.
const Scant = 6 * bodySize * Leading

// bindSection lets a short section rather stay whole, and leaves no line or two of a text at its end alone.
func bindSection(pieces []Piece, s Section) {
	const share, lines = 0.25, 3 // of a page; at the end
	n := len(pieces)
	if n == 0 {
		return
	}
	if Height(pieces) <= s.Sheet.Height()*share {
		tie(pieces[:n-1], Close)
	}
	if isText(s.Blocks[len(s.Blocks)-1]) && n > lines && Height(pieces[n-lines:]) < Scant {
		tie(pieces[n-lines:n-1], Firm)
	}
}

func isText(block document.Block) bool {
	switch block.(type) {
	case document.Text, document.Prose:
		return true
	}
	return false
}

// introLines are the most lines of a text that stay with what they introduce.
const introLines = 6

// lead ties a block of a section to the next if it is a text about that, which would else stand at the foot of a page alone, or a step on which
// the next passes judgement. Of a long one the end stays.
func (c *Composer) lead(pieces []Piece, s Section, i int) {
	b := c.introduces(s, i)
	if n := len(pieces); n > introLines {
		pieces = pieces[n-2:]
	}
	tie(pieces, b)
}

// introduces says how much a block of a section belongs to the next.
func (c *Composer) introduces(s Section, i int) Bond {
	blocks := s.Blocks[i:]
	if len(blocks) < 2 {
		return Loose
	}
	_, step := blocks[0].(document.Step)
	_, callout := blocks[1].(document.Callout)
	if step && callout {
		return Firm
	}
	if !isText(blocks[0]) {
		return Loose
	}
	switch next := blocks[1].(type) {
	case document.Table, document.Index, document.Fields, document.Signatures, document.List, document.Checklist, document.Step:
		return Firm
	case document.Figure:
		return c.beforeFigure(s, i, next)
	}
	return Loose
}

// largeFigure is the share of a page from which on a figure fills it: what stands before such a one need not go with it to its page.
const largeFigure = 0.5

// beforeFigure says how much the text before a figure belongs to it. Before a large one the text stays behind with what stands above it, which would
// else stand on a page nearly empty, unless that is no more than a heading.
func (c *Composer) beforeFigure(s Section, i int, f document.Figure) Bond {
	d := c.drawing(f)
	if d == nil || d.H*c.scale(f, d, s.Sheet) < s.Sheet.Height()*largeFigure {
		return Close
	}
	if i > 0 && Headings(s.Blocks[:i]) == 0 {
		return Loose
	}
	return Close
}

// block sets a block of a section.
func (c *Composer) block(in Section, i int) []Piece {
	s, a := in.Sheet, in.Sheet.Area()
	switch b := in.Blocks[i].(type) {
	case document.Heading:
		return c.heading(b, a)
	case document.Prose:
		return c.markdown(b.Markdown, Measure(a))
	case document.Text:
		return c.Paragraph(Measure(a), paraSpace, Span{b.Text, c.Body()})
	case document.Fields:
		return c.fields(b.Fields, Measure(a), 8)
	case document.Table:
		return c.table(in.grids[i], s)
	case document.Figure:
		return c.figure(b, s)
	case document.Callout:
		return c.callout(b, Measure(a))
	case document.Step:
		return c.procedure(b, Measure(a), s.Height())
	case document.Checklist:
		return c.checklist(b.Items, Measure(a))
	case document.List:
		return c.list(b, Measure(a))
	case document.Index:
		return c.index(b, Measure(a))
	case document.Signatures:
		return c.signatures(b, Measure(a))
	case document.PageBreak:
		return nil // opened a section
	}
	c.Fail(fmt.Errorf("block %T is not known", in.Blocks[i]))
	return nil
}

// Measure keeps running text narrow enough to read on a wide page.
func Measure(a Area) Area {
	a.W = min(a.W, 620)
	return a
}

// Title is the head of a document.
func (c *Composer) Title(doc *document.Document, a Area) []Piece {
	size, above := 19.0, 0.0
	if doc.Dense {
		size, above = 15, 22 // it may follow another document
	}
	pieces := AsHeading(0, c.Paragraph(a, above, Span{doc.Title, Style{Face: Bold, Size: size, Colour: "ink"}}))
	first := pieces[0].Draw
	pieces[0].Draw = func(p *Canvas, y float64) {
		p.anchor(doc, "", y)
		p.Bookmark(doc.Title, DocumentTitle, 0, y)
		first(p, y)
	}
	if doc.Subtitle != "" {
		pieces = append(pieces, c.Paragraph(a, 2, Span{doc.Subtitle, Style{Face: Sans, Size: 11, Colour: "muted"}})...)
	}
	pieces = append(pieces, Piece{Before: 6, Height: 1.2, Draw: func(p *Canvas, y float64) {
		p.Add(Box{X: a.X, Y: y, W: a.W, H: 1.2, Fill: "accent"})
	}})
	fields := c.fields(doc.Fields, a, 7)
	if doc.Dense && len(fields) > 1 { // it may begin low on a page
		tie(fields[:len(fields)-1], Firm)
	}
	return append(append(KeepAll(pieces), fields...), gapOf(4))
}

var headingSizes = []float64{14, 11.5, 10}

func (c *Composer) heading(b document.Heading, a Area) []Piece {
	if b.Level < 1 || b.Level > len(headingSizes) {
		c.Fail(fmt.Errorf("heading %q has level %d", b.Text, b.Level))
		return nil
	}
	if b.Level == 1 {
		c.Step = 0
	}
	doc, size, level, kind := c.doc, headingSizes[b.Level-1], b.Level, SectionTitle
	if b.Level == 1 {
		kind = ChapterTitle
	}
	above := size * 1.35
	if c.dense() {
		size, above = size*0.82, size*0.65
	}
	pieces := AsHeading(level, c.Paragraph(a, above, Span{b.Text, Style{Face: Bold, Size: size, Colour: "ink"}}))
	first := pieces[0].Draw
	pieces[0].Draw = func(p *Canvas, y float64) {
		p.anchor(doc, b.ID, y)
		p.Bookmark(b.Text, kind, level, y)
		first(p, y)
	}
	return append(KeepAll(pieces), Piece{Height: 2, Keep: Firm})
}
