// Package svg prints drawings as SVG: as a file of its own, with its colours in it, or as a part of an HTML page, where the
// page's style sheet colours it through classes. It moves nothing, measures nothing, and takes every text for text.
package svg

import (
	"slices"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/themes"
)

// Path is the file of a picture, from the pack's root.
func Path(name string) string { return name + ".svg" }

// Standalone is a whole SVG file. It carries the light and the dark colours of a theme and follows the reader's choice; on paper
// it uses the theme's print colours. link writes a reference as it is seen from the file.
func Standalone(d *diagram.Drawing, theme *themes.Theme, link func(ref.Ref) string) []byte {
	return written(d, link, func(w *writer) {
		w.text(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
		w.root(role(d), "xmlns", "http://www.w3.org/2000/svg")
		w.style(theme)
		w.tag("rect", "class", "f-"+diagram.Paper)
		w.numbers("width", d.W)
		w.numbers("height", d.H)
		w.text("/>\n")
		w.groups()
		w.text("</svg>\n")
	})
}

// role is img, unless there are links: whatever is in an img is hidden from a screen reader, and so would be the links.
func role(d *diagram.Drawing) string {
	for _, g := range d.Groups {
		if !g.Link.IsZero() {
			return "group"
		}
	}
	return "img"
}

// Inline is an svg element for an HTML page, without the picture's legend, which the page folds away. It has classes and presentation attributes only, so that a
// page may forbid inline styles; the ids of its title and description begin with the drawing's, other elements have none. It asks for its true size; a style sheet may let it shrink. link writes a reference as it is
// seen from the page.
func Inline(d *diagram.Drawing, link func(ref.Ref) string) []byte {
	bare := *d
	bare.W, bare.H = d.Body.W, d.Body.H
	bare.Groups = slices.DeleteFunc(slices.Clone(d.Groups), isLegend)
	return written(&bare, link, func(w *writer) {
		w.page = true
		w.root("group", "class", "diagram")
		w.groups()
		w.text("</svg>\n")
	})
}

// Legend is the legend of a picture as an svg element for an HTML page; nil where it has none.
func Legend(d *diagram.Drawing) []byte {
	i := slices.IndexFunc(d.Groups, isLegend)
	if i < 0 {
		return nil
	}
	return written(d, nil, func(w *writer) {
		w.page = true
		at := d.Groups[i].Target
		w.open("svg", "class", "diagram", "width", number(d.W)+"pt", "height", number(at.H)+"pt", "viewBox", "0 "+number(at.Y)+" "+number(d.W)+" "+number(at.H),
			"font-family", family, "font-size", number(commonSize), "text-anchor", "middle", "fill", "none")
		w.group(d.Groups[i])
		w.text("</svg>\n")
	})
}

func isLegend(g diagram.Group) bool { return g.Class == diagram.Legend }
