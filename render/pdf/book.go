package pdf

import (
	"slices"
	"strconv"
	"strings"

	"portolan/render/document"
)

// assemble puts the pages of a book in order, and returns those that only this book has: cover, contents, and the pages before parts. The
// contents come last, when all that they list is known; the numbers of pages come when everything has its place.
func (v *volume) assemble() []*page {
	v.take(v.book.Front, 0)
	front := v.takePages()
	var own []*page
	for i, part := range v.book.Parts {
		own = append(own, v.part(part, i+1)...)
	}
	if v.book.Cover == nil {
		v.pages = append(front, v.pages...)
		return own
	}
	body := v.takePages()
	cover := v.cover(*v.book.Cover)
	contents := v.contents(v.outline)
	after := 0 // entries of the front
	for after < len(v.outline) && slices.Contains(front, v.outline[after].place.page) {
		after++
	}
	head := entry{title: clean(v.book.Cover.Title), place: place{cover[0], cover[0].sheet.top}}
	v.outline = slices.Insert(v.outline, after, entry{title: clean(v.opts.Words.Contents), place: place{contents[0], contents[0].sheet.top}})
	v.outline = slices.Insert(v.outline, 0, head)
	v.pages = slices.Concat(cover, front, contents, body)
	return slices.Concat(cover, contents, own)
}

func (c *composer) takePages() []*page {
	pages := c.pages
	c.pages = nil
	return pages
}

// part adds the documents of a part behind a page that lists them, which it returns. Their bookmarks stand below that of the part.
func (v *volume) part(part Part, number int) []*page {
	if part.Title == "" {
		v.take(part.Documents, 0)
		return nil
	}
	own := v.partPage(part, number)
	v.pages = append(v.pages, own...)
	v.take(part.Documents, 1)
	return own
}

// partPage is the page before a part.
func (c *composer) partPage(part Part, number int) []*page {
	s := portrait(c.paper)
	a := s.area()
	over := strings.ReplaceAll(c.opts.Words.Part, "{n}", strconv.Itoa(number))
	pieces := []piece{{height: s.height() * 0.12}}
	pieces = append(pieces, c.paragraph(a, 0, span{over, style{face: bold, size: 12, colour: "accent"}})...)
	title := c.paragraph(a, 6, span{part.Title, style{face: bold, size: 26, colour: "ink"}})
	first := title[0].draw
	title[0].draw = func(p *page, y float64) {
		c.bookmark(part.Title, partEntry, 0, p, y)
		first(p, y)
	}
	pieces = append(keepAll(append(pieces, title...)), piece{before: 12, height: 16, draw: func(p *page, y float64) {
		p.add(box{x: a.x, y: y, w: 84, h: 3, fill: "accent"})
	}})
	for _, doc := range part.Documents {
		pieces = append(pieces, c.indexEntry(span{doc.Title, c.body()}, doc.ID+"#", a))
	}
	return pagesOf(part.Title, portrait(c.paper), pieces)
}

// cover composes the first page.
func (c *composer) cover(cover Cover) []*page {
	s := portrait(c.paper)
	a := s.area()
	pieces := []piece{{height: s.height() * 0.2}}
	if cover.Customer != "" {
		pieces = append(pieces, c.paragraph(a, 0, span{cover.Customer, style{face: bold, size: 12, colour: "accent"}})...)
	}
	pieces = append(pieces, c.paragraph(a, 10, span{cover.Title, style{face: bold, size: 30, colour: "ink"}})...)
	if cover.Subtitle != "" {
		pieces = append(pieces, c.paragraph(a, 6, span{cover.Subtitle, style{face: sans, size: 14, colour: "muted"}})...)
	}
	pieces = append(pieces, piece{before: 16, height: 3, draw: func(p *page, y float64) {
		p.add(box{x: a.x, y: y, w: 84, h: 3, fill: "accent"})
	}})
	pieces = append(pieces, c.coverFields(cover.Fields, a)...)
	if cover.Note != "" {
		pieces = append(pieces, c.paragraph(measure(a), 30, span{cover.Note, c.small()})...)
	}
	f := &flow{bare: true}
	f.start(s)
	f.add(pieces)
	pages := f.paint()
	c.stamps(pages[0], a)
	return pages
}

func (c *composer) coverFields(fields []document.Field, a area) []piece {
	name := style{face: sans, size: 10, colour: "muted"}
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.Name
	}
	gutter := c.labelWidth(names, name, a.w) + 10
	before := 28.0
	var pieces []piece
	for _, field := range fields {
		value := c.paragraph(a.inset(gutter, 0), 0, span{field.Value, style{face: sans, size: 10, colour: "ink"}})
		pieces = append(pieces, c.labelled(a, gutter, span{field.Name, name}, value, before, 10*leading)...)
		before = 5
	}
	return pieces
}

// stamps print the classification in a frame at the top of the cover, and the mark of every page beside it.
func (c *composer) stamps(p *page, a area) {
	x, y := a.x+a.w, p.sheet.top-10
	for _, s := range []span{{c.opts.Classification, style{face: bold, size: 10, colour: "ink"}}, {c.opts.Mark, style{face: bold, size: 10, colour: "danger"}}} {
		if s.text == "" {
			continue
		}
		l := c.oneLine(s, a.w/2-30)
		x -= l.w + 20
		p.add(box{x: x, y: y, w: l.w + 20, h: 24, stroke: s.colour, width: 0.8})
		c.drawLine(p, l, x+10, y+5, 14, x+10+l.w)
		x -= 10
	}
}

// contents composes the table of contents: parts, documents and their chapters.
func (c *composer) contents(entries []entry) []*page {
	s := portrait(c.paper)
	a := s.area()
	pieces := c.paragraph(a, 0, span{c.opts.Words.Contents, style{face: bold, size: 19, colour: "ink"}})
	pieces = append(pieces, piece{height: 8, keep: firm})
	whole := 0
	for _, e := range entries {
		if e.kind != sectionEntry {
			whole++
		}
	}
	for _, e := range entries {
		if e.kind != sectionEntry && (e.kind != chapterEntry || whole <= longContents) {
			p := c.contentsEntry(e, a)
			if e.kind != partEntry && whole > longContents {
				p.keep = loose // what follows a document is its first chapter, or another document
			}
			pieces = append(pieces, p)
		}
	}
	return pagesOf(c.opts.Words.Contents, s, pieces)
}

// pagesOf are pages of one size.
func pagesOf(title string, s sheet, pieces []piece) []*page {
	f := &flow{title: title}
	f.start(s)
	f.add(pieces)
	return f.paint()
}

// longContents is the number of lines from which on a table of contents names documents without their chapters: nobody reads one of many
// pages, and the bookmarks have them all.
const longContents = 180

// contentsEntry is a line of the table of contents.
func (c *composer) contentsEntry(e entry, a area) piece {
	s, before := style{face: sans, size: bodySize, colour: "ink"}, 2.0
	switch e.kind {
	case partEntry:
		s, before = style{face: bold, size: 11.5, colour: "accent"}, 14
	case documentEntry:
		s, before = style{face: bold, size: 10, colour: "ink"}, 9
	}
	p := c.indexEntry(span{e.title, s}, e.anchor, a.inset(float64(e.level)*14, 0))
	p.before = before
	if e.kind != chapterEntry {
		p.keep = firm
	}
	return p
}
