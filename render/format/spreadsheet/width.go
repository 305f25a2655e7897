package spreadsheet

import (
	"math"
	"strings"

	"portolan/render/grid"
	"portolan/render/text/font"
)

// Widths of columns, in digits of the standard font, as the file format counts them.
const (
	narrowest  = 6.0
	filterSign = 2.4 // the sign to open a filter by, at the right of a header
	margin     = 1.6 // left and right of the text
	standard   = 30  // where text begins to wrap, unless its column says otherwise
)

// A ruler measures text with the pack's own fonts. Their widths are those of the standard font, which spreadsheet programs have.
type ruler struct {
	plain, bold *font.Face
	digit       float64           // the width of a digit, in points
	extents     map[string]extent // of texts in the plain face
	heights     map[block]int     // what wrapped found
}

// An extent is how wide a text's longest line and longest word are. The texts of a workbook stand in many cells and on many tabs; each is measured once.
type extent struct{ line, word float64 }

// A block is a text in a width.
type block struct {
	text        string
	face        *font.Face
	size, width float64
}

func newRuler(plain, bold []byte) (*ruler, error) {
	r := &ruler{extents: map[string]extent{}, heights: map[block]int{}}
	var err error
	if r.plain, err = font.Parse(plain); err != nil {
		return nil, err
	}
	if r.bold, err = font.Parse(bold); err != nil {
		return nil, err
	}
	r.digit = r.plain.Width("0", fontSize)
	return r, nil
}

// digits is the width of a line of text.
func (r *ruler) digits(face *font.Face, text string, size float64) float64 {
	return face.Width(text, size) / r.digit
}

// measure takes the widths of a tab's columns from what stands in them. Tables of one tab share their columns.
func (t *tabWriter) measure() {
	for _, table := range t.tab.Tables {
		for i, c := range table.Columns {
			if i == len(t.widths) {
				t.widths = append(t.widths, narrowest)
			}
			t.widths[i] = max(t.widths[i], t.columnWidth(table, i))
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

// columnWidth is wide enough for the longest line, up to where the column's text wraps; beyond that, for the longest word.
func (t *tabWriter) columnWidth(table grid.Table, i int) float64 {
	c := table.Columns[i]
	if c.Width > 0 {
		return c.Width
	}
	limit := c.Wrap
	if limit == 0 {
		limit = standard
	}
	line, word := 0.0, t.ruler.longestWord(t.ruler.bold, c.Title)+filterSign
	for _, row := range table.Rows {
		if i >= len(row.Cells) {
			continue
		}
		if !row.Cells[i].Link.IsZero() { // some programs do not break what leads elsewhere
			word = max(word, t.ruler.digits(t.ruler.plain, row.Cells[i].Text, fontSize))
		}
		e := t.ruler.extent(row.Cells[i].Text)
		line, word = max(line, e.line), max(word, e.word)
	}
	return math.Ceil(max(min(line, limit), min(word, 1.3*limit), narrowest)/slack*10)/10 + margin
}

// extent measures a text.
func (r *ruler) extent(text string) extent {
	e, known := r.extents[text]
	if !known {
		for _, l := range lines(text) {
			e.line, e.word = max(e.line, r.digits(r.plain, l, fontSize)), max(e.word, r.longestWord(r.plain, l))
		}
		r.extents[text] = e
	}
	return e
}

func (r *ruler) longestWord(face *font.Face, text string) float64 {
	longest := 0.0
	for _, word := range strings.Fields(text) {
		longest = max(longest, r.digits(face, word, fontSize))
	}
	return longest
}

// Heights, in points.
const (
	lineHeight = 12.75 // of a line in the standard font
	above      = 2.5   // of a row, beside its lines
	highest    = 409   // a row can be; the rest of a longer text is seen when its cell is opened
)

// height is that of a row with so many lines of a size.
func height(n int, size float64) float64 {
	return min(math.Ceil((float64(n)*lineHeight*size/fontSize+above)*4)/4, highest)
}

// slack is how much of a width is taken for granted: programs differ a little in where they break lines.
const slack = 0.985

// wrapped counts the lines of a text in a width.
func (r *ruler) wrapped(face *font.Face, text string, size, width float64) int {
	key := block{text, face, size, width}
	n, known := r.heights[key]
	if !known {
		n = r.wrap(face, text, size, width)
		r.heights[key] = n
	}
	return n
}

func (r *ruler) wrap(face *font.Face, text string, size, width float64) int {
	room, n := max((width-margin)*slack, 1), 0
	space := r.digits(face, " ", size)
	for _, l := range lines(text) {
		n++
		at := 0.0
		for _, word := range strings.Fields(l) {
			long := r.digits(face, word, size)
			if at > 0 && at+space+long > room {
				n, at = n+1, 0
			} else if at > 0 {
				at += space
			}
			if long > room { // is broken where the line ends
				n += int(long / room)
				long = math.Mod(long, room)
			}
			at += long
		}
	}
	return n
}

// printedWidth is that of all printed columns.
func (t *tabWriter) printedWidth() float64 {
	sum := 0.0
	for _, w := range t.widths[:t.printed] {
		sum += w
	}
	return sum
}
