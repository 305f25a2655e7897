package graphviz

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"portolan/model/testenv"
	"portolan/render/format/svg"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/themes"
)

func placed(t testing.TB, g *diagram.Graph) *diagram.Scene {
	t.Helper()
	s, err := Layout(g, measure(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// anew places a picture as if none like it had been placed before.
func anew(t testing.TB, g *diagram.Graph) *diagram.Scene {
	t.Helper()
	s, err := place(g, measure(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryRandomPictureIsPlacedWithoutFault places pictures of 3 to 100 boxes and says how many the grid had to. The grid holds for each
// of them.
func TestEveryRandomPictureIsPlacedWithoutFault(t *testing.T) {
	seeds := testenv.Rounds(t, 500)
	m := measure(t)
	plain := 0
	for seed := range seeds {
		g := random(uint64(seed), 3+seed*31%98*(seed*31%98)/97)
		if err := diagram.Verify(diagram.Grid(g, m), m); err != nil {
			t.Errorf("%d boxes, %d edges, grid: %v", len(g.Boxes), len(g.Edges), err)
		}
		s, err := Layout(g, m)
		if err != nil {
			plain++
			t.Logf("%d boxes, %d edges, left to the grid: %v", len(g.Boxes), len(g.Edges), err)
			continue
		}
		if err := diagram.Verify(s, m); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d of %d pictures were left to the grid", plain, seeds)
	if plain*50 > seeds {
		t.Error("more than one in fifty")
	}
}

func TestZonesFollowInTheirOrder(t *testing.T) {
	for _, g := range []*diagram.Graph{fiveNodes(), dense()} {
		s := placed(t, g)
		for i := 1; i < len(s.Zones); i++ {
			if before, after := s.Zones[i-1].Frame, s.Zones[i].Frame; before.Y > after.Y {
				t.Errorf("%s: zone %s stands below zone %s", g.ID, s.Zones[i-1].ID, s.Zones[i].ID)
			}
		}
	}
}

func TestCoursesRunInTheDirectionOfTheirEdge(t *testing.T) {
	s := placed(t, fiveNodes())
	frames := map[string]diagram.Rect{}
	for _, b := range s.Boxes {
		frames[b.ID] = b.Frame.Grow(3)
	}
	for _, e := range s.Edges {
		if !frames[e.From].Has(e.Course[0]) || !frames[e.To].Has(e.Course[len(e.Course)-1]) {
			t.Errorf("edge %s does not run from %s to %s", e.ID, e.From, e.To)
		}
	}
}

func TestEqualPicturesGetEqualPlaces(t *testing.T) {
	first := anew(t, fiveNodes())
	for seed := range uint64(5) {
		anew(t, random(seed, 20))
		if again := anew(t, fiveNodes()); !reflect.DeepEqual(first, again) {
			t.Fatalf("the layout changed after random picture %d", seed)
		}
	}
}

func TestTwoLayoutsAtOnce(t *testing.T) {
	m := measure(t)
	want := [2]*diagram.Scene{anew(t, fiveNodes()), anew(t, random(5, 12))}
	var wait sync.WaitGroup
	for worker := range 2 {
		wait.Go(func() {
			for range 10 {
				g := fiveNodes()
				if worker == 1 {
					g = random(5, 12)
				}
				got, err := place(g, m)
				if err != nil || !reflect.DeepEqual(got, want[worker]) {
					t.Errorf("%s: another layout than alone (error: %v)", g.ID, err)
				}
			}
		})
	}
	wait.Wait()
}

func TestNoTextOfAUserReachesGraphviz(t *testing.T) {
	g := fiveNodes()
	dot := source(diagram.Arrange(g, measure(t), 1)[0])
	for _, b := range g.Boxes {
		if strings.Contains(dot, b.ID) || strings.Contains(dot, b.Lines[0].Text) {
			t.Errorf("box %s is named in the source", b.ID)
		}
	}
	for _, text := range []string{"443", "10.0.", "Core", "example"} {
		if strings.Contains(dot, text) {
			t.Errorf("the source holds %q", text)
		}
	}
}

func TestSpecialPictures(t *testing.T) {
	loop := diagram.Edge{ID: "e", From: "a", To: "a", Label: []string{"443"}}
	long := diagram.Box{ID: "b", Lines: lines(strings.Repeat("a-very-long-host-name", 4) + ".example.net")}
	for name, g := range map[string]*diagram.Graph{
		"one box":              {Boxes: []diagram.Box{{ID: "a"}}},
		"a box with itself":    {Zones: []diagram.Zone{{ID: "z"}}, Boxes: []diagram.Box{{ID: "a", Zone: "z", Count: 3}}, Edges: []diagram.Edge{loop}},
		"an empty zone":        {Zones: []diagram.Zone{{ID: "z", Title: "Empty"}}},
		"a long name":          {Boxes: []diagram.Box{{ID: "a"}, long}, Edges: []diagram.Edge{{ID: "e", From: "b", To: "a"}}},
		"a long zone title":    {Zones: []diagram.Zone{{ID: "z", Title: strings.Repeat("long title ", 20)}}, Boxes: []diagram.Box{{ID: "a", Zone: "z"}}},
		"a label of ten lines": {Boxes: []diagram.Box{{ID: "a"}, {ID: "b"}}, Edges: []diagram.Edge{{ID: "e", From: "b", To: "a", Label: strings.Fields(strings.Repeat("4242 ", 10))}}},
	} {
		g.ID = name
		if _, err := Layout(g, measure(t)); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatCannotBeDrawnIsRefusedBeforeTheLayout(t *testing.T) {
	many := &diagram.Graph{ID: "many"}
	for i := range diagram.MaxBoxes + 1 {
		many.Boxes = append(many.Boxes, diagram.Box{ID: fmt.Sprint("b", i)})
	}
	box := []diagram.Box{{ID: "a"}, {ID: "b"}}
	for want, g := range map[string]*diagram.Graph{
		"nothing to draw":             {ID: "p"},
		"are more than":               many,
		"is not in the diagram":       {ID: "p", Boxes: []diagram.Box{{ID: "a", Zone: "z"}}},
		`"a" is empty or there twice`: {ID: "p", Boxes: []diagram.Box{{ID: "a"}, {ID: "a"}}},
		"not both in the diagram":     {ID: "p", Boxes: box, Edges: []diagram.Edge{{ID: "e", From: "a", To: "c"}}},
		"more than one edge between":  {ID: "p", Boxes: box, Edges: []diagram.Edge{{ID: "e", From: "a", To: "b"}, {ID: "f", From: "b", To: "a"}}},
	} {
		if _, err := Layout(g, measure(t)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), g.ID) {
			t.Errorf("got error %v, want one about %q in picture %q", err, want, g.ID)
		}
	}
}

func TestAWrongAnswerIsAFault(t *testing.T) {
	g, m := fiveNodes(), measure(t)
	arranged := func() *diagram.Scene { return diagram.Arrange(g, m, gaps[0])[0] }
	good, err := layout(source(arranged()))
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(string) string{
		"a box is missing":       func(s string) string { return strings.Replace(s, `"n5"`, `"nX"`, 1) },
		"two boxes in one place": func(s string) string { return swap(s, `"name": "n5"`, `"name": "n6"`, true) },
		"boxes changed places":   func(s string) string { return swap(s, `"name": "n0"`, `"name": "n9"`, false) },
		"garbage":                func(string) string { return "\x00\x01" },
		"nothing":                func(string) string { return "" },
		"an empty answer":        func(string) string { return "{}" },
		"no object":              func(string) string { return "[]" },
	} {
		damaged := damage(string(good))
		if damaged == string(good) {
			t.Errorf("%s: the answer has another form than this test expects", name)
		}
		if err := decode([]byte(damaged), arranged()); err == nil {
			t.Errorf("%s: the answer is accepted", name)
		}
	}
	for name, damage := range map[string]func(string) string{
		"an edge is missing":   func(s string) string { return strings.Replace(s, `"e3"`, `"eX"`, 1) },
		"edges changed places": func(s string) string { return swap(s, `"id": "e0"`, `"id": "e12"`, false) },
		"a course is broken": func(s string) string {
			return strings.Replace(s, `"e3",`+"\n"+`      "pos": "`, `"e3",`+"\n"+`      "pos": "nan,`, 1)
		},
	} {
		damaged := damage(string(good))
		if damaged == string(good) {
			t.Errorf("%s: the answer has another form than this test expects", name)
		}
		s := arranged()
		err := decode([]byte(damaged), s)
		if err == nil {
			err = check(s, m)
		}
		var fault *diagram.Fault
		if !errors.As(err, &fault) || fault.Picture != "zones" {
			t.Errorf("%s: got %v, want a fault of picture zones", name, err)
		}
	}
}

// check does to a scene with courses what route does.
func check(s *diagram.Scene, m *diagram.Measure) error {
	diagram.PlaceLabels(s, m)
	diagram.Fit(s)
	return diagram.Verify(s, m)
}

// swap exchanges two names in an answer; with both false it gives the first the second's as well.
func swap(s, a, b string, same bool) string {
	if same {
		return strings.Replace(s, a, b, 1)
	}
	return strings.NewReplacer(a+",", b+",", b+",", a+",").Replace(s)
}

// TestLook writes pictures for a person to look at: LOOK=folder go test -run TestLook.
func TestLook(t *testing.T) {
	folder := os.Getenv("LOOK")
	if folder == "" {
		t.Skip("LOOK names no folder")
	}
	m := measure(t)
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	look := func(name string, p diagram.Picture) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name+".svg"), svg.Standalone(p.Draw(m), theme, ref.Ref.String), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	look("matrix", zoneMatrix(12))
	look("matrix-small", zoneMatrix(4))
	look("marks", placed(t, marks()))
	for _, g := range []*diagram.Graph{fiveNodes(), dense(), random(3, 15), random(9, 40)} {
		for name, s := range map[string]*diagram.Scene{g.ID: placed(t, g), g.ID + "-grid": diagram.Grid(g, m)} {
			look(name, s)
		}
	}
}
