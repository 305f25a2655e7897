package typeset

import (
	"errors"
	"fmt"
	"strings"

	"portolan/render/document"
	"portolan/render/layout/diagram"
)

// A Composer sets the blocks of a document, or texts that belong to none, as pieces. Its first fault is kept and ends the setting: half a document
// is never written.
type Composer struct {
	*Stock
	doc      *document.Document          // being composed; nil for none
	above    map[diagram.Picture]float64 // height of the title above a figure that opens a document
	drawings map[diagram.Picture]*diagram.Drawing
	reduced  map[diagram.Picture]bool // figures that no sheet holds with text large enough to read
	Roots    []*Tag                   // of the documents that were begun, or what was opened for pages of a file's own
	Step     int                      // number of the last step in the chapter; whoever sets a section again puts it back
	gutter   float64                  // of the document's steps: what their labels take before the values
	tag      *Tag                     // element of the structure that is open; nil for none
	err      error
	*Workspace
}

// Composer makes one that sets in a workspace, which belongs to it until its pieces are drawn.
func (s *Stock) Composer(w *Workspace) *Composer {
	return &Composer{Stock: s, Workspace: w, drawings: map[diagram.Picture]*diagram.Drawing{}, above: map[diagram.Picture]float64{}, reduced: map[diagram.Picture]bool{}}
}

// Begin opens a document: its figures and the labels of its steps are measured.
func (c *Composer) Begin(doc *document.Document) {
	c.doc, c.Step = doc, 0
	c.tag = nil
	c.Roots = append(c.Roots, c.Open(RoleSection))
	c.measureAbove(doc)
	c.gutter = c.stepGutter(doc)
}

// End closes the document, whose pieces are drawn: the workspace is free for others.
func (c *Composer) End() {
	c.doc, c.tag = nil, nil
	c.Workspace.clear()
}

// Err is the first fault, or nil.
func (c *Composer) Err() error { return c.err }

// Fail keeps the first fault, with the document in which it was met.
func (c *Composer) Fail(err error) {
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

// locate names the place of a character in the document that is being composed, and the whole text there: the first that holds it.
func (c *Composer) locate(missing *MissingGlyphError) {
	if c.doc == nil {
		return
	}
	for where, text := range document.Texts(c.doc) {
		if strings.ContainsRune(Clean(text), missing.Rune) {
			missing.Where, missing.Text = where, text
			return
		}
	}
}

// target says where a reference leads; the zero target for one that leads nowhere in any file of this printing.
func (c *Composer) target(to document.Ref) target {
	id := to.Document
	switch {
	case to.IsZero():
		return target{}
	case to.Web != "":
		return target{uri: to.Web}
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
