package pdf

// flow fills pages with pieces from top to bottom. It first finds where pages end, which may be taken back when more of the document is known,
// and paints when all has its place.
type flow struct {
	title  string
	bare   bool
	pieces []piece
	plan   []planned
	next   int     // the first piece without a place
	y      float64 // where it would stand
}

// planned is a page before it is painted.
type planned struct {
	sheet sheet
	from  int  // its first piece
	fresh bool // begins whatever room the page before has
	tight bool // a little less space between its pieces
}

func (p planned) foot() float64 { return p.sheet.h - p.sheet.bottom + 0.01 }

func (f *flow) last() *planned { return &f.plan[len(f.plan)-1] }
func (f *flow) top() bool      { return f.y == f.last().sheet.top } // nothing stands on the page
func (f *flow) room() float64  { return f.last().foot() - f.y }

// start begins a page of the given size, unless the current one is such and still empty.
func (f *flow) start(s sheet) {
	if len(f.plan) > 0 {
		if f.top() {
			f.last().sheet, f.y = s, s.top
			return
		}
		f.settle()
	}
	f.plan = append(f.plan, planned{sheet: s, from: f.next, fresh: true})
	f.y = s.top
}

// add gives places to more pieces.
func (f *flow) add(pieces []piece) {
	f.pieces = append(f.pieces, pieces...)
	f.fill()
}

// hold lets what was added last rather stand on the page of what comes next.
func (f *flow) hold() {
	for i := len(f.pieces) - 1; i >= 0; i-- {
		f.pieces[i].keep = max(f.pieces[i].keep, close)
		if !f.pieces[i].gap {
			return
		}
	}
}

// fill gives a place to every piece that has none.
func (f *flow) fill() {
	for f.next < len(f.pieces) {
		p := &f.pieces[f.next]
		page := f.last()
		if p.shrink != nil {
			f.shrinkTo(f.room())
		}
		need := page.above(p, f.y) + page.heightOf(p)
		if f.y+need > page.foot() && !f.top() && !p.gap {
			f.turn()
			continue
		}
		f.y = page.behind(p, f.y)
		f.next++
	}
}

// above is the space that a piece has above it at some height of a page: none at the top but for what is repeated there.
func (p planned) above(x *piece, y float64) float64 {
	switch {
	case y > p.sheet.top:
		return x.before * p.spaces()
	case x.head != nil:
		return x.head.height
	}
	return 0
}

// heightOf is the height of a piece on a page.
func (p planned) heightOf(x *piece) float64 {
	switch {
	case x.gap:
		return x.height * p.spaces()
	case p.tight:
		return x.height - x.give
	}
	return x.height
}

// spaces is the share that is left of the space between pieces.
func (p planned) spaces() float64 {
	if p.tight {
		return 0.88
	}
	return 1
}

// behind is where a page goes on below a piece.
func (p planned) behind(x *piece, y float64) float64 {
	if !x.gap {
		return y + p.above(x, y) + p.heightOf(x)
	}
	return max(y, min(y+p.heightOf(x), p.foot()))
}

// turn ends the page, at the place where that costs least among the pieces that fit: by what it parts, and what it leaves white.
func (f *flow) turn() {
	page := f.last()
	at := f.cheapest(page.from+1, f.next)
	f.plan = append(f.plan, planned{sheet: page.sheet, from: at, tight: page.tight})
	f.y, f.next = page.sheet.top, at
}

// cheapest is the piece from the first to the last of some on the latest page before which that page ends at the least cost.
func (f *flow) cheapest(first, last int) int {
	page := f.last()
	best, least, y := last, costs[firm]*2, page.sheet.top
	for at := page.from; at < last; at++ {
		y = page.behind(&f.pieces[at], y)
		if at+1 < first || f.pieces[at+1].gap {
			continue
		}
		if cost := costs[f.pieces[at].keep] + (page.foot()-y)/page.sheet.height(); cost <= least {
			best, least = at+1, cost
		}
	}
	return best
}

// shrinkTo sets the figure that comes next so much smaller that it stands, with what belongs to it, in the room that is left, if it may be so
// small.
func (f *flow) shrinkTo(room float64) {
	p, page := &f.pieces[f.next], f.last()
	p.height = p.shrink.full
	need := page.above(p, f.y) + p.height
	for i := f.next + 1; i < len(f.pieces) && f.pieces[i-1].keep == firm; i++ {
		need += f.pieces[i].before*page.spaces() + page.heightOf(&f.pieces[i])
	}
	if over := need - room; over > 0 && p.height-over >= p.shrink.least {
		p.height -= over
	}
	p.shrink.height = p.height
}

// fits tells whether pieces would stand on the rest of the page.
func (f *flow) fits(pieces []piece) bool {
	return pieces[0].before+height(pieces) <= f.room()
}

// paint sets everything where it was planned.
func (f *flow) paint() []*page {
	f.settle()
	pages := make([]*page, len(f.plan))
	for i, plan := range f.plan {
		to := len(f.pieces)
		if i+1 < len(f.plan) {
			to = f.plan[i+1].from
		}
		pages[i] = &page{sheet: plan.sheet, title: f.title, bare: f.bare, items: make([]any, 0, usualItems)}
		plan.paint(pages[i], f.pieces[plan.from:to])
	}
	return pages
}

const usualItems = 128 // on a page

func (p planned) paint(on *page, pieces []piece) {
	y := p.sheet.top
	for i := range pieces {
		x := &pieces[i]
		if x.head != nil && y == p.sheet.top {
			x.head.draw(on, y)
		}
		top := y + p.above(x, y)
		y = p.behind(x, y)
		for _, frame := range x.frames {
			stretch(on, frame, top, y)
		}
		if x.draw != nil {
			x.draw(on, top)
		}
	}
}

// spill is what a frame that is cut by the end of a page reaches beyond its text.
const spill = 4

// stretch grows the background of a frame on this page. One rectangle a page leaves no seams between the pieces.
func stretch(p *page, frame *frame, y0, y1 float64) {
	if e := frame.last; e != nil && e.page == p {
		e.y1 = y1
		return
	}
	e := &extent{frame: frame, page: p, y0: y0, y1: y1}
	if frame.last != nil {
		frame.last.y1 += spill
		e.y0 -= spill
	}
	frame.last = e
	p.under = append(p.under, e)
}
