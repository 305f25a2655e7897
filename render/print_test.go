package render

import (
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf"
	"portolan/render/layout/diagram"
)

// TestPicturesCanBeReadOnPaper looks at the sheets of all pictures of every site: all text of seven points or more, on A4 or, where a picture
// is too large for it, on A3; and at all scenes once more, since whoever reads the pack sees what is drawn here.
func TestPicturesCanBeReadOnPaper(t *testing.T) {
	sites, err := filepath.Glob("../sites/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal("no sites", err)
	}
	a3, pictures := 0, 0
	for _, path := range sites {
		id := filepath.Base(filepath.Dir(path))
		plan, options := planOf(t, id)
		p, err := newPacker(plan, theme(t), options)
		if err != nil {
			t.Fatal(err)
		}
		all := &document.Document{ID: "all", Title: "All"}
		for _, each := range p.gallery.All() {
			pictures++
			if err := diagram.Verify(p.gallery.scenes[each], p.measure); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			all.Blocks = append(all.Blocks, document.PageBreak{}, p.gallery.figure(each))
		}
		data, err := pdf.RenderBook(pdf.Alone(all), p.pdfOptions())
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		for _, sheet := range sides(t, data) {
			switch {
			case sheet > 1191:
				t.Errorf("%s: a picture needs paper of %.0f points", id, sheet)
			case sheet > 842:
				a3++
				t.Logf("%s: a picture needs A3", id)
			}
		}
	}
	if a3 > pictures/20 {
		t.Errorf("%d of %d pictures need A3", a3, pictures)
	}
}

var mediaBox = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)

// sides are the longer sides of all pages, in points.
func sides(t *testing.T, pdf []byte) []float64 {
	t.Helper()
	boxes := mediaBox.FindAllSubmatch(pdf, -1)
	if boxes == nil {
		t.Fatal("no page has a size")
	}
	var out []float64
	for _, box := range boxes {
		largest := 0.0
		for _, side := range box[1:] {
			v, err := strconv.ParseFloat(string(side), 64)
			if err != nil {
				t.Fatal(err)
			}
			largest = max(largest, v)
		}
		out = append(out, largest)
	}
	return out
}
