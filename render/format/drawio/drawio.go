// Package drawio prints placed pictures for diagrams.net (draw.io): people who must change a picture move its boxes there. Every box, zone and label has the
// place that it has in the scene; lines are tied to their boxes, so that they follow. It moves nothing, and takes every text for text.
package drawio

import (
	"bytes"
	"encoding/xml"
	"html"
	"regexp"
	"strconv"
	"strings"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/themes"
)

// Path is the file of a picture, from the pack's root.
func Path(name string) string { return name + ".drawio" }

// Words name the layers, in the document's language.
type Words struct {
	Zones, Hosts string
	Lines        map[diagram.EdgeKind]string // by what the lines are needed for
}

// Write is a file with one picture, whose texts are broken into lines as they are drawn, in the colours that a theme has for print. link writes a
// reference as it is seen from the file.
func Write(s *diagram.Scene, d *diagram.Drawing, theme *themes.Theme, words Words, link func(ref.Ref) string) ([]byte, error) {
	w := &writer{scene: s, palette: theme.Print, link: link, page: sheet{
		ID: s.Graph.ID, Name: s.Graph.Title,
		Model: model{Page: 1, Width: length(d.W), Height: length(d.H), Tooltips: 1, Connect: 1, Guides: 1, Root: root{Cells: []any{cell{ID: "0"}}}},
	}}
	w.lines = w.linesOf(d)
	w.layers(words)
	for _, z := range s.Zones {
		w.zone(z)
	}
	w.boxes = map[string]diagram.Rect{}
	for _, b := range s.Boxes {
		w.box(b)
	}
	for _, e := range s.Edges {
		w.edge(e)
	}
	for _, g := range d.Groups {
		w.trunk(g)
	}
	for _, g := range d.Groups {
		if g.Class == diagram.TitleBlock {
			w.add(cell{ID: w.own(g.ID), Value: w.lines[w.own(g.ID)], Parent: zonesLayer, Vertex: 1, Geometry: placed(g.Target),
				Style: w.style("align=left;spacingLeft=4;fontSize=8", diagram.Look{Line: diagram.ZoneLine, Width: 0.6})})
		}
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", " ")
	if err := enc.Encode(file{Host: "portolan", Sheets: []sheet{w.page}}); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return plain(out.Bytes()), nil
}

var (
	indented = regexp.MustCompile(`\n +`)
	empty    = regexp.MustCompile(`></\w+>`)
)

// plain is what the library wrote, a third shorter: an element to a line, but not indented, and one without content ends in itself. Whatever stands in attributes
// has its signs of lines and elements escaped.
func plain(file []byte) []byte {
	return empty.ReplaceAll(indented.ReplaceAll(file, []byte("\n")), []byte("/>"))
}

// Ids of layers. Elements have those of the SVG.
const (
	zonesLayer = "zones"
	hostsLayer = "hosts"
	linesLayer = "lines-"
)

// own is the id of an element without the name of the picture, as in its SVG.
func (w *writer) own(id string) string { return strings.TrimPrefix(id, w.scene.Graph.ID+"-") }

func (w *writer) id(kind, id string) string { return w.own(w.scene.Graph.Element(kind, id)) }

type writer struct {
	scene   *diagram.Scene
	palette themes.Palette
	link    func(ref.Ref) string
	page    sheet
	boxes   map[string]diagram.Rect
	lines   map[string]string // texts of elements, as HTML
}

func (w *writer) add(c any) { w.page.Model.Root.Cells = append(w.page.Model.Root.Cells, c) }

// layers are zones below hosts below lines, those of each kind in a layer of its own, which a person can hide.
func (w *writer) layers(words Words) {
	layer := func(id, name string) { w.add(cell{ID: id, Value: name, Parent: "0"}) }
	layer(zonesLayer, words.Zones)
	layer(hostsLayer, words.Hosts)
	for _, kind := range []diagram.EdgeKind{diagram.Regular, diagram.Standby, diagram.Disputed, diagram.Optional} {
		for _, e := range w.scene.Edges {
			if e.Kind == kind {
				layer(linesLayer+strconv.Itoa(int(kind)), words.Lines[kind])
				break
			}
		}
	}
}

// linked is a cell that leads somewhere, or says more when a person points at it.
func (w *writer) linked(c cell, tip string, to ref.Ref) {
	address := ""
	if !to.IsZero() {
		address = w.link(to)
	}
	if tip == "" && address == "" {
		w.add(c)
		return
	}
	o := object{ID: c.ID, Label: c.Value, Tip: tip, Link: address, Cell: c}
	o.Cell.ID, o.Cell.Value = "", ""
	w.add(o)
}

func (w *writer) zone(z diagram.PlacedZone) {
	look := z.Look()
	w.add(cell{
		ID: w.id("zone", z.ID), Value: w.lines[w.id("heading", z.ID)], Parent: zonesLayer, Vertex: 1, Geometry: placed(z.Frame),
		Style: w.style("rounded=1;absoluteArcSize=1;arcSize=16;align=left;verticalAlign=top;spacingLeft=4", look),
	})
}

// shapes are those of draw.io that come nearest to the outlines of boxes.
var shapes = map[diagram.BoxKind]string{
	diagram.Node: "rounded=1;absoluteArcSize=1;arcSize=6", diagram.Server: "shape=process;size=0.06", diagram.LoadBalancer: "shape=hexagon;fixedSize=1;size=9",
	diagram.Database: "shape=cylinder3;boundedLbl=1;backgroundOutline=1;size=4", diagram.Files: "shape=folder;tabWidth=34;tabHeight=6;tabPosition=left;spacingTop=6",
	diagram.ForwardProxy: "shape=mxgraph.basic.octagon2;dx=8", diagram.External: "ellipse;shape=cloud",
	diagram.Clients: "rounded=1;arcSize=50", diagram.Summary: "shape=partialRectangle;left=0;right=0", diagram.Every: "rounded=0",
}

func (w *writer) box(b diagram.PlacedBox) {
	id := w.id("box", b.ID)
	style := shapes[b.Kind]
	if b.Kind == diagram.Clients {
		style += ";spacingLeft=18"
	}
	if b.Here {
		style += ";strokeWidth=3"
	}
	w.boxes[b.ID] = b.Frame
	tip := b.Tip
	if strings.Contains(w.lines[id], html.EscapeString(tip)) {
		tip = ""
	}
	w.linked(cell{
		ID: id, Value: w.lines[id], Parent: hostsLayer, Vertex: 1, Geometry: placed(b.Frame),
		Style: w.style(style, b.Kind.Look()),
	}, tip, b.Link)
	if b.Kind == diagram.Clients { // a person, which moves with the box
		at := diagram.Person(b.Box, b.Frame)
		at.X, at.Y = at.X-b.Frame.X, at.Y-b.Frame.Y
		w.add(cell{ID: id + "-person", Parent: id, Vertex: 1, Connectable: "0", Geometry: placed(at), Style: w.line("shape=actor", b.Kind.Look())})
	}
}

// edge is a line tied to its boxes where it meets them, through the joints of its course.
func (w *writer) edge(e diagram.PlacedEdge) {
	course, square := w.joints(e)
	id, from, to := w.id("edge", e.ID), w.boxes[e.From], w.boxes[e.To]
	start, end := course[0], course[len(course)-1]
	style := "curved=1;endArrow=block;endSize=5"
	if square {
		style = "rounded=1;arcSize=10;endArrow=block;endSize=5"
	}
	if e.Both {
		style += ";startArrow=block;startSize=5"
	}
	style += ";exitX=" + share(start.X-from.X, from.W) + ";exitY=" + share(start.Y-from.Y, from.H) + ";exitPerimeter=0;entryX=" + share(end.X-to.X, to.W) +
		";entryY=" + share(end.Y-to.Y, to.H) + ";entryPerimeter=0"
	g := &geometry{Relative: 1, As: "geometry", Points: through(course[1 : len(course)-1])}
	look := e.Look()
	w.linked(cell{
		ID: id, Parent: linesLayer + strconv.Itoa(int(e.Kind)), Edge: 1, Style: w.line(style, look), Geometry: g,
		Source: w.id("box", e.From), Target: w.id("box", e.To),
	}, e.Tip, e.Link)
	if e.Label.W > 0 {
		w.label(e, id, course, look)
	}
}

// label is tied to its line: from the middle of that, as far as it stands away.
func (w *writer) label(e diagram.PlacedEdge, id string, course []diagram.Point, look diagram.Look) {
	own, middle := w.id("label", e.ID), Middle(course)
	look.Fill, look.Dash, look.Width = diagram.Paper, nil, 0.6
	g := &geometry{Relative: 1, W: length(e.Label.W), H: length(e.Label.H), As: "geometry",
		Offset: &point{X: length(e.Label.X - middle.X), Y: length(e.Label.Y - middle.Y), As: "offset"}}
	w.add(cell{
		ID: own, Value: w.lines[own], Parent: id, Vertex: 1, Connectable: "0", Geometry: g,
		Style: w.style("rounded=1;absoluteArcSize=1;arcSize=8;fontSize=8", look),
	})
}

// linesOf are the texts of elements by their ids, line by line.
func (w *writer) linesOf(d *diagram.Drawing) map[string]string {
	out := map[string]string{}
	for _, g := range d.Groups {
		var lines []string
		var last *diagram.Text
		for _, s := range g.Shapes {
			t, ok := s.(diagram.Text)
			if !ok {
				continue
			}
			text := html.EscapeString(t.Text)
			if t.Bold {
				text = "<b>" + text + "</b>"
			}
			if last != nil && last.At.Y == t.At.Y {
				lines[len(lines)-1] += " " + text
			} else {
				lines = append(lines, text)
			}
			last = &t
		}
		out[w.own(g.ID)] = strings.Join(lines, "<br>")
	}
	return out
}

// style is that of a cell with a text, in the font that draw.io takes where none is named, with the colours of a look.
func (w *writer) style(own string, look diagram.Look) string {
	own += ";html=1;fontColor=" + w.palette[diagram.Ink].Hex()
	if !strings.Contains(own, "fontSize=") {
		own += ";fontSize=9"
	}
	return w.line(own, look)
}

// line is the style of a cell without a text.
func (w *writer) line(style string, look diagram.Look) string {
	if look.Fill != "" {
		style += ";fillColor=" + w.palette[look.Fill].Hex()
	}
	style += ";strokeColor=" + w.palette[look.Line].Hex()
	if !strings.Contains(style, "strokeWidth=") {
		style += ";strokeWidth=" + strconv.FormatFloat(look.Width, 'f', -1, 64)
	}
	if len(look.Dash) > 0 {
		dash := make([]string, len(look.Dash))
		for i, d := range look.Dash {
			dash[i] = strconv.FormatFloat(d, 'f', -1, 64)
		}
		style += ";dashed=1;dashPattern=" + strings.Join(dash, " ")
	}
	return style + ";"
}

func placed(r diagram.Rect) *geometry {
	return &geometry{X: length(r.X), Y: length(r.Y), W: length(r.W), H: length(r.H), As: "geometry"}
}
