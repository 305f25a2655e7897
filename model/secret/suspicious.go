package secret

import (
	"strings"
	"sync"
)

// suspects are the first three bytes of each literal and word, in lower case. Nearly all texts hold none of them, and one look at each byte says so.
var suspects = sync.OnceValue(func() *[1 << 15]bool {
	table := &[1 << 15]bool{}
	add := func(text string) {
		if len(text) < 3 { // whatever follows two letters
			for c := range 256 {
				table[slot(text[0], text[1], lower(byte(c)))] = true
			}
			return
		}
		table[slot(lower(text[0]), lower(text[1]), lower(text[2]))] = true
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

// suspicious reports whether a text may hold a secret.
func suspicious(text string) bool {
	table, run := suspects(), 0
	var a, b byte
	for i := 0; i < len(text); i++ {
		c := lower(text[i])
		if i > 1 && table[slot(a, b, c)] {
			return true
		}
		if ofKey(text[i]) {
			if run++; run >= shortest {
				return true
			}
		} else {
			run = 0
		}
		a, b = b, c
	}
	return false
}
