package render

import (
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"portolan/render/diagram"
)

// TestPicturesCanBeReadOnPaper looks at the picture files of every site: all text of seven points or more, on A4 or, where a site is too
// large for it, on A3; and at all scenes once more, since whoever reads the pack sees what is drawn here.
func TestPicturesCanBeReadOnPaper(t *testing.T) {
	sites, err := filepath.Glob("../sites/*/site.toml")
	if err != nil || len(sites) == 0 {
		t.Fatal("no sites", err)
	}
	a3 := 0
	for _, path := range sites {
		id := filepath.Base(filepath.Dir(path))
		plan, options := planOf(t, id)
		p, err := newPacker(plan, theme(t), options)
		if err != nil {
			t.Fatal(err)
		}
		if err := diagram.Verify(p.site, p.measure); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		files, err := p.diagrams()
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		for _, f := range files {
			if filepath.Ext(f.Path) != ".pdf" {
				continue
			}
			switch sheet := largestSide(t, f.Data); {
			case sheet > 1191:
				t.Errorf("%s: %s needs paper of %.0f points", id, f.Path, sheet)
			case sheet > 842:
				a3++
				t.Logf("%s: %s needs A3", id, f.Path)
			}
		}
	}
	if a3 > len(sites)/5 {
		t.Errorf("%d of %d sites need A3", a3, len(sites))
	}
}

var mediaBox = regexp.MustCompile(`/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]`)

// largestSide is the longer side of the largest page, in points.
func largestSide(t *testing.T, pdf []byte) float64 {
	t.Helper()
	boxes := mediaBox.FindAllSubmatch(pdf, -1)
	if boxes == nil {
		t.Fatal("no page has a size")
	}
	largest := 0.0
	for _, box := range boxes {
		for _, side := range box[1:] {
			v, err := strconv.ParseFloat(string(side), 64)
			if err != nil {
				t.Fatal(err)
			}
			largest = max(largest, v)
		}
	}
	return largest
}
