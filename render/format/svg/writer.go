package svg

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

type writer struct {
	d    *diagram.Drawing
	link func(ref.Ref) string
	page bool // it is a part of a page
	out  []byte
}

// buffers are room to write pictures in: their size is known only at their end, and to grow anew each time costs more than to write.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// written is what a function writes.
func written(d *diagram.Drawing, link func(ref.Ref) string, write func(*writer)) []byte {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	w := &writer{d: d, link: link, out: (*buffer)[:0]}
	write(w)
	*buffer = w.out
	return slices.Clone(w.out)
}

func (w *writer) text(s string) { w.out = append(w.out, s...) }

// open writes a start tag; attributes come as name and value, empty values are left out.
func (w *writer) open(tag string, attributes ...string) {
	w.tag(tag, attributes...)
	w.text(">\n")
}

func (w *writer) element(tag, content string, attributes ...string) {
	w.tag(tag, attributes...)
	w.content(tag, content)
}

// content ends a start tag and writes what stands before the end tag.
func (w *writer) content(tag, content string) {
	w.text(">")
	w.escaped(content)
	w.text("</")
	w.text(tag)
	w.text(">\n")
}

func (w *writer) tag(tag string, attributes ...string) {
	w.text("<")
	w.text(tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		w.attribute(attributes[i], attributes[i+1])
	}
}

// attribute writes an attribute; an empty one is left out.
func (w *writer) attribute(name, value string) {
	if value == "" {
		return
	}
	w.name(name)
	w.escaped(value)
	w.text(`"`)
}

// numbers writes an attribute of numbers; one without any is left out.
func (w *writer) numbers(name string, values ...float64) {
	if len(values) == 0 {
		return
	}
	w.name(name)
	for i, v := range values {
		if i > 0 {
			w.text(" ")
		}
		w.number(v)
	}
	w.text(`"`)
}

// tenths writes an attribute in tenths of a point, as ways are written.
func (w *writer) tenths(name string, v float64) { w.numbers(name, math.Round(v*10)/10) }

// name begins an attribute.
func (w *writer) name(name string) {
	w.text(" ")
	w.text(name)
	w.text(`="`)
}

// family are the fonts of a picture's texts, which a machine may have.
const family = "Arial, 'Liberation Sans', sans-serif"

// commonSize is the size of most texts, in points, said once.
const commonSize = 8

// root opens the svg element and adds what a screen reader says of the picture.
func (w *writer) root(role string, attributes ...string) {
	title, description := w.d.ID+"-title", w.d.ID+"-description"
	by := title
	if w.d.Description != "" {
		by += " " + description
	}
	w.open("svg", append(attributes, "width", number(w.d.W)+"pt", "height", number(w.d.H)+"pt",
		"viewBox", "0 0 "+number(w.d.W)+" "+number(w.d.H), "role", role, "aria-labelledby", by,
		"font-family", family, "font-size", number(commonSize), "text-anchor", "middle", "fill", "none")...)
	w.element("title", w.d.Title, "id", title)
	if w.d.Description != "" {
		w.element("desc", w.d.Description, "id", description)
	}
}

func (w *writer) groups() {
	for _, g := range w.d.Groups {
		w.group(g)
	}
}

// number writes a length with at most two digits behind the point; more would only show noise.
func (w *writer) number(v float64) { w.out = appendNumber(w.out, v) }

func number(v float64) string { return string(appendNumber(nil, v)) }

// appendNumber rounds in whole hundredths, which is several times faster than the library's way to all numbers. The product can be wrong in
// its last digits, so numbers near the middle between two hundredths, and great ones, are left to the library.
func appendNumber(out []byte, v float64) []byte {
	const sure, great = 0.4999, 1e6
	product := v * 100
	rounded := math.Round(product)
	if !(math.Abs(v) < great) || math.Abs(product-rounded) > sure {
		return appendAnyNumber(out, v)
	}
	n := int64(rounded)
	if n < 0 {
		out = append(out, '-')
		n = -n
	}
	out = strconv.AppendInt(out, n/100, 10)
	tenth, hundredth := byte(n/10%10), byte(n%10)
	switch {
	case hundredth > 0:
		return append(out, '.', '0'+tenth, '0'+hundredth)
	case tenth > 0:
		return append(out, '.', '0'+tenth)
	}
	return out
}

func appendAnyNumber(out []byte, v float64) []byte {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return append(out, '0')
	}
	return append(out, s...)
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escaped writes a text as it is where nothing in it has to be escaped, as in nearly all.
func (w *writer) escaped(s string) {
	for i := range len(s) {
		if !harmless[s[i]] {
			w.text(escape(s))
			return
		}
	}
	w.text(s)
}

// harmless are the bytes of ASCII that stand for themselves wherever they come.
var harmless = func() (is [256]bool) {
	for c := ' '; c < unicode.MaxASCII; c++ {
		is[c] = !strings.ContainsRune(`&<>"'`, c)
	}
	return is
}()

// escape makes any bytes fit for text and attributes of XML; what XML cannot hold becomes a replacement character.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return entities.Replace(s)
}
