package drawio

import (
	"encoding/xml"
	"strings"
	"testing"

	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/ref"
	"portolan/themes"
)

// TestHostileNames: whatever a text holds, it is the text of its cell, once read as XML and once as HTML, and ids stay ids.
func TestHostileNames(t *testing.T) {
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{`<b>x</b>`, `"&'`, "a\x00b", `</mxCell><mxCell id="0"/>`, "&lt;script&gt;", "javascript:alert(1)", "\u202e", `id="x" link="y"`} {
		g := &diagram.Graph{ID: "p", Title: name, Zones: []diagram.Zone{{ID: name, Title: name}}, Boxes: []diagram.Box{
			{ID: "a", Zone: name, Kind: diagram.Clients, Lines: []diagram.Line{{Text: name}}, Tip: name}, {ID: name, Zone: name, Kind: diagram.Database, Lines: []diagram.Line{{Text: name}}},
		}, Edges: []diagram.Edge{{ID: "e", From: "a", To: name, Label: []string{name}}}}
		m, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
		if err != nil {
			t.Fatal(err)
		}
		scenes, err := tiers.Layout([]*diagram.Graph{g}, m)
		if err != nil {
			t.Fatal(err)
		}
		s := scenes[0]
		data, err := Write(s, s.Draw(m), theme, Words{Zones: name, Hosts: name, Lines: map[diagram.EdgeKind]string{diagram.Regular: name}}, func(r ref.Ref) string { return r.Document })
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(data, &struct{ XMLName xml.Name }{}); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if n := strings.Count(string(data), "<mxCell"); n != 1+3+1+2+1+2 {
			t.Errorf("%q: %d cells:\n%s", name, n, data)
		}
		if strings.Contains(string(data), "<b>x") || strings.Contains(string(data), "\x00") {
			t.Errorf("%q stands in the file as it is", name)
		}
	}
}
