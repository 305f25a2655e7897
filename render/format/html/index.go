package html

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// An index is written as it grows: each unit when it is complete, then the words, then what is known of the pages.
type index struct {
	out     []byte
	units   int
	words   vocabulary
	entries []entry  // of all words
	chains  []chain  // the entries of each word, by its number
	weights []uint8  // of each word in the present unit, by its number
	weighed []int32  // the words that have a weight there
	unit    openUnit // the present one
	said    table    // the texts of all units
}

// A table has each text once, in the order in which they came.
type table struct {
	numbers map[string]int
	out     []byte // as JSON
}

// number is that of a text.
func (t *table) number(text []byte) int64 {
	n, known := t.numbers[string(text)]
	if !known {
		n = len(t.numbers)
		t.numbers[string(text)] = n
		if n > 0 {
			t.out = append(t.out, ',')
		}
		t.out = appendJSON(t.out, text)
	}
	return int64(n)
}

// indexes are room to make indexes in.
var indexes = sync.Pool{New: func() any { return &index{words: newVocabulary(), said: table{numbers: map[string]int{}}} }}

// forget makes the index new, but keeps its room.
func (x *index) forget() {
	x.words.forget()
	clear(x.said.numbers)
	x.said.out = x.said.out[:0]
	clear(x.chains)
	clear(x.weights)
	x.unit.heading, x.unit.anchor = "", ""
	x.out, x.units, x.entries, x.chains, x.weights, x.weighed = x.out[:0], 0, x.entries[:0], x.chains[:0], x.weights[:0], x.weighed[:0]
}

// An openUnit is a section of a page that is not complete.
type openUnit struct {
	page            int
	kind            int // of a row that is a result of its own, counted from 1
	heading, anchor string
	parts           []byte // as JSON
	line            []byte // the text of the part that is being put together
}

// An entry says that a word stands in a unit.
type entry struct {
	unit, weight int32
	next         int32 // the word's next entry
}

// A chain is where the entries of a word begin and end; both count from 1.
type chain struct{ first, last int32 }

func (x *index) begin() { x.out = append(x.out, `{"units":[`...) }

func (x *index) separate(n int) {
	if n > 0 {
		x.out = append(x.out, ',')
	}
}

// open begins a unit.
func (x *index) open(page int, heading, anchor string) {
	x.unit = openUnit{page: page, heading: heading, anchor: anchor, parts: x.unit.parts[:0], line: x.unit.line[:0]}
	x.weigh(heading, weightHeading)
	if !strings.Contains(heading, " ") { // what has one word for a title is about that
		x.weigh(heading, weightFact)
	}
	if first, _, _ := strings.Cut(heading, " "); strings.ContainsAny(first, digits) { // the id of what the section is about
		x.name(first)
	}
}

const digits = "0123456789"

// weigh records the words of a text; a word keeps the highest weight it gets.
func (x *index) weigh(text string, weight uint8) {
	for _, compound := range x.words.compoundsOf(text) {
		for _, word := range x.words.partsOf(compound) {
			x.raise(word, weight)
		}
	}
}

// name records what a page or row is known by: the words of the whole name, and below them their parts.
func (x *index) name(text string) {
	for _, compound := range x.words.compoundsOf(text) {
		for i, word := range x.words.partsOf(compound) {
			if i == 0 {
				x.raise(word, weightName)
			} else {
				x.raise(word, weightTitle)
			}
		}
	}
}

// exact records texts that are looked for as they are: ports, addresses, names that are more than a word. Their parts weigh as text, but for the
// number of a word with a number ("tcp/443").
func (x *index) exact(text string, weight uint8) {
	const wordWithNumber = 3
	for _, compound := range x.words.compoundsOf(text) {
		parts := x.words.partsOf(compound)
		if strings.ContainsAny(x.words.words[parts[0]], joints+digits) {
			x.raise(parts[0], weight)
		} else {
			x.raise(parts[0], weightHeading)
		}
		for i, word := range parts[1:] {
			x.raise(word, weightText)
			if last := i == len(parts)-2; last && len(parts) == wordWithNumber && strings.Trim(x.words.words[word], digits) == "" {
				x.raise(word, weight)
			}
		}
	}
}

