package pdf

import (
	"strconv"
	"strings"
)

// finish prints the running header and footer on every page, now that their number is known.
func (c *composer) finish(title, id string) {
	if c.err != nil {
		return
	}
	for i, p := range c.pages {
		if p.bare {
			continue
		}
		a := p.sheet.area()
		c.header(p, a, title)
		c.footer(p, a, id, i+1)
	}
}

func (c *composer) header(p *page, a area, title string) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	left := title
	if p.title != "" && p.title != title {
		left += " · " + p.title
	}
	y := p.sheet.top - 34
	used := 0.0
	if c.opts.Classification != "" {
		class := c.oneLine(span{c.opts.Classification, style{face: bold, size: 7.5, colour: "ink"}}, a.w*0.35)
		c.drawRight(p, class, a.x, a.x+a.w, y, 10)
		used = class.w + 16
	}
	c.drawLine(p, c.oneLine(span{left, s}, a.w-used), a.x, y, 10, a.x+a.w-used)
	p.rule(a.x, y+13, a.w, "line", 0.5)
}

func (c *composer) footer(p *page, a area, id string, number int) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	y := p.sheet.h - p.sheet.bottom + 22
	p.rule(a.x, y-4, a.w, "line", 0.5)
	count := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(len(c.pages))).Replace(c.opts.Words.PageOf)
	c.drawRight(p, c.oneLine(span{count, s}, a.w/3), a.x, a.x+a.w, y, 10)
	left := c.oneLine(span{id, s}, a.w/3-10)
	c.drawLine(p, left, a.x, y, 10, a.x+a.w/3)
	date := c.oneLine(span{c.opts.Date, s}, a.w/3-10)
	c.drawLine(p, date, a.x+(a.w-date.w)/2, y, 10, a.x+a.w*2/3)
}
