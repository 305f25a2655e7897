package source

import (
	"bytes"
	"strings"
)

// A Row is a line of a text in the simplest form of TOML: the header of a table, or a key with a text, texts, or a bare word such as a day.
type Row struct {
	Header string // between the brackets; no key then
	Key    string
	Text   string   // between quotes
	List   []string // between brackets; nil where there is none
	Bare   string
	Day    Date // that the bare word is, in the one form that days have; zero where it is none

	number int // of the line
}

// Rows hands on, one after another, the lines of a text as the program itself writes it: tables with headers, a key to a line, printable ASCII without
// escapes. A row is good until the next one, and lines that are alike share their texts. ok is false where take does not want a row, and where anything is
// written in another way, or may be a fault: such a text is for Parse, which says the same of all others.
func Rows(name string, data []byte, take func(*File, *Row) bool) (f *File, ok bool) {
	if len(data) > MaxBytes {
		return nil, false
	}
	f = &File{Name: name, data: data, text: &text{name: name, data: data}, unread: true}
	var known Alike[Row]
	rows, values, number := 0, 0, 0
	for line := range bytes.Lines(data) {
		number++
		bare, ended := bytes.CutSuffix(line, []byte("\n"))
		if !ended {
			return nil, false
		}
		if len(bare) == 0 {
			continue
		}
		row, is := known.Seek(bare)
		if !is && !row.read(string(bare)) {
			return nil, false
		}
		if row.number = number; bare[0] == '#' {
			continue
		}
		if !take(f, row) {
			return nil, false
		}
		rows++
		values += len(row.List)
	}
	return f, rows <= MaxKeys && values <= MaxValues
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

// read takes a line apart, and tells whether it is in the form of rows. A comment is an empty row.
func (r *Row) read(line string) bool {
	if *r = (Row{}); !simpleLine(line) || line[0] == '#' {
		return line[0] == '#' && simpleLine(line)
	}
	if line[0] == '[' {
		header, ok := strings.CutSuffix(line[1:], "]")
		r.Header = header
		for part := range strings.SplitSeq(header, ".") {
			ok = ok && bareWord(part)
		}
		return ok
	}
	end := bareEnd(line)
	value, ok := strings.CutPrefix(line[end:], " = ")
	if r.Key = line[:end]; !ok || end == 0 || value == "" {
		return false
	}
	switch value[0] {
	case '"':
		r.Text, value, ok = quotedText(value)
		return ok && rest(value)
	case '[':
		return r.readList(value[1:])
	}
	r.Bare, value, _ = strings.Cut(value, " ")
	if day, err := ParseDate(r.Bare); err == nil && day.String() == r.Bare {
		r.Day = day
	}
	return bareWord(r.Bare) && (value == "" || value[0] == '#')
}

// readList reads the texts of a list, and what is behind them.
func (r *Row) readList(value string) bool {
	r.List = make([]string, 0, strings.Count(value, ", ")+1)
	for {
		item, behind, ok := quotedText(value)
		if !ok {
			return false
		}
		r.List = append(r.List, item)
		if value, ok = strings.CutPrefix(behind, ", "); !ok {
			value, ok = strings.CutPrefix(behind, "]")
			return ok && rest(value)
		}
	}
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
func (f *File) HeaderAt(r *Row) Position {
	before := len("[") + strings.LastIndex(r.Header, ".") + 1
	return Position{f.text, whereOf(r.number, before+1, len("[")+len(r.Header)-before)}
}
