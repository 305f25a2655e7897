package pages

import (
	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

// documents sets documents one after the other. It returns nothing where the composer failed.
func (b *Bench) documents(c *typeset.Composer, docs []*document.Document) []*Page {
	f := &flow{pieces: b.placed[:0]}
	for i, doc := range docs {
		b.document(c, f, doc, doc.Alone || i > 0 && docs[i-1].Alone)
		if c.Err() != nil {
			return nil
		}
	}
	pages := f.paint()
	b.placed = f.pieces
	c.End()
	return pages
}

// document sets one document: its title, then its sections, each on pages as wide as it needs. One that follows another begins on the same page, where
// that is of its size and has room for more than its title, unless it begins a page in any case.
func (b *Bench) document(c *typeset.Composer, f *flow, doc *document.Document, fresh bool) {
	c.Begin(doc)
	sections := sections(c, doc)
	for i := range sections {
		if i == 0 {
			sheet := sections[0].Sheet
			if fresh || len(f.plan) == 0 || f.last().sheet != sheet || f.room() < sheet.Height()*roomForTitle {
				f.start(sheet)
			}
			f.titled = append(f.titled, titled{len(f.pieces), doc.Title})
			f.add(c.Title(doc, sheet.Area()))
		}
		lay(c, f, sections, i)
		if c.Err() != nil {
			return
		}
	}
}

// roomForTitle is the share of a page from which on a document begins behind another.
const roomForTitle = 0.12

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
