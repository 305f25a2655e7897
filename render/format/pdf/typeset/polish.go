package typeset

import (
	"math"
	"slices"
)

// sample is some rows of a table: of each cell the widths of its lines. It tells how high rows become at given widths of the columns; to set them
// in order to find out would take too long.
type sample struct {
	columns int
	every   int         // so many rows of the table are one of the sample
	cells   [][]float64 // row by row
	counts  []int       // lines of each cell at the widths that are tried
}

// sampled is the least number of rows of a sample, of a table that has as many.
const sampled = 40

func (c *Composer) newSample(rows, columns int) sample {
	s := sample{columns: columns, every: max(1, rows/sampled)}
	s.cells = c.samples.take((rows + s.every - 1) / s.every * columns)
	return s
}

// note keeps the widths of the lines of the cell that was measured last.
func (s *sample) note(c *Composer, row, column int) {
	if row%s.every == 0 {
		s.cells[row/s.every*s.columns+column] = c.lengths.keep(c.widths)
	}
}

// lines is about how many lines a cell has in a column.
func (s *sample) lines(cell int, width float64) int {
	const wrapped = 1.06 // of words that do not fill their lines
	n, inner := 0, max(1, width-2*cellPadX+0.01)
	for _, w := range s.cells[cell] {
		if w <= inner {
			n++
		} else {
			n += int(math.Ceil(w * wrapped / inner))
		}
	}
	return n
}

// moves are the steps in which width moves from one column to another, and mostMoves how often.
var moves = [...]float64{40, 24, 16, 8}

const mostMoves = 16

// polish moves width between columns as long as that makes the rows lower together. No column becomes narrower than it asked for, or wider than it
// can use. It returns the number of lines that the rows have in the end.
func (s *sample) polish(widths []float64, needs []need, counts *[]int) int {
	*counts = slices.Grow((*counts)[:0], len(s.cells))[:len(s.cells)]
	s.counts = *counts
	for range mostMoves {
		s.count(widths)
		from, to, by := s.bestMove(widths, needs)
		if by == 0 {
			break
		}
		widths[from] -= by
		widths[to] += by
	}
	return s.count(widths)
}

// count counts the lines of each cell, and returns those of all rows.
func (s *sample) count(widths []float64) int {
	sum, most := 0, 0
	for i := range s.cells {
		column := i % s.columns
		if column == 0 {
			sum, most = sum+most, 1
		}
		s.counts[i] = s.lines(i, widths[column])
		most = max(most, s.counts[i])
	}
	return sum + most
}

// bestMove is the move that saves most lines; by is 0 if none saves any.
func (s *sample) bestMove(widths []float64, needs []need) (from, to int, by float64) {
	most := 0
	for _, move := range moves {
		loser, gainer, loss, gain := -1, -1, math.MaxInt, 0
		for i := range widths {
			if widths[i]+move <= needs[i].natural+move/2 {
				if g := s.saved(i, widths[i]+move); g > gain {
					gainer, gain = i, g
				}
			}
			if widths[i]-move >= needs[i].least {
				if l := -s.saved(i, widths[i]-move); l < loss {
					loser, loss = i, l
				}
			}
		}
		if gainer >= 0 && loser >= 0 && gainer != loser && gain-loss > most {
			from, to, by, most = loser, gainer, move, gain-loss
		}
	}
	return from, to, by
}

// saved is the number of lines that rows save together when one column has another width.
func (s *sample) saved(column int, width float64) int {
	sum := 0
	for from := 0; from < len(s.cells); from += s.columns {
		now, then := s.counts[from+column], s.lines(from+column, width)
		if now == then {
			continue
		}
		others := 1
		for i, n := range s.counts[from : from+s.columns] {
			if i != column {
				others = max(others, n)
			}
		}
		sum += max(now, others) - max(then, others)
	}
	return sum
}
