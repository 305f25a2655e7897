package pages

import (
	"fmt"
	"slices"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
)

// TestWorkspaceIsUsedAgain composes documents on a bench that others have used, and compares all that stands on their pages.
func TestWorkspaceIsUsedAgain(t *testing.T) {
	used := &Bench{}
	for range 2 {
		for _, doc := range []*document.Document{pdftest.LongTexts(), pdftest.Overview(), pdftest.Worksheet("central", 60), pdftest.Runbook()} {
			fresh := desk(t, doc)
			used.stock = fresh.stock
			c, again := fresh.Composer(), used.Composer()
			want, got := fresh.documents(c, []*document.Document{doc}), used.documents(again, []*document.Document{doc})
			if c.Err() != nil || again.Err() != nil {
				t.Fatal(c.Err(), again.Err())
			}
			if !slices.Equal(onPages(got), onPages(want)) {
				t.Errorf("%s: other pages on a bench that was used", doc.ID)
			}
		}
	}
}

func onPages(pages []*Page) []string {
	var out []string
	for _, p := range pages {
		for _, item := range p.Items {
			out = append(out, fmt.Sprintf("%+v", item))
		}
		for _, l := range p.Links {
			l.Tag = nil // another each time
			out = append(out, fmt.Sprintf("%+v", l))
		}
	}
	return out
}

// BenchmarkCompose composes the documents of a site of thirty hosts, and writes none.
func BenchmarkCompose(b *testing.B) {
	docs := []*document.Document{pdftest.Overview(), pdftest.Control()}
	for i := range 30 {
		sheet, book := pdftest.Worksheet(fmt.Sprint("host", i), 20), pdftest.Runbook()
		book.ID += fmt.Sprint(i)
		docs = append(docs, sheet, book)
	}
	b.ReportAllocs()
	for b.Loop() {
		bench := desk(b, docs...)
		for _, doc := range docs {
			c := bench.Composer()
			bench.documents(c, []*document.Document{doc})
			if c.Err() != nil {
				b.Fatal(c.Err())
			}
		}
	}
}
