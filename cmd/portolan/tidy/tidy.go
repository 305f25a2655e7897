// Package tidy writes TOML texts in the one style that sites and catalogues have. It moves nothing, keeps every comment, and changes no value: what it
// writes is read again and held against what was there.
package tidy

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"portolan/model/source"
)

// Text is a TOML text in the style; nil where it is no TOML, of which the diagnostics speak.
//
// An entry or header begins its line, with one blank on each side of "=" and none within the brackets of headers and lists. A blank line stands before each
// header, above the comments that belong to it; nowhere are there two, nor any at the beginning, at the end, or between a header and its first entry. Comments
// behind adjacent lines stand in one column, else one blank behind the line. A list stays on the lines that it is on: where there are several, its brackets
// have lines of their own, and what is between them is indented by two blanks and ends in a comma. Strings, numbers, comments and the kind of line ends are as
// they were.
func Text(name string, data []byte) ([]byte, source.Diagnostics) {
	before, found := source.ParseTables(name, data)
	if before == nil {
		return nil, found
	}
	after := []byte(tidied(string(bytes.TrimPrefix(data, []byte("\ufeff")))))
	if what := changed(before, after); what != "" {
		panic(fmt.Sprintf("%s: the style would change %s", name, what)) // a fault of the program: nothing is written
	}
	return after, nil
}

// changed names a value that a text has no longer as it was, or "".
func changed(before *source.File, text []byte) string {
	after, found := source.ParseTables(before.Name, text)
	if after == nil {
		return "all: " + found[0].What
	}
	for _, d := range source.Differences(before, after) {
		if source.Plain(d.From) != source.Plain(d.To) { // what is no number does not equal itself
			return strings.TrimPrefix(d.Part+"."+d.Key, ".")
		}
	}
	return ""
}

// A kind is that of a line.
type kind int

const (
	blank kind = iota
	comment
	header
	entry
)

// A line is a whole line of the text; an entry may take several.
type line struct {
	kind   kind
	text   string
	behind string // the comment behind it
}

// tidied is a text that is known to be TOML.
func tidied(text string) string {
	end := "\n"
	if first, _, _ := strings.Cut(text, "\n"); strings.HasSuffix(first, "\r") {
		end = "\r\n"
	}
	var b strings.Builder
	for _, l := range aligned(spaced((&reader{rest: text, end: end}).lines())) {
		b.WriteString(l + end)
	}
	return b.String()
}

// aligned are lines with the comments behind them: those of adjacent lines stand in one column.
func aligned(lines []line) []string {
	out := make([]string, len(lines))
	for i := 0; i < len(lines); {
		end, column := i, 0
		for end < len(lines) && lines[end].behind != "" {
			column = max(column, lines[end].width())
			end++
		}
		for ; i < end; i++ {
			out[i] = lines[i].text + strings.Repeat(" ", column-lines[i].width()+1) + lines[i].behind
		}
		if i < len(lines) {
			out[i] = lines[i].text
			i++
		}
	}
	return out
}

// width is that of the last line, in characters.
func (l line) width() int {
	return utf8.RuneCountInString(l.text[strings.LastIndexByte(l.text, '\n')+1:])
}

// spaced are lines with blank ones where the style has them, and nowhere else.
func spaced(lines []line) []line {
	var out []line
	for i, l := range lines {
		next := blank
		if i+1 < len(lines) {
			next = lines[i+1].kind
		}
		last := blank // as though one stood before the first
		if len(out) > 0 {
			last = out[len(out)-1].kind
		}
		switch {
		case l.kind == blank && (last == blank || next == blank || last == header && next == entry):
			continue
		case l.kind == header:
			out = opened(out)
		}
		out = append(out, l)
	}
	return out
}

// opened are lines with a blank one above the comments at their end.
func opened(lines []line) []line {
	at := len(lines)
	for at > 0 && lines[at-1].kind == comment {
		at--
	}
	if at == 0 || lines[at-1].kind == blank {
		return lines
	}
	return append(lines[:at:at], append([]line{{}}, lines[at:]...)...)
}
