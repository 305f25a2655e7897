package pdf

import (
	"strconv"
	"strings"
)

// runningKey is what a page's header and footer depend on, but for the page's number.
type runningKey struct {
	sheet sheet
	title string
}

// around is the index of the frame of a page, which is set once for all pages that have it in common.
func (v *volume) around(p *page) int {
	key := runningKey{p.sheet, p.title}
	at, done := v.running[key]
	if !done {
		at = len(v.frames)
		frame := &page{sheet: p.sheet, title: p.title}
		v.header(frame, p.sheet.area(), v.book.title())
		v.footer(frame, p.sheet.area())
		for _, item := range frame.items {
			v.inPlace(item, frame, v.at[p]+1)
		}
		v.running[key] = at
		v.frames = append(v.frames, frame)
	}
	return at
}

// header prints what stands above every page of a book.
func (v *volume) header(p *page, a area, title string) {
	s := runningStyle
	left := title
	if p.title != "" && p.title != title {
		left += " · " + p.title
	}
	y := p.sheet.top - 34
	end := a.x + a.w
	if v.opts.Classification != "" {
		class := v.oneLine(span{v.opts.Classification, style{face: bold, size: s.size, colour: "ink"}}, a.w*0.35)
		v.drawRight(p, class, a.x, end, y, 10)
		end -= class.w + 16
	}
	if v.opts.Mark != "" {
		end = v.mark(p, end, y, a)
	}
	v.drawLine(p, v.oneLine(span{left, s}, end-a.x), a.x, y, 10, end)
	p.rule(a.x, y+13, a.w, "line", 0.5)
}

var runningStyle = style{face: sans, size: 7.5, colour: "muted"}

// mark frames the mark of every page, so that it is seen on a copy without colours too, and returns where the space before it ends.
func (v *volume) mark(p *page, end, y float64, a area) float64 {
	l := v.oneLine(span{v.opts.Mark, style{face: bold, size: runningStyle.size, colour: "danger"}}, a.w*0.2)
	x := end - l.w - 10
	p.add(box{x: x, y: y - 1.5, w: l.w + 10, h: 12, stroke: "danger", width: 0.8})
	v.drawLine(p, l, x+5, y, 10, end)
	return x - 12
}

// footer prints what stands below every page but for its number.
func (v *volume) footer(p *page, a area) {
	y := footY(p)
	p.rule(a.x, y-4, a.w, "line", 0.5)
	v.drawLine(p, v.oneLine(span{v.book.ID, runningStyle}, a.w/3-10), a.x, y, 10, a.x+a.w/3)
	middle := v.opts.Date
	if v.opts.Fingerprint != "" {
		middle += " · " + v.opts.Fingerprint
	}
	date := v.oneLine(span{middle, runningStyle}, a.w/3-10)
	v.drawLine(p, date, a.x+(a.w-date.w)/2, y, 10, a.x+a.w*2/3)
}

// count prints the number of a page in the footer, now that it is known.
func (v *volume) count(p *page, number int) {
	a := p.sheet.area()
	text := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(len(v.leaves))).Replace(v.opts.Words.PageOf)
	v.drawRight(p, v.oneLine(span{text, runningStyle}, a.w/3), a.x, a.x+a.w, footY(p), 10)
}

// footY is where the line of the footer begins.
func footY(p *page) float64 { return p.sheet.h - p.sheet.bottom + 22 }
