// Package pdf prints documents as PDF: pages with measured tables, vector figures, links that land, bookmarks and true page
// numbers. It is the one door to the PDF library and guards against that library's known faults. It never reads the clock, the
// disk or a font of the machine, embeds no raster image, and drops no character silently: what the fonts lack is an error.
package pdf

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/themes"
)

// Options are what a PDF needs besides its documents. Equal options and documents give equal bytes.
type Options struct {
	Theme          *themes.Theme
	Paper          string // "A4" or "Letter"
	Words          Words
	Language       string    // BCP 47, for readers that speak: "en"
	Date           string    // as printed in the footer
	Created        time.Time // as stored in the file; in UTC, never now
	Classification string    // running header; may be empty
	DocumentID     string    // footer; of a document by itself, before the document's own id; may be empty
	Series         string    // header of a document by itself, before its title: what it is a part of; may be empty
	Fingerprint    string    // of what the document was made from, beside the date in the footer; may be empty
	Author         string    // as stored in the file; may be empty
	Mark           string    // framed at the head of every page, such as "DRAFT"; may be empty

	// Draw turns a figure's picture into shapes, with text measured by the theme's fonts.
	Draw func(diagram.Picture) *diagram.Drawing
	// Resolve names the anchor that a link relative to the pack's root means: a document's id, "#" and the id of a heading, table,
	// row, figure or step. False, or an anchor that this PDF does not hold, makes plain text. Nil resolves nothing.
	Resolve func(link string) (anchor string, ok bool)
}

// A Book is what one PDF holds.
type Book struct {
	Cover       Cover
	Front       []*document.Document // between cover and contents: document control
	Parts       []Part
	Attachments []Attachment
}

// A Part is a run of documents with a page and a bookmark of its own. Documents of a part without title stand by themselves.
type Part struct {
	Title     string
	Documents []*document.Document
}

// An Attachment is a file inside the PDF.
type Attachment struct {
	Name string
	Data []byte
}

// documents are all documents of the book.
func (b Book) documents() []*document.Document {
	all := slices.Clone(b.Front)
	for _, part := range b.Parts {
		all = append(all, part.Documents...)
	}
	return all
}

// Cover is the first page of a book.
type Cover struct {
	Title    string
	Subtitle string
	Customer string
	Fields   []document.Field
	Note     string // small print at the foot, may be empty
}

// Render prints one document.
func Render(doc *document.Document, opts Options) ([]byte, error) {
	return guarded("render "+doc.ID, func() ([]byte, error) {
		c, err := newComposer([]*document.Document{doc}, opts)
		if err != nil {
			return nil, err
		}
		c.document(doc)
		c.finish(doc.Title, footerID(opts, doc.ID))
		return c.emit(doc.Title)
	})
}

// RenderBook prints a book: cover, front, table of contents, parts.
func RenderBook(book Book, opts Options) ([]byte, error) {
	return guarded("render book", func() ([]byte, error) {
		c, err := newComposer(book.documents(), opts)
		if err != nil {
			return nil, err
		}
		c.book(book)
		c.finish(book.Cover.Title, opts.DocumentID)
		c.attachments = book.Attachments
		return c.emit(strings.TrimSuffix(book.Cover.Title+": "+book.Cover.Subtitle, ": "))
	})
}

func footerID(opts Options, id string) string {
	return strings.TrimSpace(opts.DocumentID + " " + id)
}

// guarded turns a panic of the PDF library into an error: it panics on some inputs, and a batch of packs must survive one of them.
func guarded(act string, render func() ([]byte, error)) (data []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			data, err = nil, fmt.Errorf("%s: %v", act, fault)
		}
	}()
	if data, err = render(); err != nil {
		return nil, fmt.Errorf("%s: %w", act, err)
	}
	return data, nil
}
