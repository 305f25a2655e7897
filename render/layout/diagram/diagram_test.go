package diagram

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"

	"portolan/render/ref"
)

func measure(t testing.TB) *Measure {
	t.Helper()
	m, err := NewMeasure(liberationsansregular.TTF, liberationsansbold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// pair is a picture of two boxes, one edge and one zone, which also is called like a box.
func pair(from, to BoxKind, kind EdgeKind) *Graph {
	return &Graph{
		ID: "p", Title: "Pair", Zones: []Zone{{ID: "a", Title: "Zone a", Subtitle: []string{"10.0.0.0/24"}}},
		Boxes: []Box{
			{ID: "a", Zone: "a", Kind: from, Lines: []Line{{Text: "first"}, {Text: "10.0.0.1", Style: Fine}}},
			{ID: "b", Zone: "a", Kind: to, Count: 7, Lines: []Line{{Text: "second"}}},
		},
		Edges: []Edge{{ID: "e", From: "a", To: "b", Kind: kind, Label: []string{"443, 4242"}, Link: ref.Document("rules")}},
		Words: Words{Legend: "Legend", Zone: "A zone",
			Box:  map[BoxKind]string{Node: "A node", Server: "A server", LoadBalancer: "A balancer", ForwardProxy: "A proxy", External: "An external", Clients: "Some users"},
			Edge: map[EdgeKind]string{Regular: "Always", Standby: "Failover", Disputed: "Disputed", Optional: "Optional"}},
	}
}

func TestWrappedTextIsWholeAndFits(t *testing.T) {
	m := measure(t)
	for _, text := range []string{
		"", "short", strings.Repeat("w", 80), "consumer-node-with-a-very-long-name.department.region.corp.example.net",
		"words and words and words and words and words and words", strings.Repeat("数", 60), strings.Repeat("é", 90),
		strings.Repeat(".", 120), " leading and trailing ",
	} {
		joined := ""
		for _, l := range m.set(text, nameSize, true, Ink, boxTextMax) {
			if l.width > boxTextMax {
				t.Errorf("line %q is %.1f wide", l.text, l.width)
			}
			joined += l.text
		}
		if strip(joined) != strip(text) {
			t.Errorf("%q became %q", text, joined)
		}
	}
}

func strip(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestLongNamesBreakBehindSeparators(t *testing.T) {
	lines := measure(t).set("consumer-node-with-a-very-long-name.department.corp.example.net", nameSize, true, Ink, boxTextMax)
	if len(lines) < 2 {
		t.Fatal("not wrapped")
	}
	for _, l := range lines[:len(lines)-1] {
		if !strings.ContainsAny(l.text[len(l.text)-1:], ".-") {
			t.Errorf("broken behind %q", l.text)
		}
	}
}

// TestLinesOfATextAreEven looks at texts that a customer reads in every picture: no word stands alone, no hyphen of a name ends a line where a dot could, and the box is
// as wide as it would be otherwise.
func TestLinesOfATextAreEven(t *testing.T) {
	m := measure(t)
	for text, want := range map[string][]string{
		"Reverse tunnel to the Vendor's Support":         {"Reverse tunnel to", "the Vendor's Support"},
		"Secondary cluster of the disaster mirror":       {"Secondary cluster of", "the disaster mirror"},
		"a1b2c3d4e5.gateway-api.eu-west-2.cloud.example": {"a1b2c3d4e5.gateway-api.", "eu-west-2.cloud.example"},
		"one line": {"one line"},
	} {
		var got []string
		for _, l := range m.set(text, nameSize, true, Ink, boxTextMax) {
			got = append(got, l.text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is set as %q, want %q", text, got, want)
		}
		greedy, _ := m.wrap(text, nameSize, true, boxTextMax)
		lines, _ := m.boxLines(Box{Lines: []Line{{Text: text}}})
		if w, _ := extent(lines); w != m.widest(greedy, nameSize, true) {
			t.Errorf("%q takes %.1f points, want %.1f", text, w, m.widest(greedy, nameSize, true))
		}
	}
}

func TestControlCharactersAreNotPrinted(t *testing.T) {
	if got := printable("a\nb\x00c\xffd"); got != "a b c\uFFFDd" {
		t.Errorf("got %q", got)
	}
}

func TestTextStaysInItsBox(t *testing.T) {
	m := measure(t)
	for kind := Node; kind <= Summary; kind++ {
		for _, name := range []string{"x", "central", strings.Repeat("long-host-name.", 6)} {
			g := pair(kind, kind, Regular)
			for i := range g.Boxes {
				g.Boxes[i].Lines = append(g.Boxes[i].Lines, Line{Text: name}, Line{Text: name + " once more", Style: Detail})
			}
			d := Grid(g, m).Draw(m)
			for _, group := range d.Groups {
				if !strings.HasPrefix(group.Class, "box") {
					continue
				}
				for _, s := range group.Shapes {
					if text, ok := s.(Text); ok && !group.Target.Holds(area(text)) {
						t.Errorf("kind %d: %q leaves its box", kind, text.Text)
					}
				}
			}
		}
	}
}

// area is what a text covers.
func area(t Text) Rect {
	if t.Up {
		t.Up = false
		flat := area(t)
		return Rect{t.At.X + flat.Y - t.At.Y, t.At.Y - (flat.X - t.At.X) - flat.W, flat.H, flat.W}
	}
	x := t.At.X
	switch t.Anchor {
	case Middle:
		x -= t.Width / 2
	case End:
		x -= t.Width
	}
	return Rect{x, t.At.Y - t.Size*0.75, t.Width, t.Size}
}

func TestNothingIsToldByColourAlone(t *testing.T) {
	r := Rect{0, 0, 100, 40}
	for a := Node; a <= Summary; a++ {
		for b := Node; b < a; b++ {
			if slices.Equal(outline(a, r), outline(b, r)) && len(boxShapes(a, r)) == len(boxShapes(b, r)) && slices.Equal(boxLooks[a].dash, boxLooks[b].dash) {
				t.Errorf("kinds %d and %d of boxes differ in colour only", a, b)
			}
		}
	}
	for a := Added; a <= Altered; a++ {
		for b := Added; b < a; b++ {
			if slices.Equal(changeLooks[a].dash, changeLooks[b].dash) && changeLooks[a].wider == changeLooks[b].wider || changeLooks[a].sign == changeLooks[b].sign {
				t.Errorf("changes %d and %d differ in colour only", a, b)
			}
		}
	}
	for a := Regular; a <= Optional; a++ {
		for b := Regular; b < a; b++ {
			if slices.Equal(edgeLooks[a].dash, edgeLooks[b].dash) {
				t.Errorf("kinds %d and %d of edges have the same dash", a, b)
			}
		}
	}
}

func TestPaintingOrder(t *testing.T) {
	m := measure(t)
	order := ""
	for _, g := range Grid(pair(Node, Server, Standby), m).Draw(m).Groups {
		order += g.Class + ","
	}
	if want := "zone,edge standby,heading,box node,box server,label standby,legend,"; order != want {
		t.Errorf("got  %s\nwant %s", order, want)
	}
}

func TestLegendExplainsWhatIsDrawnAndNothingElse(t *testing.T) {
	m := measure(t)
	d := Grid(pair(LoadBalancer, External, Disputed), m).Draw(m)
	legend := d.Groups[len(d.Groups)-1]
	var words []string
	for _, s := range legend.Shapes {
		if text, ok := s.(Text); ok {
			words = append(words, text.Text)
		}
	}
	if want := []string{"Legend", "A zone", "A balancer", "An external", "Disputed"}; !slices.Equal(words, want) {
		t.Errorf("got %q, want %q", words, want)
	}
	if !(Rect{0, 0, d.W, d.H}).Holds(legend.Target) {
		t.Error("the legend leaves the picture")
	}
}

// legendWords are the words of a picture's legend.
func legendWords(g *Graph, m *Measure) []string {
	groups := Grid(g, m).Draw(m).Groups
	var words []string
	for _, s := range groups[len(groups)-1].Shapes {
		if text, ok := s.(Text); ok {
			words = append(words, text.Text)
		}
	}
	return words
}

func TestLegendTellsZonesMarksAndChangesApart(t *testing.T) {
	m := measure(t)
	some, outside, changed, marked, both := pair(Node, Node, Regular), pair(Node, Node, Regular), pair(Node, Node, Standby), pair(Node, Node, Regular), pair(Node, Node, Standby)
	outside.Words.Beyond, outside.Zones[0].Outside = "Beyond", true
	changed.Words.Change, changed.Edges[0].Change = map[Change]string{Added: "New"}, Added
	changed.Edges[0].Label = []string{"+ 443"}
	some.Words.Mark, some.Words.PartMark, some.Words.Part = map[EdgeKind]string{Standby: "*"}, "(*)", "Some hosts"
	marked.Words.Mark, both.Words.Mark = map[EdgeKind]string{Standby: "*"}, map[EdgeKind]string{Standby: "*"}
	for name, c := range map[string]struct {
		g    *Graph
		want []string
	}{
		"a zone outside":             {outside, []string{"Legend", "Beyond", "A node", "Always"}},
		"lines of what has changed":  {changed, []string{"Legend", "A zone", "A node", "+", "New"}},
		"a mark without such a line": {marked, []string{"Legend", "A zone", "A node", "Always", "*", "Failover"}},
		"a mark for some hosts":      {some, []string{"Legend", "A zone", "A node", "Always", "*", "Failover", "(*)", "Some hosts"}},
		"a mark and such a line":     {both, []string{"Legend", "A zone", "A node", "Failover (*)"}},
	} {
		if got := legendWords(c.g, m); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestBadgesHideNoArrow(t *testing.T) {
	m := measure(t)
	g := pair(Node, Node, Regular)
	g.Boxes[0].Change = Altered
	s := Grid(g, m)
	at := body(g.Boxes[0], s.Boxes[0].Frame)
	for _, c := range []struct {
		name          string
		from, to      Point
		right, bottom bool
	}{
		{"elsewhere", Point{at.Centre().X, at.Bottom()}, Point{at.Centre().X, at.Bottom() + 90}, false, false},
		{"at the first corner", Point{at.X, at.Y}, Point{at.X - 40, at.Y - 40}, true, false},
		{"along the upper side", Point{at.X - 40, at.Y}, Point{at.Right() + 40, at.Y}, false, true},
	} {
		s.Edges[0].Course, s.Edges[0].Label = straight(c.from, c.to), Rect{}
		p := &painter{scene: s, m: m}
		got := p.corner(at)
		if right, bottom := got.X > at.Centre().X, got.Y > at.Centre().Y; right != c.right || bottom != c.bottom {
			t.Errorf("a line %s: the badge stands at %v of %v", c.name, got, at)
		}
	}
	s.Edges[0].Course = straight(Point{at.Centre().X, at.Bottom()}, Point{at.Centre().X, at.Bottom() + 90})
	s.Zones[0].Heading = Rect{at.X, at.Y - 14, 20, 10}
	if got := (&painter{scene: s, m: m}).corner(at); got.X < at.Centre().X && got.Y < at.Centre().Y {
		t.Errorf("the badge stands at %v, on the heading %v", got, s.Zones[0].Heading)
	}
}

func TestTheLegendHasThePlainestTrunk(t *testing.T) {
	bundled := func(change Change, kinds ...EdgeKind) (all []Edge) {
		for i, k := range kinds {
			all = append(all, Edge{Kind: k, Change: change, Bundle: fmt.Sprint(change, i/2)})
		}
		return all
	}
	for name, c := range map[string]struct {
		edges  []Edge
		kind   EdgeKind
		change Change
	}{
		"the first":                      {bundled(Kept, Optional, Optional), Optional, Kept},
		"a regular one after another":    {bundled(Kept, Optional, Optional, Regular, Regular), Regular, Kept},
		"one that stayed, after changed": {append(bundled(Added, Regular, Regular), bundled(Kept, Optional, Optional)...), Optional, Kept},
	} {
		if e := (&Graph{Edges: c.edges}).shared(); e == nil || e.Kind != c.kind || e.Change != c.change {
			t.Errorf("%s: got %+v", name, e)
		}
	}
}

func TestIdsAreUniqueAndOnlyKnownColoursAreUsed(t *testing.T) {
	m := measure(t)
	ids := map[string]bool{}
	for _, g := range Grid(pair(Clients, ForwardProxy, Optional), m).Draw(m).Groups {
		if g.ID != "" && (ids[g.ID] || !strings.HasPrefix(g.ID, "p-")) {
			t.Errorf("id %q is there twice or not of this picture", g.ID)
		}
		ids[g.ID] = true
		for _, s := range g.Shapes {
			colours := []string{}
			switch s := s.(type) {
			case Path:
				colours = append(colours, s.Fill, s.Stroke)
			case Text:
				colours = append(colours, s.Fill)
			}
			for _, c := range colours {
				if c != "" && !slices.Contains(Palette(), c) {
					t.Errorf("%s uses colour %q", g.Class, c)
				}
			}
		}
	}
}

func TestArrowsEndAtTheOutline(t *testing.T) {
	m := measure(t)
	for kind := Node; kind <= Summary; kind++ {
		g := pair(kind, kind, Regular)
		g.Boxes[1].Here = kind == Node || kind == Summary // with the line around it, and the sheets behind
		s := Grid(g, m)
		s.Edges[0].Both = true
		for _, g := range s.Draw(m).Groups {
			if !strings.HasPrefix(g.Class, "edge") {
				continue
			}
			heads := 0
			for _, shape := range g.Shapes {
				if p := shape.(Path); p.Closed {
					heads++
					if !nearOutline(s, p.Moves[0].To) {
						t.Errorf("kind %d: the tip at %v touches no box", kind, p.Moves[0].To)
					}
				}
			}
			if heads != 2 {
				t.Errorf("%d arrowheads at an edge with traffic in both directions", heads)
			}
		}
	}
}

// An arrow at a folded box in the middle of a picture ends at the outermost line that it meets: a sheet behind the box, or the line around it.
func TestArrowsReachTheSheetsBehindTheMiddle(t *testing.T) {
	b := PlacedBox{Box: Box{Kind: Node, Count: 7, Here: true}, Frame: Rect{0, 0, 100, 60}}
	inside := body(b.Box, b.Frame)
	for y, right := range map[float64]float64{30: inside.Right() + stackSheets*stackStep, inside.Bottom(): inside.Right() + hereGap} {
		if tip := reach(Point{b.Frame.Right(), y}, Point{b.Frame.Right() + 50, y}, &outlined{PlacedBox: b}); math.Abs(tip.X-right) > 0.01 {
			t.Errorf("at a height of %.1f: the tip is at %.1f, want %.1f", y, tip.X, right)
		}
	}
}

func nearOutline(s *Scene, tip Point) bool {
	for _, b := range s.Boxes {
		for sheet := 0; sheet <= sheets(b.Box); sheet++ {
			r, d := body(b.Box, b.Frame), float64(sheet)*stackStep
			if b.Here && sheet == 0 {
				r = r.Grow(hereGap)
			}
			points := corners(outline(b.Kind, Rect{r.X + d, r.Y - d, r.W, r.H}))
			for i := 1; i < len(points); i++ {
				a, c := points[i-1], points[i]
				if length := distance(a, c); math.Abs(distance(a, tip)+distance(tip, c)-length) < 0.05 {
					return true
				}
			}
		}
	}
	return false
}

func TestVerifySeesEveryFault(t *testing.T) {
	m := measure(t)
	for want, spoil := range map[string]func(s *Scene){
		"boxes, 1 of 1 edges":                func(s *Scene) { s.Boxes = s.Boxes[:1] },
		"box b is missing":                   func(s *Scene) { s.Boxes[1].ID = "c" },
		"its text needs":                     func(s *Scene) { s.Boxes[0].Frame.W -= 5 },
		"outside the page":                   func(s *Scene) { s.Boxes[0].Frame.X = -20 },
		"boxes a and b overlap":              func(s *Scene) { s.Boxes[1].Frame.X, s.Boxes[1].Frame.Y = s.Boxes[0].Frame.X, s.Boxes[0].Frame.Y },
		"outside its zone":                   func(s *Scene) { s.Zones[0].Frame.W = s.Boxes[0].Frame.W },
		"the heading of zone a does not fit": func(s *Scene) { s.Zones[0].Heading.Y -= 50 },
		"is on the heading":                  func(s *Scene) { s.Zones[0].Heading.Y = s.Boxes[0].Frame.Y },
		"has no course":                      func(s *Scene) { s.Edges[0].Course = s.Edges[0].Course[:2] },
		"does not join its boxes":            func(s *Scene) { s.Edges[0].Course[0].Y += 40 },
		"leaves the page":                    func(s *Scene) { s.Edges[0].Course[1].Y = -900 },
		"too small or missing":               func(s *Scene) { s.Edges[0].Label = Rect{} },
		"the label of edge e is on box a":    func(s *Scene) { s.Edges[0].Label.X, s.Edges[0].Label.Y = s.Boxes[0].Frame.X, s.Boxes[0].Frame.Y },
		"box a is":                           func(s *Scene) { s.Boxes[0].Frame.X = math.NaN() },
	} {
		s := Grid(pair(Node, Node, Regular), m)
		if err := Verify(s, m); err != nil {
			t.Fatal(err)
		}
		spoil(s)
		if err := Verify(s, m); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// passing is a picture in which the edge from a to c would run through b, which stands between them, if nobody took care.
func passing(t *testing.T) *Scene {
	t.Helper()
	g := &Graph{ID: "p", Zones: []Zone{{ID: "z", Title: "Zone"}}, Edges: []Edge{{ID: "e", From: "a", To: "c"}}}
	for _, id := range []string{"a", "b", "c"} {
		g.Boxes = append(g.Boxes, Box{ID: id, Zone: "z", Lines: []Line{{Text: id}}})
	}
	m := measure(t)
	s := Grid(g, m)
	if err := Verify(s, m); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerifySeesEdgesThatRunUnseen(t *testing.T) {
	m := measure(t)
	s := passing(t)
	a, c := s.Boxes[0].Frame, s.Boxes[2].Frame
	s.Edges[0].Course = straight(Point{a.Right(), a.Centre().Y}, Point{c.X, c.Centre().Y})
	if err := Verify(s, m); err == nil || !strings.Contains(err.Error(), "edge e runs through box b") {
		t.Errorf("behind a box: got %v", err)
	}
	s = passing(t)
	s.Zones[0].Heading.Y = s.Edges[0].Course[6].Y - 5 // into the edge's lane
	s.Zones[0].Heading.X = s.Boxes[1].Frame.X
	if err := Verify(s, m); err == nil || !strings.Contains(err.Error(), "edge e runs through the heading of zone z") {
		t.Errorf("behind a heading: got %v", err)
	}
}

// sides are two zones beside a third, with an edge from a box in the first to one in the second that runs below the third, and one beside it.
func sides(t *testing.T) *Scene {
	t.Helper()
	m := measure(t)
	g := &Graph{ID: "p", Edges: []Edge{{ID: "e", From: "a", To: "b", Label: []string{"443"}}, {ID: "f", From: "a", To: "b2"}}}
	s := &Scene{Graph: g, W: 700, H: 300}
	for i, id := range []string{"a", "x", "b"} {
		g.Zones = append(g.Zones, Zone{ID: id, Title: id})
		s.Zones = append(s.Zones, PlacedZone{Zone: g.Zones[i], Frame: Rect{10 + 230*float64(i), 10, 200, 100}, Heading: Rect{20 + 230*float64(i), 15, 40, 13}})
	}
	for _, b := range []Box{{ID: "a", Zone: "a"}, {ID: "b", Zone: "b"}, {ID: "b2", Zone: "b"}} {
		w, h := m.BoxSize(b)
		x := map[string]float64{"a": 60, "b": 480, "b2": 580}[b.ID]
		g.Boxes, s.Boxes = append(g.Boxes, b), append(s.Boxes, PlacedBox{Box: b, Frame: Rect{x, 50, w, h}})
	}
	for i, x := range []float64{500, 600} {
		y, from := 140+40*float64(i), 90-20*float64(i)
		course := straight(Point{from, s.Boxes[0].Frame.Bottom()}, Point{from, y})
		course = append(course, straight(course[3], Point{x, y})[1:]...)
		course = append(course, straight(course[6], Point{x, s.Boxes[1].Frame.Bottom()})[1:]...)
		s.Edges = append(s.Edges, PlacedEdge{Edge: g.Edges[i], Course: course})
	}
	w, h := m.LabelSize(g.Edges[0])
	s.Edges[0].Label = around(Point{300, 140}, w, h)
	if err := Verify(s, m); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerifySeesLinesAndLabelsThatMislead(t *testing.T) {
	m := measure(t)
	level := func(s *Scene, edge int, y float64) {
		for i := range s.Edges[edge].Course[3:7] {
			s.Edges[edge].Course[3+i].Y = y
		}
	}
	for want, spoil := range map[string]func(s *Scene){
		"edge e runs through zone x":                     func(s *Scene) { level(s, 0, 100); s.Edges[0].Label.Y -= 40 },
		"edges e and f run in each other":                func(s *Scene) { level(s, 1, 140.5) },
		"the label of edge e is not on its line":         func(s *Scene) { s.Edges[0].Label.Y += 20 },
		"the label of edge e is on edge f":               func(s *Scene) { level(s, 1, 146) },
		"the label of edge e is on the border of zone x": func(s *Scene) { level(s, 0, 112); s.Edges[0].Label.Y -= 28 },
		"edge e leaves zone a, in which it begins and en": func(s *Scene) {
			s.Boxes[1].Zone, s.Boxes[1].Frame.X = "a", 140
			s.Zones[0].Frame.W = 215
			s.Graph.Boxes[1].Zone = "a"
			short(s)
		},
	} {
		s := sides(t)
		spoil(s)
		if err := Verify(s, m); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// short ends the first edge at a box that has moved to the left.
func short(s *Scene) {
	x := s.Boxes[1].Frame.Centre().X
	course := straight(Point{90, s.Boxes[0].Frame.Bottom()}, Point{90, 140})
	course = append(course, straight(course[3], Point{x, 140})[1:]...)
	s.Edges[0].Course = append(course, straight(course[6], Point{x, s.Boxes[1].Frame.Bottom()})[1:]...)
	s.Edges[0].Label = around(Point{120, 140}, s.Edges[0].Label.W, s.Edges[0].Label.H)
}
