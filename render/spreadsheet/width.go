package spreadsheet

import (
	"math"
	"strings"
	"unicode"

	"portolan/render/sheet"
)

// Widths of columns, in digits of the standard font.
const (
	narrowest  = 6.0
	filterSign = 2.5 // the sign to open a filter by, at the right of a header
	margin     = 1.5
)

// widest is where a column's text begins to wrap. Ids, ports and dates never do.
var widest = map[sheet.Kind]float64{sheet.Text: 30, sheet.Address: 20, sheet.Code: 60, sheet.Port: 24, sheet.Number: 24, sheet.Date: 24}

// measure takes the widths of a tab's columns from what stands in them. Tables of one tab share their columns.
func (t *tabWriter) measure() {
	for _, table := range t.tab.Tables {
		for i, c := range table.Columns {
			if i == len(t.widths) {
				t.widths = append(t.widths, narrowest)
			}
			t.widths[i] = max(t.widths[i], columnWidth(table, i))
			if !c.Aside {
				t.printed = max(t.printed, i+1)
			}
		}
	}
	t.printed = max(t.printed, 1)
	for len(t.widths) < t.printed {
		t.widths = append(t.widths, narrowest)
	}
}

// columnWidth is wide enough for the longest line, up to the limit of its kind; beyond, for the longest word, up to twice that limit.
func columnWidth(table sheet.Table, i int) float64 {
	c := table.Columns[i]
	if c.Width > 0 {
		return c.Width
	}
	limit := widest[c.Kind]
	if limit == 0 {
		limit = widest[sheet.Text]
	}
	line, word := 0.0, longestWord(c.Title)*1.1+filterSign
	for _, row := range table.Rows {
		if i >= len(row.Cells) {
			continue
		}
		for _, l := range lines(row.Cells[i].Text) {
			line, word = max(line, textWidth(l)), max(word, longestWord(l))
		}
	}
	return math.Ceil(max(min(line, limit), min(word, 2*limit))*10)/10 + margin
}

func longestWord(text string) float64 {
	longest := 0.0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '-' }) {
		longest = max(longest, textWidth(word))
	}
	return longest
}

// textWidth estimates the width of text in digits: capitals are a little wider, ideographs and pictures about twice as wide, narrow letters
// narrower. It need not be exact, since what does not fit wraps.
func textWidth(text string) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ijlt.,:;'|!()[] -/", r):
			sum += 0.6
		case strings.ContainsRune("mwMW@%", r):
			sum += 1.5
		case r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r > 0xffff):
			sum += 2
		case unicode.IsUpper(r):
			sum += 1.25
		default:
			sum++
		}
	}
	return sum
}

// lineHeight is that of the standard font, in points.
const lineHeight = 13.5

// spannedHeight is the height of a text that wraps in the width of all printed columns.
func (t *tabWriter) spannedHeight(text string) float64 {
	width := 0.0
	for _, w := range t.widths[:t.printed] {
		width += w
	}
	n := 0.0
	for _, l := range lines(text) {
		n += math.Max(1, math.Ceil(textWidth(l)*1.05/math.Max(width, narrowest)))
	}
	return math.Min(n*lineHeight+2, 409)
}
