package typeset

// items note where the items of a list or the rows of a table begin among pieces, as far as it matters for where a page may end: neither the first
// nor the last of them stands alone.
type items struct {
	count                           int
	second, third, lastButOne, last int
}

// begin notes that the next item begins with a piece.
func (i *items) begin(at int) {
	switch i.count++; i.count {
	case 2:
		i.second = at
	case 3:
		i.third = at
	}
	i.lastButOne, i.last = i.last, at
}

// pairMost is the height up to which two items stay whole beside each other.
const pairMost = 150

// bind ties the first two and the last two items to each other. Of items that are high it ties only the lines where they meet.
func (i *items) bind(pieces []Piece) {
	if i.count < 2 {
		return
	}
	third := i.third
	if i.count == 2 {
		third = len(pieces)
	}
	bindPair(pieces[:third], i.second)
	bindPair(pieces[i.lastButOne:], i.last-i.lastButOne)
}

// bindPair ties two items, of which the second begins with a piece.
func bindPair(pieces []Piece, second int) {
	if second < 1 || second == len(pieces) {
		return // an item without a text has no piece
	}
	if Height(pieces) <= pairMost {
		tie(pieces[:len(pieces)-1], Firm)
		return
	}
	tie(pieces[second-1:second], Firm)
}
