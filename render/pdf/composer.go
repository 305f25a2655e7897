package pdf

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"portolan/render/diagram"
	"portolan/render/document"
)

// stock is what all documents of one printing are set with. It does not change, and is shared by goroutines.
type stock struct {
	opts      Options
	paper     sheet
	fontFiles [faceCount][]byte
	faces     *faces
	known     map[string]bool // all anchors of the documents, whichever file holds them
}

var languageOK = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func newStock(docs []*document.Document, opts Options) (*stock, error) {
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
	if !languageOK.MatchString(opts.Language) {
		return nil, fmt.Errorf("language %q is not a language tag", opts.Language)
	}
	if err := opts.Words.check(); err != nil {
		return nil, err
	}
	if err := checkPalette(opts.Theme.Print); err != nil {
		return nil, err
	}
	s := &stock{opts: opts, paper: paper, known: anchors(docs)}
	fonts := opts.Theme.Fonts
	s.fontFiles = [faceCount][]byte{fonts.Sans, fonts.SansBold, fonts.SansItalic, fonts.Mono, fonts.MonoBold, fonts.Symbols}
	var err error
	s.faces, err = newFaces(s.fontFiles)
	return s, err
}

// composer turns a document into pages. Its first fault is kept and ends the rendering: half a document is never written.
type composer struct {
	*stock
	pages    []*page
	doc      *document.Document // being composed
	places   map[string]place   // where anchors came to stand
	outline  []entry
	above    map[diagram.Picture]float64 // height of the title above a figure that opens a document
	drawings map[diagram.Picture]*diagram.Drawing
	step     int     // number of the last step in the section
	gutter   float64 // of the document's steps: what their labels take before the values
	err      error
	*workspace
}

func (b *bench) composer() *composer {
	return &composer{stock: b.stock, workspace: &b.workspace, places: map[string]place{}, drawings: map[diagram.Picture]*diagram.Drawing{}, above: map[diagram.Picture]float64{}}
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
	c.enter(clean(title), kind, level, place{p, y})
}

// enter adds a bookmark to what was noted so far.
func (c *composer) enter(title string, kind entryKind, level int, at place) {
	e := entry{title: title, kind: kind, level: level, place: at, anchor: "\x00" + strconv.Itoa(len(c.outline))}
	c.places[e.anchor] = at
	c.outline = append(c.outline, e)
}

// target says where a reference leads; the zero target for one that leads nowhere in any file of this printing.
func (c *composer) target(to document.Ref) target {
	id := to.Document
	switch {
	case to.IsZero():
		return target{}
	case to.File != "" && c.opts.DocumentOf != nil:
		id, _ = c.opts.DocumentOf(to.File)
	case id == "" && to.File == "" && c.doc != nil:
		id = c.doc.ID
	}
	if anchor := id + "#" + to.Anchor; c.known[anchor] {
		return target{anchor: anchor}
	}
	return target{}
}
