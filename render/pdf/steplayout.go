package pdf

// stepLayout is a step in pieces, with the places that say what of it must not be parted. Each is the number of a piece.
type stepLayout struct {
	pieces []piece
	head   int // behind the bar with the title
	facts  int // behind where, who and how long, and what must be seen before anything else
	danger int // before the warning
	work   int // behind it: the first command, or what else comes
	told   int // behind all texts: small facts and the line to sign follow
}

// Heights that stay together, in points.
const (
	openingHeight = 90.0  // of a step's own content below its title, at least
	openingMost   = 300.0 // more of it may be parted
	endingMost    = 220.0 // the last text, the small facts, and the line to sign
)

// bind says where a page may end: rather not in a step that stands on less than half a page; and never between its title and its first
// content, a warning and the command that it warns of, which stand on the page of the title if half a page holds them, or its last text and the line to sign.
func (s *stepLayout) bind(pageHeight float64) {
	n := len(s.pieces)
	if n == 0 {
		return
	}
	b := weak
	if height(s.pieces) <= pageHeight*0.45 {
		b = close
	}
	tie(s.pieces[:n-1], b)
	s.bindOpening()
	if s.work > s.danger && s.work < n && !s.tieUpTo(0, s.work, pageHeight*0.55) {
		s.tieUpTo(s.danger, s.work, pageHeight*0.9)
	}
	s.bindEnding()
}

// bindOpening ties the title to what the step begins with.
func (s *stepLayout) bindOpening() {
	to, h := s.head, 0.0
	for to < len(s.pieces) && (to <= s.facts || h < openingHeight) && h < openingMost {
		h += s.pieces[to].before + s.pieces[to].height
		to++
	}
	tie(s.pieces[:max(0, to-1)], firm)
}

// tieUpTo ties all pieces from one to another, unless they are too high.
func (s *stepLayout) tieUpTo(from, to int, most float64) bool {
	low := height(s.pieces[from:to+1]) <= most
	if low {
		tie(s.pieces[from:to], firm)
	}
	return low
}

// bindEnding ties the small facts and the line to sign to the last lines of the text before them: those say what is signed.
func (s *stepLayout) bindEnding() {
	n := len(s.pieces)
	for from := max(s.head, s.told-2); from < n-1; from++ {
		if height(s.pieces[from:]) <= endingMost {
			tie(s.pieces[from:n-1], firm)
			return
		}
	}
}

// repeat sets a line above the rest of the step wherever a page ends in it.
func (s *stepLayout) repeat(above *head) {
	for i := s.head; i < len(s.pieces); i++ {
		s.pieces[i].head = s.pieces[i].head.under(above)
	}
}
