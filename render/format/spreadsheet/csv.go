// Package spreadsheet prints rows as files that spreadsheet programs open. No cell of it becomes a formula there.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Sheet is a table of plain text.
type Sheet struct {
	Columns []string
	Rows    [][]string
}

// CSV prints a sheet as RFC 4180 with a byte order mark, by which spreadsheet programs recognise UTF-8. A text that the format cannot hold
// is a *Fault: what is not UTF-8, and control characters, of which the format has only the end of a line and some programs none.
func CSV(s Sheet) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for i, row := range append([][]string{s.Columns}, s.Rows...) {
		if len(row) != len(s.Columns) {
			return nil, fmt.Errorf("row %d has %d cells, not %d", i, len(row), len(s.Columns))
		}
		safe := make([]string, len(row))
		for j, cell := range row {
			if what := prints(cell); what != "" {
				return nil, &Fault{Tab: "CSV", Row: strconv.Itoa(i), Column: s.Columns[j], What: what}
			}
			safe[j] = Neutral(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write row %d: %w", i, err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// prints says why a cell of a CSV cannot hold a text, or nothing.
func prints(text string) string {
	if plain(text) {
		return ""
	}
	if !utf8.ValidString(text) {
		return "the text is not UTF-8"
	}
	for _, r := range text {
		if r != '\t' && r != '\n' && unicode.IsControl(r) {
			return fmt.Sprintf("no CSV can hold the character %U", r)
		}
	}
	return ""
}

// Neutral puts an apostrophe before text that a spreadsheet program would take for a formula: such text can call programs and send data
// when the file is opened. The full-width forms count too, since some programs fold them. It does so before text that such a program would take for
// a day, a time or a number of another form, too: 7-9 would become a day in July, 007 a 7.
func Neutral(cell string) string {
	first, size := utf8.DecodeRuneInString(cell)
	if size > 0 && strings.ContainsRune("=+-@\t\r＝＋－＠", first) || changed(cell) {
		return "'" + cell
	}
	return cell
}

// What spreadsheet programs take for days, times, numbers and truth values, in one country or another. A day as 2026-10-01 is meant as one.
var (
	whole  = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)
	isoDay = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	taken  = regexp.MustCompile(`(?i)^ *(` + strings.Join([]string{
		days + between + years, days + between + days + between + years, years + between + days + `(` + between + days + `)?`, // 7-9, 7.9.2026, 2026/9/7
		`[0-9]{1,4}[-/. ]*` + months + `([-/., ]*[0-9]{1,4})?`, months + `[-/., ]*[0-9]{1,4}(, ?[0-9]{1,4})?`, // 7-Sep, Sept7
		`[0-9]+(:[0-9]+){1,2}( ?[ap]m?)?`,                                                            // times
		`[€$£]? ?[0-9]+([.,' ][0-9]+){0,2}(e[-+]?[0-9]+)? ?[%€$£]?`, `true`, `false`}, `|`) + `) *$`) // 007, 1,000, 1E5
)

const (
	days    = `(0?[1-9]|[12][0-9]|3[01])`
	years   = `([0-9]{1,2}|(19|[2-9][0-9])[0-9]{2})`
	between = ` ?[-/.] ?`
	months  = `(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)`
)

func changed(cell string) bool {
	return len(cell) > 0 && len(cell) < 40 && mayBeTaken(cell) && !whole.MatchString(cell) && !isoDay.MatchString(cell) && taken.MatchString(cell)
}

// mayBeTaken tells whether the letters of a text are all those of one of the words that the patterns know, which few texts' are: it spares the patterns.
func mayBeTaken(cell string) bool {
	const longest = 9
	var letters [longest]byte
	n := 0
	for i := range len(cell) {
		if cell[i] >= utf8.RuneSelf {
			return true // rare, and some are other cases of letters
		}
		c := cell[i] | 0x20 // lower case, of a letter
		if c < 'a' || c > 'z' {
			continue
		}
		if n == longest {
			return false
		}
		letters[n] = c
		n++
	}
	return n == 0 || wordsTaken[string(letters[:n])]
}

var wordsTaken = func() map[string]bool {
	known := map[string]bool{"true": true, "false": true, "e": true, "a": true, "p": true, "am": true, "pm": true, "sept": true}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		known[name], known[name[:3]] = true, true
	}
	return known
}()

// plain tells whether a text is all printable ASCII, as nearly all texts are: these can be held anywhere.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
