package pdf

import "portolan/render/document"

// section is a run of blocks on pages of one size: from a heading or page break to the next.
type section struct {
	sheet  sheet
	fresh  bool // starts a page
	blocks []document.Block
	grids  []*grid // of the tables, each in the place of its block
}

// sections cuts a document where the size of its pages may change. A section with a wide table or figure lies on its side as a
// whole, since a heading and its introduction belong to their table.
func (c *composer) sections(doc *document.Document) []section {
	base := portrait(c.paper)
	out := []section{{sheet: base}}
	for _, block := range doc.Blocks {
		last := &out[len(out)-1]
		switch b := block.(type) {
		case document.PageBreak:
			base = portrait(c.paper)
			if b.Landscape {
				base = landscape(c.paper)
			}
			if len(out) == 1 && len(last.blocks) == 0 {
				last.sheet = base // a document may begin on its side
			} else {
				out = append(out, section{sheet: base, fresh: true})
			}
			continue
		case document.Heading:
			if headings(last.blocks) < len(last.blocks) { // a heading right after a heading stays with it
				out = append(out, section{sheet: base})
			}
		case document.Figure:
			if s := c.figureSheet(b); s != portrait(c.paper) && s != landscape(c.paper) {
				out = c.poster(out, b, s, base)
				continue
			}
		}
		last = &out[len(out)-1]
		last.blocks = append(last.blocks, block)
	}
	return c.orient(out)
}

// headings counts the headings at the end of blocks.
func headings(blocks []document.Block) int {
	n := 0
	for n < len(blocks) {
		if _, ok := blocks[len(blocks)-1-n].(document.Heading); !ok {
			break
		}
		n++
	}
	return n
}

// leadIn counts the blocks at the end of some that stand on the page of a figure behind them: headings, and a text below these that do not open the
// document.
func leadIn(blocks []document.Block, opens bool) int {
	if n := len(blocks); n > 1 && !opens {
		if _, ok := blocks[n-1].(document.Text); ok && headings(blocks[:n-1]) > 0 {
			return 1 + headings(blocks[:n-1])
		}
	}
	return headings(blocks)
}

// poster gives a very large figure, with the headings and a text right above it, a sheet of its own; what follows returns to the usual one.
func (c *composer) poster(out []section, b document.Figure, large, base sheet) []section {
	last := &out[len(out)-1]
	cut := len(last.blocks) - leadIn(last.blocks, len(out) == 1)
	blocks := append(append([]document.Block(nil), last.blocks[cut:]...), b)
	fresh := last.fresh && cut == 0
	if last.blocks = last.blocks[:cut]; cut == 0 {
		out = out[:len(out)-1] // the title of a document stands on the sheet of the figure that opens it
	}
	return append(out, section{sheet: large, fresh: fresh, blocks: blocks}, section{sheet: base})
}

// orient turns the pages of the sections that need it, and spares a short one before them a page of its own. Those behind are turned back when
// it is known what room is left.
func (c *composer) orient(sections []section) []section {
	lying := landscape(c.paper)
	out := sections[:0]
	for i, s := range sections {
		if i > 0 && len(s.blocks) == 0 {
			continue
		}
		s.grids = c.grids(s.blocks)
		s.sheet = c.sheetFor(s)
		out = append(out, s)
	}
	if len(out) > 1 && !out[1].fresh && short(out[0]) && out[1].sheet == lying {
		out[0].sheet = larger(out[0].sheet, lying)
	}
	return out
}

// continues tells whether a section goes on upon pages of a size.
func (s section) continues(on sheet) bool { return !s.fresh && s.sheet == on }

// short tells whether a section holds too little for pages of its own.
func short(s section) bool {
	const blocks, rows, letters = 4, 8, 1200
	for _, block := range s.blocks {
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
	return len(s.blocks) <= blocks
}

func (c *composer) sheetFor(s section) sheet {
	chosen := s.sheet
	for i, block := range s.blocks {
		switch b := block.(type) {
		case document.Table:
			if c.wide(s.grids[i]) {
				chosen = larger(chosen, landscape(c.paper))
			}
		case document.Figure:
			chosen = larger(chosen, c.figureSheet(b))
		}
	}
	return chosen
}
