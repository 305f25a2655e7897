package source

import "strings"

// Lines is a text that is no TOML, such as a chapter in Markdown: its lines have places for diagnostics.
type Lines struct{ text *text }

// ReadLines reads a text within the limits of all inputs.
func ReadLines(name string, data []byte) (*Lines, Diagnostics) {
	t := &text{name: name, data: data}
	if d, ok := t.readable(); !ok {
		return nil, Diagnostics{d}
	}
	return &Lines{t}, nil
}

// Each hands on every line without its end, and a function that gives the place of a piece of it.
func (l *Lines) Each(do func(line string, at func(piece string) Position)) {
	offset := 0
	for line := range strings.SplitAfterSeq(string(l.text.data), "\n") {
		start := offset
		do(strings.TrimRight(line, "\r\n"), func(piece string) Position {
			return l.text.at(start+max(0, strings.Index(line, piece)), max(1, len([]rune(piece))))
		})
		offset += len(line)
	}
}
