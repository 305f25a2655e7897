package diagram

import (
	"maps"
	"math"
	"slices"
)

// Draw paints a placed picture. What is painted later covers what was painted before: zones, edges, the zones'
// headings, boxes, the edges' labels, the legend.
func (s *Scene) Draw(m *Measure) *Drawing {
	p := &painter{scene: s, m: m, boxes: make(map[string]*outlined, len(s.Boxes))}
	g := s.Graph
	d := &Drawing{ID: g.ID, Title: g.Title, Description: g.Description, W: s.W, H: s.H}
	for _, b := range s.Boxes {
		p.boxes[b.ID] = &outlined{PlacedBox: b}
	}
	for _, z := range s.Zones {
		d.Groups = append(d.Groups, p.zone(z))
	}
	p.trunks = s.trunks()
	for _, e := range s.Edges {
		d.Groups = append(d.Groups, p.edge(e))
	}
	for _, name := range slices.Sorted(maps.Keys(p.trunks)) {
		if g := p.trunk(name, p.trunks[name]); len(g.Shapes) > 0 {
			d.Groups = append(d.Groups, g)
		}
	}
	for _, z := range s.Zones {
		d.Groups = append(d.Groups, p.heading(z))
	}
	for _, b := range s.Boxes {
		d.Groups = append(d.Groups, p.box(b))
	}
	for _, e := range s.Edges {
		if e.Label.W > 0 {
			d.Groups = append(d.Groups, p.label(e))
		}
	}
	m.legend(g.Words.Legend, g.entries(m)).addTo(d)
	return d
}

type painter struct {
	scene *Scene
	m     *Measure
	boxes map[string]*outlined

	trunks map[string]*trunk
}

func (p *painter) id(kind, id string) string { return elementID(p.scene.Graph.ID, kind, id) }

func (p *painter) zone(z PlacedZone) Group {
	class := "zone"
	if z.Outside {
		class = "zone outside"
	}
	return Group{ID: p.id("zone", z.ID), Class: class, Target: z.Frame, Shapes: zoneShapes(z, 8)}
}

// zoneShapes are a zone's frame with round corners. The legend shows it small.
func zoneShapes(z PlacedZone, radius float64) []Shape {
	look := z.Look()
	return []Shape{Path{Moves: rounded(z.Frame, radius), Closed: true, Fill: look.Fill, Stroke: look.Line, Width: look.Width, Dash: look.Dash}}
}

// heading is a zone's title on a plate of the zone's colour, which keeps it readable where an edge runs behind it.
func (p *painter) heading(z PlacedZone) Group {
	at, lines := z.Heading, p.m.headingLines(z.Zone)
	shapes := []Shape{Path{Moves: rounded(at.Grow(1.5), 2), Closed: true, Fill: z.Look().Fill}}
	if _, h := extent(lines); at.H < h-slack {
		baseline := at.Y + lines[0].size*ascent
		shapes = append(shapes, lines[1].at(Point{at.X + lines[0].width + besideTitle, baseline}, Start))
		lines = slices.Delete(lines, 1, 2)
	}
	return Group{ID: p.id("heading", z.ID), Class: "heading", Target: at, Shapes: append(shapes, stacked(lines, Point{at.X, at.Y}, Start)...)}
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
	g := Group{ID: p.id("box", b.ID), Class: "box " + look.class, Tip: b.Tip, Description: b.Description, Link: b.Link, Target: b.Frame}
	for sheet := sheets(b.Box); sheet > 0; sheet-- {
		d := float64(sheet) * stackStep
		back := Rect{inside.X + d, inside.Y - d, inside.W, inside.H}
		g.Shapes = append(g.Shapes, sheetShape(b.Kind, back))
	}
	if b.Here {
		g.Class += " here"
		g.Shapes = append(g.Shapes, here(b.Kind, inside))
	}
	g.Shapes = append(g.Shapes, boxShapes(b.Kind, inside)...)
	lines, count := p.m.boxLines(b.Box)
	pad := padding(b.Kind)
	room := Rect{inside.X + pad.left, inside.Y + pad.above, inside.W - pad.left - pad.right, inside.H - pad.above - pad.below}
	_, height := extent(lines)
	middle := room.Centre().X
	y := room.Y + (room.H-height)/2
	if count.text != "" {
		total := lines[0].width + countGap + count.width
		start := middle - total/2
		baseline := y + lines[0].size*ascent
		g.Shapes = append(g.Shapes, lines[0].at(Point{start, baseline}, Start), count.at(Point{start + total, baseline}, End))
		y += lines[0].height()
		lines = lines[1:]
	}
	g.Shapes = append(g.Shapes, stacked(lines, Point{middle, y}, Middle)...)
	if change, ok := changeLooks[b.Change]; ok {
		g.Class += " " + change.class
		g.Shapes = append(g.Shapes, p.m.badge(b.Change, p.corner(inside))...)
	}
	return g
}

// sheetShape is a sheet behind a folded box.
func sheetShape(kind BoxKind, r Rect) Shape {
	look := boxLooks[kind]
	return Path{Moves: outline(kind, r), Closed: true, Fill: Paper, Stroke: look.line, Width: 0.8, Dash: look.dash}
}

// boxShapes is the picture of a box's kind without text; the legend shows it small.
func boxShapes(kind BoxKind, r Rect) []Shape {
	look := boxLooks[kind]
	shapes := []Shape{Path{Moves: outline(kind, r), Closed: true, Fill: look.fill, Stroke: look.line, Width: lineWidth, Dash: look.dash}}
	if kind == Summary {
		for _, y := range []float64{r.Y + math.Min(summaryBar, r.H/4), r.Bottom() - math.Min(summaryBar, r.H/4)} {
			shapes = append(shapes, Path{Moves: polygon(Point{r.X, y}, Point{r.Right(), y}), Stroke: look.line, Width: 0.9})
		}
	}
	if kind == Clients {
		shapes = append(shapes, person(r, look.line)...)
	}
	if kind == Database {
		e := rimOf(r) / 2
		k := e * 4 / 3
		shapes = append(shapes, Path{Moves: []Move{{To: Point{r.X, r.Y + e}}, {Curve: true, A: Point{r.X, r.Y + e + k}, B: Point{r.Right(), r.Y + e + k}, To: Point{r.Right(), r.Y + e}}},
			Stroke: look.line, Width: 0.9})
	}
	if kind == Server {
		for _, share := range []float64{0.55, 1} {
			x := r.X + math.Min(serverBar, r.W/4)*share
			shapes = append(shapes, Path{Moves: polygon(Point{x, r.Y}, Point{x, r.Bottom()}), Stroke: look.line, Width: 0.9})
		}
	}
	return shapes
}
