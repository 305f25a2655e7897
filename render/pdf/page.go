package pdf

import (
	"portolan/render/diagram"
)

// A sheet is a page's size with its margins, in points.
type sheet struct {
	w, h                     float64
	left, top, right, bottom float64 // margins
}

func (s sheet) width() float64  { return s.w - s.left - s.right }
func (s sheet) height() float64 { return s.h - s.top - s.bottom }
func (s sheet) area() area      { return area{x: s.left, w: s.width()} }

// papers are the sizes that the options can name, upright.
var papers = map[string]sheet{
	"A4":     {w: 595.28, h: 841.89},
	"Letter": {w: 612, h: 792},
}

func portrait(paper sheet) sheet {
	return sheet{w: paper.w, h: paper.h, left: 56, top: 70, right: 56, bottom: 64}
}

func landscape(paper sheet) sheet {
	return sheet{w: paper.h, h: paper.w, left: 42, top: 62, right: 42, bottom: 54}
}

// plate is a sheet with narrow margins, for one figure.
func plate(w, h float64) sheet {
	return sheet{w: w, h: h, left: 34, top: 56, right: 34, bottom: 50}
}

// double is the next larger paper of the same series: for a figure that would be too small to read.
func double(paper sheet) sheet { return sheet{w: paper.h, h: paper.w * 2} }

// larger is the sheet that has room for both; of two of the same paper the one on its side.
func larger(a, b sheet) sheet {
	if b.w*b.h > a.w*a.h+1 || (b.w*b.h > a.w*a.h-1 && b.w > a.w) {
		return b
	}
	return a
}

// A page is a list of what stands on it. Pages are composed in full before anything is written: only then is the number of
// pages known, and a test can measure every text.
type page struct {
	sheet sheet
	bare  bool   // without running header and footer
	form  string // painted below all else; "" for none
	title string // of the document, for the running header
	under []*extent
	items []any  // text, box, shape in painting order
	later []any  // reference, number: what depends on the file that holds the page
	links []link // also those that lead to what the file may not hold

	painted stream // items as operators
	faces   [faceCount]bool
}

// reference is a text that leads to an anchor, and looks like a link in the files that hold it.
type reference struct {
	text
	anchor string
}

// text is one run of text in one font.
type text struct {
	x, y   float64 // start of the baseline
	w      float64
	right  float64 // the edge that the text must not pass
	face   face
	size   float64
	colour string
	text   string
	up     bool // turned a quarter to the left about its start
}

// box is a rectangle.
type box struct {
	x, y, w, h   float64
	fill, stroke string // colours, empty for none
	width        float64
}

// shape is a path of a figure, in the page's coordinates.
type shape struct {
	moves        []diagram.Move
	closed       bool
	fill, stroke string
	width        float64
	dash         []float64
}

// link is an area that leads to an anchor of this PDF or to an address.
type link struct {
	x, y, w, h  float64
	anchor, uri string
}

// place is where an anchor or bookmark leads.
type place struct {
	page *page
	y    float64
}

// frame is a background behind pieces that may span pages.
type frame struct {
	x, w     float64
	fill     string
	bar      string // colour of the bar on the left edge, empty for none
	barWidth float64
	stroke   string
	last     *extent // the latest of its parts
}

// extent is the part of a frame on one page.
type extent struct {
	frame  *frame
	page   *page
	y0, y1 float64
}

func (p *page) add(item any) { p.items = append(p.items, item) }

func (p *page) rule(x, y, w float64, colour string, width float64) {
	p.add(box{x: x, y: y - width/2, w: w, h: width, fill: colour})
}
