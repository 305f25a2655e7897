package spreadsheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"portolan/render/grid"
)

// maxCell is the longest text of a cell, in UTF-16 units.
const maxCell = 32_767

// holds says why a cell cannot hold a text, or nothing.
func holds(text string) string {
	if !utf8.ValidString(text) {
		return "the text is not UTF-8"
	}
	for _, r := range text {
		if !inXML(r) {
			return fmt.Sprintf("no workbook can hold the character %U", r)
		}
	}
	if n := units(escaped(text)); n > maxCell { // the library would cut it without a word
		return fmt.Sprintf("the text has %d characters; the limit of a cell is %d", n, maxCell)
	}
	return ""
}

// inXML tells whether XML 1.0, of which workbooks are made, has a character. What it lacks would be replaced without a word.
func inXML(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < ' ', r == '\ufffe', r == '\uffff':
		return false
	}
	return true
}

// firstDay is the first that all spreadsheet programs count alike: one of them knows a 29th of February 1900. Earlier days stay text.
var firstDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)

// dayZero is the day that has the number 0, counted from firstDay backwards.
var dayZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// number is what a cell of a column that counts or dates holds. What is no number there stays text.
func number(text string, kind grid.Kind) (n int, ok bool) {
	switch kind {
	case grid.Number:
		if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text {
			return n, true
		}
	case grid.Date:
		if day, err := time.Parse(time.DateOnly, text); err == nil && !day.Before(firstDay) {
			return int(day.Sub(dayZero).Hours() / 24), true
		}
	}
	return 0, false
}

// lines divides a text as a cell shows it.
func lines(text string) []string {
	return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}

// escape is what the file format reads as the character of that number.
var escape = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escaped keeps text from being read as such escapes, in the way that the format has for it: the underscore that begins one becomes one itself. The library
// leaves that out for strings.
func escaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if text[i] == '_' && escape.MatchString(text[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
