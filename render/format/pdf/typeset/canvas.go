package typeset

import (
	"portolan/render/document"
	"portolan/render/layout/diagram"
)

// A Canvas is what pieces are drawn on: a list of what stands on it. Pages are composed in full before anything is written: only then is the number
// of pages known, and a test can measure every text.
type Canvas struct {
	Sheet     Sheet
	Items     []any  // Text, Box, Shape in painting order
	Later     []any  // Reference, PageNumber, PageText: what depends on the file that holds the page
	Links     []Link // also those that lead to what the file may not hold
	Anchors   []Anchor
	Bookmarks []Bookmark
	Runs      []Run // of content that belongs to elements of the structure

	tag *Tag // that what is drawn belongs to; nil for none
}

// An Anchor is where an element of a document stands, which links may lead to.
type Anchor struct {
	ID string // "document#element"
	Y  float64
}

// A Bookmark is a title, of which the list beside the pages and the table of contents are made.
type Bookmark struct {
	Title string
	Kind  TitleKind
	Level int // depth in the list
	Y     float64
}

// A TitleKind is what a title stands above.
type TitleKind int

// What a title stands above: a part of a book, a document, a chapter of one, or what is below a chapter and not in the table of contents.
const (
	PartTitle TitleKind = iota
	DocumentTitle
	ChapterTitle
	SectionTitle
)

// A Reference is a text that leads to an anchor, and looks like a link in the files that hold it.
type Reference struct {
	Text
	Anchor string
}

// A PageText is said of the page that an anchor is on, once it is numbered; files that do not hold the page say nothing.
type PageText struct {
	Text
	Anchor string
}

// A Text is one run of text in one font.
type Text struct {
	X, Y   float64 // start of the baseline
	W      float64
	Right  float64 // the edge that the text must not pass
	Face   Face
	Size   float64
	Colour string
	Text   string
	Up     bool // turned a quarter to the left about its start
	Drawn  bool // is part of a figure
	Run    int  // of the canvas, from 1; 0 for what belongs to no element
}

// A Box is a rectangle.
type Box struct {
	X, Y, W, H   float64
	Fill, Stroke string // colours, empty for none
	Width        float64
	Run          int // as a Text's
}

// An Image is a picture of pixels: the only one that a file may hold, its logo.
type Image struct{ X, Y, W, H float64 }

// A Shape is a path of a figure, in the page's coordinates.
type Shape struct {
	Moves        []diagram.Move
	Closed       bool
	Fill, Stroke string
	Width        float64
	Dash         []float64
	Run          int // as a Text's
}

// A Link is an area that leads to an anchor of this PDF or to an address.
type Link struct {
	X, Y, W, H  float64
	Anchor, URI string
	Tag         *Tag // that it belongs to
}

// A Frame is a background behind pieces that may span pages.
type Frame struct {
	X, W     float64
	Fill     string
	Bar      string // colour of the bar on the left edge, empty for none
	BarWidth float64
	Stroke   string
}

// Spill is what a frame that is cut by the end of a page reaches beyond its text.
const Spill = 4

// Add puts a Text, a Box or a Shape over what stands on the canvas.
func (p *Canvas) Add(item any) { p.Items = append(p.Items, item) }

// Rule draws a level line, which is painted as a box: the pen stays as it is.
func (p *Canvas) Rule(x, y, w float64, colour string, width float64) {
	p.Add(Box{X: x, Y: y - width/2, W: w, H: width, Fill: colour})
}

// anchor notes where an element of a document stands.
func (p *Canvas) anchor(doc *document.Document, element string, y float64) {
	p.Anchors = append(p.Anchors, Anchor{doc.ID + "#" + element, y})
}

// Bookmark notes a title where it stands.
func (p *Canvas) Bookmark(title string, kind TitleKind, level int, y float64) {
	p.Bookmarks = append(p.Bookmarks, Bookmark{Clean(title), kind, level, y})
}
