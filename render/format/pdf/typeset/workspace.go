package typeset

// A Workspace is memory that is used for one text, table and section after the other, so that only what comes to stand on pages takes memory of its
// own. It belongs to one composer at a time; the next may have it.
type Workspace struct {
	breaker breaker
	cells   store[[]Line] // of the rows of tables
	parts   store[Piece]  // of paragraphs
	widths  []float64     // of the lines of the latest cell that was measured
	counts  []int         // of the lines of cells, while the widths of columns are tried
	lengths store[float64]
	samples store[[]float64] // of tables
	section []Piece          // all pieces of the latest section
}

// clear gives free the lines and pieces of a document whose pages are set.
func (w *Workspace) clear() {
	w.breaker.fragments.clear()
	w.breaker.lines.clear()
	w.cells.clear()
	w.parts.clear()
	w.lengths.clear()
	w.samples.clear()
}

// A store hands out slices of large blocks. Composing makes many thousands of slices with one or two elements, such as the lines of cells; one
// by one they would cost more than the words in them.
type store[T any] struct {
	blocks [][]T
	block  int // the one in use
	used   int // of its elements
}

const storeSize = 128 // elements of a block

// take hands out a slice, which its user fills. What is appended to it goes elsewhere.
func (s *store[T]) take(n int) []T {
	for s.block < len(s.blocks) && s.used+n > len(s.blocks[s.block]) {
		s.block, s.used = s.block+1, 0
	}
	if s.block == len(s.blocks) {
		s.blocks = append(s.blocks, make([]T, max(n, storeSize)))
	}
	from := s.used
	s.used += n
	return s.blocks[s.block][from:s.used:s.used]
}

// keep copies a slice to where it stays until the store is cleared.
func (s *store[T]) keep(items []T) []T {
	kept := s.take(len(items))
	copy(kept, items)
	return kept
}

// clear makes all that was handed out free for others.
func (s *store[T]) clear() { s.block, s.used = 0, 0 }
