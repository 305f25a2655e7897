package typeset

// stepLayout is a step in pieces, with the places that say what of it must not be parted. Each is the number of a piece.
type stepLayout struct {
	pieces []Piece
	head   int   // behind the bar with the title
	facts  int   // behind where, who and how long, and what must be seen before anything else
	danger int   // before the warning
	work   int   // behind it: the first command, or what else comes
	parts  []int // where each part begins
	dense  bool  // paper is spared
}

// add sets a part of the step behind the others.
func (s *stepLayout) add(part []Piece) {
	if len(part) > 0 {
		s.parts = append(s.parts, len(s.pieces))
		s.pieces = append(s.pieces, part...)
	}
}

// Heights that stay together, in points.
const (
	openingHeight = 90.0                         // of a step's own content below its title, at least
	openingMost   = 300.0                        // more of it may be parted
	endingLeast   = 48.0                         // of the last parts and the line to sign
	endingMost    = 220.0                        // more of them may be parted
	wholePart     = 6*bodySize*Leading + 2*Spill // six lines
)

// Shares of a page.
const (
	wholeDense  = 0.12 // the same where paper is spared
	wholeStep   = 0.25 // up to which a step is parted only if much would else stay white
	warnedStep  = 0.55 // up to which the title, the warning and what it warns of stand together
	warnedAlone = 0.9  // up to which the warning stays with what it warns of
)

// bind says where a page may end: rather not in a low step; of others between their parts rather than in one; and never between the title and the
// first content, or a warning and the command that it warns of, which stand on the page of the title if half a page holds them; nor between the
// last part and the line to sign.
func (s *stepLayout) bind(pageHeight float64) {
	n := len(s.pieces)
	if n == 0 {
		return
	}
	tie(s.pieces[:n-1], Close)
	whole := wholeStep
	if s.dense {
		whole = wholeDense
	}
	if Height(s.pieces) > pageHeight*whole {
		s.open()
	}
	s.bindOpening()
	if s.work > s.danger && s.work < n && !s.tieUpTo(0, s.work, pageHeight*warnedStep) {
		s.tieUpTo(s.danger, s.work, pageHeight*warnedAlone)
	}
	s.bindEnding()
}

// open lets pages end between the parts of a step.
func (s *stepLayout) open() {
	for _, part := range s.parts {
		if above := &s.pieces[part-1]; above.Keep < Firm {
			above.Keep = Weak
		}
	}
}

// bindPart keeps a low part of a step whole, and of others two lines on each side of a page's end. It tells whether the part may be parted.
func bindPart(part []Piece) bool {
	n := len(part)
	for n > 1 && part[n-1].Gap {
		n--
	}
	if n < 2 {
		return false
	}
	if Height(part[:n]) <= wholePart {
		tie(part[:n-1], Firm)
		return false
	}
	tie(part[:1], Firm)
	tie(part[n-2:n-1], Firm)
	return true
}

// continuing repeats something above all pieces but the first, wherever they begin a page.
func continuing(part []Piece, above *Head) {
	for i := 1; i < len(part); i++ {
		part[i].Head = part[i].Head.under(above)
	}
}

// bindOpening ties the title to what the step begins with.
func (s *stepLayout) bindOpening() {
	to, h := s.head, 0.0
	for to < len(s.pieces) && (to <= s.facts || h < openingHeight) && h < openingMost {
		h += s.pieces[to].Before + s.pieces[to].Height
		to++
	}
	tie(s.pieces[:max(0, to-1)], Firm)
}

// tieUpTo ties all pieces from one to another, unless they are too high.
func (s *stepLayout) tieUpTo(from, to int, most float64) bool {
	low := Height(s.pieces[from:to+1]) <= most
	if low {
		tie(s.pieces[from:to], Firm)
	}
	return low
}

// bindEnding ties the line to sign to the last parts before it, as many as say something of what is signed: two lines at least.
func (s *stepLayout) bindEnding() {
	n, from := len(s.pieces), len(s.pieces)
	for i := len(s.parts) - 1; i >= 0 && Height(s.pieces[from:]) < endingLeast; i-- {
		if Height(s.pieces[s.parts[i]:]) > endingMost {
			from = max(s.parts[i], from-2)
			break
		}
		from = s.parts[i]
	}
	if from < n {
		tie(s.pieces[from:n-1], Firm)
	}
}

// repeat sets a line above the rest of the step wherever a page ends in it.
func (s *stepLayout) repeat(above *Head) {
	for i := s.head; i < len(s.pieces); i++ {
		s.pieces[i].Head = s.pieces[i].Head.under(above)
	}
}
