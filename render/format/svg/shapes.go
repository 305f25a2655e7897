package svg

import (
	"strings"

	"portolan/render/layout/diagram"
)

// group writes one element of the picture. A link wraps the shapes, so that box, text and the room between react alike.
func (w *writer) group(g diagram.Group) {
	link := !g.Link.IsZero() && g.Link.Inside() // anything else is left out: a picture has no reason to lead elsewhere
	role, hidden := "", ""
	switch {
	case g.Quiet && !link:
		hidden = "true"
	case !link && g.Tip != "" && words(g) == "":
		role = "img" // or its title would be nobody's
	}
	w.tag("g")
	w.identity(g)
	w.attribute("role", role)
	w.attribute("aria-hidden", hidden)
	w.attribute("data-rules", strings.Join(g.Rules, " "))
	w.text(">\n")
	if link {
		w.open("a", "href", w.link(g.Link), "aria-label", name(g))
	}
	if g.Tip != "" {
		w.element("title", g.Tip)
	}
	if g.Description != "" && hidden == "" { // a tip is for pointers, this for those who do not see
		w.element("desc", g.Description)
	}
	for _, s := range g.Shapes {
		switch s := s.(type) {
		case diagram.Path:
			w.path(s)
		case diagram.Text:
			w.line(s)
		}
	}
	if kind, _, _ := strings.Cut(g.Class, " "); !w.page && kind == "edge" && !g.Quiet && g.Tip != "" {
		w.hit(g)
	}
	if link {
		w.text("</a>\n")
	}
	w.text("</g>\n")
}

// identity says which element a group is: in a file by its id, in a page, which has other pictures, by what the page's script follows from a box to its lines.
func (w *writer) identity(g diagram.Group) {
	own := func(id string) string {
		_, element, _ := strings.Cut(strings.TrimPrefix(id, w.d.ID+"-"), "-") // behind its kind
		return element
	}
	if !w.page {
		w.attribute("id", strings.TrimPrefix(g.ID, w.d.ID+"-"))
		w.attribute("class", g.Class)
		return
	}
	w.attribute("class", g.Class)
	if kind, _, _ := strings.Cut(g.Class, " "); kind == "box" {
		w.attribute("data-box", own(g.ID))
	}
	ends := make([]string, len(g.Ends))
	for i, end := range g.Ends {
		ends[i] = own(end)
	}
	w.attribute("data-ends", strings.Join(ends, " "))
	w.attribute("data-trunk", own(g.Trunk))
}

// name is what a link is called where its own text does not say enough: a port or a number means nothing without its two ends. It begins
// with the text, which a person who speaks to the computer reads out.
func name(g diagram.Group) string {
	text := words(g)
	class, _, _ := strings.Cut(g.Class, " ")
	switch {
	case text == "" || g.Tip == "":
		return "" // its title is its name
	case class == "label" || class == "cell":
		return text + ": " + g.Tip
	}
	return ""
}

// words are a group's lines of text.
func words(g diagram.Group) string {
	all := ""
	for _, s := range g.Shapes {
		t, ok := s.(diagram.Text)
		switch {
		case !ok || t.Text == "":
		case all == "":
			all = t.Text
		default:
			all += " " + t.Text
		}
	}
	return all
}

func (w *writer) path(p diagram.Path) {
	w.tag("path")
	w.classes(p.Fill, p.Stroke)
	w.moves(p)
	if p.Stroke != "" {
		w.numbers("stroke-width", p.Width)
		w.numbers("stroke-dasharray", p.Dash...)
	}
	w.text("/>\n")
}

// hit is an invisible copy of an edge's line, wide by the style sheet, so that its tip and its link can be reached with a pointer: of one without a label, which has
// the same of both. In pages the script lays one over every line.
func (w *writer) hit(g diagram.Group) {
	for _, s := range g.Shapes {
		if p, ok := s.(diagram.Path); ok && !p.Closed {
			w.tag("path", "class", "hit")
			w.moves(p)
			w.text("/>\n")
		}
	}
}

// line writes one line of text. textLength keeps it in its box where the reader's machine has another font; bold letters of a wider one would touch if only the
// distances between them were less. In pages the script says so of all texts.
func (w *writer) line(t diagram.Text) {
	if t.Text == "" {
		return
	}
	w.tag("text")
	w.classes(t.Fill, "")
	w.tenths("x", t.At.X)
	w.tenths("y", t.At.Y)
	if t.Size != commonSize {
		w.numbers("font-size", t.Size)
	}
	if t.Bold {
		w.attribute("font-weight", "bold")
	}
	if t.Mono {
		w.attribute("font-family", "'Liberation Mono', 'Courier New', monospace")
	}
	switch t.Anchor {
	case diagram.Start:
		w.attribute("text-anchor", "start") // most are in the middle, as the picture says once
	case diagram.End:
		w.attribute("text-anchor", "end")
	}
	if t.Width > 0 {
		w.tenths("textLength", t.Width)
		if t.Bold && !w.page {
			w.attribute("lengthAdjust", "spacingAndGlyphs")
		}
	}
	if t.Up {
		w.attribute("transform", "rotate(-90 "+number(t.At.X)+" "+number(t.At.Y)+")")
	}
	w.content("text", t.Text)
}

// classes names the colours of a shape, as the style sheets call them.
func (w *writer) classes(fill, stroke string) {
	if fill == "" && stroke == "" {
		return
	}
	w.name("class")
	if fill != "" {
		w.text("f-")
		w.escaped(fill)
	}
	if fill != "" && stroke != "" {
		w.text(" ")
	}
	if stroke != "" {
		w.text("s-")
		w.escaped(stroke)
	}
	w.text(`"`)
}
