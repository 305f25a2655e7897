package pdf

import (
	"strconv"
	"strings"
)

// finish prints the running header and footer on every page and the numbers of pages, now that these are known, and measures it all.
func (c *composer) finish(title, id string) {
	if c.err != nil {
		return
	}
	c.number()
	for i, p := range c.pages {
		if p.bare {
			continue
		}
		a := p.sheet.area()
		c.header(p, a, title)
		c.footer(p, a, id, i+1)
	}
	c.verify()
}

func (c *composer) header(p *page, a area, title string) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	left := strings.TrimPrefix(c.opts.Series+" · "+title, " · ")
	if p.title != "" && p.title != title {
		left += " · " + p.title
	}
	y := p.sheet.top - 34
	end := a.x + a.w
	if c.opts.Classification != "" {
		class := c.oneLine(span{c.opts.Classification, style{face: bold, size: 7.5, colour: "ink"}}, a.w*0.35)
		c.drawRight(p, class, a.x, end, y, 10)
		end -= class.w + 16
	}
	if c.opts.Mark != "" {
		end = c.mark(p, a, end, y)
	}
	c.drawLine(p, c.oneLine(span{left, s}, end-a.x), a.x, y, 10, end)
	p.rule(a.x, y+13, a.w, "line", 0.5)
}

// mark frames the mark of every page, so that it is seen on a copy without colours too, and returns where the space before it ends.
func (c *composer) mark(p *page, a area, end, y float64) float64 {
	l := c.oneLine(span{c.opts.Mark, style{face: bold, size: 7.5, colour: "danger"}}, a.w*0.2)
	x := end - l.w - 10
	p.add(box{x: x, y: y - 1.5, w: l.w + 10, h: 12, stroke: "danger", width: 0.8})
	c.drawLine(p, l, x+5, y, 10, end)
	return x - 12
}

func (c *composer) footer(p *page, a area, id string, number int) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	y := p.sheet.h - p.sheet.bottom + 22
	p.rule(a.x, y-4, a.w, "line", 0.5)
	count := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(len(c.pages))).Replace(c.opts.Words.PageOf)
	c.drawRight(p, c.oneLine(span{count, s}, a.w/3), a.x, a.x+a.w, y, 10)
	left := c.oneLine(span{id, s}, a.w/3-10)
	c.drawLine(p, left, a.x, y, 10, a.x+a.w/3)
	middle := c.opts.Date
	if c.opts.Fingerprint != "" {
		middle += " · " + c.opts.Fingerprint
	}
	date := c.oneLine(span{middle, s}, a.w/3-10)
	c.drawLine(p, date, a.x+(a.w-date.w)/2, y, 10, a.x+a.w*2/3)
}
