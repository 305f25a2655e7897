package pdf

// A store hands out slices of one large block until that is full, and then of another. Composing makes many thousands of slices with one or
// two elements, such as the lines of cells; one by one they would cost more than the words in them.
type store[T any] struct{ free []T }

const storeSize = 512 // elements of a block

// keep copies a slice to where it stays. What is appended to the copy goes elsewhere.
func (s *store[T]) keep(items []T) []T {
	n := len(items)
	if n > len(s.free) {
		s.free = make([]T, max(n, storeSize))
	}
	kept := s.free[:n:n]
	s.free = s.free[n:]
	copy(kept, items)
	return kept
}
