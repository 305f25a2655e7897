package pdf

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// volume is one file: documents that were set for all files, and pages of its own, which its composer sets.
type volume struct {
	*typeset.Composer
	opts     Options
	set      *printing
	book     Book
	held     map[string]*pages.Setting // by the document's id
	pages    []*pages.Page
	outline  []pages.Entry
	sections []section              // of the structure, in order
	entries  map[string]pages.Place // where the entries of the table of contents lead; a heading need not have an id
	leaves   []*leaf
	at       map[*pages.Page]int    // number of a page, from 0
	parts    map[*pages.Page]string // title of the part that a page is in, where the part has no page of its own
	running  map[runningKey]int
	frames   []*pages.Page // headers and footers that pages have in common
}

// leaf is a page in its file, with what this file adds to it: numbers of pages and texts of links, and a header and footer that it has in
// common with other pages.
type leaf struct {
	*pages.Page
	over  *pages.Page
	links []typeset.Link // those that lead somewhere
	leads []int          // by the number of a link of the page, that among these; -1 for one that leads nowhere
	shown []bool         // by the number of a run, whether it is painted over the page
}

// bind puts a book's documents and its own pages together, and paints what is not painted yet.
func bind(b *pages.Bench, book Book, set *printing) (*volume, error) {
	v := &volume{Composer: b.Composer(), opts: set.opts, set: set, book: book, held: map[string]*pages.Setting{}, entries: map[string]pages.Place{}, at: map[*pages.Page]int{}, parts: map[*pages.Page]string{}, running: map[runningKey]int{}}
	for _, r := range book.runs() {
		for _, doc := range r {
			if v.held[doc.ID] != nil {
				return nil, fmt.Errorf("two documents with the id %q", doc.ID)
			}
			v.held[doc.ID] = set.settings[r[0]]
		}
	}
	own := v.assemble()
	for i, p := range v.pages {
		v.at[p] = i
		v.leaves = append(v.leaves, &leaf{Page: p, over: &pages.Page{Canvas: typeset.Canvas{Sheet: p.Sheet, Runs: p.Runs}, Title: p.Title}})
	}
	for i, l := range v.leaves {
		v.complete(l, i)
	}
	if err := v.Err(); err != nil {
		return nil, err
	}
	pages := slices.Concat(own, v.frames)
	for _, l := range v.leaves {
		pages = append(pages, l.over)
	}
	return v, b.Paint(pages)
}

// take adds the documents of a part to the book: their pages, and their bookmarks at some depth.
func (v *volume) take(part Part, depth int) {
	for _, r := range (Book{Parts: []Part{part}}).runs() {
		s := v.held[r[0].ID]
		v.pages = append(v.pages, s.Pages...)
		v.sections = append(v.sections, section{tags: s.Roots})
		for _, e := range s.Outline {
			e.Level += depth
			v.outline = append(v.outline, e)
		}
	}
}

// complete adds to a page what this file adds. number is that of the page, from 0.
func (v *volume) complete(l *leaf, number int) {
	for _, item := range l.Later {
		v.settle(item, &l.over.Canvas)
	}
	if !l.Bare {
		l.over.Form = file.FormName(v.around(l.Page))
		v.count(&l.over.Canvas, number+1)
	}
	l.leads = make([]int, len(l.Page.Links))
	for i, link := range l.Page.Links {
		l.leads[i] = -1
		if _, ok := v.find(link.Anchor); ok || link.URI != "" {
			l.leads[i] = len(l.links)
			l.links = append(l.links, link)
		}
	}
	l.shown = make([]bool, len(l.Runs))
	for _, item := range l.over.Items {
		if t, ok := item.(typeset.Text); ok && t.Run > 0 {
			l.shown[t.Run-1] = true
		}
	}
	pages.Verify(v.Composer, l.over, number+1)
}

// settle adds what was left open until it was known what the file holds.
func (v *volume) settle(item any, over *typeset.Canvas) {
	switch item := item.(type) {
	case typeset.Reference:
		if _, ok := v.find(item.Anchor); ok {
			item.Colour = typeset.LinkColour
		}
		over.Add(item.Text)
	case typeset.PageText:
		if to, ok := v.find(item.Anchor); ok {
			v.DrawPageText(over, item, v.at[to.Page]+1)
		}
	case typeset.PageNumber:
		if to, ok := v.find(item.Anchor); ok {
			v.DrawPageNumber(over, item, v.at[to.Page]+1)
		}
	}
}

// find is the place of an anchor in this file.
func (v *volume) find(anchor string) (pages.Place, bool) {
	if at, ok := v.entries[anchor]; ok {
		return at, true
	}
	id, element, _ := strings.Cut(anchor, "#")
	if other := v.book.Instead[id]; other != "" {
		id, anchor = other, other+"#"+element
	}
	s := v.held[id]
	if s == nil || !s.Known[anchor] {
		return pages.Place{}, false
	}
	at, ok := s.Places[anchor]
	if !ok {
		v.Fail(fmt.Errorf("anchor %q was announced and never set", anchor))
	}
	return at, ok
}
