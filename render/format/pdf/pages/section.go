package pages

import (
	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

// section is a run of blocks on pages of one size: from a heading or page break to the next.
type section struct {
	typeset.Section
	fresh bool // starts a page
}

// on is an empty section.
func on(sheet typeset.Sheet) section { return section{Section: typeset.Section{Sheet: sheet}} }

// sections cuts a document where the size of its pages may change. A section with a wide table or figure lies on its side as a
// whole, since a heading and its introduction belong to their table.
func sections(c *typeset.Composer, doc *document.Document) []section {
	base := c.Portrait()
	out := []section{on(base)}
	for _, block := range doc.Blocks {
		last := &out[len(out)-1]
		switch b := block.(type) {
		case document.PageBreak:
			base = c.Portrait()
			if b.Landscape {
				base = c.Landscape()
			}
			if len(out) == 1 && len(last.Blocks) == 0 {
				last.Sheet = base // a document may begin on its side
			} else {
				out = append(out, section{Section: typeset.Section{Sheet: base}, fresh: true})
			}
			continue
		case document.Heading:
			if typeset.Headings(last.Blocks) < len(last.Blocks) { // a heading right after a heading stays with it
				out = append(out, on(base))
			}
		case document.Figure:
			if s := c.FigureSheet(b); s != c.Portrait() && s != c.Landscape() {
				out = poster(out, b, s, base)
				continue
			}
		}
		last = &out[len(out)-1]
		last.Blocks = append(last.Blocks, block)
	}
	return orient(c, out)
}

// poster gives a very large figure, with the headings and a text right above it, a sheet of its own; what follows returns to the usual one.
func poster(out []section, b document.Figure, large, base typeset.Sheet) []section {
	last := &out[len(out)-1]
	cut := len(last.Blocks) - typeset.LeadIn(last.Blocks, len(out) == 1)
	blocks := append(append([]document.Block(nil), last.Blocks[cut:]...), b)
	fresh := last.fresh && cut == 0
	if last.Blocks = last.Blocks[:cut]; cut == 0 {
		out = out[:len(out)-1] // the title of a document stands on the sheet of the figure that opens it
	}
	return append(out, section{Section: typeset.Section{Sheet: large, Blocks: blocks}, fresh: fresh}, on(base))
}

// orient turns the pages of the sections that need it, and spares a short one before them a page of its own. Those behind are turned back when
// it is known what room is left.
func orient(c *typeset.Composer, sections []section) []section {
	lying := c.Landscape()
	out := sections[:0]
	for i, s := range sections {
		if i > 0 && len(s.Blocks) == 0 {
			continue
		}
		c.ChooseSheet(&s.Section)
		out = append(out, s)
	}
	if len(out) > 1 && !out[1].fresh && short(out[0]) && out[1].Sheet == lying {
		out[0].Sheet = typeset.Larger(out[0].Sheet, lying)
	}
	return out
}

// continues tells whether a section goes on upon pages of a size.
func (s section) continues(on typeset.Sheet) bool { return !s.fresh && s.Sheet == on }

// short tells whether a section holds too little for pages of its own.
func short(s section) bool {
	const blocks, rows, letters = 4, 8, 1200
	for _, block := range s.Blocks {
		switch b := block.(type) {
		case document.Table:
			if len(b.Rows) > rows {
				return false
			}
		case document.Prose:
			if len(b.Markdown) > letters {
				return false
			}
		case document.Figure, document.Step:
			return false
		}
	}
	return len(s.Blocks) <= blocks
}
