package pages

import (
	"maps"
	"slices"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
)

// laid is documents on pages, as a file would show them that holds all that they refer to.
type laid struct {
	stock  *typeset.Stock
	pages  []*Page
	places map[string]Place
}

// composed lays documents out one after the other.
func composed(t *testing.T, docs ...*document.Document) *laid {
	t.Helper()
	b := desk(t, docs...)
	l := &laid{stock: b.stock, places: map[string]Place{}}
	for _, doc := range docs {
		s, err := b.Set(doc)
		if err != nil {
			t.Fatal(err)
		}
		whole := map[*Page]*Page{}
		for _, p := range s.Pages {
			shown := *p
			shown.Items = slices.Clone(p.Items)
			for _, item := range p.Later {
				if r, ok := item.(typeset.Reference); ok {
					shown.Items = append(shown.Items, r.Text)
				}
			}
			whole[p] = &shown
			l.pages = append(l.pages, &shown)
		}
		for id, at := range s.Places {
			s.Places[id] = Place{whole[at.Page], at.Y}
		}
		maps.Copy(l.places, s.Places)
	}
	return l
}

// desk is a bench for documents.
func desk(tb testing.TB, docs ...*document.Document) *Bench {
	tb.Helper()
	s, err := typeset.NewStock(docs, pdftest.Options())
	if err != nil {
		tb.Fatal(err)
	}
	return NewBench(s)
}

// checkPages measures everything that stands on the pages.
func checkPages(t *testing.T, l *laid) {
	t.Helper()
	for i, p := range l.pages {
		pdftest.CheckPage(t, l.stock, i+1, &p.Canvas, false)
	}
}
