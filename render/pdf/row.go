package pdf

const rowLeading = 1.25

func (c *composer) headStyle(g *grid) style {
	return style{face: bold, size: g.size * 0.96, colour: "ink"}
}

func (c *composer) wrapHead(g *grid, i int, width float64) []line {
	return c.wrap([]span{{g.columns[i].title, c.headStyle(g)}}, width)
}

// gridHead is the row of column titles, which stand at its foot.
func (c *composer) gridHead(g *grid, a area) *head {
	lh := g.size * 1.2
	lines := make([][]line, len(g.columns))
	most := 1
	for i, column := range g.columns {
		lines[i] = c.wrapHead(g, i, column.w-2*cellPadX)
		most = max(most, len(lines[i]))
	}
	h := float64(most)*lh + 2*cellPadY
	return &head{height: h, draw: func(p *page, y float64) {
		p.add(box{x: a.x, y: y, w: a.w, h: h, fill: "panel"})
		p.rule(a.x, y+h, a.w, "accent", 0.9)
		for i, column := range g.columns {
			top := y + h - cellPadY - float64(len(lines[i]))*lh
			c.drawCell(p, column, lines[i], top, lh)
		}
	}}
}

// repeatedHead stands above the rows on each further page.
func (c *composer) repeatedHead(g *grid, a area, header *head) *head {
	if g.caption == "" {
		return header
	}
	spans := []span{c.captionSpan(g.caption), {" (" + c.opts.Words.Continued + ")", style{face: sans, size: 8.5, colour: "muted"}}}
	lines := c.wrap(spans, a.w)
	lh := 8.5 * leading
	above := float64(len(lines))*lh + 2
	return &head{height: above + header.height, draw: func(p *page, y float64) {
		for i, l := range lines {
			c.drawLine(p, l, a.x, y+float64(i)*lh, lh, a.x+a.w)
		}
		header.draw(p, y+above)
	}}
}

func (c *composer) drawCell(p *page, column gridColumn, lines []line, y, lh float64) {
	left, right := column.x+cellPadX, column.x+column.w-cellPadX
	for _, l := range lines {
		if column.right {
			c.drawRight(p, l, left, right, y, lh)
		} else {
			c.drawLine(p, l, left, y, lh, right)
		}
		y += lh
	}
}

// row sets one row as one piece behind the others. A row that is higher than most of a page is cut between its lines.
func (c *composer) row(pieces []piece, g *grid, index int, a area, repeated *head, most float64) []piece {
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
		pieces = append(pieces, piece{height: h, head: repeated, draw: func(p *page, y float64) {
			if first && row.id != "" {
				c.anchor(doc, row.id, p, y)
			}
			drawGround(p, row, index, a, y, h)
			for i, column := range g.columns {
				c.drawCell(p, column, lines[i][min(from, len(lines[i])):min(to, len(lines[i]))], y+cellPadY, lh)
			}
			if last {
				p.rule(a.x, y+h-0.25, a.w, "line", 0.5) // within the row, or the next one's ground would hide half of it
			}
		}})
	}
	return pieces
}

// drawGround paints what lies behind a row: the tint and edge of its mark, or every other row's shade.
func drawGround(p *page, row *gridRow, index int, a area, y, h float64) {
	switch {
	case row.mark.fill != "":
		p.add(box{x: a.x, y: y, w: a.w, h: h, fill: row.mark.fill})
		p.add(box{x: a.x, y: y, w: 2.2, h: h, fill: row.mark.ink})
	case index%2 == 1:
		p.add(box{x: a.x, y: y, w: a.w, h: h, fill: "zebra"})
	}
}
