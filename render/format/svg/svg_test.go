package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/ref"
	"portolan/themes"
)

// look is a theme for tests: three palettes that differ in every colour.
func look() *themes.Theme {
	theme := &themes.Theme{Name: "test", Light: themes.Palette{}, Dark: themes.Palette{}, Print: themes.Palette{}}
	for i, name := range diagram.Palette() {
		v := uint8(i * 7)
		theme.Light[name], theme.Dark[name], theme.Print[name] = themes.Colour{R: v}, themes.Colour{G: v}, themes.Colour{B: v}
	}
	return theme
}

// site is one scene as a layout would give it: a balancer and a folded node in a zone, a server without one.
func site(t testing.TB) *diagram.Drawing {
	t.Helper()
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	m, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		t.Fatal(err)
	}
	g := &diagram.Graph{ID: "zones", Title: "Site by zones", Description: "A balancer leads to three consumers.",
		Zones: []diagram.Zone{{ID: "dmz", Title: "DMZ", Subtitle: []string{"192.0.2.0/26"}, Outside: true}},
		Boxes: []diagram.Box{
			{ID: "lb", Zone: "dmz", Kind: diagram.LoadBalancer, Lines: []diagram.Line{{Text: "balancer"}}, Link: ref.Document("nodes/lb"), Tip: "The way in"},
			{ID: "consumer", Zone: "dmz", Count: 3, Lines: []diagram.Line{{Text: "consumer"}, {Text: "192.0.2.11", Style: diagram.Fine}}},
			{ID: "db", Kind: diagram.Server, Lines: []diagram.Line{{Text: "db & <files>"}}, Here: true, Change: diagram.Added, Description: "It holds what the consumers read."},
		},
		Edges: []diagram.Edge{
			{ID: "1", From: "lb", To: "consumer", Label: []string{"443"}, Link: ref.Document("nodes/consumer").At("r1"), Tip: "Users' requests"},
			{ID: "2", From: "consumer", To: "db", Both: true, Kind: diagram.Standby, Link: ref.Document("nodes/db"), Tip: "Repository"},
		},
		Words: diagram.Words{Legend: "Legend", Zone: "Zone", Box: map[diagram.BoxKind]string{diagram.Node: "Node"}, Edge: map[diagram.EdgeKind]string{diagram.Standby: "After a failover"}},
	}
	scenes, err := tiers.Layout([]*diagram.Graph{g}, m)
	if err != nil {
		t.Fatal(err)
	}
	return scenes[0].Draw(m)
}

func TestGoldens(t *testing.T) {
	files := map[string][]byte{
		"standalone.svg": Standalone(site(t), look(), from("../")),
		"inline.svg":     Inline(site(t), from("")),
	}
	var paths []string
	for name, got := range files {
		path := filepath.Join("testdata", name)
		paths = append(paths, path)
		golden.Check(t, path, got)
	}
	golden.NoOrphans(t, "testdata", "", paths)
}

// elements reads an SVG as strictly as a browser does and returns its start tags and its text.
func elements(t *testing.T, data []byte) (tags []xml.StartElement, text string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return tags, text
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			tags = append(tags, token.Copy())
		case xml.CharData:
			text += string(token)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestInlineSatisfiesAStrictContentPolicy(t *testing.T) {
	tags, _ := elements(t, Inline(site(t), from("../")))
	ids := map[string]bool{}
	for _, e := range tags {
		if e.Name.Local == "style" || e.Name.Local == "script" {
			t.Errorf("there is a %s element", e.Name.Local)
		}
		for _, a := range e.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
				t.Errorf("%s has the attribute %s", e.Name.Local, a.Name.Local)
			}
			if a.Name.Local == "id" && (a.Value != "zones-title" && a.Value != "zones-description" || ids[a.Value]) {
				t.Errorf("id %q is there twice, or could clash with the page's or another picture's", a.Value)
			}
			if a.Name.Local == "id" {
				ids[a.Value] = true
			}
		}
	}
}

// from writes references as a format with pages would, seen from a file below the root or in it.
func from(root string) func(ref.Ref) string {
	return func(r ref.Ref) string {
		path := root + r.Document + ".html"
		if r.Anchor != "" {
			path += "#" + r.Anchor
		}
		return path
	}
}

func TestLinksCarryTheWayAndAreNamed(t *testing.T) {
	for _, prefix := range []string{"", "../"} {
		var links []string
		for _, data := range [][]byte{Inline(site(t), from(prefix)), Standalone(site(t), look(), from(prefix))} {
			tags, _ := elements(t, data)
			for _, e := range tags {
				if e.Name.Local == "a" {
					links = append(links, attribute(e, "href")+" "+attribute(e, "aria-label"))
				}
			}
		}
		want := []string{prefix + "nodes/db.html ", prefix + "nodes/lb.html ", prefix + "nodes/consumer.html#r1 443: Users' requests"}
		if !slices.Equal(links, append(want, want...)) {
			t.Errorf("got  %q\nwant %q twice", links, want)
		}
	}
}

func TestLinksOutOfThePackAreLeftOut(t *testing.T) {
	for _, path := range []string{"javascript:alert(1)", "//host/x", "/etc", "a/../../x", "https://example.com", `\\host\x`, "java\nscript:x"} {
		for _, link := range []ref.Ref{ref.Document(path), ref.File(path)} {
			d := site(t)
			for i := range d.Groups {
				d.Groups[i].Link = link
			}
			if tags, _ := elements(t, Inline(d, from(""))); slices.ContainsFunc(tags, func(e xml.StartElement) bool { return e.Name.Local == "a" }) {
				t.Errorf("%q became a link", link)
			}
		}
	}
}

