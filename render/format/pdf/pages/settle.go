package pages

import "portolan/render/format/pdf/typeset"

// little is the share of a page below which what stands on the last one takes what stands before it along, if that begins anew there.
const little = 1.0 / 3

// settle mends the end of pages of one size: what is little on the last of them moves to the page before, if a little less space between the
// pieces of the last pages makes room for it, or takes some of what stands before it along.
func (f *flow) settle() {
	n, held := f.run(), f.y-f.last().sheet.Top-f.repeated()
	if n < 2 || held >= f.last().sheet.Height()*little {
		return
	}
	for back := 2; back <= min(n, mendedPages); back++ {
		if f.tighten(back) {
			return
		}
	}
	if held < typeset.Scant {
		f.pull(typeset.Scant, typeset.Firm)
	} else {
		f.pull(f.last().sheet.Height()*little, typeset.Weak)
	}
}

// repeated is the height of what the last page repeats from the one before.
func (f *flow) repeated() float64 {
	if from := f.last().from; from < len(f.pieces) && f.pieces[from].Head != nil {
		return f.pieces[from].Head.Height
	}
	return 0
}

// mendedPages are the most pages that get less space.
const mendedPages = 5

// run counts the pages at the end that follow one from the other.
func (f *flow) run() int {
	n := 1
	for n < len(f.plan) && !f.plan[len(f.plan)-n].fresh {
		n++
	}
	return n
}

// tighten plans so many pages at the end again with less space, and tells whether they became fewer. If not, all stays as it was.
func (f *flow) tighten(pages int) bool {
	at, before := len(f.plan)-pages, len(f.plan)
	f.again(at, true)
	if len(f.plan) < before {
		return true
	}
	f.again(at, false)
	return false
}

// again plans the pages from one on anew.
func (f *flow) again(page int, tight bool) {
	f.plan = f.plan[:page+1]
	f.plan[page].tight = tight
	f.next, f.y = f.plan[page].from, f.plan[page].sheet.Top
	f.fill()
}

// pull ends the page before the last earlier, so that the last gets as much as it must hold, where that parts nothing that belongs together so much.
func (f *flow) pull(enough float64, parts typeset.Bond) {
	last := *f.last()
	enough += f.repeated()
	f.plan = f.plan[:len(f.plan)-1]
	page := f.last()
	at, y := last.from, 0.0
	for y < enough && at > page.from+1 {
		at--
		y = last.heightFrom(f.pieces[at:])
	}
	if from := f.cheapest(page.from+1, at); f.pieces[from-1].Keep < parts && last.heightFrom(f.pieces[from:]) < last.sheet.Height()/2 {
		last.from = from
	}
	f.plan = append(f.plan, last)
	f.next, f.y = last.from, last.sheet.Top
	f.fill()
}

// heightFrom is the height of pieces on a page of their own.
func (p planned) heightFrom(pieces []typeset.Piece) float64 {
	y := p.sheet.Top
	for i := range pieces {
		y = p.behind(&pieces[i], y)
	}
	return y - p.sheet.Top
}
