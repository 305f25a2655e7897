package source

import (
	"bytes"
	"hash/maphash"
)

// Alike remembers what was made of the last lines of a text: in long texts, most lines are like one before.
type Alike[T any] struct {
	seed  maphash.Seed
	slots [256]struct {
		line []byte
		made T
	}
}

// NewAlike is for a text of which nothing was read.
func NewAlike[T any]() *Alike[T] { return &Alike[T]{seed: maphash.MakeSeed()} }

// Seek is what was made of a line, and whether it is known. Where it is not, the caller makes it there, in place of another line's. The line is kept, and
// must not change.
func (a *Alike[T]) Seek(line []byte) (made *T, known bool) {
	slot := &a.slots[maphash.Bytes(a.seed, line)%uint64(len(a.slots))]
	if known = bytes.Equal(slot.line, line); !known {
		slot.line = line
	}
	return &slot.made, known
}