func TestAnyTextIsText(t *testing.T) {
	hostile := "</text><script>x</script> \" ' & \x00 \x1b \xff \uFFFE ]]> é 数 😀"
	d := site(t)
	d.Title, d.Description = hostile, hostile
	for i := range d.Groups {
		d.Groups[i].Tip = hostile
		d.Groups[i].Shapes = append(d.Groups[i].Shapes, diagram.Text{Text: hostile, Fill: diagram.Ink, Size: 9})
	}
	for _, data := range [][]byte{Inline(d, from("")), Standalone(d, look(), from(""))} {
		tags, text := elements(t, data)
		if slices.ContainsFunc(tags, func(e xml.StartElement) bool { return e.Name.Local == "script" }) {
			t.Error("text became an element")
		}
		if !strings.Contains(text, "</text><script>x</script> \" ' & \uFFFD \uFFFD \uFFFD \uFFFD ]]> é 数 😀") {
			t.Error("text was changed")
		}
	}
}

func TestEveryPaletteOfTheThemeIsThereAndComplete(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range diagram.Palette() {
		for _, p := range []themes.Palette{theme.Light, theme.Dark, theme.Print} {
			if _, ok := p[name]; !ok {
				t.Errorf("the default theme lacks %q in a palette", name)
			}
		}
	}
	out := string(Standalone(site(t), theme, from("")))
	for _, p := range []themes.Palette{theme.Light, theme.Dark, theme.Print} {
		if !strings.Contains(out, ".f-paper { fill: "+p[diagram.Paper].Hex()+" }") {
			t.Errorf("paper %s is missing", p[diagram.Paper].Hex())
		}
	}
	if !strings.Contains(out, "@media (prefers-color-scheme: dark)") || !strings.Contains(out, "@media print") {
		t.Error("the file does not follow the reader's choice of colours")
	}
}

func TestScreenReadersGetTitleDescriptionAndLinks(t *testing.T) {
	bare := site(t)
	for i := range bare.Groups {
		bare.Groups[i].Link = ref.Ref{}
	}
	for _, c := range []struct {
		role string
		data []byte
	}{{"img", Standalone(bare, look(), from(""))}, {"group", Standalone(site(t), look(), from(""))}, {"group", Inline(site(t), from(""))}} {
		tags, text := elements(t, c.data)
		if got := attribute(tags[0], "role"); got != c.role || attribute(tags[0], "aria-labelledby") != "zones-title zones-description" {
			t.Errorf("the picture has the role %s, want %s, or is not named", got, c.role)
		}
		if attribute(tags[1], "id") != "zones-title" || attribute(tags[2], "id") != "zones-description" || !strings.Contains(text, "three consumers") {
			t.Errorf("%s: title or description is missing", c.role)
		}
	}
}

// TestElementsSayWhatTheyShow follows one box, one edge with a label and one without.
func TestElementsSayWhatTheyShow(t *testing.T) {
	d := site(t)
	for i := range d.Groups {
		if d.Groups[i].ID == "zones-edge-2" {
			d.Groups[i].Link = ref.Ref{}
		}
	}
	tags, text := elements(t, Inline(d, from("")))
	said := map[string]string{}
	for _, e := range tags {
		said[attribute(e, "class")+" "+attribute(e, "data-box")+attribute(e, "data-ends")] = attribute(e, "role") + attribute(e, "aria-hidden")
	}
	for element, want := range map[string]string{"edge regular lb consumer": "true", "edge standby consumer db": "img", "box server here added db": ""} {
		if got, ok := said[element]; !ok || got != want {
			t.Errorf("%s has role or aria-hidden %q, want %q; there are %q", element, got, want, said)
		}
	}
	if !strings.Contains(text, "It holds what the consumers read.") {
		t.Error("the description of a box is missing")
	}
}

// TestAMatrixIsDrawnWithTurnedHeadingsAndNamedCells reads a matrix as a screen reader and a browser do.
func TestAMatrixIsDrawnWithTurnedHeadingsAndNamedCells(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	m, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		t.Fatal(err)
	}
	x := &diagram.Matrix{ID: "matrix", Title: "Rules from zone to zone"}
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		x.Zones = append(x.Zones, diagram.Zone{ID: id, Title: "Zone " + id})
	}
	x.Cells = []diagram.Cell{{From: "a", To: "b", Count: 12, Note: "3 rows", Link: ref.Document("zones").At("a-b"), Tip: "from Zone a to Zone b"}}
	tags, _ := elements(t, Standalone(x.Draw(m), look(), from("../")))
	turned, cells := 0, []string{}
	for _, e := range tags {
		if strings.HasPrefix(attribute(e, "transform"), "rotate(-90 ") {
			turned++
		}
		if e.Name.Local == "a" {
			cells = append(cells, attribute(e, "href")+" "+attribute(e, "aria-label"))
		}
	}
	if turned != 6 || !slices.Equal(cells, []string{"../zones.html#a-b 12 3 rows: from Zone a to Zone b"}) {
		t.Errorf("%d turned texts, links %q", turned, cells)
	}
}

func TestEqualDrawingsGiveEqualBytes(t *testing.T) {
	first := Standalone(site(t), look(), from(""))
	for range 20 {
		if !bytes.Equal(first, Standalone(site(t), look(), from(""))) {
			t.Fatal("the bytes differ")
		}
	}
}

// TestTitlesNameLinksWithoutText: a line has no text of its own; its link is called what its title says, which stands first in it.
func TestTitlesNameLinksWithoutText(t *testing.T) {
	for _, data := range [][]byte{Inline(site(t), from("")), Standalone(site(t), look(), from(""))} {
		if !bytes.Contains(data, []byte("<a href=\"nodes/db.html\">\n<title>Repository</title>\n")) {
			t.Errorf("the link of a line has no name:\n%s", data)
		}
	}
}
