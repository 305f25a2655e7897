package diagram

import (
	"math"
	"strings"
)

// Draw turns a placed picture into shapes. What is painted later covers what was painted before: zones, edges, the zones'
// headings, boxes, the edges' labels, the legend. The same scene gives the same drawing.
func Draw(scene *Scene, m *Measure) *Drawing {
	p := &painter{scene: scene, m: m, boxes: map[string]PlacedBox{}}
	g := scene.Graph
	d := &Drawing{ID: g.ID, Title: g.Title, Description: g.Description, W: scene.W, H: scene.H}
	for _, b := range scene.Boxes {
		p.boxes[b.ID] = b
	}
	for _, z := range scene.Zones {
		d.Groups = append(d.Groups, p.zone(z))
	}
	for _, e := range scene.Edges {
		d.Groups = append(d.Groups, p.edge(e))
	}
	for _, z := range scene.Zones {
		d.Groups = append(d.Groups, p.heading(z))
	}
	for _, b := range scene.Boxes {
		d.Groups = append(d.Groups, p.box(b))
	}
	for _, e := range scene.Edges {
		if e.Label.W > 0 {
			d.Groups = append(d.Groups, p.label(e))
		}
	}
	p.legend(d)
	return d
}

type painter struct {
	scene *Scene
	m     *Measure
	boxes map[string]PlacedBox
}

// id is unique among all pictures of a pack: a zone and a box may well have the same id.
func (p *painter) id(kind, id string) string {
	var safe strings.Builder
	for _, r := range id {
		if r < 0x80 && (r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			safe.WriteRune(r)
		} else {
			safe.WriteString("_" + hex(r))
		}
	}
	return p.scene.Graph.ID + "-" + kind + "-" + safe.String()
}

func hex(r rune) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; r > 0; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return s + "_"
}

func (p *painter) zone(z PlacedZone) Group {
	class, dash := "zone", []float64(nil)
	if z.Outside {
		class, dash = "zone outside", []float64{5, 4}
	}
	return Group{ID: p.id("zone", z.ID), Class: class, Target: z.Frame, Shapes: []Shape{
		Path{Moves: rounded(z.Frame, 8), Closed: true, Fill: zoneFill(z), Stroke: ZoneLine, Width: 0.8, Dash: dash}}}
}

// heading is a zone's title on a plate of the zone's colour, which keeps it readable where an edge runs behind it.
func (p *painter) heading(z PlacedZone) Group {
	at := z.Heading
	return Group{ID: p.id("heading", z.ID), Class: "heading", Target: at, Shapes: append([]Shape{
		Path{Moves: rounded(at.Grow(1.5), 2), Closed: true, Fill: zoneFill(z)},
	}, stacked(p.m.headingLines(z.Zone), Point{at.X, at.Y}, Start)...)}
}

func zoneFill(z PlacedZone) string {
	if z.Outside {
		return OutsideFill
	}
	return ZoneFill
}

// stacked sets lines below one another; at is the top of the first.
func stacked(lines []line, at Point, anchor Anchor) []Shape {
	var shapes []Shape
	y := at.Y
	for _, l := range lines {
		if l.text != "" {
			shapes = append(shapes, l.at(Point{at.X, y + l.size*ascent}, anchor))
		}
		y += l.height()
	}
	return shapes
}

func (l line) at(baseline Point, anchor Anchor) Text {
	return Text{At: baseline, Text: l.text, Size: l.size, Bold: l.bold, Anchor: anchor, Fill: l.fill, Width: l.width}
}

func (p *painter) box(b PlacedBox) Group {
	look := boxLooks[b.Kind]
	inside := body(b.Box, b.Frame)
	g := Group{ID: p.id("box", b.ID), Class: "box " + look.class, Tip: b.Tip, Link: b.Link, Target: b.Frame}
	for sheet := sheets(b.Box); sheet > 0; sheet-- {
		d := float64(sheet) * stackStep
		back := Rect{inside.X + d, inside.Y - d, inside.W, inside.H}
		g.Shapes = append(g.Shapes, Path{Moves: outline(b.Kind, back), Closed: true, Fill: Paper, Stroke: look.line, Width: 0.8, Dash: look.dash})
	}
	g.Shapes = append(g.Shapes, boxShapes(b.Kind, inside)...)
	lines, count := p.m.boxLines(b.Box)
	left, right := sidePadding(b.Kind)
	room := Rect{inside.X + left, inside.Y, inside.W - left - right, inside.H}
	_, height := extent(lines)
	middle := room.Centre().X
	y := inside.Y + (inside.H-height)/2
	if count.text != "" {
		total := lines[0].width + countGap + count.width
		start := middle - total/2
		baseline := y + lines[0].size*ascent
		g.Shapes = append(g.Shapes, lines[0].at(Point{start, baseline}, Start), count.at(Point{start + total, baseline}, End))
		y += lines[0].height()
		lines = lines[1:]
	}
	g.Shapes = append(g.Shapes, stacked(lines, Point{middle, y}, Middle)...)
	return g
}

// boxShapes is the picture of a box's kind without text; the legend shows it small.
func boxShapes(kind BoxKind, r Rect) []Shape {
	look := boxLooks[kind]
	shapes := []Shape{Path{Moves: outline(kind, r), Closed: true, Fill: look.fill, Stroke: look.line, Width: lineWidth, Dash: look.dash}}
	if kind == Server {
		for _, share := range []float64{0.55, 1} {
			x := r.X + math.Min(serverBar, r.W/4)*share
			shapes = append(shapes, Path{Moves: polygon(Point{x, r.Y}, Point{x, r.Bottom()}), Stroke: look.line, Width: 0.9})
		}
	}
	return shapes
}
