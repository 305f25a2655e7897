package shell

import "unicode"

// A place is where a value stands in a command.
type place struct {
	kind  kind
	why   string // why not every value can stand here
	after rune   // the written character behind it, 0 at the end
	// Of PowerShell: the value goes to a program, not to a command of the shell; it follows an option such as -U.
	program, option bool
	// Of psql: the line is a command of psql itself.
	meta bool
}

type kind int

const (
	bare kind = iota
	single
	double
	literal // text between marks of its own, taken as it stands
	open    // the same, but variables count
	comment
)

const (
	whyGlued    = "a value next to other text must be written between quotes, with the whole word"
	whyVariable = "a value behind a variable would become part of its name; write ${name}"
	whyHere     = "a value cannot be filled into a here-document"
	whyDollar   = "a value cannot be filled in between dollar quotes"
	whyEscapes  = "a value cannot be filled into a text with escapes of its own"
	whyBackquo  = "a value cannot be filled in between backquotes; write $(...)"
)

// text is the written text while it is scanned.
type text struct {
	runes  []rune
	at     int
	places []place
}

// write begins with the characters of a command, with a mark for each value. It ends with the first character behind the last value: where values
// stand does not hang on what follows.
func (t *text) write(pieces []Piece) {
	t.runes, t.at, t.places = t.runes[:0], 0, t.places[:0]
	values := 0
	for _, p := range pieces {
		if p.Value {
			values++
		}
	}
	for _, p := range pieces {
		if p.Value {
			t.runes, values = append(t.runes, mark), values-1
			continue
		}
		for _, r := range p.Text {
			if t.runes = append(t.runes, r); values == 0 {
				return
			}
		}
	}
}

func (t *text) done() bool { return t.at >= len(t.runes) }

// peek is the character so many places on; 0 beyond the ends.
func (t *text) peek(by int) rune {
	if i := t.at + by; i >= 0 && i < len(t.runes) {
		return t.runes[i]
	}
	return 0
}

// starts tells whether a word stands here.
func (t *text) starts(word string) bool {
	for i, r := range []rune(word) {
		if t.peek(i) != r {
			return false
		}
	}
	return true
}

// take notes a value.
func (t *text) take(p place) {
	p.after = t.peek(1)
	t.places = append(t.places, p)
	t.at++
}

// glued tells whether a value is a part of a word, with text before or behind it that is none of the ends of words.
func (t *text) glued(ends string) bool {
	return !isEnd(t.peek(-1), ends) || !isEnd(t.peek(1), ends)
}

func isEnd(r rune, ends string) bool {
	if r == 0 || unicode.IsSpace(r) {
		return true
	}
	for _, e := range ends {
		if e == r {
			return true
		}
	}
	return false
}

// behindVariable tells whether the text before a value is "$name", which would swallow it.
func (t *text) behindVariable() bool {
	i := -1
	for isNameRune(t.peek(i)) || t.peek(i) == ':' {
		i--
	}
	return i < -1 && t.peek(i) == '$' && t.peek(i-1) != '`' && t.peek(i-1) != '\\'
}

func isNameRune(r rune) bool {
	return r == '_' || r > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// scanPlain is for languages in which every place is like every other.
func scanPlain(t *text) {
	for !t.done() {
		if t.peek(0) == mark {
			t.take(place{})
		} else {
			t.at++
		}
	}
}
