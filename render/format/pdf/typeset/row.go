package typeset

const rowLeading = 1.25

func (c *Composer) headStyle(g *grid) Style {
	return Style{Face: Bold, Size: g.size, Colour: "ink"}
}

func (c *Composer) wrapHead(g *grid, i int, width float64) []Line {
	return c.wrap([]Span{{g.columns[i].title, c.headStyle(g)}}, width)
}

// gridHead is the row of column titles, which stand at its foot.
func (c *Composer) gridHead(g *grid, a Area) *Head {
	lh := g.size * 1.2
	lines := make([][]Line, len(g.columns))
	most := 1
	for i, column := range g.columns {
		lines[i] = c.wrapHead(g, i, column.w-2*cellPadX)
		most = max(most, len(lines[i]))
	}
	h := float64(most)*lh + 2*cellPadY
	return &Head{Height: h, Draw: func(p *Canvas, y float64) {
		p.Add(Box{X: a.X, Y: y, W: a.W, H: h, Fill: "panel"})
		p.Rule(a.X, y+h, a.W, "accent", 0.9)
		for i, column := range g.columns {
			top := y + h - cellPadY - float64(len(lines[i]))*lh
			c.drawCell(p, column, lines[i], top, lh)
		}
	}}
}

// repeatedHead stands above the rows on each further page.
func (c *Composer) repeatedHead(g *grid, a Area, header *Head) *Head {
	if g.caption == "" {
		return header
	}
	spans := []Span{c.captionSpan(g.caption), {" (" + c.opts.Words.Continued + ")", Style{Face: Sans, Size: 8.5, Colour: "muted"}}}
	lines := c.wrap(spans, a.W)
	lh := 8.5 * Leading
	above := float64(len(lines))*lh + 2
	return &Head{Height: above + header.Height, Draw: func(p *Canvas, y float64) {
		for i, l := range lines {
			c.DrawLine(p, l, a.X, y+float64(i)*lh, lh, a.X+a.W)
		}
		header.Draw(p, y+above)
	}}
}

func (c *Composer) drawCell(p *Canvas, column gridColumn, lines []Line, y, lh float64) {
	left, right := column.x+cellPadX, column.x+column.w-cellPadX
	for _, l := range lines {
		if column.right {
			c.DrawRight(p, l, left, right, y, lh)
		} else {
			c.DrawLine(p, l, left, y, lh, right)
		}
		y += lh
	}
}

// row sets one row as one piece behind the others. A row that is higher than most of a page is cut between its lines.
func (c *Composer) row(pieces []Piece, g *grid, index int, a Area, repeated *Head, most float64) []Piece {
	doc, row, lh := c.doc, &g.rows[index], g.size*rowLeading
	lines := c.cells.take(len(g.columns))
	count := 1
	for i, column := range g.columns {
		lines[i] = c.wrap(row.cells[i], column.w-2*cellPadX)
		count = max(count, len(lines[i]))
	}
	per := count
	if float64(count)*lh > most {
		per = max(1, int(most/lh/5)) // small parts, so that they fill the pages
	}
	for from := 0; from < count; from += per {
		to := min(from+per, count)
		first, last := from == 0, to == count
		h := float64(to-from)*lh + 2*cellPadY
		pieces = append(pieces, Piece{Height: h, Head: repeated, Draw: func(p *Canvas, y float64) {
			if first && row.id != "" {
				p.anchor(doc, row.id, y)
			}
			drawGround(p, row, index, a, y, h)
			for i, column := range g.columns {
				c.drawCell(p, column, lines[i][min(from, len(lines[i])):min(to, len(lines[i]))], y+cellPadY, lh)
			}
			if last {
				p.Rule(a.X, y+h-0.25, a.W, "line", 0.5) // within the row, or the next one's ground would hide half of it
			}
		}})
	}
	return pieces
}

// drawGround paints what lies behind a row: the tint and edge of its mark, or every other row's shade.
func drawGround(p *Canvas, row *gridRow, index int, a Area, y, h float64) {
	switch {
	case row.mark.fill != "":
		p.Add(Box{X: a.X, Y: y, W: a.W, H: h, Fill: row.mark.fill})
		p.Add(Box{X: a.X, Y: y, W: 2.2, H: h, Fill: row.mark.ink})
	case index%2 == 1:
		p.Add(Box{X: a.X, Y: y, W: a.W, H: h, Fill: "zebra"})
	}
}
