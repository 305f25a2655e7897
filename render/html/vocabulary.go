package html

import "slices"

// A vocabulary gives the search words of a pack numbers. It remembers which search words a word and a text have: each is taken apart once, and
// tables repeat most of theirs.
type vocabulary struct {
	words   []string         // the search words by their numbers
	numbers map[string]int32 // and back
	parts   map[string]compound
	texts   map[string][]compound
}

// A compound is a word of a text as the numbers of its search words; the first is the whole.
type compound []int32

func newVocabulary() *vocabulary {
	return &vocabulary{numbers: map[string]int32{}, parts: map[string]compound{}, texts: map[string][]compound{}}
}

// compounds are the words of a text in their order.
func (v *vocabulary) compounds(text string) []compound {
	found, ok := v.texts[text]
	if !ok {
		for word := range words(text) {
			found = append(found, v.compound(word))
		}
		v.texts[text] = found
	}
	return found
}

func (v *vocabulary) compound(word string) compound {
	found, ok := v.parts[word]
	if !ok {
		for _, token := range tokens(word) {
			if n := v.number(token); !slices.Contains(found, n) {
				found = append(found, n)
			}
		}
		v.parts[word] = found
	}
	return found
}

func (v *vocabulary) number(token string) int32 {
	n, ok := v.numbers[token]
	if !ok {
		n = int32(len(v.words))
		v.words = append(v.words, token)
		v.numbers[token] = n
	}
	return n
}
