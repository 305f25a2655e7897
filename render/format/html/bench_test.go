package html

import (
	"testing"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// Benchmarks of a page and an index with every kind of block, the Markdown in it read anew each time and read before. Nothing asserts a time.

func BenchmarkPage(b *testing.B) {
	for name, reader := range map[string]*prose.Reader{"reads": nil, "remembers": prose.NewReader()} {
		b.Run(name, func(b *testing.B) {
			doc, opts := sampleDocument(), testOptions(b)
			opts.Prose = reader
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Page(doc, opts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSearchIndex(b *testing.B) {
	pages := []*document.Document{sampleDocument(), sampleDocument()}
	reader := prose.NewReader()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := SearchIndex(pages, Search{Prose: reader}); err != nil {
			b.Fatal(err)
		}
	}
}
