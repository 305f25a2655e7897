package pdf

import (
	"strconv"
	"strings"
)

// header prints what stands above every page of a book.
func (v *volume) header(p *page, a area, title string) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	left := title
	if p.title != "" && p.title != title {
		left += " · " + p.title
	}
	y := p.sheet.top - 34
	end := a.x + a.w
	if v.opts.Classification != "" {
		class := v.oneLine(span{v.opts.Classification, style{face: bold, size: 7.5, colour: "ink"}}, a.w*0.35)
		v.drawRight(p, class, a.x, end, y, 10)
		end -= class.w + 16
	}
	if v.opts.Mark != "" {
		end = v.mark(p, a, end, y)
	}
	v.drawLine(p, v.oneLine(span{left, s}, end-a.x), a.x, y, 10, end)
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

// footer prints what stands below every page, now that their number is known.
func (v *volume) footer(p *page, a area, id string, number int) {
	s := style{face: sans, size: 7.5, colour: "muted"}
	y := p.sheet.h - p.sheet.bottom + 22
	p.rule(a.x, y-4, a.w, "line", 0.5)
	count := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(len(v.leaves))).Replace(v.opts.Words.PageOf)
	v.drawRight(p, v.oneLine(span{count, s}, a.w/3), a.x, a.x+a.w, y, 10)
	left := v.oneLine(span{id, s}, a.w/3-10)
	v.drawLine(p, left, a.x, y, 10, a.x+a.w/3)
	middle := v.opts.Date
	if v.opts.Fingerprint != "" {
		middle += " · " + v.opts.Fingerprint
	}
	date := v.oneLine(span{middle, s}, a.w/3-10)
	v.drawLine(p, date, a.x+(a.w-date.w)/2, y, 10, a.x+a.w*2/3)
}
