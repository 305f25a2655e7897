package typeset

const rowLeading = 1.25

func (c *Composer) headStyle(g *grid) Style {
	return Style{Face: Bold, Size: g.size, Colour: "ink"}
}

func (c *Composer) wrapHead(g *grid, i int, width float64) []Line {
	return c.wrap([]Span{{g.columns[i].title, c.headStyle(g)}}, width)
}

// gridHead is the row of column titles, which stand at its foot.
func (c *Composer) gridHead(g *grid, a Area) gridTitles {
	lh := g.size * 1.2
	lines := make([][]Line, len(g.columns))
	most := 1
	for i, column := range g.columns {
		lines[i] = c.wrapHead(g, i, column.w-2*cellPadX)
		most = max(most, len(lines[i]))
	}
	h := float64(most)*lh + 2*cellPadY
	return gridTitles{Height: h, draw: func(p *Canvas, y float64, tags []Tag) {
		p.Add(Box{X: a.X, Y: y, W: a.W, H: h, Fill: "panel"})
		p.Rule(a.X, y+h, a.W, "accent", 0.9)
		for i, column := range g.columns {
			p.cell(tags, i)
			top := y + h - cellPadY - float64(len(lines[i]))*lh
			c.drawCell(p, column, lines[i], top, lh)
		}
	}}
}

// gridTitles draws the titles of columns, each in its cell; without cells, it repeats them.
type gridTitles struct {
	Height float64
	draw   func(p *Canvas, y float64, cells []Tag)
}

// head repeats the titles.
func (t gridTitles) head() *Head {
	return &Head{Height: t.Height, Draw: func(p *Canvas, y float64) { t.draw(p, y, nil) }}
}

// rowTag are the cells of a row below the open element.
func (c *Composer) rowTag(n int, r Role) []Tag {
	tags := make([]Tag, n+1)
	tags[n].Role, tags[n].parent = RoleRow, c.tag
	for i := range n {
		tags[i].Role, tags[i].parent = r, &tags[n]
	}
	return tags[:n]
}

// cell enters a cell, which has its place even where it is empty; without cells, none.
func (p *Canvas) cell(cells []Tag, i int) {
	if cells == nil {
		p.tag = nil
		return
	}
	cells[i].place()
	p.tag = &cells[i]
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
	lines, tags := c.cells.take(len(g.columns)), c.rowTag(len(g.columns), RoleCell)
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
				p.cell(tags, i)
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
