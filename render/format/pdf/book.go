package pdf

import (
	"slices"
	"strconv"
	"strings"

	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// assemble puts the pages of a book in order, and returns those that only this book has: cover, contents, and the pages before parts. The
// contents come last, when all that they list is known; the numbers of pages come when everything has its place.
func (v *volume) assemble() []*pages.Page {
	v.take(Part{Documents: v.book.Front}, 0)
	front, frontSections := v.takePages(), v.takeSections()
	var own []*pages.Page
	for i, part := range v.book.Parts {
		own = append(own, v.part(part, i+1)...)
	}
	if v.book.Cover == nil {
		v.pages, v.sections = append(front, v.pages...), append(frontSections, v.sections...)
		return own
	}
	body, bodySections := v.takePages(), v.takeSections()
	cover := v.cover(*v.book.Cover)
	coverSections := v.takeSections()
	contents := v.contents(v.outline)
	v.sections = slices.Concat(coverSections, frontSections, v.sections, bodySections)
	after := 0 // entries of the front
	for after < len(v.outline) && slices.Contains(front, v.outline[after].Place.Page) {
		after++
	}
	v.outline = slices.Insert(v.outline, after, topOf(contents[0], v.opts.Words.Contents))
	v.outline = slices.Insert(v.outline, 0, topOf(cover[0], v.book.Cover.Title))
	v.pages = slices.Concat(cover, front, contents, body)
	return slices.Concat(cover, contents, own)
}

func (v *volume) takePages() []*pages.Page {
	pages := v.pages
	v.pages = nil
	return pages
}

func (v *volume) takeSections() []section {
	sections := v.sections
	v.sections = nil
	return sections
}

// own begins a section of pages of the file's own, until the composer closes it.
func (v *volume) own(s section) *typeset.Tag {
	tag := v.Open(typeset.RoleSection)
	s.tags = append(s.tags, tag)
	v.sections = append(v.sections, s)
	return tag
}

// topOf is a bookmark that leads to the top of a page.
func topOf(p *pages.Page, title string) pages.Entry {
	return pages.Entry{Bookmark: typeset.Bookmark{Title: typeset.Clean(title)}, Place: pages.Place{Page: p, Y: p.Sheet.Top}}
}

// part adds the documents of a part behind a page that lists them, which it returns. Their bookmarks stand below that of the part.
func (v *volume) part(part Part, number int) []*pages.Page {
	if part.Title == "" {
		v.sections = append(v.sections, section{apart: true})
		v.take(part, 0)
		return nil
	}
	if part.Plain {
		at := len(v.pages)
		v.sections = append(v.sections, section{part: true})
		first := len(v.outline)
		if docs := (Book{Parts: []Part{part}}).documents(); len(docs) == 1 && docs[0].Title == part.Title {
			v.take(part, 0) // one entry says it
			return nil
		}
		v.take(part, 1)
		for _, p := range v.pages[at:] {
			v.parts[p] = part.Title
		}
		if len(v.pages) > at {
			entry := topOf(v.pages[at], part.Title)
			entry.Kind = typeset.PartTitle
			v.outline = slices.Insert(v.outline, first, entry)
		}
		return nil
	}
	own := v.partPage(part, number)
	v.pages = append(v.pages, own...)
	v.outline = append(v.outline, pages.Outline(own)...)
	v.take(part, 1)
	return own
}

// partPage is the page before a part.
func (v *volume) partPage(part Part, number int) []*pages.Page {
	v.own(section{part: true})
	defer v.Close()
	s := v.Portrait()
	a := s.Area()
	over := strings.ReplaceAll(v.opts.Words.Part, "{n}", strconv.Itoa(number))
	pieces := []typeset.Piece{{Height: s.Height() * 0.12}}
	pieces = append(pieces, v.Paragraph(a, 0, typeset.Bold.At(12, "accent").Span(over))...)
	title := typeset.AsHeading(typeset.PartLevel, v.Paragraph(a, 6, typeset.Bold.At(26, "ink").Span(part.Title)))
	first := title[0].Draw
	title[0].Draw = func(p *typeset.Canvas, y float64) {
		p.Bookmark(part.Title, typeset.PartTitle, 0, y)
		first(p, y)
	}
	pieces = append(typeset.KeepAll(append(pieces, title...)), typeset.Piece{Before: 12, Height: 16, Draw: func(p *typeset.Canvas, y float64) {
		p.Add(typeset.Box{X: a.X, Y: y, W: 84, H: 3, Fill: "accent"})
	}})
	v.Open(typeset.RoleContents)
	defer v.Close()
	for _, doc := range part.Documents {
		pieces = append(pieces, v.IndexEntry(v.Body().Span(doc.Title), doc.ID+"#", a))
	}
	return pages.Fill(part.Title, v.Portrait(), pieces)
}
