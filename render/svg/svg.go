// Package svg prints drawings as SVG: as a file of its own, with its colours in it, or as a part of an HTML page, where the
// page's style sheet colours it through classes. It moves nothing, measures nothing, and takes every text for text.
package svg

import (
	"portolan/render/diagram"
	"portolan/themes"
)

// Standalone is a whole SVG file. It carries the light and the dark colours of a theme and follows the reader's choice; on paper
// it uses the theme's print colours. prefix stands before every link: the file's way to the pack's root.
func Standalone(d *diagram.Drawing, theme *themes.Theme, prefix string) []byte {
	return written(d, prefix, func(w *writer) {
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
		if g.Link != "" {
			return "group"
		}
	}
	return "img"
}

// Inline is an svg element for an HTML page. It has classes and presentation attributes only, so that a page may forbid inline
// styles; its ids begin with the drawing's. It asks for its true size; a style sheet may let it shrink.
func Inline(d *diagram.Drawing, prefix string) []byte {
	return written(d, prefix, func(w *writer) {
		w.root("group", "class", "diagram")
		w.groups()
		w.text("</svg>\n")
	})
}
