package typeset

import (
	"fmt"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// table sets a table of a document; nil is one that could not be read.
func (c *Composer) table(g *grid, s Sheet) []Piece {
	if g == nil {
		return nil
	}
	return c.grid(g, s.Area(), s.Height())
}

// wide tells whether a table wants pages that lie on their side: too many columns, or words that would be broken upright.
func (c *Composer) wide(g *grid) bool {
	if g == nil {
		return false
	}
	sum := 0.0
	for _, n := range g.needs {
		sum += n.least
	}
	return len(g.columns) >= manyColumn || sum > c.Portrait().Width()
}

// grids reads the tables among blocks, each in the place of its block. The choice of the sheet and the setting both need them.
func (c *Composer) grids(blocks []document.Block) []*grid {
	grids := make([]*grid, len(blocks))
	for i, block := range blocks {
		if b, ok := block.(document.Table); ok {
			grids[i] = c.gridOf(b)
		}
	}
	return grids
}

// gridOf reads a table of a document and measures it.
func (c *Composer) gridOf(b document.Table) *grid {
	g := &grid{id: b.ID, caption: b.Caption, empty: b.Empty, size: Least}
	g.columns, g.rows = make([]gridColumn, 0, len(b.Columns)), make([]gridRow, 0, len(b.Rows))
	for _, column := range b.Columns {
		g.columns = append(g.columns, gridColumn{
			title: column.Title, weight: column.Weight, kind: column.Kind, right: column.Kind == document.Numeric,
		})
	}
	for i, row := range b.Rows {
		if len(row.Cells) != len(b.Columns) {
			c.Fail(fmt.Errorf("table %s: row %d has %d cells for %d columns", b.ID, i+1, len(row.Cells), len(b.Columns)))
			return nil
		}
		g.rows = append(g.rows, c.gridRow(g, row))
	}
	c.measureColumns(g)
	return g
}

func (c *Composer) gridRow(g *grid, row document.Row) gridRow {
	out := gridRow{id: row.ID}
	colour := "ink"
	if row.Mark != document.Plain {
		out.mark = c.badged(row.Mark, row.Badge)
	}
	if row.Mark == document.Muted {
		colour = "muted"
	}
	spans := make([]Span, 0, len(row.Cells)+1)
	out.cells = make([][]Span, len(row.Cells))
	for i, cell := range row.Cells {
		s := Style{Face: Sans, Size: g.size, Colour: colour}
		if g.columns[i].kind == document.Code {
			s.Face, s.Size = Mono, g.size
		}
		from := len(spans)
		spans = append(spans, Span{cellText(cell, "\n"), s.with(c.target(cell.Link))})
		if i == 0 && out.mark.word != "" {
			spans = append(spans, Span{"\n" + out.mark.word, Style{Face: Bold, Size: g.size, Colour: out.mark.ink}})
		}
		out.cells[i] = spans[from:len(spans):len(spans)]
	}
	return out
}

// proseTable sets a table of a Markdown text.
func (c *Composer) proseTable(b prose.Table, a Area) []Piece {
	g := &grid{size: Least}
	s := Style{Face: Sans, Size: g.size, Colour: "ink"}
	for i, cell := range b.Head {
		column := gridColumn{title: prose.InlineText(cell.Inlines), weight: float64(longestText(b, i))}
		column.right = i < len(b.Align) && b.Align[i] == prose.Right
		g.columns = append(g.columns, column)
	}
	for _, cells := range b.Rows {
		row := gridRow{}
		for _, cell := range cells {
			row.cells = append(row.cells, c.spans(cell.Inlines, s))
		}
		g.rows = append(g.rows, row)
	}
	c.measureColumns(g)
	return c.grid(g, a, c.Portrait().Height())
}

// longestText gives a column of a written table its weight, within bounds: nobody states weights in Markdown.
func longestText(b prose.Table, column int) int {
	longest := 8
	for _, row := range b.Rows {
		longest = max(longest, len(prose.InlineText(row[column].Inlines)))
	}
	return min(longest, 60)
}

// grid sets a table: caption, head, rows. The head is repeated on each further page, with the caption and the word "continued".
func (c *Composer) grid(g *grid, a Area, pageHeight float64) []Piece {
	if len(g.columns) == 0 {
		c.Fail(fmt.Errorf("table %s has no columns", g.id))
		return nil
	}
	g.layColumns(a, &c.counts)
	doc := c.doc
	c.Open(RoleTable)
	defer c.Close()
	pieces := make([]Piece, 0, len(g.rows)+4)
	if g.caption != "" {
		pieces = append(pieces, KeepAll(as(RoleCaption, c.Paragraph(a, 0, c.captionSpan(g.caption))))...)
		pieces = append(pieces, Piece{Height: 2, Keep: Firm})
	}
	header := c.gridHead(g, a)
	c.Open(RoleTableHead)
	titles := c.rowTag(len(g.columns), RoleHeadCell)
	c.Close()
	pieces = append(pieces, Piece{Height: header.Height, Keep: Firm, Draw: func(p *Canvas, y float64) {
		p.anchor(doc, g.id, y)
		header.draw(p, y, titles)
	}})
	repeated := c.repeatedHead(g, a, header.head())
	c.Open(RoleTableBody)
	defer c.Close()
	if len(g.rows) == 0 && g.empty != "" {
		pieces = append(pieces, c.emptyRow(g, a))
	}
	above := len(pieces)
	var at items
	for i := range g.rows {
		at.begin(len(pieces) - above)
		pieces = c.row(pieces, g, i, a, repeated, pageHeight*0.6)
	}
	at.bind(pieces[above:])
	return append(spaced(pieces, 8), gapOf(5))
}

func (c *Composer) captionSpan(caption string) Span {
	return Span{caption, Style{Face: Bold, Size: 8.5, Colour: "ink"}}
}

func (c *Composer) emptyRow(g *grid, a Area) Piece {
	l := c.Paragraph(a.Inset(cellPadX, cellPadX), 0, Span{g.empty, Style{Face: Italic, Size: g.size, Colour: "muted"}})
	h := Height(l) + 2*cellPadY
	cell := &c.rowTag(1, RoleCell)[0]
	cell.More = &More{Columns: len(g.columns)}
	return Piece{Height: h, Tag: cell, Draw: func(p *Canvas, y float64) {
		inner := y + cellPadY
		for _, part := range l {
			part.Draw(p, inner)
			inner += part.Height
		}
		p.Rule(a.X, y+h, a.W, "line", 0.5)
	}}
}
