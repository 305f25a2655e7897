package pdf

// piece is a part of a document that is never cut: a line of a paragraph, a row of a table, a figure.
type piece struct {
	before float64 // space above, dropped at the top of a page
	height float64
	keep   bool // stands on the page of the next piece
	frames []*frame
	head   *head // repeated above the piece when it starts a page
	draw   func(p *page, y float64)
}

// head is what a table repeats at the top of each further page.
type head struct {
	height float64
	draw   func(p *page, y float64)
}

// area is the column in which pieces are set.
type area struct{ x, w float64 }

func (a area) inset(left, right float64) area { return area{a.x + left, a.w - left - right} }

// flow fills pages with pieces from top to bottom.
type flow struct {
	sheet sheet
	title string
	bare  bool
	pages []*page
	y     float64
}

func (f *flow) page() *page { return f.pages[len(f.pages)-1] }
func (f *flow) full() bool  { return f.y > f.sheet.top } // something stands on the page

func (f *flow) newPage() {
	f.pages = append(f.pages, &page{sheet: f.sheet, title: f.title, bare: f.bare, items: make([]any, 0, usualItems)})
	f.y = f.sheet.top
}

const usualItems = 128 // on a page

// start begins a page of the given size, unless the current one is such and still empty.
func (f *flow) start(s sheet) {
	if len(f.pages) > 0 && f.sheet == s && !f.full() {
		return
	}
	f.sheet = s
	f.newPage()
}

// place sets pieces on pages. Pieces that keep together move to the next page together, unless no page could hold them.
func (f *flow) place(pieces []piece) {
	for len(pieces) > 0 {
		n := together(pieces)
		if height(pieces[:n]) > f.room(pieces[0]) {
			n = 1
		}
		if f.full() && f.y+pieces[0].before+height(pieces[:n]) > f.sheet.h-f.sheet.bottom+0.01 {
			f.newPage()
		}
		for i := range n {
			f.set(&pieces[i])
		}
		pieces = pieces[n:]
	}
}

// together counts the pieces that must stand on one page.
func together(pieces []piece) int {
	n := 1
	for n < len(pieces) && pieces[n-1].keep {
		n++
	}
	return n
}

// height is that of pieces set one below the other, without the space above the first.
func height(pieces []piece) float64 {
	sum := 0.0
	for i, p := range pieces {
		if i > 0 {
			sum += p.before
		}
		sum += p.height
	}
	return sum
}

// room is the height that an empty page has for a piece.
func (f *flow) room(p piece) float64 {
	room := f.sheet.height()
	if p.head != nil {
		room -= p.head.height
	}
	return room
}

func (f *flow) set(p *piece) {
	page := f.page()
	if f.full() {
		f.y += p.before
	} else if p.head != nil {
		p.head.draw(page, f.y)
		f.y += p.head.height
	}
	for _, frame := range p.frames {
		stretch(page, frame, f.y, f.y+p.height)
	}
	if p.draw != nil {
		p.draw(page, f.y)
	}
	f.y += p.height
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

// framed puts pieces on a background with space above and below.
func framed(pieces []piece, behind *frame, pad float64) []piece {
	if len(pieces) == 0 {
		return nil
	}
	out := make([]piece, 0, len(pieces)+2)
	out = append(out, piece{before: pieces[0].before, height: pad, keep: true})
	out = append(out, pieces...)
	out[1].before = 0
	out[len(out)-1].keep = true
	out = append(out, piece{height: pad})
	alone := []*frame{behind}
	for i := range out {
		if len(out[i].frames) == 0 {
			out[i].frames = alone
		} else {
			out[i].frames = append([]*frame{behind}, out[i].frames...)
		}
	}
	return out
}
