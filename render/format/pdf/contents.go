package pdf

import (
	"strconv"

	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// contents composes the table of contents: parts, documents and their chapters.
func (v *volume) contents(entries []pages.Entry) []*pages.Page {
	s := v.Portrait()
	a := s.Area()
	v.own(section{apart: true})
	defer v.Close()
	pieces := typeset.AsHeading(0, v.Paragraph(a, 0, typeset.Bold.At(19, "ink").Span(v.opts.Words.Contents)))
	pieces = append(pieces, typeset.Piece{Height: 8, Keep: typeset.Firm})
	v.Open(typeset.RoleContents)
	defer v.Close()
	whole := 0
	for _, e := range entries {
		if e.Kind != typeset.SectionTitle {
			whole++
		}
	}
	for i, e := range entries {
		if e.Kind != typeset.SectionTitle && (e.Kind != typeset.ChapterTitle || whole <= longContents) {
			p := v.contentsEntry(e, "\x00"+strconv.Itoa(i), a)
			if e.Kind != typeset.PartTitle && whole > longContents {
				p.Keep = typeset.Loose // what follows a document is its first chapter, or another document
			}
			pieces = append(pieces, p)
		}
	}
	return pages.Fill(v.opts.Words.Contents, s, pieces)
}

// longContents is the number of lines from which on a table of contents names documents without their chapters: nobody reads one of many
// pages, and the bookmarks have them all.
const longContents = 180

// contentsEntry is a line of the table of contents. It leads to its entry by an anchor that only this file knows.
func (v *volume) contentsEntry(e pages.Entry, anchor string, a typeset.Area) typeset.Piece {
	s, before := v.Body(), 2.0
	switch e.Kind {
	case typeset.PartTitle:
		s, before = typeset.Bold.At(11.5, "accent"), 14
	case typeset.DocumentTitle:
		s, before = typeset.Bold.At(10, "ink"), 5
	}
	v.entries[anchor] = e.Place
	p := v.IndexEntry(s.Span(e.Title), anchor, a.Inset(float64(e.Level)*14, 0))
	p.Before = before
	if e.Kind != typeset.ChapterTitle {
		p.Keep = typeset.Firm
	}
	return p
}
