package pages

import "portolan/render/format/pdf/typeset"

// flow fills pages with pieces from top to bottom. It first finds where pages end, which may be taken back when more of the document is known,
// and paints when all has its place.
type flow struct {
	titled []titled // the documents, in order
	pieces []typeset.Piece
	plan   []planned
	next   int     // the first piece without a place
	y      float64 // where it would stand
}

// Fill sets pieces on as many pages of one size as they take.
func Fill(title string, s typeset.Sheet, pieces []typeset.Piece) []*Page {
	f := &flow{titled: []titled{{0, title}}}
	f.start(s)
	f.add(pieces)
	return f.paint()
}

// titled is a document in a flow: its first piece and its title.
type titled struct {
	from  int
	title string
}

// title is that of the document which goes on, or begins, at the top of a page.
func (f *flow) title(p planned) string {
	title := ""
	for _, t := range f.titled {
		if t.from <= p.from || title == "" {
			title = t.title
		}
	}
	return title
}

// planned is a page before it is painted.
type planned struct {
	sheet typeset.Sheet
	from  int  // its first piece
	fresh bool // begins whatever room the page before has
	tight bool // a little less space between its pieces
}

func (p planned) foot() float64 { return p.sheet.H - p.sheet.Bottom + 0.01 }

func (f *flow) last() *planned { return &f.plan[len(f.plan)-1] }
func (f *flow) top() bool      { return f.y == f.last().sheet.Top } // nothing stands on the page
func (f *flow) room() float64  { return f.last().foot() - f.y }

// start begins a page of the given size, unless the current one is such and still empty.
func (f *flow) start(s typeset.Sheet) {
	if len(f.plan) > 0 {
		if f.top() {
			f.last().sheet, f.y = s, s.Top
			return
		}
		f.settle()
	}
	f.plan = append(f.plan, planned{sheet: s, from: f.next, fresh: true})
	f.y = s.Top
}

// add gives places to more pieces.
func (f *flow) add(pieces []typeset.Piece) {
	f.pieces = append(f.pieces, pieces...)
	f.fill()
}

// hold lets what was added last rather stand on the page of what comes next.
func (f *flow) hold() {
	for i := len(f.pieces) - 1; i >= 0; i-- {
		f.pieces[i].Keep = max(f.pieces[i].Keep, typeset.Close)
		if !f.pieces[i].Gap {
			return
		}
	}
}

// fill gives a place to every piece that has none.
func (f *flow) fill() {
	for f.next < len(f.pieces) {
		p := &f.pieces[f.next]
		page := f.last()
		if p.Shrink != nil {
			f.shrinkTo(f.room())
		}
		need := page.above(p, f.y) + page.heightOf(p)
		if f.y+need > page.foot() && !f.top() && !p.Gap {
			f.turn()
			continue
		}
		f.y = page.behind(p, f.y)
		f.next++
	}
}

// above is the space that a piece has above it at some height of a page: none at the top but for what is repeated there.
func (p planned) above(x *typeset.Piece, y float64) float64 {
	switch {
	case y > p.sheet.Top:
		return x.Before * p.spaces()
	case x.Head != nil:
		return x.Head.Height
	}
	return 0
}

// heightOf is the height of a piece on a page.
func (p planned) heightOf(x *typeset.Piece) float64 {
	switch {
	case x.Gap:
		return x.Height * p.spaces()
	case p.tight:
		return x.Height - x.Give
	}
	return x.Height
}

// spaces is the share that is left of the space between pieces.
func (p planned) spaces() float64 {
	if p.tight {
		return 0.88
	}
	return 1
}

// behind is where a page goes on below a piece.
func (p planned) behind(x *typeset.Piece, y float64) float64 {
	if !x.Gap {
		return y + p.above(x, y) + p.heightOf(x)
	}
	return max(y, min(y+p.heightOf(x), p.foot()))
}

