package parallel

import (
	"errors"
	"strings"
	"testing"
)

// TestEachDoesEveryPieceOnce counts the pieces, also when there are none or fewer than processors.
func TestEachDoesEveryPieceOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 500} {
		done := make([]int, n)
		if err := Each(n, func(piece int) error { done[piece]++; return nil }); err != nil {
			t.Fatal(err)
		}
		for piece, times := range done {
			if times != 1 {
				t.Errorf("of %d pieces, number %d was done %d times", n, piece, times)
			}
		}
	}
}

// TestFirstErrorCounts fails several pieces: the first is told, whichever ended first, and the others are done all the same.
func TestFirstErrorCounts(t *testing.T) {
	done := make([]bool, 100)
	err := Each(100, func(piece int) error {
		done[piece] = true
		if piece%10 == 7 {
			return errors.New("piece " + string(rune('0'+piece/10)))
		}
		return nil
	})
	if err == nil || err.Error() != "piece 0" {
		t.Errorf("got %v, want that of piece 0", err)
	}
	for piece, ok := range done {
		if !ok {
			t.Errorf("piece %d was left", piece)
		}
	}
}

// TestPanicFailsItsPiece: a panic becomes the error of its piece.
func TestPanicFailsItsPiece(t *testing.T) {
	err := Each(5, func(piece int) error {
		if piece == 3 {
			panic("broken font")
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "broken font") {
		t.Error(err)
	}
}

// TestEachWorkerHasItsOwn writes into what belongs to the worker without a lock; the race detector would see a shared one.
func TestEachWorkerHasItsOwn(t *testing.T) {
	sums := make([]int, 1000)
	err := EachWith(len(sums), func() *int { return new(int) }, func(own *int, piece int) error {
		*own++
		sums[piece] = *own
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for piece, sum := range sums {
		if sum < 1 {
			t.Errorf("piece %d was left", piece)
		}
	}
}
