package svg

import (
	"math"
	"strconv"

	"portolan/render/layout/diagram"
)

// moves writes the way of a path.
func (w *writer) moves(p diagram.Path) {
	if len(p.Moves) == 0 && !p.Closed {
		return
	}
	w.name("d")
	pen := pen{out: w.out}
	for i, m := range p.Moves {
		switch to := tenthsOf(m.To); {
		case i == 0:
			pen.start(to)
		case m.Curve:
			pen.curve(tenthsOf(m.A), tenthsOf(m.B), to)
		default:
			pen.line(to)
		}
	}
	pen.straight()
	w.out = pen.out
	if p.Closed {
		w.text("Z")
	}
	w.text(`"`)
}

// A spot is a point in tenths of a point of type, finer than any screen or printer shows; more digits are most of what a picture weighs.
type spot struct{ x, y int64 }

func tenthsOf(p diagram.Point) spot {
	return spot{int64(math.Round(p.X * 10)), int64(math.Round(p.Y * 10))}
}

func (s spot) less(other spot) spot { return spot{s.x - other.x, s.y - other.y} }

// A pen writes a way from spot to spot, each as seen from the one before, in as few signs as show the same. All spots are whole tenths, so that nothing adds up.
type pen struct {
	out    []byte
	at     spot // where it stands
	drawn  spot // as far as it is written; from there to at the way is straight
	bare   bool // nothing is written behind a letter
	behind spot // the direction of the straight way that is not written
}

func (p *pen) start(to spot) {
	p.letter('M')
	p.numbers(to)
	p.at, p.drawn = to, to
}

// line leads straight on. Pieces in the same direction along an axis are one.
func (p *pen) line(to spot) {
	way := to.less(p.at)
	if way == (spot{}) {
		return
	}
	if p.at != p.drawn && !along(p.behind, way) {
		p.straight()
	}
	p.behind, p.at = way, to
}

// along reports whether two pieces lead in one direction along an axis.
func along(a, b spot) bool {
	return a.x == 0 && b.x == 0 && (a.y > 0) == (b.y > 0) || a.y == 0 && b.y == 0 && (a.x > 0) == (b.x > 0)
}

// straight writes the straight way that is not written.
func (p *pen) straight() {
	way := p.at.less(p.drawn)
	p.drawn = p.at
	switch {
	case way == (spot{}):
	case way.y == 0:
		p.letter('h')
		p.number(way.x)
	case way.x == 0:
		p.letter('v')
		p.number(way.y)
	default:
		p.letter('l')
		p.numbers(way)
	}
}

// curve leads on in a curve by two others. One that is straight is a line.
func (p *pen) curve(a, b, to spot) {
	if p.isStraight(a, b, to) {
		p.line(to)
		return
	}
	p.straight()
	p.letter('c')
	p.numbers(a.less(p.at), b.less(p.at), to.less(p.at))
	p.at, p.drawn = to, to
}

// isStraight reports whether a curve goes from where the pen stands straight to its end, and nowhere back or beyond.
func (p *pen) isStraight(a, b, to spot) bool {
	way := to.less(p.at)
	length := way.x*way.x + way.y*way.y
	for _, by := range []spot{a.less(p.at), b.less(p.at)} {
		far := by.x*way.x + by.y*way.y
		aside := by.x*way.y - by.y*way.x
		if far < 0 || far > length || aside != 0 || length == 0 && by != (spot{}) {
			return false
		}
	}
	return true
}

func (p *pen) letter(c byte) {
	p.out = append(p.out, c)
	p.bare = true
}

func (p *pen) numbers(spots ...spot) {
	for _, s := range spots {
		p.number(s.x)
		p.number(s.y)
	}
}

// number writes tenths, behind a space where another number would run into it.
func (p *pen) number(tenths int64) {
	switch {
	case tenths < 0:
		p.out = append(p.out, '-')
		tenths = -tenths
	case !p.bare:
		p.out = append(p.out, ' ')
	}
	p.bare = false
	if tenths >= 10 || tenths == 0 {
		p.out = strconv.AppendInt(p.out, tenths/10, 10)
	}
	if tenths%10 > 0 {
		p.out = append(p.out, '.', byte('0'+tenths%10))
	}
}
