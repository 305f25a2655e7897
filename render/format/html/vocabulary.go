package html

import "slices"

// A vocabulary gives the search words of a pack numbers. It remembers which search words a word and a text have: each is taken apart once, and
// tables repeat most of theirs.
type vocabulary struct {
	words     []string         // the search words by their numbers
	numbers   map[string]int32 // and back
	compounds map[string]span  // of words as they stand in texts: into parts
	texts     map[string]span  // into members
	parts     []int32          // the search words of each compound, the whole word first
	members   []span           // the compounds of each text
	found     []string         // room for the search words of one word
}

// A span is a piece of a list that all share: thousands of lists of their own would cost more than what is in them.
type span struct{ from, to int32 }

func newVocabulary() vocabulary {
	return vocabulary{numbers: map[string]int32{}, compounds: map[string]span{}, texts: map[string]span{}}
}

// forget makes the vocabulary new, but keeps its room.
func (v *vocabulary) forget() {
	clear(v.words)
	clear(v.found)
	clear(v.numbers)
	clear(v.compounds)
	clear(v.texts)
	v.words, v.parts, v.members = v.words[:0], v.parts[:0], v.members[:0]
}

// compoundsOf are the words of a text in their order.
func (v *vocabulary) compoundsOf(text string) []span {
	at, ok := v.texts[text]
	if !ok {
		at.from = int32(len(v.members))
		for word := range words(text) {
			v.members = append(v.members, v.compound(word))
		}
		at.to = int32(len(v.members))
		v.texts[text] = at
	}
	return v.members[at.from:at.to]
}

func (v *vocabulary) compound(word string) span {
	at, ok := v.compounds[word]
	if !ok {
		at.from = int32(len(v.parts))
		v.found = appendTokens(v.found[:0], word)
		for _, token := range v.found {
			if n := v.number(token); !slices.Contains(v.parts[at.from:], n) {
				v.parts = append(v.parts, n)
			}
		}
		at.to = int32(len(v.parts))
		v.compounds[word] = at
	}
	return at
}

// partsOf are the numbers of a compound's search words; the first is the whole.
func (v *vocabulary) partsOf(compound span) []int32 { return v.parts[compound.from:compound.to] }

func (v *vocabulary) number(token string) int32 {
	n, ok := v.numbers[token]
	if !ok {
		n = int32(len(v.words))
		v.words = append(v.words, token)
		v.numbers[token] = n
	}
	return n
}
