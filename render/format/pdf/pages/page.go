package pages

import (
	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/typeset"
)

// A Page is a canvas in its place among others, and painted.
type Page struct {
	typeset.Canvas
	Bare  bool   // without running header and footer
	Plain bool   // what is painted is a part of what stands around other pages
	Form  string // painted below all else; "" for none
	Title string // of the document, for the running header
	under []*extent

	Painted file.Stream // items as operators
	Faces   [typeset.FaceCount]bool
}

// extent is the part of a frame on one page.
type extent struct {
	frame  *typeset.Frame
	page   *Page
	y0, y1 float64
}
