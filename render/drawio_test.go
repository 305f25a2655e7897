package render

import (
	"encoding/xml"
	"html"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/render/format/drawio"
	"portolan/render/layout/diagram"
)

// xmlElement is an element of a file for draw.io, as any program reads it.
type xmlElement struct {
	XMLName  xml.Name
	Attrs    []xml.Attr   `xml:",any,attr"`
	Children []xmlElement `xml:",any"`
}

func (d xmlElement) get(name string) string {
	for _, a := range d.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (d xmlElement) number(name string) float64 {
	n, _ := strconv.ParseFloat(d.get(name), 64)
	return n
}

// child is the first element of a name below it.
func (d xmlElement) child(name string) xmlElement {
	for _, c := range d.Children {
		if c.XMLName.Local == name {
			return c
		}
	}
	return xmlElement{}
}

// cellsOf are the cells of a file by their ids; an object's cell has the object's id, label and link.
func cellsOf(t *testing.T, data []byte) map[string]xmlElement {
	t.Helper()
	var file xmlElement
	if err := xml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	cells := map[string]xmlElement{}
	for _, c := range file.child("diagram").child("mxGraphModel").child("root").Children {
		id := c.get("id")
		if c.XMLName.Local == "UserObject" {
			inner := c.child("mxCell")
			inner.Attrs = append(inner.Attrs, c.Attrs...)
			inner.Attrs = append(inner.Attrs, xml.Attr{Name: xml.Name{Local: "value"}, Value: c.get("label")})
			c = inner
		}
		if _, twice := cells[id]; twice {
			t.Errorf("two cells are called %s", id)
		}
		cells[id] = c
	}
	return cells
}

var tags = regexp.MustCompile(`<[^>]*>`)

// TestEditablePictures reads the pictures for draw.io back: every box, zone and label has the place of the scene, lines are tied to their boxes and lie in
// a layer, links lead to files of the pack.
func TestEditablePictures(t *testing.T) {
	trunks := 0
	for _, id := range siteIDs(t) {
		p := packOf(t, id)
		files := map[string]bool{}
		for _, f := range p.files {
			files[f.Path] = true
		}
		for _, pic := range p.gallery.All() {
			name := drawio.Path(pic.Path())
			cells := cellsOf(t, p.file(t, name))
			trunks += len(readTrunks(t, id+"/"+name, p.gallery.scenes[pic], cells))
			readBack(t, id+"/"+name, p.gallery.scenes[pic], cells, func(link string) bool {
				link, _, _ = strings.Cut(link, "#")
				return strings.Contains(link, "://") || files[path.Join(path.Dir(name), link)]
			})
		}
	}
	if trunks < 100 {
		t.Errorf("%d trunks in all files", trunks)
	}
}

// elementOf is the id of an element in the file of its picture.
func elementOf(s *diagram.Scene, kind, id string) string {
	return strings.TrimPrefix(s.Graph.Element(kind, id), s.Graph.ID+"-")
}

func readBack(t *testing.T, where string, s *diagram.Scene, cells map[string]xmlElement, there func(string) bool) {
	t.Helper()
	left := maps.Clone(cells)
	take := func(kind, id, text string) xmlElement {
		key := elementOf(s, kind, id)
		delete(left, key)
		if c := cells[key]; text == "" || strings.Contains(spaceless(html.UnescapeString(tags.ReplaceAllString(c.get("value"), " "))), spaceless(text)) {
			return c
		}
		t.Errorf("%s: %s does not say %q: %q", where, key, text, cells[key].get("value"))
		return cells[key]
	}
	layer := func(c xmlElement, starts string) {
		if !strings.HasPrefix(c.get("parent"), starts) || cells[c.get("parent")].get("parent") != "0" || cells[c.get("parent")].get("value") == "" {
			t.Errorf("%s: %s lies in %q", where, c.get("id"), c.get("parent"))
		}
		delete(left, c.get("parent"))
	}
	for _, z := range s.Zones {
		c := take("zone", z.ID, "")
		sameFrame(t, where, z.ID, c, z.Frame)
		layer(c, "zones")
	}
	for _, b := range s.Boxes {
		c := take("box", b.ID, b.Lines[0].Text)
		sameFrame(t, where, b.ID, c, b.Frame)
		layer(c, "hosts")
		if key := elementOf(s, "box", b.ID) + "-person"; b.Kind == diagram.Clients {
			g := cells[key].child("mxGeometry")
			at := diagram.Person(b.Box, b.Frame)
			near(t, where+": person of "+b.ID, diagram.Rect{X: b.Frame.X + g.number("x"), Y: b.Frame.Y + g.number("y"), W: g.number("width"), H: g.number("height")}, at)
			if cells[key].get("parent") != elementOf(s, "box", b.ID) || !b.Frame.Holds(at) {
				t.Errorf("%s: the person of %s is not in its box", where, b.ID)
			}
			delete(left, key)
		}
		if link := c.get("link"); link != "" && !there(link) {
			t.Errorf("%s: %s leads to %s", where, b.ID, link)
		}
	}
	for _, e := range s.Edges {
		c := take("edge", e.ID, "")
		if c.get("source") != elementOf(s, "box", e.From) || c.get("target") != elementOf(s, "box", e.To) {
			t.Errorf("%s: %s is tied to %s and %s", where, e.ID, c.get("source"), c.get("target"))
		}
		layer(c, "lines-")
		if corners, square := diagram.Corners(e.Course); square {
			course := courseOf(s, c, e)
			if len(course) != len(corners)+2 {
				t.Errorf("%s: %s has %d bends, want %d", where, e.ID, len(course)-2, len(corners))
			}
			for i := range min(len(corners), len(course)-2) {
				near(t, where+": bend of "+e.ID, diagram.Rect{X: course[i+1].X, Y: course[i+1].Y}, diagram.Rect{X: corners[i].X, Y: corners[i].Y})
			}
		}
		if e.Label.W > 0 {
			label := take("label", e.ID, e.Edge.Label[0])
			g := label.child("mxGeometry")
			middle, off := drawio.Middle(courseOf(s, c, e)), g.child("mxPoint")
			near(t, where+": label of "+e.ID, diagram.Rect{X: middle.X + off.number("x"), Y: middle.Y + off.number("y"), W: g.number("width"), H: g.number("height")}, e.Label)
		}
	}
	for _, key := range readTrunks(t, where, s, cells) {
		delete(left, key)
	}
	block := diagram.TitleBlock
	if said := cells[block].get("value"); !strings.Contains(spaceless(tags.ReplaceAllString(said, "")), spaceless(html.EscapeString(s.Graph.Title))) {
		t.Errorf("%s: the block says %q", where, said)
	}
	delete(left, block)
	delete(left, "0")
	delete(left, "zones")
	delete(left, "hosts")
	if len(left) > 0 {
		t.Errorf("%s: cells of nothing: %q", where, slices.Sorted(maps.Keys(left)))
	}
}

// readTrunks reads the thick lines back: each is tied to the box that its lines have in common, ends where one of them has a place, and bends where they do.
func readTrunks(t *testing.T, where string, s *diagram.Scene, cells map[string]xmlElement) (read []string) {
	t.Helper()
	corners, ends, lines := map[string][]diagram.Point{}, map[string][]string{}, map[string]int{}
	for _, e := range s.Edges {
		if e.Bundle == "" {
			continue
		}
		bends, _ := diagram.Corners(e.Course)
		key := elementOf(s, "trunk", e.Bundle)
		corners[key], ends[key] = append(corners[key], bends...), append(ends[key], elementOf(s, "box", e.From), elementOf(s, "box", e.To))
		lines[key]++
	}
	for key := range lines {
		id := key
		for n := 2; ; n++ {
			c, ok := cells[id]
			if !ok {
				break
			}
			read = append(read, id)
			if !strings.Contains(c.get("style"), "strokeWidth=2.8") || !strings.Contains(c.get("style"), "endArrow=none") || lines[key] < 2 {
				t.Errorf("%s: trunk %s of %d lines has the style %s", where, id, lines[key], c.get("style"))
			}
			if count := len(slices.DeleteFunc(slices.Clone(ends[key]), func(end string) bool { return end != c.get("source") })); count != lines[key] {
				t.Errorf("%s: trunk %s is tied to %q, which %d of %d lines have", where, id, c.get("source"), count, lines[key])
			}
			for _, p := range c.child("mxGeometry").child("Array").Children {
				at := diagram.Point{X: p.number("x"), Y: p.number("y")}
				if !slices.ContainsFunc(corners[key], func(o diagram.Point) bool { return math.Hypot(o.X-at.X, o.Y-at.Y) < 0.02 }) {
					t.Errorf("%s: trunk %s bends at %v, where none of its lines does", where, id, at)
				}
			}
			if p := c.child("mxGeometry").child("mxPoint"); p.get("as") != "targetPoint" {
				t.Errorf("%s: trunk %s ends nowhere", where, id)
			}
			id = key + "-" + strconv.Itoa(n)
		}
	}
	return read
}

// courseOf is the course of a line as the file has it, between the places where the scene's begins and ends. Its bends are those of the scene.
func courseOf(s *diagram.Scene, c xmlElement, e diagram.PlacedEdge) []diagram.Point {
	start, end := s.Ends(e)
	course := []diagram.Point{start}
	for _, p := range c.child("mxGeometry").child("Array").Children {
		course = append(course, diagram.Point{X: p.number("x"), Y: p.number("y")})
	}
	return append(course, end)
}

func sameFrame(t *testing.T, where, what string, c xmlElement, want diagram.Rect) {
	t.Helper()
	g := c.child("mxGeometry")
	near(t, where+": "+what, diagram.Rect{X: g.number("x"), Y: g.number("y"), W: g.number("width"), H: g.number("height")}, want)
}

func near(t *testing.T, what string, got, want diagram.Rect) {
	t.Helper()
	for i, d := range []float64{got.X - want.X, got.Y - want.Y, got.W - want.W, got.H - want.H} {
		if math.Abs(d) > 0.011+0.01*float64(i/2) {
			t.Errorf("%s stands at %v, want %v", what, got, want)
			return
		}
	}
}
