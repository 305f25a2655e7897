package diagram

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"portolan/render/ref"
)

// twelve is a matrix of twelve zones with long names.
func twelve() *Matrix {
	x := &Matrix{ID: "matrix", Title: "Zones", Words: MatrixWords{From: "from the zone", To: "to the zone", Legend: "Rules", Same: "inside a zone", None: "no rule"}}
	for i := range 12 {
		x.Zones = append(x.Zones, Zone{ID: fmt.Sprintf("z%d", i), Title: fmt.Sprintf("Manufacturing and assembly zone %d", i), Outside: i == 0})
		for k := range 12 {
			if (i+k)%3 == 0 {
				x.Cells = append(x.Cells, Cell{From: fmt.Sprintf("z%d", i), To: fmt.Sprintf("z%d", k), Count: i*i*k + 1, Note: fmt.Sprintf("%d rows", i+1), Link: ref.Document("rules"), Tip: "Rules"})
			}
		}
	}
	return x
}

func TestAMatrixHasACellForEachPairAndPrintsItsNumber(t *testing.T) {
	x := twelve()
	d := x.Draw(measure(t))
	cells, ids := 0, map[string]bool{}
	for _, g := range d.Groups {
		if ids[g.ID] && g.ID != "" {
			t.Errorf("id %s is there twice", g.ID)
		}
		ids[g.ID] = true
		if strings.HasPrefix(g.Class, "cell") {
			cells++
		}
		if !(Rect{0, 0, d.W, d.H}).Holds(g.Target) {
			t.Errorf("%s %s leaves the picture", g.Class, g.ID)
		}
		for _, s := range g.Shapes {
			if text, ok := s.(Text); ok && g.Class != "legend" && !g.Target.Holds(area(text)) {
				t.Errorf("%q leaves %s %s", text.Text, g.Class, g.ID)
			}
		}
	}
	if scale := scaleOn(A4, d.W, d.H); scale*smallest < Legible {
		t.Errorf("twelve zones are %.0f x %.0f, which prints on A4 at a scale of %.2f", d.W, d.H, scale)
	}
	if cells != 144 {
		t.Errorf("%d cells, want 144", cells)
	}
	for _, c := range x.Cells {
		i := slices.IndexFunc(d.Groups, func(g Group) bool { return g.ID == elementID("matrix", "cell", c.From+" "+c.To) })
		if !slices.Contains(texts(d.Groups[i]), fmt.Sprint(c.Count)) || d.Groups[i].Link != c.Link {
			t.Errorf("the cell from %s to %s prints %q, links to %v", c.From, c.To, texts(d.Groups[i]), d.Groups[i].Link)
		}
	}
}

func texts(g Group) []string {
	var texts []string
	for _, s := range g.Shapes {
		if text, ok := s.(Text); ok {
			texts = append(texts, text.Text)
		}
	}
	return texts
}

func TestShadesOfAMatrixDivideItsCounts(t *testing.T) {
	for most, want := range map[int]string{
		0:   "Rules,inside a zone,–,no rule",
		1:   "Rules,1,inside a zone,–,no rule",
		4:   "Rules,1,2,3,4,inside a zone,–,no rule",
		762: "Rules,1–5,6–28,29–145,146–762,inside a zone,–,no rule",
	} {
		x := twelve()
		x.Cells = []Cell{{From: "z0", To: "z1", Count: most}}
		d := x.Draw(measure(t))
		if got := strings.Join(texts(d.Groups[len(d.Groups)-1]), ","); got != want {
			t.Errorf("up to %d: %s, want %s", most, got, want)
		}
	}
}

func TestAMatrixThatCannotBeDrawnIsRefused(t *testing.T) {
	for want, spoil := range map[string]func(x *Matrix){
		"a matrix has 1 to":           func(x *Matrix) { x.Zones = nil },
		"is empty or there twice":     func(x *Matrix) { x.Zones[1].ID = "z0" },
		"which are not both":          func(x *Matrix) { x.Cells[0].To = "moon" },
		`more than one cell from "z0`: func(x *Matrix) { x.Cells = append(x.Cells, x.Cells[0]) },
		"counts -1":                   func(x *Matrix) { x.Cells[0].Count = -1 },
	} {
		x := twelve()
		if err := x.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(x)
		if err := x.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestAPictureSaysWhatItIsAboutAndWhatChanged(t *testing.T) {
	m := measure(t)
	g := pair(Node, Server, Regular)
	g.Words.Here, g.Words.Change = "This host", map[Change]string{Added: "Added", Removed: "Removed", Altered: "Altered"}
	g.Boxes[0].Here, g.Boxes[1].Change, g.Edges[0].Change = true, Added, Removed
	g.Edges[0].Label[0] = "\u2212 " + g.Edges[0].Label[0]
	s := Grid(g, m)
	if err := Verify(s, m); err != nil {
		t.Fatal(err)
	}
	seen := map[string][]string{}
	for _, group := range s.Draw(m).Groups {
		seen[group.Class] = texts(group)
	}
	for class, want := range map[string]string{"box node here": "first", "box server added": "+", "label regular removed": "− 443, 4242"} {
		if !slices.Contains(seen[class], want) {
			t.Errorf("%s prints %q, want %q among it", class, seen[class], want)
		}
	}
	if got := strings.Join(seen["legend"], ","); !strings.HasSuffix(got, "This host,+,Added,−,Removed") {
		t.Errorf("the legend prints %s", got)
	}
	g.Edges[0].Label = nil
	for _, group := range Grid(g, m).Draw(m).Groups {
		if strings.HasPrefix(group.Class, "label") && !slices.Equal(texts(group), []string{"−"}) {
			t.Errorf("a removed edge without ports prints %q", texts(group))
		}
	}
}
