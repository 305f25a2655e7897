// Package pdf prints documents as PDF: books with covers, tables of contents, running headers and true page numbers, links that land, and bookmarks.
// It binds what its rooms make: typeset sets the blocks of a document, pages finds where pages end and paints them, file writes the format. A
// document that several files hold is set once. Neither reads the clock, the disk or a font of the machine.
package pdf

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"portolan/render/document"
	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
	"portolan/render/text/prose"
	"portolan/themes"
)

// Options are what PDFs need besides their documents. Equal options and documents give equal bytes.
type Options struct {
	Theme          *themes.Theme
	Paper          string // "A4" or "Letter"
	Words          Words
	Language       string    // BCP 47, for readers that speak: "en"
	Date           string    // as printed in the footer
	Created        time.Time // as stored in the file; in UTC, never now
	Classification string    // running header; may be empty
	Header, Footer string    // before the title in running headers, beside the id in footers; may be empty
	Fingerprint    string    // of what the document was made from, beside the date in the footer; may be empty
	Author         string    // as stored in the file; may be empty
	Mark           string    // framed at the head of every page, such as "DRAFT"; may be empty

	// Draw turns a figure's picture into shapes, with text measured by the theme's fonts. It is called from several goroutines.
	Draw func(diagram.Picture) *diagram.Drawing
	// DocumentOf names the document whose page a file of the pack is: people link to files. Nil knows none. A reference to what no PDF holds
	// is plain text.
	DocumentOf func(path string) (id string, ok bool)
	// Prose reads texts that persons wrote, and may have read them before. Nil reads each anew.
	Prose *prose.Reader
}

// Words are what PDFs say of their own accord, from the word list of the document's language.
type Words = typeset.Words

// MissingGlyphError says that a text cannot be set in the theme's fonts.
type MissingGlyphError = typeset.MissingGlyphError

// Printable says which characters a theme's fonts can set.
type Printable = typeset.Printable

// NewPrintable reads a theme's fonts.
func NewPrintable(theme *themes.Theme) (*Printable, error) { return typeset.NewPrintable(theme) }

// Anchors are the places of a document to which links may lead; "" is the document itself.
func Anchors(doc *document.Document) map[string]bool {
	places := map[string]bool{}
	for anchor := range typeset.Anchors([]*document.Document{doc}) {
		places[strings.TrimPrefix(anchor, doc.ID+"#")] = true
	}
	return places
}

// Path is the file of a document or a book, from the pack's root.
func Path(id string) string { return id + ".pdf" }

// A Book is what one PDF holds.
type Book struct {
	ID          string               // in the footer
	Series      string               // in the header of documents alone: what they are a part of; may be empty
	Cover       *Cover               // nil for documents alone: no cover and no contents
	Front       []*document.Document // between cover and contents: document control
	Parts       []Part
	Attachments []Attachment
	Instead     map[string]string // ids of documents that the book leaves out -> ids of those that links to them lead to
}

// A Part is a run of documents with a page and a bookmark of its own. Documents of a part without title stand by themselves.
type Part struct {
	Title     string
	Plain     bool                   // has no page of its own: its bookmark leads to its first document
	Runs      [][]*document.Document // behind its documents; those of a run begin where the one before ends, not on a new page
	Documents []*document.Document
}

// An Attachment is a file inside the PDF.
type Attachment = file.Attachment

// Alone is the book of one document and nothing else.
func Alone(doc *document.Document) Book {
	return Book{ID: doc.ID, Parts: []Part{{Documents: []*document.Document{doc}}}}
}

// documents are all documents of the book.
func (b Book) documents() []*document.Document {
	all := slices.Clone(b.Front)
	for _, part := range b.Parts {
		all = append(all, part.Documents...)
		for _, run := range part.Runs {
			all = append(all, run...)
		}
	}
	return all
}

// runs are the documents of the book as they are set: most by themselves.
func (b Book) runs() []run {
	var all []run
	alone := func(docs []*document.Document) {
		for _, doc := range docs {
			all = append(all, run{doc})
		}
	}
	alone(b.Front)
	for _, part := range b.Parts {
		alone(part.Documents)
		all = append(all, part.Runs...)
	}
	return all
}

// title is what pages call the book in their header; whole is how the file calls itself.
func (b Book) title() string {
	switch docs := b.documents(); {
	case b.Cover != nil:
		return b.Cover.Title
	case b.Series != "" || len(docs) == 0:
		return b.Series
	default:
		return docs[0].Title
	}
}

func (b Book) whole() string {
	if b.Cover != nil {
		return strings.TrimSuffix(b.Cover.Title+": "+b.Cover.Subtitle, ": ")
	}
	for _, doc := range b.documents() {
		return doc.Title
	}
	return b.Series
}

// Cover is the first page of a book.
type Cover struct {
	Title    string
	Subtitle string
	Customer string
	Fields   []document.Field
	Note     string // small print at the foot, may be empty
}

// RenderBook prints a book: cover, front, table of contents, parts.
func RenderBook(book Book, opts Options) ([]byte, error) {
	files, err := RenderSet([]Book{book}, opts)
	if err != nil {
		return nil, err
	}
	return files[0].Data, nil
}

// A Printed is a file of a set.
type Printed struct {
	Data  []byte
	Pages int
}

// RenderSet prints books that have documents in common. Each document is set, painted and compressed once, whatever number of books hold
// it, and the fonts are cut once for all. Each file is what RenderBook makes of its book, but for fonts, which may hold more characters.
func RenderSet(books []Book, opts Options) ([]Printed, error) {
	files, err := guarded("render PDFs", func() ([]Printed, error) { return printSet(books, opts) })
	if err != nil {
		return nil, err
	}
	return files, nil
}

// guarded turns a panic into an error: the PDF library panics on some inputs, and a batch of packs must survive one of them.
func guarded[T any](act string, do func() (T, error)) (made T, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: %v", act, fault)
		}
	}()
	if made, err = do(); err != nil {
		return made, fmt.Errorf("%s: %w", act, err)
	}
	return made, nil
}
