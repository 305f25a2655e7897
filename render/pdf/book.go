package pdf

import (
	"strconv"

	"portolan/render/document"
)

// book composes the documents first and the pages before them afterwards, when the documents' pages are known. The contents are
// set twice: once to count their own pages, once with the numbers.
func (c *composer) book(docs []*document.Document, cover Cover) {
	for _, doc := range docs {
		c.document(doc)
	}
	if c.err != nil {
		return
	}
	body := c.pages
	front := c.cover(cover)
	entries := c.outline
	before := len(front) + len(c.contents(entries, nil))
	numbers := map[*page]int{}
	for i, p := range body {
		numbers[p] = before + i + 1
	}
	contents := c.contents(entries, numbers)
	c.outline = append([]entry{
		{title: clean(cover.Title), place: place{front[0], front[0].sheet.top}},
		{title: clean(c.opts.Words.Contents), place: place{contents[0], contents[0].sheet.top}},
	}, entries...)
	c.pages = append(append(front, contents...), body...)
}

// cover composes the first page.
func (c *composer) cover(cover Cover) []*page {
	s := portrait(c.paper)
	f := &flow{sheet: s, bare: true}
	f.newPage()
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
	f.place(pieces)
	if c.opts.Classification != "" {
		c.stamp(f.pages[0], a)
	}
	return f.pages
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

// stamp prints the classification in a frame at the top of the cover.
func (c *composer) stamp(p *page, a area) {
	l := c.oneLine(span{c.opts.Classification, style{face: bold, size: 10, colour: "ink"}}, a.w-20)
	x, y := a.x+a.w-l.w-20, p.sheet.top-10
	p.add(box{x: x, y: y, w: l.w + 20, h: 24, stroke: "ink", width: 0.8})
	c.drawLine(p, l, x+10, y+5, 14, a.x+a.w-10)
}

// contents composes the table of contents: documents and their chapters.
func (c *composer) contents(entries []entry, numbers map[*page]int) []*page {
	s := portrait(c.paper)
	f := &flow{sheet: s, title: c.opts.Words.Contents}
	f.newPage()
	a := s.area()
	pieces := c.paragraph(a, 0, span{c.opts.Words.Contents, style{face: bold, size: 19, colour: "ink"}})
	pieces = append(pieces, piece{height: 8, keep: true})
	for _, e := range entries {
		if e.level <= 1 {
			pieces = append(pieces, c.contentsEntry(e, numbers[e.place.page], a)...)
		}
	}
	f.place(pieces)
	return f.pages
}

// contentsEntry is a title with its page number at the end of its last line, and a link over both.
func (c *composer) contentsEntry(e entry, number int, a area) []piece {
	const forNumber = 34
	s, before := style{face: bold, size: 10, colour: "ink"}, 9.0
	if e.level > 0 {
		s, before = style{face: sans, size: bodySize, colour: "ink"}, 2
	}
	in := a.inset(float64(e.level)*14, forNumber)
	lines := c.wrap([]span{{e.title, s}}, in.w)
	shown := c.wrap([]span{{strconv.Itoa(number), s}}, forNumber)[0]
	lh := s.size * leading
	h := float64(len(lines)) * lh
	return []piece{{before: before, height: h, keep: e.level == 0, draw: func(p *page, y float64) {
		for i, l := range lines {
			c.drawLine(p, l, in.x, y+float64(i)*lh, lh, in.x+in.w)
		}
		last := lines[len(lines)-1]
		foot := y + h - lh
		c.drawRight(p, shown, in.x+in.w, a.x+a.w, foot, lh)
		if from, to := in.x+last.w+6, a.x+a.w-shown.w-6; to > from {
			dots := polyline(from, foot+baseline(s.size, lh)-0.6, to, foot+baseline(s.size, lh)-0.6)
			p.add(shape{moves: dots, stroke: "muted", width: 0.6, dash: []float64{0.6, 2.6}})
		}
		p.links = append(p.links, link{x: in.x, y: y, w: a.x + a.w - in.x, h: h, anchor: e.anchor})
	}}}
}
