package svg

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"portolan/render/diagram"
)

type writer struct {
	d      *diagram.Drawing
	prefix string
	out    bytes.Buffer
}

func (w *writer) text(s string) { w.out.WriteString(s) }

// open writes a start tag; attributes come as name and value, empty values are left out.
func (w *writer) open(tag string, attributes ...string) {
	w.tag(tag, attributes)
	w.text(">\n")
}

func (w *writer) empty(tag string, attributes ...string) {
	w.tag(tag, attributes)
	w.text("/>\n")
}

func (w *writer) element(tag, content string, attributes ...string) {
	w.tag(tag, attributes)
	w.text(">" + escape(content) + "</" + tag + ">\n")
}

func (w *writer) tag(tag string, attributes []string) {
	w.text("<" + tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.text(" " + attributes[i] + `="` + escape(attributes[i+1]) + `"`)
		}
	}
}

// root opens the svg element and adds what a screen reader says of the picture.
func (w *writer) root(role string, attributes ...string) {
	title, description := w.d.ID+"-title", w.d.ID+"-description"
	by := title
	if w.d.Description != "" {
		by += " " + description
	}
	w.open("svg", append(attributes, "width", number(w.d.W)+"pt", "height", number(w.d.H)+"pt",
		"viewBox", "0 0 "+number(w.d.W)+" "+number(w.d.H), "role", role, "aria-labelledby", by,
		"font-family", "Arial, 'Liberation Sans', sans-serif")...)
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
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

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
