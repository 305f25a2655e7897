package pdf

import (
	"strconv"

	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// contents composes the table of contents, of two levels: parts with their documents, and documents that stand alone with their chapters. The bookmarks
// have all chapters.
func (v *volume) contents(entries []pages.Entry) []*pages.Page {
	s := v.Portrait()
	a := s.Area()
	v.own(section{apart: true})
	defer v.Close()
	pieces := typeset.AsHeading(0, v.Paragraph(a, 0, typeset.Bold.At(19, "ink").Span(v.opts.Words.Contents)))
	pieces = append(pieces, typeset.Piece{Height: 8, Keep: typeset.Firm})
	v.Open(typeset.RoleContents)
	defer v.Close()
	listed := v.listed(entries)
	for i, e := range entries {
		if listed[i] == 0 {
			continue
		}
		p := v.contentsEntry(e, listed[i], "\x00"+strconv.Itoa(i), a)
		if next := nextOf(listed, i); next > listed[i] {
			p.Keep = typeset.Firm // what follows is below it
		}
		pieces = append(pieces, p)
	}
	return pages.Fill(v.opts.Words.Contents, s, pieces)
}

// Levels of the table of contents.
const (
	upper = 1 + iota
	lower
)

// listed are the levels of entries, 0 for one that the table of contents leaves to the bookmarks: chapters of documents that stand below a part, or before the
// contents, or in a book of too many.
func (v *volume) listed(entries []pages.Entry) []int {
	levels := make([]int, len(entries))
	front, alone, chapters := len((Book{Parts: []Part{{Documents: v.book.Front}}}).documents()), false, 0
	for i, e := range entries {
		switch e.Kind {
		case typeset.PartTitle:
			levels[i] = upper
		case typeset.DocumentTitle:
			levels[i], alone = upper, e.Level == 0 && front == 0
			if e.Level > 0 {
				levels[i] = lower
			}
			front = max(0, front-1)
		case typeset.ChapterTitle:
			if alone {
				levels[i] = lower
				chapters++
			}
		}
	}
	if chapters > longContents {
		for i, e := range entries {
			if e.Kind == typeset.ChapterTitle {
				levels[i] = 0
			}
		}
	}
	return levels
}

// nextOf is the level of the next line behind an entry.
func nextOf(levels []int, i int) int {
	for _, level := range levels[i+1:] {
		if level > 0 {
			return level
		}
	}
	return 0
}

// longContents is the number of chapters from which on a table of contents names documents only: nobody reads one of many pages.
const longContents = 180

// contentsEntry is a line of the table of contents. It leads to its entry by an anchor that only this file knows.
func (v *volume) contentsEntry(e pages.Entry, level int, anchor string, a typeset.Area) typeset.Piece {
	s, before := typeset.Bold.At(10.5, "accent"), 8.0
	if level == lower {
		s, before = v.Body(), 1.2
	}
	v.entries[anchor] = e.Place
	p := v.IndexEntry(s.Span(e.Title), anchor, a.Inset(float64(level-upper)*14, 0))
	p.Before = before
	return p
}
