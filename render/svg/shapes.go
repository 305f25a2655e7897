package svg

import (
	"strings"

	"portolan/render/diagram"
)

// hitWidth is how near to a thin line a pointer must come, in points.
const hitWidth = 9.0

// group writes one element of the picture. A link wraps the shapes, so that box, text and the room between react alike.
func (w *writer) group(g diagram.Group) {
	link := g.Link != "" && within(g.Link)
	role, hidden := "", ""
	switch {
	case g.Quiet && !link:
		hidden = "true"
	case !link && g.Tip != "" && words(g) == "":
		role = "img" // or its title would be nobody's
	}
	w.open("g", "id", g.ID, "class", g.Class, "role", role, "aria-hidden", hidden)
	if link {
		w.open("a", "href", w.prefix+g.Link, "aria-label", name(g))
	}
	if g.Tip != "" {
		w.element("title", g.Tip)
	}
	if g.Description != "" {
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
	if strings.HasPrefix(g.Class, "edge") && g.Tip != "" {
		w.hit(g)
	}
	if link {
		w.text("</a>\n")
	}
	w.text("</g>\n")
}

// name is what a link is called where its own text does not say enough: a port or a number means nothing without its two ends. It begins
// with the text, which a person who speaks to the computer reads out.
func name(g diagram.Group) string {
	text := words(g)
	class, _, _ := strings.Cut(g.Class, " ")
	switch {
	case text == "" || g.Tip == "":
		return g.Tip
	case class == "label" || class == "cell":
		return text + ": " + g.Tip
	}
	return ""
}

// words are a group's lines of text.
func words(g diagram.Group) string {
	var lines []string
	for _, s := range g.Shapes {
		if t, ok := s.(diagram.Text); ok && t.Text != "" {
			lines = append(lines, t.Text)
		}
	}
	return strings.Join(lines, " ")
}

// within tells whether a link stays in the pack. Anything else is left out: a picture has no reason to lead elsewhere, and a
// link with a scheme could be a script.
func within(link string) bool {
	if strings.HasPrefix(link, "/") || strings.ContainsAny(link, "\\:") {
		return false
	}
	path, _, _ := strings.Cut(link, "#")
	for _, part := range strings.Split(path, "/") {
		if part == ".." {
			return false
		}
	}
	return strings.IndexFunc(link, func(r rune) bool { return r < 0x20 || r == 0x7f }) < 0
}

func (w *writer) path(p diagram.Path) {
	width, dash := "", ""
	if p.Stroke != "" {
		width, dash = number(p.Width), lengths(p.Dash)
	}
	w.empty("path", "class", classes(p.Fill, p.Stroke), "d", moves(p), "fill", none(p.Fill), "stroke-width", width, "stroke-dasharray", dash)
}

// hit is an invisible wide copy of an edge's line, so that its tip can be reached with a pointer.
func (w *writer) hit(g diagram.Group) {
	for _, s := range g.Shapes {
		if p, ok := s.(diagram.Path); ok && !p.Closed {
			w.empty("path", "class", "hit", "d", moves(p), "fill", "none", "stroke", "none", "stroke-width", number(hitWidth), "pointer-events", "stroke")
		}
	}
}

// line writes one line of text. textLength keeps it in its box where the reader's machine has another font.
func (w *writer) line(t diagram.Text) {
	if t.Text == "" {
		return
	}
	anchor := map[diagram.Anchor]string{diagram.Middle: "middle", diagram.End: "end"}[t.Anchor]
	weight, family, length, adjust := "", "", "", ""
	if t.Bold {
		weight = "bold"
	}
	if t.Mono {
		family = "'Liberation Mono', 'Courier New', monospace"
	}
	turn := ""
	if t.Up {
		turn = "rotate(-90 " + number(t.At.X) + " " + number(t.At.Y) + ")"
	}
	if t.Width > 0 {
		length, adjust = number(t.Width), "spacingAndGlyphs"
	}
	w.element("text", t.Text, "class", classes(t.Fill, ""), "x", number(t.At.X), "y", number(t.At.Y), "font-size", number(t.Size),
		"font-weight", weight, "font-family", family, "text-anchor", anchor, "textLength", length, "lengthAdjust", adjust, "transform", turn)
}

func classes(fill, stroke string) string {
	var names []string
	if fill != "" {
		names = append(names, "f-"+fill)
	}
	if stroke != "" {
		names = append(names, "s-"+stroke)
	}
	return strings.Join(names, " ")
}

func none(fill string) string {
	if fill == "" {
		return "none"
	}
	return ""
}

func moves(p diagram.Path) string {
	var d strings.Builder
	at := func(p diagram.Point) string { return number(p.X) + " " + number(p.Y) }
	for i, m := range p.Moves {
		switch {
		case i == 0:
			d.WriteString("M" + at(m.To))
		case m.Curve:
			d.WriteString("C" + at(m.A) + " " + at(m.B) + " " + at(m.To))
		default:
			d.WriteString("L" + at(m.To))
		}
	}
	if p.Closed {
		d.WriteString("Z")
	}
	return d.String()
}

func lengths(dash []float64) string {
	var parts []string
	for _, d := range dash {
		parts = append(parts, number(d))
	}
	return strings.Join(parts, " ")
}
