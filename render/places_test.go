package render

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/topology"
	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/text/wordlist"
)

// TestEverythingStandsInOnePlaceInAllStates places the pictures of all sites of the repository and of other vendors' products. A zone, a box, a line and its label
// are in the same place in the picture of the site and in those of its states and changes, and Verify finds no fault in any.
func TestEverythingStandsInOnePlaceInAllStates(t *testing.T) {
	sites, _ := filepath.Glob("../sites/*/site.toml")
	others, _ := filepath.Glob("../model/testdata/vendors/*/*/*/site.toml")
	if len(sites) == 0 || len(others) == 0 {
		t.Fatal("no sites")
	}
	for _, file := range append(sites, others...) {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			products := filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(file))), "products")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			site, found := site.Load(file, text)
			if site == nil {
				t.Fatal(found)
			}
			var cats []*catalog.Catalogue
			for _, of := range site.Catalogues() {
				cat, faults := catalog.Open(of.V)
				if cat == nil {
					cat, faults = catalog.Load(os.DirFS(products), of.V)
				}
				if cat == nil {
					t.Fatal(faults)
				}
				cats = append(cats, cat)
			}
			resolved, found := resolve.All(site, cats, resolve.Options{Approvals: modeltest.Approvals(filepath.Dir(file)), Decisions: modeltest.Decisions(filepath.Dir(file))})
			if resolved == nil {
				t.Fatal(found)
			}
			standsInOnePlace(t, resolved)
		})
	}
}

func TestEverythingOfRandomSitesStandsInOnePlace(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	for seed := range testenv.Rounds(t, 1000) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			text := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 29))).Write(nil, false)
			site, found := site.Load("site.toml", text)
			if site == nil {
				t.Fatal(found)
			}
			resolved, found := resolve.Resolve(site, cat, resolve.Options{})
			if resolved == nil {
				t.Fatal(found)
			}
			if standsInOnePlace(t, resolved); t.Failed() {
				t.Logf("%s", text)
			}
		})
	}
}

func standsInOnePlace(t *testing.T, resolved *plan.Plan) {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	look := theme(t)
	m, err := diagram.NewMeasure(look.Fonts.Sans, look.Fonts.SansBold)
	if err != nil {
		t.Fatal(err)
	}
	of := topology.Of(resolved, w)
	var graphs []*diagram.Graph
	for _, each := range append(append([]*topology.Picture{of.Site}, of.States...), of.Changes...) {
		graphs = append(graphs, each.Graph)
	}
	scenes, err := tiers.Layout(graphs, m)
	if err != nil {
		t.Fatal(err)
	}
	zones, boxes, courses, labels := map[string]diagram.Rect{}, map[string]diagram.Rect{}, map[string][]diagram.Point{}, map[string]diagram.Point{}
	for _, s := range scenes {
		if err := diagram.Verify(s, m); err != nil {
			t.Error(err)
		}
		for _, z := range s.Zones {
			if before, ok := zones[z.ID]; ok && before != z.Frame {
				t.Errorf("%s: zone %s stands at %v, elsewhere at %v", s.Graph.ID, z.ID, z.Frame, before)
			}
			zones[z.ID] = z.Frame
		}
		for _, b := range s.Boxes {
			if before, ok := boxes[b.ID]; ok && before != b.Frame {
				t.Errorf("%s: box %s stands at %v, elsewhere at %v", s.Graph.ID, b.ID, b.Frame, before)
			}
			boxes[b.ID] = b.Frame
		}
		for _, e := range s.Edges {
			if e.From > e.To { // each picture has its own direction
				slices.Reverse(e.Course)
			}
			if before, ok := courses[e.ID]; ok && !reflect.DeepEqual(before, e.Course) {
				t.Errorf("%s: the line %s runs elsewhere than in another picture", s.Graph.ID, e.ID)
			}
			courses[e.ID] = e.Course
			if e.Label.W == 0 {
				continue
			}
			middle := e.Label.Centre()
			if before, ok := labels[e.ID]; ok && math.Hypot(before.X-middle.X, before.Y-middle.Y) > 0.01 {
				t.Errorf("%s: the label of %s stands elsewhere than in another picture", s.Graph.ID, e.ID)
			}
			labels[e.ID] = middle
		}
	}
}
