package pdf

import (
	"strconv"
	"strings"

	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// runningKey is what a page's header and footer depend on, but for the page's number.
type runningKey struct {
	sheet       typeset.Sheet
	part, title string
}

// around is the index of the frame of a page, which is set once for all pages that have it in common.
func (v *volume) around(p *pages.Page) int {
	key := runningKey{p.Sheet, v.parts[p], p.Title}
	at, done := v.running[key]
	if !done {
		at = len(v.frames)
		frame := &pages.Page{Plain: true, Canvas: typeset.Canvas{Sheet: p.Sheet}, Title: p.Title}
		v.header(&frame.Canvas, p.Sheet.Area(), key.part, p.Title)
		v.footer(&frame.Canvas, p.Sheet.Area())
		pages.Verify(v.Composer, frame, v.at[p]+1)
		v.running[key] = at
		v.frames = append(v.frames, frame)
	}
	return at
}

// header prints what stands above every page of a book: its title, and those of the part and the document.
func (v *volume) header(p *typeset.Canvas, a typeset.Area, part, title string) {
	s := runningStyle
	left := strings.TrimPrefix(v.opts.Header+" · "+v.book.title(), " · ")
	for _, each := range []string{part, title} {
		if each != "" && !strings.HasSuffix(left, each) {
			left += " · " + each
		}
	}
	y := p.Sheet.Top - 34
	end := a.X + a.W
	if v.opts.Classification != "" {
		class := v.OneLine(typeset.Bold.At(s.Size, "ink").Span(v.opts.Classification), a.W*0.35)
		v.DrawRight(p, class, a.X, end, y, 10)
		end -= class.W + 16
	}
	if v.opts.Mark != "" {
		end = v.mark(p, end, y, a)
	}
	v.DrawLine(p, v.OneLine(s.Span(left), end-a.X), a.X, y, 10, end)
	p.Rule(a.X, y+13, a.W, "line", 0.5)
}

var runningStyle = typeset.Sans.At(typeset.Least, "muted")

// mark frames the mark of every page, so that it is seen on a copy without colours too, and returns where the space before it ends.
func (v *volume) mark(p *typeset.Canvas, end, y float64, a typeset.Area) float64 {
	l := v.OneLine(typeset.Bold.At(runningStyle.Size, "danger").Span(v.opts.Mark), a.W*0.2)
	x := end - l.W - 10
	p.Add(typeset.Box{X: x, Y: y - 1.5, W: l.W + 10, H: 12, Stroke: "danger", Width: 0.8})
	v.DrawLine(p, l, x+5, y, 10, end)
	return x - 12
}

// footer prints what stands below every page but for its number.
func (v *volume) footer(p *typeset.Canvas, a typeset.Area) {
	y := footY(p)
	p.Rule(a.X, y-4, a.W, "line", 0.5)
	v.DrawLine(p, v.OneLine(runningStyle.Span(strings.TrimSuffix(v.book.ID+" · "+v.opts.Footer, " · ")), a.W/3-10), a.X, y, 10, a.X+a.W/3)
	middle := v.opts.Date
	if v.opts.Fingerprint != "" {
		middle += " · " + v.opts.Fingerprint
	}
	date := v.OneLine(runningStyle.Span(middle), a.W/3-10)
	v.DrawLine(p, date, a.X+(a.W-date.W)/2, y, 10, a.X+a.W*2/3)
}

// count prints the number of a page in the footer, now that it is known.
func (v *volume) count(p *typeset.Canvas, number int) {
	a := p.Sheet.Area()
	text := strings.NewReplacer("{page}", strconv.Itoa(number), "{pages}", strconv.Itoa(len(v.leaves))).Replace(v.opts.Words.PageOf)
	v.DrawRight(p, v.OneLine(runningStyle.Span(text), a.W/3), a.X, a.X+a.W, footY(p), 10)
}

// footY is where the line of the footer begins.
func footY(p *typeset.Canvas) float64 { return p.Sheet.H - p.Sheet.Bottom + 22 }
