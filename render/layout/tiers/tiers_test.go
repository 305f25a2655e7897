package tiers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
	"portolan/render/layout/diagram"
)

// bundled joins lines of a random picture into bundles: of those with a box in common at one end some, with the label of the first.
func bundled(g *diagram.Graph, seed uint64) *diagram.Graph {
	r := rand.New(rand.NewPCG(seed, 11))
	first := map[string]*diagram.Edge{}
	for i := range g.Edges {
		e := &g.Edges[i]
		hub := "to " + e.To
		if r.IntN(3) == 0 {
			hub = "from " + e.From
		}
		if r.IntN(2) == 0 || e.From == e.To {
			continue
		}
		e.Bundle = hub
		if first[hub] == nil {
			first[hub] = e
		}
		e.Label = first[hub].Label
	}
	return g
}

func placed(t testing.TB, g *diagram.Graph) *diagram.Scene {
	t.Helper()
	scenes, err := Layout([]*diagram.Graph{g}, measure(t))
	if err != nil {
		t.Fatal(err)
	}
	return scenes[0]
}

// meetsLevelBorders looks whether lines that come from above or below end where a box has a level border, and not at a corner that it has not.
func meetsLevelBorders(t *testing.T, s *diagram.Scene) {
	t.Helper()
	at := map[string]diagram.PlacedBox{}
	for _, b := range s.Boxes {
		at[b.ID] = b
	}
	look := func(id, box string, end, next diagram.Point) {
		b := at[box]
		if c := diagram.Corner(b.Kind); end.X == next.X && (end.X < b.Frame.X+c || end.X > b.Frame.Right()-c) {
			t.Errorf("%s: %s ends at %v, at a corner of %s", s.Graph.ID, id, end, box)
		}
	}
	for _, e := range s.Edges {
		n := len(e.Course)
		look(e.ID, e.From, e.Course[0], e.Course[1])
		look(e.ID, e.To, e.Course[n-1], e.Course[n-2])
	}
}

// TestEveryRandomPictureIsPlacedWithoutFault places pictures of 3 to 100 boxes, also without Graphviz. Verify, which looks at all that comes out, finds no fault in any.
func TestEveryRandomPictureIsPlacedWithoutFault(t *testing.T) {
	m := measure(t)
	for seed := range testenv.Rounds(t, 1000) {
		g := ordered(bundled(random(uint64(seed), 3+seed*31%98*(seed*31%98)/97), uint64(seed)), uint64(seed))
		for how, place := range map[string]func() ([]*diagram.Scene, error){
			"with Graphviz": func() ([]*diagram.Scene, error) { return Layout([]*diagram.Graph{g}, m) },
			"plainly": func() ([]*diagram.Scene, error) {
				return newUnion([]*diagram.Graph{g}, m).plainly([]*diagram.Graph{g}, m, form{width: 500, deep: 2})
			},
		} {
			scenes, err := place()
			if err != nil {
				t.Errorf("seed %d, %d boxes, %d edges, %s: %v", seed, len(g.Boxes), len(g.Edges), how, err)
				continue
			}
			inOrder(t, fmt.Sprintf("seed %d, %s", seed, how), scenes[0])
			meetsLevelBorders(t, scenes[0])
		}
	}
}

// ordered asks for an order of some boxes, and puts a bar for all others into some zones.
func ordered(g *diagram.Graph, seed uint64) *diagram.Graph {
	r := rand.New(rand.NewPCG(seed, 9))
	for i := range g.Boxes {
		if r.IntN(2) == 0 {
			g.Boxes[i].Order = -r.IntN(5)
		}
	}
	for _, z := range g.Zones {
		if r.IntN(3) > 0 {
			continue
		}
		bar := diagram.Box{ID: "all-" + z.ID, Zone: z.ID, Kind: diagram.Every, Lines: lines("Each of the nodes")}
		for k := range r.IntN(5) {
			if to := g.Boxes[r.IntN(len(g.Boxes))]; to.Kind != diagram.Every && len(g.Edges) < diagram.MaxEdges && !joined(g, bar.ID, to.ID) {
				g.Edges = append(g.Edges, diagram.Edge{ID: fmt.Sprint(bar.ID, k), From: bar.ID, To: to.ID, Label: []string{"445"}})
			}
		}
		g.Boxes = append(g.Boxes, bar)
	}
	return g
}

