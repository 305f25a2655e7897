package pdf

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/jung-kurt/gofpdf"
)

var faceNames = [faceCount]string{"sans", "bold", "italic", "mono", "monobold", "symbols"}

// emitter hands composed pages to the PDF library.
type emitter struct {
	c      *composer
	pdf    *gofpdf.Fpdf
	font   face
	size   float64
	fill   string
	stroke string
	width  float64
	ink    string
	dashed bool
	links  map[string]int
}

// emit writes the pages as a PDF file.
func (c *composer) emit(title string) ([]byte, error) {
	if c.err != nil {
		return nil, c.err
	}
	e := newEmitter(c, title)
	e.addFonts(c.pages)
	e.reserveLinks(0)
	for _, p := range c.pages {
		e.page(p)
	}
	e.bookmarks()
	e.attach(c.attachments)
	file, err := e.output()
	if err != nil {
		return nil, err
	}
	return describe(file, c.opts.Language)
}

func newEmitter(c *composer, title string) *emitter {
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCreationDate(c.opts.Created.UTC())
	pdf.SetModificationDate(c.opts.Created.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // see squeeze
	pdf.SetTitle(clean(title), true)
	pdf.SetAuthor(clean(c.opts.Author), true)
	pdf.SetProducer("portolan", false)
	return &emitter{c: c, pdf: pdf}
}

// output is the file that the library makes.
func (e *emitter) output() ([]byte, error) {
	var out bytes.Buffer
	if err := e.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	if e.c.err != nil {
		return nil, e.c.err
	}
	file, err := squeeze(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("compress PDF: %w", err)
	}
	return file, nil
}

// addFonts embeds the fonts in use. The library writes into the bytes it gets, so each file gets a copy.
func (e *emitter) addFonts(pages []*page) {
	used := usedFaces(pages)
	for i, name := range faceNames {
		if used[i] {
			e.pdf.AddUTF8FontFromBytes(name, "", bytes.Clone(e.c.faces.bytes[i]))
		}
	}
}

// reserveLinks makes a link of the library for each anchor that some link of the document leads to, in order of their use. before is the
// number of pages that stand before the document's.
func (e *emitter) reserveLinks(before int) {
	e.links = map[string]int{}
	number := map[*page]int{}
	for i, p := range e.c.pages {
		number[p] = before + i + 1
	}
	for _, p := range e.c.pages {
		for _, l := range p.links {
			if _, done := e.links[l.anchor]; done || l.anchor == "" {
				continue
			}
			at, ok := e.c.places[l.anchor]
			if !ok {
				e.c.fail(fmt.Errorf("anchor %q was announced and never set", l.anchor))
				continue
			}
			id := e.pdf.AddLink()
			e.pdf.SetLink(id, max(0, at.y-4), number[at.page])
			e.links[l.anchor] = id
		}
	}
}

func (e *emitter) page(p *page) {
	e.pdf.AddPageFormat("P", gofpdf.SizeType{Wd: p.sheet.w, Ht: p.sheet.h})
	e.font, e.fill, e.stroke, e.ink, e.width = -1, "", "", "", -1 // the library starts a page with a state of its own
	for _, ext := range p.under {
		e.frame(ext)
	}
	for _, item := range p.items {
		switch item := item.(type) {
		case text:
			e.text(item)
		case box:
			e.box(item)
		case shape:
			e.shape(item)
		}
	}
	if e.dashed { // or the library would start the next page with dashes
		e.pdf.SetDashPattern(nil, 0)
		e.dashed = false
	}
	for _, l := range p.links {
		if l.uri != "" {
			e.pdf.LinkString(l.x, l.y, l.w, l.h, l.uri)
		} else {
			e.pdf.Link(l.x, l.y, l.w, l.h, e.links[l.anchor])
		}
	}
}

func (e *emitter) frame(ext *extent) {
	f := ext.frame
	e.box(box{x: f.x, y: ext.y0, w: f.w, h: ext.y1 - ext.y0, fill: f.fill, stroke: f.stroke, width: 0.5})
	if f.bar != "" {
		e.box(box{x: f.x, y: ext.y0, w: f.barWidth, h: ext.y1 - ext.y0, fill: f.bar})
	}
}

func (e *emitter) text(t text) {
	if t.text == "" {
		return
	}
	if e.font != t.face || e.size != t.size {
		e.pdf.SetFont(faceNames[t.face], "", t.size)
		e.font, e.size = t.face, t.size
	}
	if e.ink != t.colour {
		e.pdf.SetTextColor(e.colour(t.colour))
		e.ink = t.colour
	}
	e.pdf.Text(t.x, t.y, t.text)
}

func (e *emitter) box(b box) {
	if mode := e.paint(b.fill, b.stroke, b.width, nil); mode != "" {
		e.pdf.Rect(b.x, b.y, b.w, b.h, mode)
	}
}

func (e *emitter) shape(s shape) {
	mode := e.paint(s.fill, s.stroke, s.width, s.dash)
	if mode == "" || len(s.moves) == 0 {
		return
	}
	e.pdf.MoveTo(s.moves[0].To.X, s.moves[0].To.Y)
	for _, m := range s.moves[1:] {
		if m.Curve {
			e.pdf.CurveBezierCubicTo(m.A.X, m.A.Y, m.B.X, m.B.Y, m.To.X, m.To.Y)
		} else {
			e.pdf.LineTo(m.To.X, m.To.Y)
		}
	}
	if s.closed {
		e.pdf.ClosePath()
	}
	e.pdf.DrawPath(mode)
}

// paint sets the colours and the pen, and names the library's mode of painting.
func (e *emitter) paint(fill, stroke string, width float64, dash []float64) string {
	mode := ""
	if fill != "" {
		if e.fill != fill {
			e.pdf.SetFillColor(e.colour(fill))
			e.fill = fill
		}
		mode = "F"
	}
	if stroke == "" {
		return mode
	}
	if e.stroke != stroke {
		e.pdf.SetDrawColor(e.colour(stroke))
		e.stroke = stroke
	}
	if e.width != width {
		e.pdf.SetLineWidth(width)
		e.width = width
	}
	if len(dash) > 0 || e.dashed {
		e.pdf.SetDashPattern(slices.Clone(dash), 0)
		e.dashed = len(dash) > 0
	}
	return mode + "D"
}

func (e *emitter) colour(name string) (r, g, b int) {
	colour, ok := e.c.opts.Theme.Print[name]
	if !ok {
		e.c.fail(fmt.Errorf("the theme lacks the colour %q for print", name))
	}
	return int(colour.R), int(colour.G), int(colour.B)
}

// bookmarks are written last, because the library takes the height of the last page for that of every page.
func (e *emitter) bookmarks() {
	if len(e.c.pages) == 0 {
		return
	}
	e.pdf.SetFont(faceNames[sans], "", bodySize) // titles are coded by the font in use
	number := map[*page]int{}
	for i, p := range e.c.pages {
		number[p] = i + 1
	}
	last := e.c.pages[len(e.c.pages)-1].sheet.h
	depth := -1
	for _, entry := range e.c.outline {
		depth = min(entry.level, depth+1) // a level must not be skipped
		e.pdf.SetPage(number[entry.place.page])
		e.pdf.Bookmark(entry.title, depth, max(0, entry.place.y-6)+last-entry.place.page.sheet.h)
	}
	e.pdf.SetPage(len(e.c.pages))
}
