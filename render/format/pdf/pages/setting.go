// Package pages sets documents on pages: it chooses the sheets, finds where pages end so that what belongs together stays together, notes where anchors
// and titles came to stand, and paints all that stands on a page as the operators of PDF. What depends on the file that holds a page, such as the
// number of another one, it leaves open.
package pages

import (
	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

// A Setting is a document set on pages and painted, for as many files as hold it. What depends on the file stands apart on each page.
type Setting struct {
	Pages   []*Page
	Known   map[string]bool  // anchors that the document announced
	Places  map[string]Place // by "document#id"; where they came to stand
	Outline []Entry
	Roots   []*typeset.Tag // the structure of each document
}

// A Place is where an anchor or bookmark leads.
type Place struct {
	Page *Page
	Y    float64
}

// An Entry is a bookmark in its place.
type Entry struct {
	typeset.Bookmark
	Place Place
}

// Set composes documents, each of which begins where the one before ends, and paints their pages.
func (b *Bench) Set(docs ...*document.Document) (*Setting, error) {
	c := b.Composer()
	pages := b.documents(c, docs)
	if c.Err() == nil {
		for i, p := range pages {
			Verify(c, p, i+1)
		}
	}
	if c.Err() != nil {
		return nil, c.Err()
	}
	s := &Setting{Known: typeset.Anchors(docs), Pages: pages, Places: placesOn(pages), Outline: Outline(pages), Roots: c.Roots}
	return s, b.Paint(s.Pages)
}

// placesOn are the places of all anchors on pages. Of two with the same id the first is meant.
func placesOn(pages []*Page) map[string]Place {
	places := map[string]Place{}
	for _, p := range pages {
		for _, a := range p.Anchors {
			if _, taken := places[a.ID]; !taken {
				places[a.ID] = Place{p, a.Y}
			}
		}
	}
	return places
}

// Outline are the bookmarks of pages.
func Outline(pages []*Page) []Entry {
	var outline []Entry
	for _, p := range pages {
		for _, b := range p.Bookmarks {
			outline = append(outline, Entry{b, Place{p, b.Y}})
		}
	}
	return outline
}
