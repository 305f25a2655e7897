package source

import (
	"bytes"
	"encoding/binary"
)

// Alike remembers what was made of the last lines of a text: in long texts, most lines are like one before. The zero value is for a text of which nothing was
// read.
type Alike[T any] struct {
	slots [1 << alikeBits]struct {
		line []byte
		made T
	}
}

const alikeBits = 8

// Seek is what was made of a line, and whether it is known. Where it is not, the caller makes it there, in place of another line's. The line is kept, and
// must not change.
func (a *Alike[T]) Seek(line []byte) (made *T, known bool) {
	slot := &a.slots[slotOf(line)]
	if known = bytes.Equal(slot.line, line); !known {
		slot.line = line
	}
	return &slot.made, known
}

// slotOf is where a line is remembered. Lines differ in their ends and lengths.
func slotOf(line []byte) uint64 {
	var end [8]byte
	copy(end[:], line[max(0, len(line)-len(end)):])
	const scatter = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio, for Fibonacci hashing
	return (binary.LittleEndian.Uint64(end[:]) + uint64(len(line))) * scatter >> (64 - alikeBits)
}
