package typeset

// A Piece is a part of a document that is never cut: a line of a paragraph, a row of a table, a figure.
type Piece struct {
	Before float64 // space above, dropped at the top of a page
	Height float64
	Give   float64 // of the height, what may go where space is short
	Keep   Bond
	Gap    bool // nothing but space below the piece above, as far as the page has room for it
	Frames []*Frame
	Head   *Head   // repeated above the piece when it starts a page
	Shrink *Resize // of a figure that may be set smaller; nil for all else
	Tag    *Tag    // that what it draws belongs to, unless it says otherwise
	Draw   func(p *Canvas, y float64)
}

// A Bond is how much a piece belongs to the next.
type Bond uint8

const (
	Loose Bond = iota // a page may end here
	Weak              // pages end here rather than be left with a piece of white
	Close             // pages end here only when much would else stay white
	Firm              // pages end here only when no page holds what belongs together
)

// gapOf is space below what stands above.
func gapOf(height float64) Piece { return Piece{Height: height, Gap: true} }

// A Head is what a table repeats at the top of each further page, and what a step says there.
type Head struct {
	Height float64
	Draw   func(p *Canvas, y float64)
}

// under sets a head below another.
func (h *Head) under(above *Head) *Head {
	if h == nil {
		return above
	}
	return &Head{Height: above.Height + h.Height, Draw: func(p *Canvas, y float64) {
		above.Draw(p, y)
		h.Draw(p, y+above.Height)
	}}
}

// An Area is the column in which pieces are set.
type Area struct{ X, W float64 }

// Inset is the column without some of it on both sides.
func (a Area) Inset(left, right float64) Area { return Area{a.X + left, a.W - left - right} }

// Height is that of pieces set one below the other, without the space above the first.
func Height(pieces []Piece) float64 {
	sum := 0.0
	for i := range pieces {
		if i > 0 {
			sum += pieces[i].Before
		}
		sum += pieces[i].Height
	}
	return sum
}

// tie makes pieces belong to what follows each of them at least so much.
func tie(pieces []Piece, b Bond) []Piece {
	for i := range pieces {
		pieces[i].Keep = max(pieces[i].Keep, b)
	}
	return pieces
}

// KeepAll ties pieces together, and to what comes next.
func KeepAll(pieces []Piece) []Piece { return tie(pieces, Firm) }

// whole keeps pieces on one page unless they are higher than most, in which case they rather stay together.
func whole(pieces []Piece, most float64) []Piece {
	if len(pieces) < 2 {
		return pieces
	}
	b := Firm
	if Height(pieces) > most {
		b = Weak
	}
	tie(pieces[:len(pieces)-1], b)
	return pieces
}

// framed puts pieces on a background with space above and below.
func framed(pieces []Piece, behind *Frame, pad float64) []Piece {
	if len(pieces) == 0 {
		return nil
	}
	out := make([]Piece, 0, len(pieces)+2)
	out = append(out, Piece{Before: pieces[0].Before, Height: pad, Keep: Firm})
	out = append(out, pieces...)
	out[1].Before = 0
	out[len(out)-1].Keep = Firm
	out = append(out, Piece{Height: pad})
	alone := []*Frame{behind}
	for i := range out {
		if len(out[i].Frames) == 0 {
			out[i].Frames = alone
		} else {
			out[i].Frames = append([]*Frame{behind}, out[i].Frames...)
		}
	}
	return out
}