func joined(g *diagram.Graph, a, b string) bool {
	return slices.ContainsFunc(g.Edges, func(e diagram.Edge) bool { return e.From == a && e.To == b || e.From == b && e.To == a })
}

// inOrder looks whether zones and boxes that stand side by side have the order that is asked for, and bars stand below all other boxes of their zones.
func inOrder(t *testing.T, what string, s *diagram.Scene) {
	t.Helper()
	for _, a := range s.Zones {
		for _, b := range s.Zones {
			if a.Tier == b.Tier && a.Order < b.Order && a.Frame.Y == b.Frame.Y && a.Frame.X > b.Frame.X && holds(s, a.ID) && holds(s, b.ID) {
				t.Errorf("%s: zone %s is not left of %s", what, a.ID, b.ID)
			}
		}
	}
	for _, a := range s.Boxes {
		for _, b := range s.Boxes {
			switch beside := math.Abs(a.Frame.Centre().Y-b.Frame.Centre().Y) < 0.01; {
			case a.Zone == "" || a.Zone != b.Zone || a.ID == b.ID:
			case a.Kind == diagram.Every && a.Frame.Y < b.Frame.Bottom():
				t.Errorf("%s: bar %s is not below %s", what, a.ID, b.ID)
			case beside && a.Order < b.Order && a.Frame.X > b.Frame.X:
				t.Errorf("%s: box %s is not left of %s", what, a.ID, b.ID)
			}
		}
	}
}

func holds(s *diagram.Scene, zone string) bool {
	return slices.ContainsFunc(s.Boxes, func(b diagram.PlacedBox) bool { return b.Zone == zone })
}

// TestTiersRunFromAboveDown looks at zones of different tiers: of two that do not stand side by side the one that is further in stands below.
func TestTiersRunFromAboveDown(t *testing.T) {
	for seed := range uint64(20) {
		s := placed(t, random(seed, 12))
		for _, a := range s.Zones {
			for _, b := range s.Zones {
				if a.Tier < b.Tier && a.Frame.Y > b.Frame.Y {
					t.Errorf("seed %d: zone %s of tier %d stands below zone %s of tier %d", seed, a.ID, a.Tier, b.ID, b.Tier)
				}
				if a.Tier > diagram.AdministrationTier && a.Tier < b.Tier && a.Frame.Bottom() > b.Frame.Y {
					t.Errorf("seed %d: zone %s of tier %d stands beside zone %s of tier %d", seed, a.ID, a.Tier, b.ID, b.Tier)
				}
			}
		}
	}
}

// TestLinesRunLevelAndUpright looks at every piece of every course: it is level or upright, or a round bend.
func TestLinesRunLevelAndUpright(t *testing.T) {
	for seed := range uint64(30) {
		for _, e := range placed(t, bundled(random(seed, 14), seed)).Edges {
			for i := 0; i+3 < len(e.Course); i += 3 {
				a, b := e.Course[i], e.Course[i+3]
				if dx, dy := b.X-a.X, b.Y-a.Y; dx != 0 && dy != 0 && max(dx, -dx, dy, -dy) > turn+0.01 {
					t.Errorf("seed %d: edge %s runs from %v to %v", seed, e.ID, a, b)
				}
			}
		}
	}
}