// costs are what a page's end costs at each bond, in pages left white.
var costs = [...]float64{typeset.Loose: 0, typeset.Weak: 0.08, typeset.Close: 0.25, typeset.Firm: 10}

// turn ends the page, at the place where that costs least among the pieces that fit: by what it parts, and what it leaves white.
func (f *flow) turn() {
	page := f.last()
	at := f.cheapest(page.from+1, f.next)
	f.plan = append(f.plan, planned{sheet: page.sheet, from: at, tight: page.tight})
	f.y, f.next = page.sheet.Top, at
}

// cheapest is the piece from the first to the last of some on the latest page before which that page ends at the least cost.
func (f *flow) cheapest(first, last int) int {
	page := f.last()
	best, least, y := last, costs[typeset.Firm]*2, page.sheet.Top
	for at := page.from; at < last; at++ {
		y = page.behind(&f.pieces[at], y)
		if at+1 < first || f.pieces[at+1].Gap {
			continue
		}
		if cost := costs[f.pieces[at].Keep] + (page.foot()-y)/page.sheet.Height(); cost <= least {
			best, least = at+1, cost
		}
	}
	return best
}

// shrinkTo sets the figure that comes next so much smaller that it stands, with what belongs to it, in the room that is left, if it may be so
// small.
func (f *flow) shrinkTo(room float64) {
	p, page := &f.pieces[f.next], f.last()
	p.Height = p.Shrink.Full
	need := page.above(p, f.y) + p.Height
	for i := f.next + 1; i < len(f.pieces) && f.pieces[i-1].Keep == typeset.Firm; i++ {
		need += f.pieces[i].Before*page.spaces() + page.heightOf(&f.pieces[i])
	}
	if over := need - room; over > 0 && p.Height-over >= p.Shrink.Least {
		p.Height -= over
	}
	p.Shrink.Height = p.Height
}

// fits tells whether pieces would stand on the rest of the page.
func (f *flow) fits(pieces []typeset.Piece) bool {
	return pieces[0].Before+typeset.Height(pieces) <= f.room()
}

// paint sets everything where it was planned.
func (f *flow) paint() []*Page {
	f.settle()
	pages := make([]*Page, len(f.plan))
	latest := map[*typeset.Frame]*extent{}
	for i, plan := range f.plan {
		to := len(f.pieces)
		if i+1 < len(f.plan) {
			to = f.plan[i+1].from
		}
		pages[i] = &Page{Canvas: typeset.Canvas{Sheet: plan.sheet, Items: make([]any, 0, usualItems)}, Title: f.title(plan)}
		plan.paint(pages[i], f.pieces[plan.from:to], latest)
	}
	return pages
}

const usualItems = 128 // on a page

func (p planned) paint(on *Page, pieces []typeset.Piece, latest map[*typeset.Frame]*extent) {
	y := p.sheet.Top
	for i := range pieces {
		x := &pieces[i]
		if x.Head != nil && y == p.sheet.Top {
			on.Within(nil) // what is repeated is said once
			x.Head.Draw(&on.Canvas, y)
		}
		top := y + p.above(x, y)
		y = p.behind(x, y)
		for _, frame := range x.Frames {
			stretch(on, frame, latest, top, y)
		}
		if x.Draw != nil {
			on.Within(x.Tag)
			x.Draw(&on.Canvas, top)
		}
	}
	on.Within(nil)
}

// stretch grows the background of a frame on this page. One rectangle a page leaves no seams between the pieces. latest holds the part of each
// frame that was drawn last.
func stretch(p *Page, frame *typeset.Frame, latest map[*typeset.Frame]*extent, y0, y1 float64) {
	last := latest[frame]
	if last != nil && last.page == p {
		last.y1 = y1
		return
	}
	e := &extent{frame: frame, page: p, y0: y0, y1: y1}
	if last != nil {
		last.y1 += typeset.Spill
		e.y0 -= typeset.Spill
	}
	latest[frame] = e
	p.under = append(p.under, e)
}
