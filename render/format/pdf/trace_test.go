package pdf

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/document"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
)

// laid is a book as it stands before it is written, with what each page shows in this file.
type laid struct {
	*volume
	stock *typeset.Stock
	pages []*pages.Page
}

// layOut lays a book out without writing a PDF.
func layOut(t *testing.T, b Book, opts Options) *laid {
	t.Helper()
	runs := runsOf([]Book{b})
	shared, err := opts.stock(slices.Concat(runs...))
	if err != nil {
		t.Fatal(err)
	}
	p := &printing{stock: shared, opts: opts, runs: runs, settings: map[*document.Document]*pages.Setting{}}
	if err := p.compose(nil); err != nil {
		t.Fatal(err)
	}
	if err := p.bind([]Book{b}); err != nil {
		t.Fatal(err)
	}
	l := &laid{volume: p.volumes[0], stock: shared}
	for _, leaf := range l.leaves {
		whole := *leaf.Page
		if !leaf.Bare {
			whole.Items = slices.Concat(whole.Items, l.frames[l.running[runningKey{leaf.Sheet, "", leaf.Title}]].Items)
		}
		whole.Items = append(slices.Clip(whole.Items), leaf.over.Items...)
		whole.Links = leaf.links
		l.pages = append(l.pages, &whole)
	}
	return l
}

// checkPages measures everything that stands on the pages.
func checkPages(t *testing.T, l *laid) {
	t.Helper()
	for i, p := range l.pages {
		pdftest.CheckPage(t, l.stock, i+1, &p.Canvas, p.Title == testOptions().Words.Contents)
	}
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
		fmt.Fprintf(&b, "page %d  %.0f x %.0f\n", i+1, p.Sheet.W, p.Sheet.H)
		for _, item := range p.Items {
			if t, ok := item.(typeset.Text); ok {
				fmt.Fprintf(&b, "%6.1f %6.1f  %-8s %4.1f %-8s %s\n", t.X, t.Y, t.Face, t.Size, t.Colour, t.Text)
			}
		}
		for _, l := range p.Links {
			fmt.Fprintf(&b, "%6.1f %6.1f  link %q %s\n", l.X, l.Y, l.Anchor, l.URI)
		}
	}
	return b.String()
}

// TestTrace compares the layout of each sample document with its golden: testdata/<document>.trace.
func TestTrace(t *testing.T) {
	var wanted []string
	for _, doc := range pdftest.Samples() {
		path := filepath.Join("testdata", doc.ID+".trace")
		wanted = append(wanted, path)
		t.Run(doc.ID, func(t *testing.T) {
			golden.Check(t, path, trace(composed(t, doc)))
		})
	}
	golden.NoOrphans(t, "testdata", ".trace", wanted)
}
