// Package texttable lays out rows of text for a terminal, so that they line up and nothing is cut off. It knows neither plans nor terminals:
// the width is told to it, and equal rows give equal text.
package texttable

import (
	"strings"
	"unicode/utf8"
)

// Width is the number of characters per line where nobody asks for another.
const Width = 100

// Narrowest is the smallest width that is taken seriously; less is treated as this much.
const Narrowest = 30

const (
	gap      = 2  // spaces between two columns
	leastEnd = 24 // a last column narrower than this goes to lines of its own
)

// Table writes rows below each other, indented. All columns but the last are as wide as their widest cell; the last takes what is left of
// the width and is broken at spaces. Where too little is left, it stands on lines of its own below the others, and where even those do not
// fit, the cells of a row follow each other.
func Table(b *strings.Builder, width, indent int, rows [][]string) {
	width = max(width, Narrowest)
	widths := measure(rows)
	taken := indent
	for _, w := range widths {
		taken += w + gap
	}
	for _, row := range rows {
		switch left := width - taken; {
		case taken-gap > width:
			Wrap(b, width, indent, indent+2*gap, strings.Join(filled(row), "  "))
		case left >= leastEnd || left >= length(last(row)):
			wrapped(b, strings.Repeat(" ", indent)+padded(row, widths), last(row), taken, width)
		default:
			line(b, strings.Repeat(" ", indent)+padded(row, widths))
			Wrap(b, width, indent+2*gap, indent+2*gap, last(row))
		}
	}
}

// measure finds the width of every column but the last.
func measure(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i := range len(row) - 1 {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], length(row[i]))
		}
	}
	return widths
}

// padded is a row without its last cell.
func padded(row []string, widths []int) string {
	var b strings.Builder
	for i := range len(row) - 1 {
		b.WriteString(row[i])
		b.WriteString(strings.Repeat(" ", widths[i]-length(row[i])+gap))
	}
	return b.String()
}

func filled(row []string) []string {
	var out []string
	for _, cell := range row {
		if cell != "" {
			out = append(out, cell)
		}
	}
	return out
}

func last(row []string) string {
	if len(row) == 0 {
		return ""
	}
	return row[len(row)-1]
}

// Wrap writes a text broken at spaces. The first line is indented by indent, the others by hang. A word that is wider than the line stays
// whole: half an address is worse than a long line.
func Wrap(b *strings.Builder, width, indent, hang int, text string) {
	wrapped(b, strings.Repeat(" ", indent), text, hang, max(width, Narrowest))
}

func wrapped(b *strings.Builder, start, text string, hang, width int) {
	at := start
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && length(at)+1+length(word) > width {
			line(b, at)
			at, empty = strings.Repeat(" ", hang), true
		}
		if !empty {
			at += " "
		}
		at, empty = at+word, false
	}
	line(b, at)
}

// line writes a line without spaces at its end.
func line(b *strings.Builder, text string) {
	b.WriteString(strings.TrimRight(text, " "))
	b.WriteByte('\n')
}

func length(s string) int { return utf8.RuneCountInString(s) }
