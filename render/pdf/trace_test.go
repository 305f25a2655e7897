package pdf

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/document"
)

// laid is a book as it stands before it is written, with what each page shows in this file.
type laid struct {
	*volume
	pages []*page
}

// layOut lays a book out without writing a PDF.
func layOut(t *testing.T, b Book, opts Options) *laid {
	t.Helper()
	shared, err := newStock(documentsOf([]Book{b}), opts)
	if err != nil {
		t.Fatal(err)
	}
	p := &printing{stock: shared, docs: documentsOf([]Book{b}), settings: map[*document.Document]*setting{}}
	if err := p.compose(nil); err != nil {
		t.Fatal(err)
	}
	if err := p.bind([]Book{b}); err != nil {
		t.Fatal(err)
	}
	l := &laid{volume: p.volumes[0]}
	for _, leaf := range l.leaves {
		whole := *leaf.page
		if !leaf.bare {
			whole.items = slices.Concat(whole.items, l.frames[l.running[runningKey{leaf.sheet, leaf.title}]].items)
		}
		whole.items = append(slices.Clip(whole.items), leaf.over.items...)
		whole.links = leaf.links
		l.pages = append(l.pages, &whole)
	}
	return l
}

// composed lays documents out as a book without writing a PDF.
func composed(t *testing.T, docs ...*document.Document) *laid {
	t.Helper()
	return layOut(t, bookOf(docs...), testOptions())
}

// trace prints where every text stands, as a page that a person can read.
func trace(c *laid) string {
	var b strings.Builder
	for i, p := range c.pages {
		fmt.Fprintf(&b, "page %d  %.0f x %.0f\n", i+1, p.sheet.w, p.sheet.h)
		for _, item := range p.items {
			if t, ok := item.(text); ok {
				fmt.Fprintf(&b, "%6.1f %6.1f  %-8s %4.1f %-8s %s\n", t.x, t.y, faceNames[t.face], t.size, t.colour, t.text)
			}
		}
		for _, l := range p.links {
			fmt.Fprintf(&b, "%6.1f %6.1f  link %q %s\n", l.x, l.y, l.anchor, l.uri)
		}
	}
	return b.String()
}

// TestTrace compares the layout of each sample document with its golden: testdata/<document>.trace.
func TestTrace(t *testing.T) {
	var wanted []string
	for _, doc := range sampleDocuments() {
		path := filepath.Join("testdata", doc.ID+".trace")
		wanted = append(wanted, path)
		t.Run(doc.ID, func(t *testing.T) {
			golden.Check(t, path, trace(composed(t, doc)))
		})
	}
	golden.NoOrphans(t, "testdata", ".trace", wanted)
}
