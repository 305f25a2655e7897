package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"portolan/model/source"
)

// A Cell is one of a table.
type Cell struct {
	Text  string
	At    source.Position
	Fault string // why its text cannot be taken: it is a formula
}

// A Table is a list as rows, the first with the headings of its columns.
type Table struct {
	Name string
	Rows [][]Cell
	Said []string
}

// separators are what divides columns, the likeliest first.
var separators = []rune{';', ',', '\t', '|'}

var separatorLine = regexp.MustCompile(`^sep=(.)\r?\n`)

// CSV reads a table as text. A separator of 0 is found out. Places are those of the file, in lines and characters.
func CSV(name string, data []byte, separator rune) (*Table, source.Diagnostics) {
	t := &Table{Name: name}
	text, encoding, err := decoded(data)
	if err != nil {
		return nil, source.Diagnostics{fault("M01", source.OfFile(name), "save the list as CSV in UTF-8", "the list cannot be read: "+err.Error())}
	}
	line := 0
	if m := separatorLine.FindStringSubmatch(text); m != nil { // as spreadsheet programs write it
		line, text = 1, text[len(m[0]):]
		if separator == 0 {
			separator, _ = utf8.DecodeRuneInString(m[1])
		}
	}
	if separator == 0 {
		separator = separatorOf(text)
	}
	t.Said = []string{fmt.Sprintf("%s, columns separated by %s", encoding, map[rune]string{'\t': "tabs"}[separator]+strings.Trim(fmt.Sprintf("%q", separator), `'\t`))}
	found := t.read(text, separator, line)
	if found.HasErrors() {
		return nil, found
	}
	return t, found
}

func (t *Table) read(text string, separator rune, above int) source.Diagnostics {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, separator
	lines, whole := strings.Split(text, "\n"), source.OfFile(t.Name)
	for {
		fields, err := r.Read()
		if err == io.EOF {
			return nil
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			at := whole.To(above+broken.Line, broken.Column, 1)
			if broken.StartLine != broken.Line { // the quote that is not closed stands in the row's first line
				at = whole.To(above+broken.StartLine, 1, 1)
			}
			return source.Diagnostics{fault("M01", at, "close the quotes of the row; a quote in a quoted cell is written twice", "the list cannot be read: "+broken.Err.Error())}
		}
		if err != nil {
			return source.Diagnostics{fault("M01", whole, "", "the list cannot be read: "+err.Error())}
		}
		var row []Cell
		for i, field := range fields {
			at, column := r.FieldPos(i)
			before := lines[at-1]
			before = before[:min(len(before), column-1)]
			row = append(row, Cell{Text: strings.TrimSpace(field), At: whole.To(above+at, utf8.RuneCountInString(before)+1, max(1, utf8.RuneCountInString(field)))})
		}
		if found := t.Append(row); found.HasErrors() {
			return found
		}
	}
}

// Append adds a row within the limits.
func (t *Table) Append(row []Cell) source.Diagnostics {
	t.Rows = append(t.Rows, row)
	if d, ok := t.bearable(row); !ok {
		return source.Diagnostics{d}
	}
	return nil
}

func (t *Table) bearable(row []Cell) (source.Diagnostic, bool) {
	const help = "a list of this size is none of the hosts of one site; leave out what does not belong to it"
	at := source.OfFile(t.Name)
	if len(row) > 0 {
		at = row[0].At
	}
	switch {
	case len(t.Rows) > mostRows:
		return fault("M01", at, help, fmt.Sprintf("the list cannot be read: it has more than %d rows", mostRows)), false
	case len(row) > mostColumns:
		return fault("M01", at, help, fmt.Sprintf("the list cannot be read: it has more than %d columns", mostColumns)), false
	}
	for _, c := range row {
		if len(c.Text) > mostCell {
			return fault("M01", c.At, help, fmt.Sprintf("the list cannot be read: a cell has more than %d bytes", mostCell)), false
		}
	}
	return source.Diagnostic{}, true
}

// decoded is a text in UTF-8, and what it was in: UTF-8 or UTF-16 with or without a mark, else the code page that Western Windows saves lists in.
func decoded(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wide(data), "UTF-16", nil
	case bytes.IndexByte(data, 0) >= 0:
		return "", "", errors.New("it is no text")
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data), "UTF-8", nil
	}
	var b strings.Builder
	for i, c := range data {
		r := rune(c)
		if c >= 0x80 && c < 0xA0 {
			if r = windows1252[c-0x80]; r == 0 {
				return "", "", fmt.Errorf("byte %d is neither UTF-8 nor Windows-1252", i+1)
			}
		}
		b.WriteRune(r)
	}
	return b.String(), "Windows-1252", nil
}

// windows1252 are the characters of the code page from 0x80 to 0x9F; 0 where it has none. All others are as in Latin-1.
var windows1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0, 0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

func wide(data []byte) string {
	big := data[0] == 0xfe
	var units []uint16
	for i := 2; i+1 < len(data); i += 2 {
		unit := uint16(data[i]) | uint16(data[i+1])<<8
		if big {
			unit = unit<<8 | unit>>8
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// separatorOf is what most divides the first line that has something, outside quotes.
func separatorOf(text string) rune {
	counts, quoted, some := map[rune]int{}, false, false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted && some {
			break
		}
		if !quoted {
			counts[r]++
		}
		some = some || r > ' '
	}
	best := ','
	for _, s := range separators {
		if counts[s] > counts[best] {
			best = s
		}
	}
	return best
}
