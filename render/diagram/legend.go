package diagram

import (
	"math"
	"slices"
)

// Lengths of the legend in points.
const (
	legendGap    = 14.0 // above the legend, and between its entries
	legendSample = 26.0
	legendRow    = 17.0
)

// An entry is one sample with its word.
type entry struct {
	sample []Shape // drawn from the origin, legendSample wide and 13 high
	word   line
}

func (e entry) width() float64 { return legendSample + 6 + e.word.width }

// addLegend adds an explanation of what the picture really shows below it, and makes the picture as large as that needs.
func addLegend(d *Drawing, m *Measure, word string, entries []entry) {
	if len(entries) == 0 {
		return
	}
	title := m.set(word, legendSize, true, Muted, math.Inf(1))[0]
	left := pageMargin
	start := left
	if title.text != "" {
		start += title.width + legendGap
	}
	for _, e := range entries {
		d.W = math.Max(d.W, start+e.width()+pageMargin)
	}
	g := Group{Class: "legend"}
	x, y := start, d.H+legendGap/2
	g.Shapes = append(g.Shapes, title.at(Point{left, y + 6.5 + legendSize*0.35}, Start))
	for _, e := range entries {
		if x > start && x+e.width()+pageMargin > d.W {
			x, y = start, y+legendRow+3
		}
		g.Shapes = append(g.Shapes, shifted(e.sample, x, y)...)
		g.Shapes = append(g.Shapes, e.word.at(Point{x + legendSample + 6, y + 6.5 + legendSize*0.35}, Start))
		x += e.width() + legendGap
	}
	g.Target = Rect{left, d.H, d.W - 2*left, y + legendRow - d.H}
	d.H = y + legendRow + pageMargin*0.6
	d.Groups = append(d.Groups, g)
}

// entries are what the picture contains, in the order of the kinds; a kind without a word is left out.
func (p *painter) entries() []entry {
	words := p.scene.Graph.Words
	var entries []entry
	add := func(word string, sample []Shape) {
		if word != "" {
			entries = append(entries, entry{sample, p.m.set(word, legendSize, false, Ink, math.Inf(1))[0]})
		}
	}
	if len(p.scene.Zones) > 0 {
		add(words.Zone, []Shape{Path{Moves: rounded(Rect{0, 0, legendSample, 13}, 4), Closed: true, Fill: ZoneFill, Stroke: ZoneLine, Width: 0.8}})
	}
	for _, kind := range kinds {
		for _, b := range p.scene.Boxes {
			if b.Kind == kind {
				add(words.Box[kind], boxShapes(kind, Rect{0, 0, legendSample, 13}))
				break
			}
		}
	}
	for kind := Regular; kind <= Optional; kind++ {
		for _, e := range p.scene.Edges {
			if e.Kind == kind {
				add(words.Edge[kind], arrow(straight(Point{0, 6.5}, Point{legendSample, 6.5}), false, edgeLooks[kind]))
				break
			}
		}
	}
	for _, b := range p.scene.Boxes {
		if b.Here {
			sample := Rect{0, 0, legendSample, 13}.Grow(-hereGap)
			add(words.Here, append([]Shape{here(b.Kind, sample)}, boxShapes(b.Kind, sample)...))
			break
		}
	}
	for change := Added; change <= Altered; change++ {
		if p.scene.has(change) {
			add(words.Change[change], p.m.badge(change, Point{legendSample / 2, 6.5}))
		}
	}
	return entries
}

func (s *Scene) has(change Change) bool {
	return slices.ContainsFunc(s.Boxes, func(b PlacedBox) bool { return b.Change == change }) ||
		slices.ContainsFunc(s.Edges, func(e PlacedEdge) bool { return e.Change == change })
}

func shifted(shapes []Shape, dx, dy float64) []Shape {
	move := func(p Point) Point { return Point{p.X + dx, p.Y + dy} }
	var moved []Shape
	for _, s := range shapes {
		if text, ok := s.(Text); ok {
			text.At = move(text.At)
			moved = append(moved, text)
			continue
		}
		path, ok := s.(Path)
		if !ok {
			continue
		}
		moves := make([]Move, len(path.Moves))
		for i, m := range path.Moves {
			moves[i] = Move{Curve: m.Curve, A: move(m.A), B: move(m.B), To: move(m.To)}
		}
		path.Moves = moves
		moved = append(moved, path)
	}
	return moved
}
