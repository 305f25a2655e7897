package render

import (
	"slices"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
)

// TestStructureOfBooks checks the structure of every book, and hears all its texts in order.
func TestStructureOfBooks(t *testing.T) {
	eachBook(t, func(t *testing.T, p pack, name string, data []byte) {
		file, err := pdftest.Read([]byte(tool(t, data, "qpdf", pdftest.Args("FILE")...)))
		if err != nil {
			t.Fatal(err)
		}
		said, faults := file.Check()
		for _, fault := range faults[:min(len(faults), 10)] {
			t.Error(fault)
		}
		books := p.books()
		var docs []*document.Document
		for _, part := range books[slices.IndexFunc(books, func(b book) bool { return b.name == name })].parts(p.packer) {
			docs = append(docs, part.Documents...)
			for _, run := range part.Runs {
				docs = append(docs, run...)
			}
		}
		if unread := pdftest.Unread(said, docs); unread != "" {
			t.Error(unread)
		}
	})
}
