package diagram

// improve tries small changes and keeps those that lower the cost, until none does or the effort is spent. Most changes are for the worse:
// each is made in place and taken back, and given up as soon as it costs too much.
func (s *shelver) improve(t *attempt, effort int) {
	t.a = t.a.clone() // what attempts begin with is shared
	for effort > 0 {
		before := t.cost
		for _, c := range s.changes(t.a) {
			if effort--; effort < 0 {
				return
			}
			back := s.make(t.a, c)
			if !s.better(t) {
				s.make(t.a, back)
			}
		}
		if t.cost >= before {
			return
		}
	}
}

// better takes the lengths and the cost of an attempt's changed arrangement if that costs less.
func (s *shelver) better(t *attempt) bool {
	w, h := s.stack(t.a)
	if s.page(w, h) > t.cost {
		return false
	}
	if s.trial == nil {
		s.trial = s.newPlaced()
	}
	s.fillShelf(t.a, s.trial)
	cost := s.cost(s.trial, t.cost)
	if cost >= t.cost-0.01 {
		return false
	}
	t.cost, t.p, s.trial = cost, s.trial, t.p
	return true
}

// A change makes a neighbour of an arrangement: two zones of a shelf change places, or two boxes of a zone, or a zone gets another number of
// columns.
type change struct {
	kind changeKind
	in   int // the shelf, or the block
	k, l int // places on the shelf, or of the block's boxes; k is the number of columns
}

type changeKind int

const (
	swapBlocks changeKind = iota
	swapBoxes
	setColumns
)

// make changes an arrangement and returns what changes it back.
func (s *shelver) make(a *arrangement, c change) (back change) {
	back = c
	switch c.kind {
	case swapBlocks:
		shelf := a.shelves[c.in]
		shelf[c.k], shelf[c.l] = shelf[c.l], shelf[c.k]
		return back
	case swapBoxes:
		order := a.order[c.in]
		order[c.k], order[c.l] = order[c.l], order[c.k]
	case setColumns:
		back.k, a.columns[c.in] = a.columns[c.in], c.k
	}
	a.sizes[c.in] = s.size(c.in, a.order[c.in], a.columns[c.in])
	return back
}

// changes are those that lead to the neighbours of an arrangement.
func (s *shelver) changes(a *arrangement) []change {
	var changes []change
	for i, shelf := range a.shelves {
		for k := range shelf {
			for l := k + 1; l < len(shelf) && l < k+3; l++ {
				changes = append(changes, change{swapBlocks, i, k, l})
			}
		}
	}
	for b, order := range a.order {
		for _, columns := range []int{a.columns[b] - 1, a.columns[b] + 1} {
			if columns >= 1 && columns <= len(order) {
				changes = append(changes, change{setColumns, b, columns, 0})
			}
		}
		for k := range order {
			for l := k + 1; l < len(order) && l < k+4; l++ {
				changes = append(changes, change{swapBoxes, b, k, l})
			}
		}
	}
	return changes
}
