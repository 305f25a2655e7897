package render

import (
	"bytes"
	"compress/zlib"
	"io"
	"math"
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

// Sites whose pictures of all hosts are too much for A4 at type of eight points: they go on A3.
var onA3 = []string{"harbour-logistics", "scenario-extra-large", "scenario-large", "thoughtspot-forty", "thoughtspot-three"}

// Sites whose pictures of all hosts would go on A4 alone, but not below the heading and sentence that books have above them.
var onA3InBooks = []string{"generic-scale-out", "two-products"}

// Pictures of hosts that go on A3, for the ports and neighbours that they list.
var hostsOnA3 = []string{
	"harbour-logistics role-qlik-sense-complete", "harbour-logistics host-qs-central", "harbour-logistics host-qs-engine1", "harbour-logistics alike-qs-proxy1",
	"harbour-logistics host-qs-standby", "scenario-extra-large alike-pp-consumer1", "scenario-extra-large alike-pp-developer1", "thoughtspot-forty group-n01",
	"thoughtspot-forty alike-n01", "thoughtspot-forty host-thoughtspot-all", "thoughtspot-three host-thoughtspot-all", "thoughtspot-three alike-ts1",
}

// TestPicturesCanBeReadOnPaper looks at the sheets of all pictures of every site: no text of less than eight points, on A4 or, where that is named here, on A3; and at all scenes
// once more, since whoever reads the pack sees what is drawn here.
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
		if in := slices.Max(sides(t, packOf(t, id).file(t, "summary.pdf"))) > 842; in != (slices.Contains(onA3, id) || slices.Contains(onA3InBooks, id)) {
			t.Errorf("%s: its summary has sheets of A3: %v", id, in)
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
			large := whole && slices.Contains(onA3, id) || slices.Contains(hostsOnA3, id+" "+each.ID)
			if size := smallest(t, data); size < 7.99 {
				t.Errorf("%s: picture %s has text of %.2f points", id, each.ID, size)
			}
			switch sheet := slices.Max(sides(t, data)); {
			case sheet > 1191:
				t.Errorf("%s: picture %s needs paper of %.0f points", id, each.ID, sheet)
			case sheet > 842 && !large:
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

var fontSize = regexp.MustCompile(`/\S+ ([0-9.]+) Tf`)

// smallest is the size of the smallest type on any page, in points.
func smallest(t *testing.T, pdf []byte) float64 {
	t.Helper()
	least := math.Inf(1)
	for rest := pdf; ; {
		_, after, ok := bytes.Cut(rest, []byte("stream\n"))
		if !ok {
			break
		}
		rest = after
		content, err := zlib.NewReader(bytes.NewReader(after))
		if err != nil {
			continue
		}
		text, err := io.ReadAll(content)
		if err != nil {
			continue
		}
		for _, found := range fontSize.FindAllSubmatch(text, -1) {
			size, err := strconv.ParseFloat(string(found[1]), 64)
			if err != nil {
				t.Fatal(err)
			}
			least = min(least, size)
		}
	}
	if math.IsInf(least, 1) {
		t.Fatal("no page has type")
	}
	return least
}
