package pages

import (
	"math/bits"

	"portolan/render/format/pdf/typeset"
)

// Letters are the characters that are shown in each font. Only characters of the first plane can be set. They belong to one worker, and are
// added up when all are done.
type Letters [typeset.FaceCount]*[1 << 16 / 64]uint64

func (l *Letters) show(f typeset.Face, text string) {
	if l[f] == nil {
		l[f] = new([1 << 16 / 64]uint64)
	}
	for _, r := range text {
		l[f][r>>6&1023] |= 1 << (r & 63)
	}
}

// Add takes over the characters of others.
func (l *Letters) Add(others Letters) {
	for f, other := range others {
		if other == nil {
			continue
		}
		if l[f] == nil {
			l[f] = new([1 << 16 / 64]uint64)
		}
		for i, word := range other {
			l[f][i] |= word
		}
	}
}

// Of are the characters of one font in order.
func (l *Letters) Of(f typeset.Face) []rune {
	if l[f] == nil {
		return nil
	}
	var out []rune
	for i, word := range l[f] {
		for ; word != 0; word &= word - 1 {
			out = append(out, rune(i<<6+bits.TrailingZeros64(word)))
		}
	}
	return out
}
