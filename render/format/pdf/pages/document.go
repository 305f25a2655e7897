package pages

import (
	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

// document sets one document: its title, then its sections, each on pages as wide as it needs. It returns nothing where the composer failed.
func (b *Bench) document(c *typeset.Composer, doc *document.Document) []*Page {
	c.Begin(doc)
	f := &flow{title: doc.Title, pieces: b.placed[:0]}
	sections := sections(c, doc)
	for i := range sections {
		if i == 0 {
			f.start(sections[0].Sheet)
			f.add(c.Title(doc, sections[0].Sheet.Area()))
		}
		lay(c, f, sections, i)
		if c.Err() != nil {
			return nil
		}
	}
	pages := f.paint()
	b.placed = f.pieces
	c.End()
	return pages
}

// lay sets a section behind those before it.
func lay(c *typeset.Composer, f *flow, sections []section, i int) {
	s := sections[i]
	if sheet := f.last().sheet; !s.fresh && s.Sheet != sheet && sheet == c.Landscape() && short(s) {
		lying, step := s, c.Step
		lying.Sheet = sheet
		pieces := c.Pieces(lying.Section)
		if c.Err() != nil || f.fits(pieces) || i+1 == len(sections) || sections[i+1].continues(sheet) {
			f.add(pieces)
			return
		}
		c.Step = step
	}
	if s.fresh && i > 0 || s.Sheet != f.last().sheet {
		f.start(s.Sheet)
	}
	if near(s) {
		f.hold()
	}
	f.add(c.Pieces(s.Section))
}

// near tells whether a section rather stands on the page of what is before it.
func near(s section) bool {
	if len(s.Blocks) == 0 {
		return false
	}
	h, ok := s.Blocks[0].(document.Heading)
	return ok && h.Near
}
