package secret

import (
	"slices"
	"strings"
	"sync"
)

// A suspicion is the literals and words by their first three bytes, in lower case. Nearly all texts hold none of them, and one look at each byte says so.
type suspicion struct {
	marked [1 << 15]bool
	by     map[int][]string
}

func (s *suspicion) add(text string, third byte) {
	at := slot(lower(text[0]), lower(text[1]), lower(third))
	s.marked[at] = true
	s.by[at] = append(s.by[at], text)
}

// of reports whether a text, whose first bytes are marked, may begin with a literal or a word.
func (s *suspicion) of(text string, slot int) bool {
	return slices.ContainsFunc(s.by[slot], func(suspect string) bool { return begins(text, suspect) })
}

var suspects = sync.OnceValue(func() *suspicion {
	s := &suspicion{by: map[int][]string{}}
	add := func(text string) {
		if len(text) > 2 {
			s.add(text, text[2])
			return
		}
		for c := range 256 { // whatever follows two letters
			s.add(text, byte(c))
		}
	}
	for _, k := range kinds() {
		for _, literal := range k.literals {
			add(literal)
		}
	}
	for _, w := range words {
		add(w)
		add(strings.ToUpper(w)) // of other alphabets, whose capitals have other bytes
	}
	add("://")
	return s
})

func slot(a, b, c byte) int { return (int(a)*0x1f1f ^ int(b)*0x2b3 ^ int(c)*0x35) & (1<<15 - 1) }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// begins reports whether a text may begin with another: a letter of another alphabet in it stands for any, for it can be the same in another case.
func begins(text, with string) bool {
	for i := range len(with) {
		switch {
		case i >= len(text):
			return false
		case text[i] >= 0x80:
			return true
		case lower(text[i]) != lower(with[i]):
			return false
		}
	}
	return true
}

// suspicious reports whether a text may hold a secret: a literal, a word, or what chance may have written.
func suspicious(text string) bool {
	all, run, capitals := suspects(), 0, 0
	var a, b byte
	for i := range len(text) {
		c := lower(text[i])
		if at := slot(a, b, c); all.marked[at] && i > 1 && all.of(text[i-2:], at) {
			return true
		}
		switch {
		case !ofKey(text[i]):
			run, capitals = 0, 0
		case c != text[i]:
			capitals++
			fallthrough
		default:
			if run++; run >= shortest && capitals >= leastKinds {
				return true
			}
		}
		a, b = b, c
	}
	return false
}
