package render

import (
	"slices"
	"testing"

	"portolan/model/policy"
	"portolan/render/content/topology"
	"portolan/render/content/workbook"
	"portolan/render/format/spreadsheet"
)

// BenchmarkRest are the parts of the example's pack besides its pages and PDFs, each alone, and what stands before all of them. Run it with
// -cpu 1: what counts is the work, not how many do it.
func BenchmarkRest(b *testing.B) {
	plan, options := planOf(b, example)
	look := theme(b)
	p, err := newPacker(plan, look, options)
	if err != nil {
		b.Fatal(err)
	}
	files, err := p.pack()
	if err != nil {
		b.Fatal(err)
	}
	files = files[:len(files)-1] // sealing adds the manifest
	book := workbook.Of(p.source())
	for _, part := range []struct {
		name string
		do   func() error
	}{
		{"packer", func() error { _, err := newPacker(plan, look, options); return err }},
		{"policy", func() error { policy.Of(plan); return nil }},
		{"topology", func() error { topology.Of(plan, p.words); return nil }},
		{"planJSON", func() error { _, err := PlanJSON(plan); return err }},
		{"lay", p.lay},
		{"write", func() error { p.docs, p.sheets, p.written = nil, nil, nil; p.write(); return nil }},
		{"diagrams", func() error { _, err := p.diagrams(); return err }},
		{"spreadsheets", func() error { _, err := p.spreadsheets(); return err }},
		{"book", func() error { workbook.Of(p.source()); return nil }},
		{"xlsx", func() error { _, err := spreadsheet.Workbook(book, look); return err }},
		{"rules", func() error { _, err := p.rules(); return err }},
		{"generated", func() error { _, err := p.generated(); return err }},
		{"seal", func() error {
			_, err := Seal(p.model.Site, p.model.Document.Date, p.opts, slices.Clone(files))
			return err
		}},
		{"hashes", func() error { Hash(files); return nil }},
		{"zip", func() error { _, err := zipped(plan.Site, files, plan.Document.Date.Time()); return err }},
	} {
		b.Run(part.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := part.do(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
