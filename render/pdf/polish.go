package pdf

import "math"

// sample is some rows of a table: of each cell the widths of its lines. It tells how high rows become at given widths of the columns; to set them
// in order to find out would take too long.
type sample struct {
	columns int
	cells   [][]float64 // row by row
	every   int         // so many rows of the table are one of the sample
}

// sampled is the least number of rows of a sample, of a table that has as many.
const sampled = 16

func (c *composer) newSample(rows, columns int) sample {
	s := sample{columns: columns, every: max(1, rows/sampled)}
	s.cells = c.samples.take((rows + s.every - 1) / s.every * columns)
	return s
}

// note keeps the widths of the lines of the cell that was measured last.
func (s *sample) note(c *composer, row, column int) {
	if row%s.every == 0 {
		s.cells[row/s.every*s.columns+column] = c.lengths.keep(c.widths)
	}
}

// lines is about how many lines a cell has in a column.
func (s *sample) lines(row, column int, width float64) int {
	const wrapped = 1.06 // of words that do not fill their lines
	n, inner := 0, max(1, width-2*cellPadX+0.01)
	for _, w := range s.cells[row*s.columns+column] {
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

const mostMoves = 14

// polish moves width between columns as long as that makes the rows lower together. No column becomes narrower than it asked for, or wider than it
// can use.
func (s *sample) polish(widths []float64, needs []need) {
	if len(s.cells) == 0 {
		return
	}
	for range mostMoves {
		from, to, by := s.bestMove(widths, needs)
		if by == 0 {
			return
		}
		widths[from] -= by
		widths[to] += by
	}
}

// bestMove is the move that saves most lines; by is 0 if none saves any.
func (s *sample) bestMove(widths []float64, needs []need) (from, to int, by float64) {
	most := 0
	for _, move := range moves {
		loser, gainer, loss, gain := -1, -1, math.MaxInt, 0
		for i := range widths {
			if widths[i]+move <= needs[i].natural+move/2 {
				if g := s.saved(widths, i, move); g > gain {
					gainer, gain = i, g
				}
			}
			if widths[i]-move >= needs[i].least {
				if l := -s.saved(widths, i, -move); l < loss {
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

// saved is the number of lines that rows save together when one column becomes wider by so much.
func (s *sample) saved(widths []float64, column int, by float64) int {
	sum := 0
	for row := range len(s.cells) / s.columns {
		others := 1
		now, then := s.lines(row, column, widths[column]), s.lines(row, column, widths[column]+by)
		if now == then {
			continue
		}
		for i, w := range widths {
			if i != column {
				others = max(others, s.lines(row, i, w))
			}
		}
		sum += max(now, others) - max(then, others)
	}
	return sum
}