// TestBundlesShareATrunk joins three clients with one server: their lines are one from where the last has come in.
func TestBundlesShareATrunk(t *testing.T) {
	g := &diagram.Graph{ID: "p", Zones: []diagram.Zone{{ID: "out", Title: "Out"}, {ID: "in", Title: "In", Tier: diagram.DataTier}},
		Boxes: []diagram.Box{{ID: "a", Zone: "out"}, {ID: "b", Zone: "out"}, {ID: "c", Zone: "out"}, {ID: "hub", Zone: "in"}}}
	for _, from := range []string{"a", "b", "c"} {
		g.Edges = append(g.Edges, diagram.Edge{ID: from, From: from, To: "hub", Bundle: "trunk", Label: []string{"443"}})
	}
	s := placed(t, g)
	label := s.Edges[0].Label
	if label.W == 0 || s.Edges[1].Label.W > 0 || s.Edges[2].Label.W > 0 {
		t.Errorf("the trunk's label stands at %v, %v and %v", label, s.Edges[1].Label, s.Edges[2].Label)
	}
	for _, e := range s.Edges {
		n := len(e.Course)
		if end, before := e.Course[n-1], e.Course[n-4]; end != s.Edges[0].Course[len(s.Edges[0].Course)-1] || before.Y > label.Y {
			t.Errorf("the line from %s joins the trunk at %v, behind its label at %v", e.From, before, label)
		}
	}
}

// TestNeighboursAreJoinedStraight gives two boxes of a row a line: it runs from side to side, with its label on it.
func TestNeighboursAreJoinedStraight(t *testing.T) {
	g := &diagram.Graph{ID: "p", Zones: []diagram.Zone{{ID: "z", Title: "Zone"}}, Boxes: []diagram.Box{{ID: "a", Zone: "z"}, {ID: "b", Zone: "z"}, {ID: "c", Zone: "z"}},
		Edges: []diagram.Edge{{ID: "e", From: "a", To: "c", Label: []string{"443"}}}}
	e := placed(t, g).Edges[0]
	if len(e.Course) != 4 || e.Course[0].Y != e.Course[3].Y || e.Label.Centre().Y != e.Course[0].Y {
		t.Errorf("the line runs %v, its label stands at %v", e.Course, e.Label)
	}
}

// TestPicturesOfOneSiteArePlacedTogether gives a box more lines and a line a larger label in one of two pictures.
func TestPicturesOfOneSiteArePlacedTogether(t *testing.T) {
	other := fiveNodes()
	other.Boxes[6].Lines = append(other.Boxes[6].Lines, diagram.Line{Text: "took over the role of the central node"})
	other.Edges = other.Edges[5:]
	other.Edges[0].Label = []string{"4242, 4444, 4747, 4899", "5050, 5151"}
	other.Edges[1].From, other.Edges[1].To = other.Edges[1].To, other.Edges[1].From
	scenes, err := Layout([]*diagram.Graph{fiveNodes(), other}, measure(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range scenes[0].Boxes {
		if a, b := scenes[0].Boxes[i], scenes[1].Boxes[i]; a.Frame != b.Frame {
			t.Errorf("box %s stands at %v and at %v", a.ID, a.Frame, b.Frame)
		}
	}
	for i, e := range scenes[1].Edges {
		if a := scenes[0].Edges[i+5]; i != 1 && !reflect.DeepEqual(a.Course, e.Course) || a.Label.Centre() != e.Label.Centre() {
			t.Errorf("edge %s runs or is labelled elsewhere", e.ID)
		}
	}
}

func TestEqualPicturesGetEqualPlaces(t *testing.T) {
	first := placed(t, fiveNodes())
	for seed := range uint64(5) {
		placed(t, random(seed, 20))
		if again := placed(t, fiveNodes()); !reflect.DeepEqual(first, again) {
			t.Fatalf("the layout changed after random picture %d", seed)
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
		"a large site":         dense(),
		"changes":              marks(),
	} {
		g.ID = name
		placed(t, g)
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
		if _, err := Layout([]*diagram.Graph{g}, measure(t)); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), g.ID) {
			t.Errorf("got error %v, want one about %q in picture %q", err, want, g.ID)
		}
	}
}

func BenchmarkLayout(b *testing.B) {
	m := measure(b)
	for _, g := range []*diagram.Graph{fiveNodes(), marks(), dense()} {
		b.Run(g.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := Layout([]*diagram.Graph{g}, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
