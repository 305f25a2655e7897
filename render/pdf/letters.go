package pdf

import "math/bits"

// letters are the characters that are shown in each font. Only characters of the first plane can be set. They belong to one worker, and are
// added up when all are done.
type letters [faceCount]*[1 << 16 / 64]uint64

func (l *letters) show(f face, text string) {
	if l[f] == nil {
		l[f] = new([1 << 16 / 64]uint64)
	}
	for _, r := range text {
		l[f][r>>6&1023] |= 1 << (r & 63)
	}
}

// add takes over the characters of others.
func (l *letters) add(others letters) {
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

// of are the characters of one font in order.
func (l *letters) of(f face) []rune {
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
