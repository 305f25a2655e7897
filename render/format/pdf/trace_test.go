package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// laid is a book as it stands before it is written, with what each page shows in this file.
type laid struct {
	*volume
	stock *typeset.Stock
	pages []*pages.Page
}

// layOut lays a book out without writing a PDF.
func layOut(t *testing.T, b Book, opts Options) *laid {
	t.Helper()
	docs := documentsOf([]Book{b})
	shared, err := opts.stock(docs)
	if err != nil {
		t.Fatal(err)
	}
	p := &printing{stock: shared, opts: opts, docs: docs, settings: map[*document.Document]*pages.Setting{}}
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
			whole.Items = slices.Concat(whole.Items, l.frames[l.running[runningKey{leaf.Sheet, leaf.Title}]].Items)
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
	known := map[string]bool{}
	for _, doc := range pdftest.Samples() {
		path := filepath.Join("testdata", doc.ID+".trace")
		known[path] = true
		t.Run(doc.ID, func(t *testing.T) {
			got := trace(composed(t, doc))
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("layout differs from %s; got:\n%s", path, firstDifference(got, string(want)))
			}
		})
	}
	goldens, _ := filepath.Glob("testdata/*.trace")
	for _, golden := range goldens {
		if !known[golden] {
			t.Errorf("%s belongs to no document", golden)
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], append(w, "", "")[min(i, len(w))])
		}
	}
	return "the golden is longer"
}
