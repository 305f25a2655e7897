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
	f := &flow{title: doc.Title}
	for i, s := range c.sections(doc) {
		if i == 0 || s.fresh || s.sheet != f.sheet {
			f.start(s.sheet)
		}
		pieces := c.section[:0]
		if i == 0 {
			pieces = append(pieces, c.title(doc, s.sheet.area())...)
		}
		for i := range s.blocks {
			made := c.block(s, i)
			if introduces(s.blocks[i:]) && len(made) <= introLines {
				keepAll(made)
			}
			pieces = append(pieces, made...)
		}
		if c.err != nil {
			return
		}
		f.place(pieces)
		c.section = pieces
		c.workspace.clear()
	}
	c.pages = append(c.pages, f.pages...)
}

// introLines are the most lines of a text that stay with what they introduce.
const introLines = 6

// introduces tells whether the first of some blocks is a text about the next, without which it would stand at the foot of a page alone.
func introduces(blocks []document.Block) bool {
	if _, ok := blocks[0].(document.Text); !ok || len(blocks) < 2 {
		return false
	}
	switch blocks[1].(type) {
	case document.Table, document.Index, document.Fields, document.Signatures:
		return true
	}
	return false
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
	return append(pieces, piece{height: 4})
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
	return append(keepAll(pieces), piece{height: 2, keep: true})
}
