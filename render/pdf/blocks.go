package pdf

import (
	"fmt"

	"portolan/render/document"
)

// document composes one document: its title, then its sections, each on pages as wide as it needs.
func (c *composer) document(doc *document.Document) {
	c.doc, c.step = doc, 0
	defer func() { c.doc = nil }()
	c.measureAbove(doc)
	c.gutter = c.stepGutter(doc)
	f := &flow{title: doc.Title, pieces: c.placed[:0]}
	sections := c.sections(doc)
	for i := range sections {
		if i == 0 {
			f.start(sections[0].sheet)
			f.add(c.title(doc, sections[0].sheet.area()))
		}
		c.lay(f, sections, i)
		if c.err != nil {
			return
		}
	}
	c.pages = append(c.pages, f.paint()...)
	c.placed = f.pieces
	c.workspace.clear()
}

// lay sets a section behind those before it.
func (c *composer) lay(f *flow, sections []section, i int) {
	s := sections[i]
	if sheet := f.last().sheet; !s.fresh && s.sheet != sheet && sheet == landscape(c.paper) && short(s) {
		lying, step := s, c.step
		lying.sheet = sheet
		pieces := c.pieces(lying)
		if c.err != nil || f.fits(pieces) || i+1 == len(sections) || sections[i+1].continues(sheet) {
			f.add(pieces)
			return
		}
		c.step = step
	}
	if s.fresh && i > 0 || s.sheet != f.last().sheet {
		f.start(s.sheet)
	}
	if near(s) {
		f.hold()
	}
	f.add(c.pieces(s))
}

// near tells whether a section rather stands on the page of what is before it.
func near(s section) bool {
	if len(s.blocks) == 0 {
		return false
	}
	h, ok := s.blocks[0].(document.Heading)
	return ok && h.Near
}

// pieces are all of a section, one below the other, for one moment.
func (c *composer) pieces(s section) []piece {
	pieces := c.section[:0]
	for i := range s.blocks {
		made := c.block(s, i)
		pieces = append(pieces, made...)
		c.lead(pieces[len(pieces)-len(made):], s, i)
	}
	c.section = pieces
	bindSection(pieces, s)
	return pieces
}

// bindSection lets a short section rather stay whole, and leaves no line or two of a text at its end alone.
func bindSection(pieces []piece, s section) {
	const share, lines = 0.25, 3 // of a page; at the end
	n := len(pieces)
	if n == 0 {
		return
	}
	if height(pieces) <= s.sheet.height()*share {
		tie(pieces[:n-1], close)
	}
	if isText(s.blocks[len(s.blocks)-1]) && n > lines && height(pieces[n-lines:]) < scant {
		tie(pieces[n-lines:n-1], firm)
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
func (c *composer) lead(pieces []piece, s section, i int) {
	b := c.introduces(s, i)
	if n := len(pieces); n > introLines {
		pieces = pieces[n-2:]
	}
	tie(pieces, b)
}

// introduces says how much a block of a section belongs to the next.
func (c *composer) introduces(s section, i int) bond {
	blocks := s.blocks[i:]
	if len(blocks) < 2 {
		return loose
	}
	_, step := blocks[0].(document.Step)
	_, callout := blocks[1].(document.Callout)
	if step && callout {
		return firm
	}
	if !isText(blocks[0]) {
		return loose
	}
	switch next := blocks[1].(type) {
	case document.Table, document.Index, document.Fields, document.Signatures, document.List, document.Checklist, document.Step:
		return firm
	case document.Figure:
		return c.beforeFigure(s, i, next)
	}
	return loose
}

// largeFigure is the share of a page from which on a figure fills it: what stands before such a one need not go with it to its page.
const largeFigure = 0.5

// beforeFigure says how much the text before a figure belongs to it. Before a large one the text stays behind with what stands above it, which would
// else stand on a page nearly empty, unless that is no more than a heading.
func (c *composer) beforeFigure(s section, i int, f document.Figure) bond {
	d := c.drawing(f)
	if d == nil || d.H*c.scale(f, d, s.sheet) < s.sheet.height()*largeFigure {
		return close
	}
	if i > 0 && headings(s.blocks[:i]) == 0 {
		return loose
	}
	return close
}

// block sets a block of a section.
func (c *composer) block(in section, i int) []piece {
	s, a := in.sheet, in.sheet.area()
	switch b := in.blocks[i].(type) {
	case document.Heading:
		return c.heading(b, a)
	case document.Prose:
		return c.markdown(b.Markdown, measure(a))
	case document.Text:
		return c.paragraph(measure(a), paraSpace, span{b.Text, c.body()})
	case document.Fields:
		return c.fields(b.Fields, measure(a), 8)
	case document.Table:
		return c.table(in.grids[i], s)
	case document.Figure:
		return c.figure(b, s)
	case document.Callout:
		return c.callout(b, measure(a))
	case document.Step:
		return c.procedure(b, measure(a), s.height())
	case document.Checklist:
		return c.checklist(b.Items, measure(a))
	case document.List:
		return c.list(b, measure(a))
	case document.Index:
		return c.index(b, measure(a))
	case document.Signatures:
		return c.signatures(b, measure(a))
	case document.PageBreak:
		return nil // opened a section
	}
	c.fail(fmt.Errorf("block %T is not known", in.blocks[i]))
	return nil
}

// measure keeps running text narrow enough to read on a wide page.
func measure(a area) area {
	a.w = min(a.w, 620)
	return a
}

// title is the head of a document.
func (c *composer) title(doc *document.Document, a area) []piece {
	pieces := c.paragraph(a, 0, span{doc.Title, style{face: bold, size: 19, colour: "ink"}})
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		c.anchor(doc, "", p, y)
		c.bookmark(doc.Title, documentEntry, 0, p, y)
		first(p, y)
	}
	if doc.Subtitle != "" {
		pieces = append(pieces, c.paragraph(a, 2, span{doc.Subtitle, style{face: sans, size: 11, colour: "muted"}})...)
	}
	pieces = append(pieces, piece{before: 6, height: 1.2, draw: func(p *page, y float64) {
		p.add(box{x: a.x, y: y, w: a.w, h: 1.2, fill: "accent"})
	}})
	pieces = append(keepAll(pieces), c.fields(doc.Fields, a, 7)...)
	return append(pieces, gapOf(4))
}

var headingSizes = []float64{14, 11.5, 10}

func (c *composer) heading(b document.Heading, a area) []piece {
	if b.Level < 1 || b.Level > len(headingSizes) {
		c.fail(fmt.Errorf("heading %q has level %d", b.Text, b.Level))
		return nil
	}
	if b.Level == 1 {
		c.step = 0
	}
	doc, size, level, kind := c.doc, headingSizes[b.Level-1], b.Level, sectionEntry
	if b.Level == 1 {
		kind = chapterEntry
	}
	pieces := c.paragraph(a, size*1.35, span{b.Text, style{face: bold, size: size, colour: "ink"}})
	first := pieces[0].draw
	pieces[0].draw = func(p *page, y float64) {
		c.anchor(doc, b.ID, p, y)
		c.bookmark(b.Text, kind, level, p, y)
		first(p, y)
	}
	return append(keepAll(pieces), piece{height: 2, keep: firm})
}
