package secret

import (
	"strings"
	"sync"
)

// suspects are the literals and words by their first three bytes, in lower case. Nearly all texts hold none of them, and one look at each byte says so.
var suspects = sync.OnceValue(func() *[1 << 15][]string {
	table := &[1 << 15][]string{}
	add := func(text string) {
		if len(text) < 3 { // whatever follows two letters
			for c := range 256 {
				at := slot(text[0], text[1], lower(byte(c)))
				table[at] = append(table[at], text)
			}
			return
		}
		at := slot(lower(text[0]), lower(text[1]), lower(text[2]))
		table[at] = append(table[at], text)
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
	return table
})

func slot(a, b, c byte) int { return (int(a)*0x1f1f ^ int(b)*0x2b3 ^ int(c)*0x35) & (1<<15 - 1) }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// begins reports whether a text may begin with another: a letter of another alphabet stands for any, for it can be the same in another case.
func begins(text, with string) bool {
	for i := range len(with) {
		switch {
		case i >= len(text):
			return false
		case text[i] >= 0x80 || with[i] >= 0x80:
			return true
		case lower(text[i]) != lower(with[i]):
			return false
		}
	}
	return true
}

// suspicious reports whether a text may hold a secret: a literal, a word, or what chance may have written.
func suspicious(text string) bool {
	table, run, capitals := suspects(), 0, 0
	var a, b byte
	for i := range len(text) {
		c := lower(text[i])
		if i > 1 {
			for _, suspect := range table[slot(a, b, c)] {
				if begins(text[i-2:], suspect) {
					return true
				}
			}
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
