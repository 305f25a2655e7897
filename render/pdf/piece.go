package pdf

// piece is a part of a document that is never cut: a line of a paragraph, a row of a table, a figure.
type piece struct {
	before float64 // space above, dropped at the top of a page
	height float64
	give   float64 // of the height, what may go where space is short
	keep   bond
	gap    bool // nothing but space below the piece above, as far as the page has room for it
	frames []*frame
	head   *head   // repeated above the piece when it starts a page
	shrink *resize // of a figure that may be set smaller; nil for all else
	draw   func(p *page, y float64)
}

// bond is how much a piece belongs to the next.
type bond uint8

const (
	loose bond = iota // a page may end here
	weak              // pages end here rather than be left with a piece of white
	close             // pages end here only when much would else stay white
	firm              // pages end here only when no page holds what belongs together
)

// costs are what a page's end costs at each bond, in pages left white.
var costs = [...]float64{loose: 0, weak: 0.08, close: 0.25, firm: 10}

// gapOf is space below what stands above.
func gapOf(height float64) piece { return piece{height: height, gap: true} }

// head is what a table repeats at the top of each further page, and what a step says there.
type head struct {
	height float64
	draw   func(p *page, y float64)
}

// under sets a head below another.
func (h *head) under(above *head) *head {
	if h == nil {
		return above
	}
	return &head{height: above.height + h.height, draw: func(p *page, y float64) {
		above.draw(p, y)
		h.draw(p, y+above.height)
	}}
}

// area is the column in which pieces are set.
type area struct{ x, w float64 }

func (a area) inset(left, right float64) area { return area{a.x + left, a.w - left - right} }

// height is that of pieces set one below the other, without the space above the first.
func height(pieces []piece) float64 {
	sum := 0.0
	for i := range pieces {
		if i > 0 {
			sum += pieces[i].before
		}
		sum += pieces[i].height
	}
	return sum
}

// tie makes pieces belong to what follows each of them at least so much.
func tie(pieces []piece, b bond) []piece {
	for i := range pieces {
		pieces[i].keep = max(pieces[i].keep, b)
	}
	return pieces
}

// keepAll ties pieces together, and to what comes next.
func keepAll(pieces []piece) []piece { return tie(pieces, firm) }

// whole keeps pieces on one page unless they are higher than most, in which case they rather stay together.
func whole(pieces []piece, most float64) []piece {
	if len(pieces) < 2 {
		return pieces
	}
	b := firm
	if height(pieces) > most {
		b = weak
	}
	tie(pieces[:len(pieces)-1], b)
	return pieces
}

// framed puts pieces on a background with space above and below.
func framed(pieces []piece, behind *frame, pad float64) []piece {
	if len(pieces) == 0 {
		return nil
	}
	out := make([]piece, 0, len(pieces)+2)
	out = append(out, piece{before: pieces[0].before, height: pad, keep: firm})
	out = append(out, pieces...)
	out[1].before = 0
	out[len(out)-1].keep = firm
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
