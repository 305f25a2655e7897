package rewrite

import (
	"regexp"
	"strings"

	"portolan/model/source"
)

// A statement is a part of a text that is changed as a whole: a key with its value, which may take several lines, a header, or a line
// of neither.
type statement struct {
	text    string // with its line end
	key     string // of a key with a value
	comment string // behind a value, with the blanks before it
	inside  string // comments between the brackets of a value, each on a line
}

var (
	keyPattern    = regexp.MustCompile(`^[ \t]*([A-Za-z0-9_-]+)[ \t]*=`)
	headerPattern = regexp.MustCompile(`^[ \t]*(\[?)\[([^\[\]]+)\]`)
	spaceOrQuote  = strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "")
)

// bare is a header without spaces and quotes, by which it is found however it is written.
func bare(header string) string { return spaceOrQuote.Replace(header) }

// next is the first statement of a text, and of a header what it opens.
func next(text string) (s statement, header string, list bool) {
	end := lineEnd(text, 0)
	if m := keyPattern.FindStringSubmatch(text[:end]); m != nil {
		value, inside := valueEnd(text, len(m[0]))
		end = lineEnd(text, value)
		blank := len(strings.TrimRight(text[:value], " \t"))
		s.key, s.comment, s.inside = m[1], strings.TrimRight(text[blank:end], " \t\r\n"), inside
	} else if m := headerPattern.FindStringSubmatch(text[:end]); m != nil {
		header, list = bare(m[2]), m[1] != ""
	}
	s.text = text[:end]
	return s, header, list
}

// lineEnd is where the line of an offset ends, behind its line feed.
func lineEnd(text string, from int) int {
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i + 1
	}
	return len(text)
}

// valueEnd is where the value ends that begins at an offset: at the end of its line or at a comment, but not inside a string or brackets.
// Comments in brackets are handed back.
func valueEnd(text string, from int) (end int, inside string) {
	depth := 0
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i += source.QuotedEnd(text[i:]) - 1
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == '#' && depth > 0:
			inside += text[i:lineEnd(text, i)]
			i = lineEnd(text, i) - 1
		case c == '#' || c == '\n' && depth <= 0:
			return i, inside
		}
	}
	return len(text), inside
}
