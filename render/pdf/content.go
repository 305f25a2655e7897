package pdf

import (
	"fmt"
	"math"
	"strconv"

	"portolan/themes"
)

// content writes what stands on a page as the operators of PDF. A page may have several contents, one painted over the other: none relies on
// what an earlier one left, and each leaves whole lines behind. Sizes are points, from the page's upper left corner; the file counts from
// the lower left.
type content struct {
	palette themes.Palette
	height  float64 // of the page
	letters *letters

	out    []byte
	faces  [faceCount]bool // in use
	font   fontAt
	fill   string
	stroke string
	width  float64
	dashed bool
	err    error
}

// fontAt is a font at a size; the zero value is none.
type fontAt struct {
	face face
	size float64
}

// end is what was written.
func (k *content) end() ([]byte, error) {
	if k.dashed { // or what is painted over it would have dashes too
		k.dash(nil)
	}
	return k.out, k.err
}

// form paints what other pages show too.
func (k *content) form(name string) {
	if name != "" {
		k.out = append(append(append(k.out, '/'), name...), " Do\n"...)
	}
}

func (k *content) items(items []any) {
	for _, item := range items {
		switch item := item.(type) {
		case text:
			k.text(item)
		case box:
			k.box(item)
		case shape:
			k.shape(item)
		}
	}
}

func (k *content) frame(ext *extent) {
	f := ext.frame
	k.box(box{x: f.x, y: ext.y0, w: f.w, h: ext.y1 - ext.y0, fill: f.fill, stroke: f.stroke, width: 0.5})
	if f.bar != "" {
		k.box(box{x: f.x, y: ext.y0, w: f.barWidth, h: ext.y1 - ext.y0, fill: f.bar})
	}
}

func (k *content) text(t text) {
	if t.text == "" {
		return
	}
	k.filled(t.colour)
	k.out = append(k.out, "BT "...)
	if at := (fontAt{t.face, t.size}); k.font != at {
		k.font = at
		k.faces[t.face] = true
		k.out = append(append(append(k.out, '/'), fontNames[t.face]...), ' ')
		k.numbers(" Tf ", t.size)
	}
	if t.up {
		k.out = append(k.out, "0 1 -1 0 "...)
		k.numbers(" Tm ", t.x, k.height-t.y)
	} else {
		k.numbers(" Td ", t.x, k.height-t.y)
	}
	k.letters.show(t.face, t.text)
	k.out = appendText(k.out, t.text)
	k.out = append(k.out, " Tj ET\n"...)
}

// appendText writes a text as the fonts are coded: two bytes a character.
func appendText(out []byte, text string) []byte {
	out = append(out, '(')
	for _, r := range text {
		out = appendByte(appendByte(out, byte(r>>8)), byte(r))
	}
	return append(out, ')')
}

// appendByte writes a byte of a string, so that a reader does not take it for the string's end or for another line feed.
func appendByte(out []byte, b byte) []byte {
	switch b {
	case '(', ')', '\\':
		return append(out, '\\', b)
	case '\r':
		return append(out, '\\', 'r')
	}
	return append(out, b)
}

func (k *content) box(b box) {
	how := k.paint(b.fill, b.stroke, b.width, nil)
	if how == "" {
		return
	}
	k.numbers(" re ", b.x, k.height-b.y-b.h, b.w, b.h)
	k.out = append(append(k.out, how...), '\n')
}

func (k *content) shape(s shape) {
	how := k.paint(s.fill, s.stroke, s.width, s.dash)
	if how == "" || len(s.moves) == 0 {
		return
	}
	k.numbers(" m ", s.moves[0].To.X, k.height-s.moves[0].To.Y)
	for _, m := range s.moves[1:] {
		if m.Curve {
			k.numbers(" c ", m.A.X, k.height-m.A.Y, m.B.X, k.height-m.B.Y, m.To.X, k.height-m.To.Y)
		} else {
			k.numbers(" l ", m.To.X, k.height-m.To.Y)
		}
	}
	if s.closed {
		k.out = append(k.out, "h "...)
	}
	k.out = append(append(k.out, how...), '\n')
}

// paint sets the colours and the pen, and names the operator that fills, draws or does both; "" for nothing to paint.
func (k *content) paint(fill, stroke string, width float64, dash []float64) string {
	if fill != "" {
		k.filled(fill)
	}
	if stroke == "" {
		if fill == "" {
			return ""
		}
		return "f"
	}
	if k.stroke != stroke {
		k.stroke = stroke
		k.colour(stroke, " RG ")
	}
	if k.width != width {
		k.width = width
		k.numbers(" w ", width)
	}
	if len(dash) > 0 || k.dashed {
		k.dash(dash)
	}
	if fill != "" {
		return "B"
	}
	return "S"
}

// filled sets the colour of texts and areas.
func (k *content) filled(colour string) {
	if k.fill != colour {
		k.fill = colour
		k.colour(colour, " rg ")
	}
}

func (k *content) colour(name, operator string) {
	colour, ok := k.palette[name]
	if !ok && k.err == nil {
		k.err = fmt.Errorf("the theme lacks the colour %q for print", name)
	}
	for i, part := range []uint8{colour.R, colour.G, colour.B} {
		if i > 0 {
			k.out = append(k.out, ' ')
		}
		k.out = strconv.AppendFloat(k.out, math.Round(float64(part)/255*1000)/1000, 'f', -1, 64)
	}
	k.out = append(k.out, operator...)
}

func (k *content) dash(pattern []float64) {
	k.dashed = len(pattern) > 0
	k.out = append(k.out, '[')
	k.numbers("] 0 d ", pattern...)
}

// numbers writes an operator with its numbers before it.
func (k *content) numbers(operator string, numbers ...float64) {
	for i, n := range numbers {
		if i > 0 {
			k.out = append(k.out, ' ')
		}
		k.out = appendNumber(k.out, n)
	}
	k.out = append(k.out, operator...)
}

// appendNumber writes a number to a hundredth of a point, which no printer shows.
func appendNumber(out []byte, v float64) []byte {
	hundredths := int64(math.Round(v * 100))
	if hundredths < 0 {
		out = append(out, '-')
		hundredths = -hundredths
	}
	out = strconv.AppendInt(out, hundredths/100, 10)
	switch rest := byte(hundredths % 100); {
	case rest == 0:
		return out
	case rest%10 == 0:
		return append(out, '.', '0'+rest/10)
	default:
		return append(out, '.', '0'+rest/10, '0'+rest%10)
	}
}
