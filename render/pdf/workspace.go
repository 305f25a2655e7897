package pdf

// workspace is memory that is used for one text, table and section after the other, so that only what comes of them takes memory of its own. It
// belongs to one composer at a time; the next may have it.
type workspace struct {
	breaker breaker
	cells   store[[]line] // of the rows of tables
	pieces  []piece       // of the latest section
}

// A store hands out slices of one large block until that is full, and then of another. Composing makes many thousands of slices with one or
// two elements, such as the lines of cells; one by one they would cost more than the words in them.
type store[T any] struct{ free []T }

const storeSize = 128 // elements of a block

// take hands out a slice of zeros. What is appended to it goes elsewhere.
func (s *store[T]) take(n int) []T {
	if n > len(s.free) {
		s.free = make([]T, max(n, storeSize))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// keep copies a slice to where it stays.
func (s *store[T]) keep(items []T) []T {
	kept := s.take(len(items))
	copy(kept, items)
	return kept
}
