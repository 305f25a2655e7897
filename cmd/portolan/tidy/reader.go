package tidy

import (
	"strings"

	"portolan/model/source"
)

// A reader takes a text apart from its beginning.
type reader struct {
	rest string
	end  string // of a line
}

func (r *reader) lines() []line {
	var out []line
	for r.skip(); r.rest != ""; r.skip() {
		switch {
		case r.newline():
			out = append(out, line{})
			continue
		case r.rest[0] == '#':
			out = append(out, line{kind: comment, text: r.comment()})
		case r.rest[0] == '[':
			out = append(out, line{header, r.header(), r.behind()})
		default:
			out = append(out, line{entry, r.entry(""), r.behind()})
		}
		r.newline()
	}
	return out
}

// skip goes on behind blanks and tabs.
func (r *reader) skip() { r.rest = strings.TrimLeft(r.rest, " \t") }

// take is the next so many bytes.
func (r *reader) take(n int) string {
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// sign goes on behind a sign, if it comes next.
func (r *reader) sign(c byte) bool {
	r.skip()
	if r.rest == "" || r.rest[0] != c {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

// newline goes on behind the end of a line, if it comes next.
func (r *reader) newline() bool {
	rest := strings.TrimPrefix(r.rest, "\r")
	if rest == "" || rest[0] != '\n' {
		return false
	}
	r.rest = rest[1:]
	return true
}

// comment is the rest of a line.
func (r *reader) comment() string {
	n := strings.IndexByte(r.rest, '\n')
	if n < 0 {
		n = len(r.rest)
	}
	return strings.TrimRight(r.take(n), " \t\r")
}

// behind is the comment that comes next on a line, or "".
func (r *reader) behind() string {
	if r.skip(); strings.HasPrefix(r.rest, "#") {
		return r.comment()
	}
	return ""
}

// header is that of a table, or of one of several.
func (r *reader) header() string {
	r.sign('[')
	if strings.HasPrefix(r.rest, "[") {
		return "[" + r.header() + r.closing()
	}
	name := r.key()
	return "[" + name + r.closing()
}

func (r *reader) closing() string {
	r.sign(']')
	return "]"
}

// key is one with all its parts.
func (r *reader) key() string {
	var parts []string
	for {
		r.skip()
		parts = append(parts, r.word(".=]"))
		if !r.sign('.') {
			return strings.Join(parts, ".")
		}
	}
}

// word is a quoted text, or what comes before one of the signs.
func (r *reader) word(before string) string {
	if n := source.QuotedEnd(r.rest); n > 0 {
		return r.take(n)
	}
	n := strings.IndexAny(r.rest, before+"\n#")
	if n < 0 {
		n = len(r.rest)
	}
	return strings.TrimRight(r.take(n), " \t\r")
}

// entry is a key with its value. A list that stands within it on several lines is indented by more than the entry is.
func (r *reader) entry(indent string) string {
	key := r.key()
	r.sign('=')
	r.skip()
	return key + " = " + r.value(indent)
}

func (r *reader) value(indent string) string {
	switch r.rest[0] {
	case '[':
		return r.list(indent)
	case '{':
		return r.table(indent)
	}
	return r.word(",]}")
}

// table is one in braces.
func (r *reader) table(indent string) string {
	r.sign('{')
	inside, several := r.rowsTo('}', indent, r.entry)
	if !several && inside != "" {
		inside = " " + inside + " "
	}
	return "{" + inside + "}"
}

func (r *reader) list(indent string) string {
	r.sign('[')
	inside, _ := r.rowsTo(']', indent, r.value)
	return "[" + inside + "]"
}

// rowsTo is what stands before a closing bracket, on the lines that it is on, and whether these are several.
func (r *reader) rowsTo(closing byte, indent string, next func(indent string) string) (inside string, several bool) {
	inner := indent
	if several = broken(r.rest); several {
		inner += "  "
	}
	var rows []line
	row := line{}
	for !r.sign(closing) {
		switch {
		case r.newline():
			rows = append(rows, row)
			row = line{}
		case r.rest[0] == '#' && row.text == "":
			row = line{kind: comment, text: r.comment()}
		case r.rest[0] == '#':
			row.behind = r.comment()
		default:
			row.kind = entry
			row.text = strings.TrimPrefix(row.text+" ", " ") + next(inner) + ","
			r.comma()
		}
	}
	if !several {
		return strings.TrimSuffix(row.text, ","), false
	}
	if inside = r.rows(append(rows, row), inner); inside == "" {
		return "", false
	}
	return r.end + inside + indent, true
}

// broken reports whether a line ends between the bracket before a text and the one that closes it, but for what is in other brackets and in texts.
func broken(text string) bool {
	depth := 0
	for at := 0; ; at++ {
		switch text[at] {
		case '"', '\'':
			at += source.QuotedEnd(text[at:]) - 1
		case '#':
			at += strings.IndexByte(text[at:], '\n') - 1
		case '[', '{':
			depth++
		case '\n':
			if depth == 0 {
				return true
			}
		case ']', '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
}

// comma goes on behind the comma of a value. It may stand on a later line, even behind comments, which stay where they are.
func (r *reader) comma() {
	if r.sign(',') {
		return
	}
	at := 0
	for at < len(r.rest) && strings.IndexByte(" \t\r\n#", r.rest[at]) >= 0 {
		if r.rest[at] == '#' {
			for at < len(r.rest) && r.rest[at] != '\n' {
				at++
			}
			continue
		}
		at++
	}
	if at < len(r.rest) && r.rest[at] == ',' {
		r.rest = r.rest[:at] + r.rest[at+1:]
	}
}

// rows are the lines of a list, with no more than one blank line between two, and none at its ends.
func (r *reader) rows(rows []line, indent string) string {
	var b strings.Builder
	for _, row := range aligned(spaced(rows)) {
		if row != "" {
			row = indent + row
		}
		b.WriteString(row + r.end)
	}
	return b.String()
}
