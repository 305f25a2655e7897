package pdf

import (
	"testing"
	"time"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
)

func testOptions() Options {
	set := pdftest.Options()
	return Options{
		Theme: set.Theme, Paper: set.Paper, Words: set.Words, Draw: set.Draw, DocumentOf: set.DocumentOf,
		Language: "en", Date: "3 May 2026", Created: time.Date(2026, 5, 3, 0, 0, 0, 0, time.UTC), Classification: "Confidential",
	}
}

func testCover() Cover {
	return Cover{
		Title: "Handover pack", Subtitle: "Analytics platform, production", Customer: "Fjordbank AS",
		Fields: pdftest.Fields("Document", "HP-0042", "Revision", "C", "Date", "3 May 2026", "Author", "Operations, Ærøskøbing"),
		Note:   "Handed over together with the site description it was made from.",
	}
}

// bookOf is a book of one part without a title.
func bookOf(docs ...*document.Document) Book {
	cover := testCover()
	return Book{ID: "HP-0042", Cover: &cover, Parts: []Part{{Documents: docs}}}
}

func render(t *testing.T, docs ...*document.Document) []byte {
	t.Helper()
	data, err := RenderBook(bookOf(docs...), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Render prints one document.
func Render(doc *document.Document, opts Options) ([]byte, error) {
	return RenderBook(Alone(doc), opts)
}
