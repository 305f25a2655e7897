package render

import (
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"portolan/render/content/rules"
	"portolan/render/content/topology"
	"portolan/render/content/workbook"
	"portolan/render/format/pdf"
	"portolan/render/format/spreadsheet"
	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/text/prose"
	"portolan/render/text/wordlist"
)

// Benchmarks of the phases of a pack, for the example customer. Run them with -benchmem; nothing asserts a time.

func BenchmarkLayout(b *testing.B) {
	plan, _ := planOf(b, example)
	t := theme(b)
	measure, err := diagram.NewMeasure(t.Fonts.Sans, t.Fonts.SansBold)
	if err != nil {
		b.Fatal(err)
	}
	list, err := wordlist.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	of := topology.Of(plan, list)
	graphs := []*diagram.Graph{of.Site.Graph}
	for _, each := range append(of.States, of.Changes...) {
		graphs = append(graphs, each.Graph)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tiers.Layout(graphs, measure); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSiteDiagram places the diagram of each site alone.
func BenchmarkSiteDiagram(b *testing.B) {
	t := theme(b)
	measure, err := diagram.NewMeasure(t.Fonts.Sans, t.Fonts.SansBold)
	if err != nil {
		b.Fatal(err)
	}
	list, err := wordlist.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	for _, id := range siteIDs(b) {
		plan, _ := planOf(b, id)
		graphs := []*diagram.Graph{topology.Of(plan, list).Site.Graph}
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				if _, err := tiers.Layout(graphs, measure); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPictures decides on all pictures of the example, without placing them.
func BenchmarkPictures(b *testing.B) {
	plan, _ := planOf(b, example)
	list, err := wordlist.Load("en")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		topology.Of(plan, list)
	}
}

// BenchmarkPlaces places all pictures of the example.
func BenchmarkPlaces(b *testing.B) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, each := range p.gallery.All() {
			if _, err := p.place(each); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkPictureAnew places and draws each of the example's pictures: three of its boxes have other names each time, in all runs that -count
// and -cpu ask for, so that none is remembered.
func BenchmarkPictureAnew(b *testing.B) {
	p := benchPacker(b)
	for _, each := range p.gallery.All() {
		b.Run(each.ID, func(b *testing.B) {
			for b.Loop() {
				anew := *each
				anew.Graph = renamed(each.Graph, int(pictureAnew.Add(1)))
				scene, err := p.place(&anew)
				if err != nil {
					b.Fatal(err)
				}
				scene.Draw(p.measure)
			}
		})
	}
}

// pictureAnew counts the pictures of BenchmarkPictureAnew in all its runs.
var pictureAnew atomic.Int64

// renamed is a picture whose first boxes have longer names, which come again after so many numbers that the picture is forgotten then.
func renamed(of *diagram.Graph, n int) *diagram.Graph {
	graph := *of
	graph.Boxes = slices.Clone(graph.Boxes)
	for k := range min(len(graph.Boxes), 3) {
		longer(&graph.Boxes[k], n%12)
		n /= 12
	}
	return &graph
}

// longer gives a box a longer name.
func longer(box *diagram.Box, by int) {
	box.Lines = slices.Clone(box.Lines)
	box.Lines[0].Text += strings.Repeat("i", by)
}

func BenchmarkDraw(b *testing.B) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		p.gallery.scenes[p.gallery.Site].Draw(p.measure)
	}
}

func BenchmarkDocuments(b *testing.B) {
	p := benchPacker(b)
	b.ReportAllocs()
	for b.Loop() {
		p.docs, p.sheets, p.written = nil, nil, nil
		p.write()
	}
}

// BenchmarkPages prints all pages and the index, and reads their texts anew each time.
func BenchmarkPages(b *testing.B) {
	benchOutput(b, func(p *packer) ([]File, error) {
		p.prose = prose.NewReader()
		return p.pages()
	})
}

func BenchmarkSpreadsheets(b *testing.B) { benchOutput(b, (*packer).spreadsheets) }

// The workbook of the largest site, apart from what it is filled with, and both; the ratio to the rest of a pack is what counts.
func BenchmarkWorkbookExtraLarge(b *testing.B) {
	book, _ := bookOf(b, "scenario-extra-large")
	look := theme(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := spreadsheet.Workbook(book, look); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBookExtraLarge(b *testing.B) {
	_, source := bookOf(b, "scenario-extra-large")
	b.ReportAllocs()
	for b.Loop() {
		workbook.Of(source)
	}
}

func BenchmarkRulesJSONExtraLarge(b *testing.B) {
	_, source := bookOf(b, "scenario-extra-large")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.JSON(source.Plan, source.Policy); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPDFs prints all PDFs of the example and reports the time for each of their pages.
func BenchmarkPDFs(b *testing.B) {
	pages := 0
	benchOutput(b, func(p *packer) ([]File, error) {
		p.prose = prose.NewReader()
		files, err := p.pdfs()
		for _, f := range files {
			pages += f.Pages
		}
		return nil, err
	})
	b.ReportMetric(float64(pages)/float64(b.N), "pages/op")
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(pages), "ms/page")
}

// BenchmarkDiagrams draws all pictures of the example, which are laid out, as SVG and reports the time for each.
func BenchmarkDiagrams(b *testing.B) {
	p := benchPacker(b)
	pictures := 0
	for b.Loop() {
		clear(p.drawings)
		files, err := p.diagrams()
		if err != nil {
			b.Fatal(err)
		}
		pictures += len(files)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(pictures), "ms/picture")
}

func BenchmarkPlanJSON(b *testing.B) { benchOutput(b, (*packer).plan) }

// BenchmarkPack makes the whole pack of the example, in the program's own setting of the garbage collector.
func BenchmarkPack(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
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
			book := p.book("handover", p.handover(), nil)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pdf.RenderBook(book, p.pdfOptions()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
