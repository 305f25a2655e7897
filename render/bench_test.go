package render

import (
	"testing"

	"portolan/render/diagram"
	"portolan/render/graphviz"
	"portolan/render/topology"
	"portolan/render/words"
)

// Benchmarks of the phases of a pack, for the example customer. Run them with -benchmem; nothing asserts a time.

func BenchmarkLayout(b *testing.B) {
	plan, _ := planOf(b, example)
	t := theme(b)
	measure, err := diagram.NewMeasure(t.Fonts.Sans, t.Fonts.SansBold)
	if err != nil {
		b.Fatal(err)
	}
	list, err := words.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	graph := topology.Site(plan, list)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := graphviz.Layout(graph, measure); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		diagram.Draw(p.site, p.measure)
	}
}

func BenchmarkDocuments(b *testing.B) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		p.docs, p.sheets, p.nav.Sections = nil, nil, nil
		p.write()
	}
}

func BenchmarkPages(b *testing.B) { benchOutput(b, (*packer).pages) }

func BenchmarkSpreadsheets(b *testing.B) { benchOutput(b, (*packer).spreadsheets) }

func BenchmarkPDFs(b *testing.B) { benchOutput(b, (*packer).pdfs) }

func BenchmarkPlanJSON(b *testing.B) { benchOutput(b, (*packer).plan) }

func BenchmarkPack(b *testing.B) {
	plan, options := planOf(b, example)
	t := theme(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Pack(plan, t, options); err != nil {
			b.Fatal(err)
		}
	}
}

func benchPacker(b *testing.B) *packer {
	b.Helper()
	plan, options := planOf(b, example)
	p, err := newPacker(plan, theme(b), options)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func benchOutput(b *testing.B, output func(*packer) ([]File, error)) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := output(p); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBook is the handover PDF alone: of the example customer, and of the largest site.
func BenchmarkBook(b *testing.B) {
	for _, site := range []string{example, "scenario-extra-large"} {
		b.Run(site, func(b *testing.B) {
			plan, options := planOf(b, site)
			p, err := newPacker(plan, theme(b), options)
			if err != nil {
				b.Fatal(err)
			}
			job := p.book("handover", p.handover(), nil, p.pdfOptions())
			b.ReportAllocs()
			for b.Loop() {
				if _, err := job(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
