package source

import "strings"

// A Row is a line of a text in the simplest form of TOML: the header of a table, or a key with a text, texts, or a bare word such as a day.
type Row struct {
	Header string // between the brackets; no key then
	Key    string
	Text   string   // between quotes
	List   []string // between brackets; nil where there is none
	Bare   string

	number int // of the line
}

// Rows hands on, one after another, the lines of a text as the program itself writes it: tables with headers, a key to a line, printable ASCII without
// escapes. ok is false where take does not want a row, and where anything is written in another way, or may be a fault: such a text is for Parse, which says
// the same of all others.
func Rows(name string, data []byte, take func(*File, Row) bool) (f *File, ok bool) {
	if len(data) > MaxBytes {
		return nil, false
	}
	f = &File{Name: name, data: data, text: &text{name: name, data: data}, unread: true}
	whole := string(data)
	rows, lists := 0, make([]string, 0, strings.Count(whole, ", ")+strings.Count(whole, "["))
	for at, number := 0, 1; at < len(whole); number++ {
		line, _, ended := strings.Cut(whole[at:], "\n")
		if !ended || !simpleLine(line) {
			return nil, false
		}
		if at += len(line) + 1; line == "" || line[0] == '#' {
			continue
		}
		row := Row{number: number}
		if lists, ok = row.read(line, lists); !ok || !take(f, row) {
			return nil, false
		}
		rows++
	}
	return f, rows <= MaxKeys && len(lists) <= MaxValues
}

// simpleLine tells whether a line holds nothing but printable ASCII, and no escape.
func simpleLine(line string) bool {
	for i := range len(line) {
		if c := line[i]; c < ' ' || c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

// read takes a line apart. The texts of a list become the end of those of all lists.
func (r *Row) read(line string, lists []string) ([]string, bool) {
	if line[0] == '[' {
		header, ok := strings.CutSuffix(line[1:], "]")
		r.Header = header
		for part := range strings.SplitSeq(header, ".") {
			ok = ok && bareWord(part)
		}
		return lists, ok
	}
	end := bareEnd(line)
	value, ok := strings.CutPrefix(line[end:], " = ")
	if r.Key = line[:end]; !ok || end == 0 || value == "" {
		return lists, false
	}
	switch value[0] {
	case '"':
		r.Text, value, ok = quotedText(value)
		return lists, ok && rest(value)
	case '[':
		before := len(lists)
		for value = value[1:]; ok; value = value[2:] {
			var item string
			if item, value, ok = quotedText(value); !ok {
				return lists, false
			}
			if lists = append(lists, item); !strings.HasPrefix(value, ", ") {
				break
			}
		}
		r.List = lists[before:len(lists):len(lists)]
		value, ok = strings.CutPrefix(value, "]")
		return lists, ok && rest(value)
	}
	r.Bare, value, _ = strings.Cut(value, " ")
	return lists, bareWord(r.Bare) && (value == "" || value[0] == '#')
}

// quotedText is the text that stands between quotes, and what is behind it. One that is not empty has no second meaning: """ opens a longer text.
func quotedText(s string) (text, behind string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	text, behind, ok = strings.Cut(s[1:], `"`)
	return text, behind, ok && text != ""
}

// rest tells whether nothing but a comment is left of a line.
func rest(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s == "" || s[0] == '#'
}

// bareWord tells whether a word is one as keys are without quotes.
func bareWord(s string) bool { return s != "" && bareEnd(s) == len(s) }

// bareEnd is the length of the word at the head of a text that needs no quotes.
func bareEnd(s string) int {
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return i
		}
	}
	return len(s)
}

// HeaderAt is the place of the last part of a header.
func (f *File) HeaderAt(r Row) Position {
	before := len("[") + strings.LastIndex(r.Header, ".") + 1
	return Position{f.text, whereOf(r.number, before+1, len("[")+len(r.Header)-before)}
}

// Day is a bare word as a day, in the one form that days have.
func (r Row) Day() (Date, bool) {
	day, err := ParseDate(r.Bare)
	return day, err == nil && day.String() == r.Bare
}
