package pdf

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/document"
)

// volume is one file: documents that were set for all files, and pages of its own. Its composer sets the latter, and holds the file's bookmarks.
type volume struct {
	*composer
	book    Book
	held    map[string]*setting // by the document's id
	leaves  []*leaf
	at      map[*page]int // number of a page, from 0
	running map[runningKey]int
	frames  []*page // headers and footers that pages have in common
}

// leaf is a page in its file, with what this file adds to it: numbers of pages and texts of links, and a header and footer that it has in
// common with other pages.
type leaf struct {
	*page
	over  *page
	links []link // those that lead somewhere
}

// bind puts a book's documents and its own pages together, and paints what is not painted yet.
func (b *bench) bind(book Book, settings map[*document.Document]*setting) (*volume, error) {
	v := &volume{composer: b.composer(), book: book, held: map[string]*setting{}, at: map[*page]int{}, running: map[runningKey]int{}}
	for _, doc := range book.documents() {
		if v.held[doc.ID] != nil {
			return nil, fmt.Errorf("two documents with the id %q", doc.ID)
		}
		v.held[doc.ID] = settings[doc]
	}
	own := v.assemble()
	for i, p := range v.pages {
		v.at[p] = i
		v.leaves = append(v.leaves, &leaf{page: p, over: &page{sheet: p.sheet, title: p.title}})
	}
	for i, l := range v.leaves {
		v.complete(l, i)
	}
	if v.err != nil {
		return nil, v.err
	}
	pages := slices.Concat(own, v.frames)
	for _, l := range v.leaves {
		pages = append(pages, l.over)
	}
	return v, b.paint(pages)
}

// take adds documents to the book: their pages, and their bookmarks at some depth.
func (v *volume) take(docs []*document.Document, depth int) {
	for _, doc := range docs {
		s := v.held[doc.ID]
		v.pages = append(v.pages, s.pages...)
		for _, e := range s.outline {
			v.enter(e.title, e.kind, e.level+depth, e.place)
		}
	}
}

// complete adds to a page what this file adds. number is that of the page, from 0.
func (v *volume) complete(l *leaf, number int) {
	for _, item := range l.later {
		v.settle(item, l.over)
	}
	if !l.bare {
		l.over.form = frameName(v.around(l.page))
		v.count(l.over, number+1)
	}
	for _, link := range l.page.links {
		if _, ok := v.find(link.anchor); ok || link.uri != "" {
			l.links = append(l.links, link)
		}
	}
	for _, item := range l.over.items {
		v.inPlace(item, l.over, number+1)
	}
}

// settle adds what was left open until it was known what the file holds.
func (v *volume) settle(item any, over *page) {
	switch item := item.(type) {
	case reference:
		if _, ok := v.find(item.anchor); ok {
			item.colour = linkColour
		}
		over.add(item.text)
	case number:
		if to, ok := v.find(item.anchor); ok {
			v.drawNumber(over, item, v.at[to.page]+1)
		}
	}
}

// find is the place of an anchor in this file.
func (v *volume) find(anchor string) (place, bool) {
	if at, ok := v.places[anchor]; ok {
		return at, true
	}
	id, element, _ := strings.Cut(anchor, "#")
	if other := v.book.Instead[id]; other != "" {
		id, anchor = other, other+"#"+element
	}
	s := v.held[id]
	if s == nil || !s.known[anchor] {
		return place{}, false
	}
	at, ok := s.places[anchor]
	if !ok {
		v.fail(fmt.Errorf("anchor %q was announced and never set", anchor))
	}
	return at, ok
}
