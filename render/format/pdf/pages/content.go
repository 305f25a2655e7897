package pages

import (
	"fmt"
	"math"
	"strconv"

	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/typeset"
	"portolan/themes"
)

// content writes what stands on a page as the operators of PDF. A page may have several contents, one painted over the other: none relies on
// what an earlier one left, and each leaves whole lines behind. Sizes are points, from the page's upper left corner; the file counts from
// the lower left.
type content struct {
	palette themes.Palette
	height  float64 // of the page
	letters *Letters
	runs    []typeset.Run // of the page
	plain   bool          // nothing is marked
	marked  int           // the run that is open; artifact, or none

	out    []byte
	faces  [typeset.FaceCount]bool // in use
	font   fontAt
	fill   string
	stroke string
	width  float64
	dashed bool
	err    error
}

// fontAt is a font at a size; the zero value is none.
type fontAt struct {
	face typeset.Face
	size float64
}

// end is what was written.
func (k *content) end() ([]byte, error) {
	k.mark(none)
	if k.dashed { // or what is painted over it would have dashes too
		k.dash(nil)
	}
	return k.out, k.err
}

// form paints what other pages show too.
func (k *content) form(name string) {
	if name != "" {
		k.out = append(append(append(k.out, "/Artifact <</Type /Pagination>> BDC /"...), name...), " Do EMC\n"...)
	}
}

// items paints what belongs to no element first, in one piece: nothing of it lies over what does.
func (k *content) items(items []any) {
	for _, item := range items {
		if runOf(item) == artifact {
			k.item(item, artifact)
		}
	}
	for _, item := range items {
		if run := runOf(item); run != artifact {
			k.item(item, run)
		}
	}
}

// runOf is the run that an item belongs to.
func runOf(item any) int {
	switch item := item.(type) {
	case typeset.Text:
		return item.Run
	case typeset.Box:
		return item.Run
	case typeset.Shape:
		return item.Run
	}
	return artifact
}

func (k *content) item(item any, run int) {
	k.mark(run)
	switch item := item.(type) {
	case typeset.Text:
		k.text(item)
	case typeset.Box:
		k.box(item)
	case typeset.Shape:
		k.shape(item)
	case typeset.Image:
		k.image(item)
	}
}

// What is open where no run is.
const (
	none     = -1
	artifact = 0
)

// mark begins the content of a run, or what belongs to no element.
func (k *content) mark(run int) {
	if k.plain || k.marked == run {
		return
	}
	if k.marked != none {
		k.out = append(k.out, "EMC\n"...)
	}
	switch k.marked = run; run {
	case none:
	case artifact:
		k.out = append(k.out, "/Artifact BMC\n"...)
	default:
		k.out = append(append(append(k.out, '/'), k.runs[run-1].Tag.Role.String()...), " <</MCID "...)
		k.out = append(strconv.AppendInt(k.out, int64(run-1), 10), ">> BDC\n"...)
	}
}

func (k *content) frame(ext *extent) {
	k.mark(artifact)
	f := ext.frame
	k.box(typeset.Box{X: f.X, Y: ext.y0, W: f.W, H: ext.y1 - ext.y0, Fill: f.Fill, Stroke: f.Stroke, Width: 0.5})
	if f.Bar != "" {
		k.box(typeset.Box{X: f.X, Y: ext.y0, W: f.BarWidth, H: ext.y1 - ext.y0, Fill: f.Bar})
	}
}

func (k *content) text(t typeset.Text) {
	if t.Text == "" {
		return
	}
	k.filled(t.Colour)
	k.out = append(k.out, "BT "...)
	if at := (fontAt{t.Face, t.Size}); k.font != at {
		k.font = at
		k.faces[t.Face] = true
		k.out = append(file.AppendFontName(append(k.out, '/'), int(t.Face)), ' ')
		k.numbers(" Tf ", t.Size)
	}
	if t.Up {
		k.out = append(k.out, "0 1 -1 0 "...)
		k.numbers(" Tm ", t.X, k.height-t.Y)
	} else {
		k.numbers(" Td ", t.X, k.height-t.Y)
	}
	k.letters.show(t.Face, t.Text)
	k.out = file.AppendText(k.out, t.Text)
	k.out = append(k.out, " Tj ET\n"...)
}

func (k *content) box(b typeset.Box) {
	how := k.paint(b.Fill, b.Stroke, b.Width, nil)
	if how == "" {
		return
	}
	k.numbers(" re ", b.X, k.height-b.Y-b.H, b.W, b.H)
	k.out = append(append(k.out, how...), '\n')
}

func (k *content) image(m typeset.Image) {
	k.out = append(k.out, "q "...)
	k.numbers(" cm /", m.W, 0, 0, m.H, m.X, k.height-m.Y-m.H)
	k.out = append(append(k.out, file.ImageName(0)...), " Do Q\n"...)
}

func (k *content) shape(s typeset.Shape) {
	how := k.paint(s.Fill, s.Stroke, s.Width, s.Dash)
	if how == "" || len(s.Moves) == 0 {
		return
	}
	k.numbers(" m ", s.Moves[0].To.X, k.height-s.Moves[0].To.Y)
	for _, m := range s.Moves[1:] {
		if m.Curve {
			k.numbers(" c ", m.A.X, k.height-m.A.Y, m.B.X, k.height-m.B.Y, m.To.X, k.height-m.To.Y)
		} else {
			k.numbers(" l ", m.To.X, k.height-m.To.Y)
		}
	}
	if s.Closed {
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
		k.out = file.AppendNumber(k.out, n)
	}
	k.out = append(k.out, operator...)
}
