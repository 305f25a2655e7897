package source

import (
	"bytes"
	"io/fs"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// text is a source text that can tell places.
type text struct {
	name   string
	unseen bool // only its name is known, or may be shown
	data   []byte
	files  fs.FS // where data is read at first use; nil where it is at hand
	once   sync.Once
	lines  []int // offsets of line starts, filled at first use
	runes  []int // characters before every span-th byte, so that columns of very long lines are not counted from the line's start
}

// span is the distance of two marks in text.runes.
const span = 1024

// positionOf is the position of a place; no place has none.
func (t *text) positionOf(p place) Position {
	if p.length == 0 {
		return Position{}
	}
	return t.at(p.offset, p.length)
}

// at is the position of a byte offset; width is in bytes.
func (t *text) at(offset, width int) Position {
	t.findLines()
	offset = min(max(offset, 0), len(t.data))
	i := sort.SearchInts(t.lines, offset+1) - 1
	end := min(len(t.data), offset+width)
	thing := t.data[offset:end]
	if n := bytes.IndexByte(thing, '\n'); n >= 0 {
		thing = bytes.TrimSuffix(thing[:n], []byte("\r"))
	}
	return Position{t, whereOf(i+1, t.runesBetween(t.lines[i], offset)+1, max(1, utf8.RuneCount(thing)))}
}

// offsetOf is where in bytes a place begins. Of a very long line it begins to count at the mark before the place.
func (t *text) offsetOf(p Position) int {
	t.findLines()
	at, before := t.lines[p.Line()-1], p.Col()-1
	if before >= span {
		before += t.runesBefore(at)
		mark := sort.SearchInts(t.runes, before+1) - 1
		at, before = mark*span, before-t.runes[mark]
	}
	for ; at < len(t.data) && (before > 0 || !utf8.RuneStart(t.data[at])); at++ {
		if utf8.RuneStart(t.data[at]) {
			before--
		}
	}
	return at
}

func (t *text) runesBetween(from, to int) int {
	if to-from < span {
		return utf8.RuneCount(t.data[from:to])
	}
	return t.runesBefore(to) - t.runesBefore(from)
}

func (t *text) runesBefore(offset int) int {
	mark := offset / span
	return t.runes[mark] + runeStarts(t.data[mark*span:offset])
}

// runeStarts counts characters by their first bytes, so that a cut in the middle of one does no harm.
func runeStarts(data []byte) int {
	n := 0
	for _, c := range data {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

func (t *text) line(number int) string {
	t.findLines()
	if number < 1 || number > len(t.lines) {
		return ""
	}
	line := t.data[t.lines[number-1]:]
	if number < len(t.lines) {
		line = t.data[t.lines[number-1] : t.lines[number]-1]
	}
	return strings.ToValidUTF8(strings.TrimSuffix(string(line), "\r"), "?")
}

// near is the part of the line at a place that may be shown, and more.
func (t *text) near(p Position) string {
	const width = 4096
	t.findLines()
	if p.Line() < 1 || p.Line() > len(t.lines) {
		return ""
	}
	from, to := t.lines[p.Line()-1], len(t.data)
	if p.Line() < len(t.lines) {
		to = t.lines[p.Line()] - 1
	}
	if at := min(max(t.offsetOf(p), from), to); to-from > width {
		from = max(from, min(at-width/2, to-width))
		to = min(to, from+width)
	}
	return strings.ToValidUTF8(strings.TrimSuffix(string(t.data[from:to]), "\r"), "?")
}

func (t *text) findLines() { t.once.Do(t.readLines) }

func (t *text) readLines() {
	if t.files != nil {
		data, _ := fs.ReadFile(t.files, t.name) // which is part of the program
		t.data, t.files = bytes.TrimPrefix(data, []byte(byteOrderMark)), nil
	}
	t.lines = make([]int, 1, bytes.Count(t.data, []byte("\n"))+1)
	for i := 0; i < len(t.data); i++ {
		n := bytes.IndexByte(t.data[i:], '\n')
		if n < 0 {
			break
		}
		i += n
		t.lines = append(t.lines, i+1)
	}
	t.runes = make([]int, 1, len(t.data)/span+1)
	for end := span; end <= len(t.data); end += span {
		t.runes = append(t.runes, t.runes[len(t.runes)-1]+runeStarts(t.data[end-span:end]))
	}
}
