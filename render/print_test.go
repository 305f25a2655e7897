package render

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"portolan/render/content/topology"
	"portolan/render/document"
	"portolan/render/format/pdf"
	"portolan/render/layout/diagram"
)

// What is too much for A4 at type of eight points: the pictures of these sites go on A3, or on A4 at a little less.
var (
	onA3   = []string{"harbour-logistics", "scenario-extra-large", "scenario-large", "thoughtspot-forty"}
	closer = []string{"thoughtspot-three", "two-products"}
)

// TestPicturesCanBeReadOnPaper looks at the sheets of all pictures of every site: all text of seven points and a half or more, on A4 or, where a picture is too large for it,
// on A3; and at all scenes once more, since whoever reads the pack sees what is drawn here. Pictures of whole sites have eight points, and A4, but for those that are named.
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
		for _, each := range p.gallery.All() {
			pictures++
			if err := diagram.Verify(p.gallery.scenes[each], p.measure); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			alone := &document.Document{ID: "alone", Title: "Alone", Blocks: []document.Block{document.PageBreak{}, p.gallery.figure(each)}}
			data, err := pdf.RenderBook(pdf.Alone(alone), p.pdfOptions())
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			whole := each.Kind == topology.SiteKind || each.Kind == topology.StateKind || each.Kind == topology.ChangeKind
			if scale := p.gallery.scenes[each].PrintScale(p.measure); whole && scale < 0.99 && !slices.Contains(onA3, id) && !slices.Contains(closer, id) {
				t.Errorf("%s: picture %s has text of %.1f points on A4", id, each.ID, 8*scale)
			}
			switch sheet := slices.Max(sides(t, data)); {
			case sheet > 1191:
				t.Errorf("%s: picture %s needs paper of %.0f points", id, each.ID, sheet)
			case sheet > 842 && whole && !slices.Contains(onA3, id):
				t.Errorf("%s: picture %s needs A3", id, each.ID)
			case sheet > 842:
				t.Logf("%s: picture %s needs A3", id, each.ID)
				a3++
			}
		}
	}
	t.Logf("%d of %d pictures need A3", a3, pictures)
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
