package pdf

import (
	"fmt"
	"strings"

	"portolan/render/document"
	"portolan/render/prose"
)

// table sets a table of a document; nil is one that could not be read.
func (c *composer) table(g *grid, s sheet) []piece {
	if g == nil {
		return nil
	}
	return c.grid(g, s.area(), s.height())
}

// wide tells whether a table wants pages that lie on their side: too many columns, or words that would be broken upright.
func (c *composer) wide(g *grid) bool {
	if g == nil {
		return false
	}
	sum := 0.0
	for _, n := range g.needs {
		sum += n.least
	}
	return len(g.columns) >= manyColumn || sum > portrait(c.paper).width()
}

// grids reads the tables among blocks, each in the place of its block. The choice of the sheet and the setting both need them.
func (c *composer) grids(blocks []document.Block) []*grid {
	grids := make([]*grid, len(blocks))
	for i, block := range blocks {
		if b, ok := block.(document.Table); ok {
			grids[i] = c.gridOf(b)
		}
	}
	return grids
}

// gridOf reads a table of a document and measures it.
func (c *composer) gridOf(b document.Table) *grid {
	g := &grid{id: b.ID, caption: b.Caption, empty: b.Empty, size: tableSize(len(b.Columns))}
	g.columns, g.rows = make([]gridColumn, 0, len(b.Columns)), make([]gridRow, 0, len(b.Rows))
	for _, column := range b.Columns {
		g.columns = append(g.columns, gridColumn{
			title: column.Title, weight: column.Weight, kind: column.Kind, right: column.Kind == document.Numeric,
		})
	}
	for i, row := range b.Rows {
		if len(row.Cells) != len(b.Columns) {
			c.fail(fmt.Errorf("table %s: row %d has %d cells for %d columns", b.ID, i+1, len(row.Cells), len(b.Columns)))
			return nil
		}
		g.rows = append(g.rows, c.gridRow(g, row))
	}
	c.measureColumns(g)
	return g
}

func tableSize(columns int) float64 {
	if columns <= 6 {
		return 8
	}
	return 7.5
}

func (c *composer) gridRow(g *grid, row document.Row) gridRow {
	out := gridRow{id: row.ID}
	colour := "ink"
	if row.Mark != document.Plain {
		out.mark = c.look(row.Mark)
	}
	if row.Mark == document.Muted {
		colour = "muted"
	}
	spans := make([]span, 0, len(row.Cells)+1)
	out.cells = make([][]span, len(row.Cells))
	for i, cell := range row.Cells {
		s := style{face: sans, size: g.size, colour: colour}
		if g.columns[i].kind == document.Code {
			s.face, s.size = mono, g.size*0.94
		}
		from := len(spans)
		spans = append(spans, span{strings.Join(cell.Lines, "\n"), s.with(c.target(cell.Link))})
		if i == 0 && out.mark.word != "" {
			spans = append(spans, span{"\n" + out.mark.word, style{face: bold, size: g.size * 0.86, colour: out.mark.ink}})
		}
		out.cells[i] = spans[from:len(spans):len(spans)]
	}
	return out
}

// proseTable sets a table of a Markdown text.
func (c *composer) proseTable(b prose.Table, a area) []piece {
	g := &grid{size: tableSize(len(b.Head))}
	s := style{face: sans, size: g.size, colour: "ink"}
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
	return c.grid(g, a, portrait(c.paper).height())
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
func (c *composer) grid(g *grid, a area, pageHeight float64) []piece {
	if len(g.columns) == 0 {
		c.fail(fmt.Errorf("table %s has no columns", g.id))
		return nil
	}
	g.layColumns(a, &c.counts)
	doc := c.doc
	pieces := make([]piece, 0, len(g.rows)+4)
	if g.caption != "" {
		pieces = append(pieces, keepAll(c.paragraph(a, 0, c.captionSpan(g.caption)))...)
		pieces = append(pieces, piece{height: 2, keep: firm})
	}
	header := c.gridHead(g, a)
	pieces = append(pieces, piece{height: header.height, keep: firm, draw: func(p *page, y float64) {
		c.anchor(doc, g.id, p, y)
		header.draw(p, y)
	}})
	repeated := c.repeatedHead(g, a, header)
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

func (c *composer) captionSpan(caption string) span {
	return span{caption, style{face: bold, size: 8.5, colour: "ink"}}
}

func (c *composer) emptyRow(g *grid, a area) piece {
	l := c.paragraph(a.inset(cellPadX, cellPadX), 0, span{g.empty, style{face: italic, size: g.size, colour: "muted"}})
	h := height(l) + 2*cellPadY
	return piece{height: h, draw: func(p *page, y float64) {
		inner := y + cellPadY
		for _, part := range l {
			part.draw(p, inner)
			inner += part.height
		}
		p.rule(a.x, y+h, a.w, "line", 0.5)
	}}
}
