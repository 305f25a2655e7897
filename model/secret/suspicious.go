package secret

import (
	"strings"
	"sync"
)

// A suspicion is the literals and words by their first three bytes, in lower case. Nearly all texts hold none of them, and one look at each byte says so.
type suspicion struct {
	marked [slots / 64]uint64
	by     map[uint][]string
	low    [256]byte // bytes in lower case
	key    [256]int8 // 0 of a byte that no key has, 1 of a letter or digit, 2 of a capital
}

// slots is the number of slots for three bytes: each is shifted by five bits, so that the fourth is out.
const slots = 1 << 15

func slot(before uint, c byte) uint { return (before<<5 ^ uint(c)) % slots }

func (s *suspicion) add(text string, third byte) {
	at := slot(slot(slot(0, lower(text[0])), lower(text[1])), lower(third))
	s.marked[at/64] |= 1 << (at % 64)
	s.by[at] = append(s.by[at], text)
}

var suspects = sync.OnceValue(func() *suspicion {
	s := &suspicion{by: map[uint][]string{}}
	for i := range 256 {
		c := byte(i)
		s.low[i] = lower(c)
		switch {
		case lower(c) != c:
			s.key[i] = 2
		case ofKey(c):
			s.key[i] = 1
		}
	}
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

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// begins reports whether a text may begin with another: a letter of another alphabet in it stands for any, for it can be the same in another case.
func begins[T string | []byte](text T, with string) bool {
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
func suspicious[T string | []byte](text T) bool {
	all := suspects()
	var at uint
	run, capitals := 0, 0
	for i := range len(text) {
		c := text[i]
		at = slot(at, all.low[c])
		if all.marked[at/64]>>(at%64)&1 == 1 && i > 1 {
			for _, suspect := range all.by[at] {
				if begins(text[i-2:], suspect) {
					return true
				}
			}
		}
		switch all.key[c] {
		case 0:
			run, capitals = 0, 0
			continue
		case 2:
			capitals++
		}
		if run++; run >= shortest && capitals >= leastKinds {
			return true
		}
	}
	return false
}
