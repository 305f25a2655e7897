package pdf

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"portolan/render/diagram"
	"portolan/render/document"
)

// composer turns documents into pages. Its first fault is kept and ends the rendering: half a document is never written.
type composer struct {
	opts     Options
	faces    *faces
	paper    sheet
	pages    []*page
	doc      *document.Document // being composed
	known    map[string]bool    // all anchors of this PDF, before composing
	places   map[string]place   // where they came to stand
	outline  []entry
	above    map[diagram.Picture]float64 // height of the title above a figure that opens a document
	drawings map[diagram.Picture]*diagram.Drawing
	step     int // number of the last step in the section
	depth    int // of the documents' bookmarks: 1 below a part
	err      error
	*workspace

	attachments []Attachment
}

// entry is a bookmark, and a line of the table of contents.
type entry struct {
	title  string
	kind   entryKind
	level  int // depth of the bookmark
	place  place
	anchor string // of its own, since a heading need not have an id
}

// entryKind is what an entry leads to.
type entryKind int

const (
	partEntry entryKind = iota
	documentEntry
	chapterEntry
	sectionEntry // a heading below a chapter; not in the table of contents
)

func newComposer(docs []*document.Document, opts Options) (*composer, error) {
	if opts.Theme == nil {
		return nil, fmt.Errorf("no theme")
	}
	paper, ok := papers[opts.Paper]
	if !ok {
		return nil, fmt.Errorf("paper %q is neither A4 nor Letter", opts.Paper)
	}
	if opts.Created.IsZero() {
		return nil, fmt.Errorf("no date of creation: the library would take the clock's")
	}
	if err := opts.Words.check(); err != nil {
		return nil, err
	}
	if err := checkPalette(opts.Theme.Print); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, doc := range docs {
		if seen[doc.ID] {
			return nil, fmt.Errorf("two documents with the id %q", doc.ID)
		}
		seen[doc.ID] = true
	}
	faces, err := newFaces(opts.Theme.Fonts)
	if err != nil {
		return nil, err
	}
	return &composer{
		workspace: &workspace{}, opts: opts, faces: faces, paper: paper, known: anchors(docs),
		places: map[string]place{}, drawings: map[diagram.Picture]*diagram.Drawing{}, above: map[diagram.Picture]float64{},
	}, nil
}

func (c *composer) fail(err error) {
	if c.err == nil {
		if missing := (*MissingGlyphError)(nil); errors.As(err, &missing) {
			c.locate(missing)
		}
		if c.doc != nil {
			err = fmt.Errorf("document %s: %w", c.doc.ID, err)
		}
		c.err = err
	}
}

// anchors lists every link target of the documents.
func anchors(docs []*document.Document) map[string]bool {
	known := map[string]bool{}
	for _, doc := range docs {
		known[doc.ID+"#"] = true
		for _, block := range doc.Blocks {
			for _, id := range blockIDs(block) {
				known[doc.ID+"#"+id] = true
			}
		}
	}
	return known
}

func blockIDs(block document.Block) []string {
	switch b := block.(type) {
	case document.Heading:
		return []string{b.ID}
	case document.Figure:
		return []string{b.ID}
	case document.Signatures:
		return []string{b.ID}
	case document.Step:
		return []string{b.ID}
	case document.Table:
		ids := []string{b.ID}
		for _, row := range b.Rows {
			ids = append(ids, row.ID)
		}
		return ids
	}
	return nil
}

// anchor notes where an element of the current document stands. Of two with the same id the first is meant.
func (c *composer) anchor(doc *document.Document, id string, p *page, y float64) {
	key := doc.ID + "#" + id
	if _, taken := c.places[key]; !taken {
		c.places[key] = place{p, y}
	}
}

// bookmark notes a title where it stands.
func (c *composer) bookmark(title string, kind entryKind, level int, p *page, y float64) {
	e := entry{title: clean(title), kind: kind, level: level, place: place{p, y}, anchor: "\x00" + strconv.Itoa(len(c.outline))}
	c.places[e.anchor] = e.place
	c.outline = append(c.outline, e)
}

// target says where a link leads; the zero target for one that leads nowhere in this PDF.
func (c *composer) target(link string) target {
	switch {
	case link == "":
		return target{}
	case strings.HasPrefix(link, "https://"), strings.HasPrefix(link, "http://"), strings.HasPrefix(link, "mailto:"):
		return target{uri: link}
	}
	anchor, ok := "", false
	if strings.HasPrefix(link, "#") && c.doc != nil {
		anchor, ok = c.doc.ID+link, true
	} else if c.opts.Resolve != nil {
		anchor, ok = c.opts.Resolve(link)
	}
	if !strings.Contains(anchor, "#") {
		anchor += "#"
	}
	if !ok || !c.known[anchor] {
		return target{}
	}
	return target{anchor: anchor}
}