func (x *index) raise(word int32, weight uint8) {
	for len(x.weights) <= int(word) {
		x.weights = append(x.weights, 0)
	}
	if x.weights[word] == 0 {
		x.weighed = append(x.weighed, word)
	}
	x.weights[word] = max(x.weights[word], weight)
}

// add adds a part to the unit: texts that a hit shows, with the place that it leads to.
func (x *index) add(anchor string, texts ...string) {
	u := &x.unit
	before := len(u.parts)
	for _, text := range texts {
		u.line = u.line[:0]
		if spaced(text) {
			u.line = append(u.line, text...)
		} else {
			for word := range strings.FieldsSeq(text) {
				u.line = appendWord(u.line, word)
			}
		}
		if len(u.line) == 0 {
			continue
		}
		if len(u.parts) == before {
			if before > 0 {
				u.parts = append(u.parts, ',')
			}
			u.parts = strconv.AppendInt(append(u.parts, '['), x.said.number([]byte(cmp.Or(anchor, u.anchor))), 10)
		}
		u.parts = strconv.AppendInt(append(u.parts, ','), x.said.number(u.line), 10)
	}
	if len(u.parts) > before {
		u.parts = append(u.parts, ']')
	}
}

// spaced tells of most texts that one space between words is all the room that is in them.
func spaced(text string) bool {
	last := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' '
}

func appendWord(line []byte, word string) []byte {
	if len(line) > 0 {
		line = append(line, ' ')
	}
	return append(line, word...)
}

// close ends a unit. One without a word is left out.
func (x *index) close() {
	u := &x.unit
	if len(u.parts) == 0 {
		x.add(u.anchor, u.heading)
	}
	if len(u.parts) > 0 {
		x.separate(x.units)
		x.out = strconv.AppendInt(append(x.out, '['), int64(u.page), 10)
		x.out = strconv.AppendInt(append(x.out, ','), x.said.number([]byte(u.heading)), 10)
		x.out = append(append(append(x.out, `,[`...), u.parts...), ']')
		if u.kind > 0 {
			x.out = strconv.AppendInt(append(x.out, ','), int64(u.kind-1), 10)
		}
		x.out = append(x.out, ']')
	}
	for _, word := range x.weighed {
		if len(u.parts) > 0 {
			x.enter(word, x.weights[word])
		}
		x.weights[word] = 0
	}
	x.weighed = x.weighed[:0]
	if len(u.parts) > 0 {
		x.units++
	}
}

func (x *index) enter(word int32, weight uint8) {
	for len(x.chains) <= int(word) {
		x.chains = append(x.chains, chain{})
	}
	x.entries = append(x.entries, entry{unit: int32(x.units), weight: int32(weight)})
	c, at := &x.chains[word], int32(len(x.entries))
	if c.first == 0 {
		c.first = at
	} else {
		x.entries[c.last-1].next = at
	}
	c.last = at
}

// terms writes the texts, and the words in order, each with its units.
func (x *index) terms() {
	x.out = append(append(append(x.out, `],"texts":[`...), x.said.out...), `],"terms":{`...)
	first := true
	for _, word := range x.inOrder() {
		if !first {
			x.out = append(x.out, ',')
		}
		first = false
		x.out = append(appendJSON(x.out, x.words.words[word]), ':', '"')
		x.entriesOf(word)
		x.out = append(x.out, '"')
	}
	x.out = append(x.out, '}')
}

// inOrder are the numbers of the words that stand somewhere, sorted by their text.
func (x *index) inOrder() []int32 {
	var order []int32
	for word := range x.chains {
		if x.chains[word].first > 0 {
			order = append(order, int32(word))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(x.words.words[a], x.words.words[b]) })
	return order
}

func (x *index) entriesOf(word int32) {
	before := int32(0)
	for at := x.chains[word].first; at > 0; {
		e := x.entries[at-1]
		x.out = appendPlace(x.out, int(e.unit-before), int(e.weight))
		before, at = e.unit, e.next
	}
}

// placeDigits are those of numbers in base 32, the lowest first: the first half ends a number, behind one of the other half the number goes on.
const placeDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"

// appendPlace writes how many units further a word stands, and its weight there: most are two digits.
func appendPlace(out []byte, further, weight int) []byte {
	const base, weights = len(placeDigits) / 2, weightName
	n := further*weights + weight - 1
	for ; n >= base; n /= base {
		out = append(out, placeDigits[base+n%base])
	}
	return append(out, placeDigits[n])
}
