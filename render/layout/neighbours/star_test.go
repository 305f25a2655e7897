package neighbours

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"portolan/model/testenv"
	"portolan/render/layout/diagram"
)

func measure(t testing.TB) *diagram.Measure {
	t.Helper()
	m, err := diagram.NewMeasure(liberationsansregular.TTF, liberationsansbold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// picture reads a star from lines such as "web > here 443", "here > db 5432" and "here = peer 4242"; boxes are "name@zone".
func picture(lines ...string) *diagram.Graph {
	g := &diagram.Graph{ID: "p", Title: "P", Description: "A star."}
	zones := map[string]bool{}
	boxes := map[string]bool{}
	box := func(text string) string {
		name, zone, _ := strings.Cut(text, "@")
		if zone != "" && !zones[zone] {
			zones[zone] = true
			g.Zones = append(g.Zones, diagram.Zone{ID: zone, Title: "Zone " + zone})
		}
		if !boxes[name] {
			boxes[name] = true
			g.Boxes = append(g.Boxes, diagram.Box{ID: name, Zone: zone, Here: name == "here", Lines: []diagram.Line{{Text: name + ".example"}}})
		}
		return name
	}
	for _, line := range lines {
		f := strings.Fields(line)
		from, to := box(f[0]), box(f[2])
		g.Edges = append(g.Edges, diagram.Edge{ID: from + "--" + to, From: from, To: to, Both: f[1] == "=", Label: []string{strings.Join(f[3:], " ")}})
	}
	return g
}

func frames(s *diagram.Scene) map[string]diagram.Rect {
	out := map[string]diagram.Rect{}
	for _, b := range s.Boxes {
		out[b.ID] = b.Frame
	}
	for _, z := range s.Zones {
		out["zone "+z.ID] = z.Frame
	}
	return out
}

func TestWhoCallsIsOnTheLeftAndWhoIsCalledOnTheRight(t *testing.T) {
	s, err := Layout(picture("web@users > here@core 443", "here@core > db@data 5432", "here@core = peer@core 4242"), measure(t))
	if err != nil {
		t.Fatal(err)
	}
	at := frames(s)
	if at["web"].Right() > at["here"].X || at["db"].X < at["here"].Right() {
		t.Errorf("web at %v, the middle at %v, db at %v", at["web"], at["here"], at["db"])
	}
	if !at["zone core"].Holds(at["here"]) || !at["zone core"].Holds(at["peer"]) {
		t.Errorf("the middle's zone %v does not hold %v and %v", at["zone core"], at["here"], at["peer"])
	}
}

// TestATallSideMoves looks whether a picture with callers only stands on both sides: paper is wide.
func TestATallSideMoves(t *testing.T) {
	var lines []string
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("caller%d@z%d > here@core 443", i, i/3))
	}
	s, err := Layout(picture(lines...), measure(t))
	if err != nil {
		t.Fatal(err)
	}
	at, left, right := frames(s), 0, 0
	for name, frame := range at {
		switch {
		case !strings.HasPrefix(name, "caller"):
		case frame.X < at["here"].X:
			left++
		default:
			right++
		}
	}
	if left != 6 || right != 6 {
		t.Errorf("%d callers on the left and %d on the right, want 6 on each", left, right)
	}
}

// TestRandomStars places stars of all sizes; Layout verifies each, and here lines are looked at: none runs through a box or a label of
// another.
func TestRandomStars(t *testing.T) {
	m := measure(t)
	for seed := range testenv.Rounds(t, 300) {
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		var lines []string
		zones := 1 + random.IntN(9)
		for i := range 1 + random.IntN(27) {
			far := fmt.Sprintf("n%d%s", i, strings.Repeat("x", random.IntN(20)))
			if zone := random.IntN(zones + 1); zone > 0 {
				far += fmt.Sprintf("@z%d", zone)
			}
			ports := strings.Repeat(" 4242", 1+random.IntN(3))
			switch random.IntN(3) {
			case 0:
				lines = append(lines, far+" > here@z1"+ports)
			case 1:
				lines = append(lines, "here@z1 > "+far+ports)
			case 2:
				lines = append(lines, "here@z1 = "+far+ports)
			}
		}
		s, err := Layout(picture(lines...), m)
		if err != nil {
			t.Errorf("seed %d: %v\n%s", seed, err, strings.Join(lines, "\n"))
			continue
		}
		for _, e := range s.Edges {
			for _, o := range s.Edges {
				if o.ID != e.ID && e.Label.Overlaps(o.Label) {
					t.Errorf("seed %d: the labels of %s and %s overlap", seed, e.ID, o.ID)
				}
			}
		}
	}
}

func TestOnlyStarsArePlaced(t *testing.T) {
	m := measure(t)
	twice := picture("web > here 443")
	twice.Boxes[0].Here = true
	for name, g := range map[string]*diagram.Graph{
		"no middle":         picture("web > db 5432"),
		"two middles":       twice,
		"a line beside it":  picture("web > here 443", "web > db 5432"),
		"nothing to draw":   {ID: "p"},
		"a box that is not": {ID: "p", Boxes: []diagram.Box{{ID: "here", Here: true}}, Edges: []diagram.Edge{{ID: "e", From: "here", To: "no"}}},
	} {
		if _, err := Layout(g, m); err == nil {
			t.Errorf("%s: placed", name)
		}
	}
	alone := &diagram.Graph{ID: "p", Boxes: []diagram.Box{{ID: "here", Here: true, Lines: []diagram.Line{{Text: "alone"}}}}}
	if s, err := Layout(alone, m); err != nil || len(s.Boxes) != 1 {
		t.Errorf("a host that nobody talks to is not placed: %v", err)
	}
}

func BenchmarkLayout(b *testing.B) {
	m := measure(b)
	g := picture("web@users > here@core 443", "admin@admin > here@core 443", "here@core > db@data 5432", "here@core > files@data 445", "here@core = peer@core 4242")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Layout(g, m); err != nil {
			b.Fatal(err)
		}
	}
}
