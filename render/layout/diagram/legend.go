package diagram

import (
	"math"
	"slices"
	"strings"
)

// Lengths of the legend in points.
const (
	legendGap     = 12.0 // between entries
	legendSample  = 24.0 // width of a sample
	legendSampleH = 13.0
	legendWord    = 5.0 // between a sample and its word
	legendRow     = 17.0
)

// An entry is one sample with its word.
type entry struct {
	sample []Shape // drawn from the origin, legendSampleH high
	wide   float64 // width of the sample
	word   line
}

func (e *entry) width() float64 { return e.wide + legendWord + e.word.width }

// A legend explains what a picture really shows, and nothing else.
type legend struct {
	title   line
	entries []entry
}

func (m *Measure) legend(word string, entries []entry) *legend {
	return &legend{m.set(word, legendSize, true, Muted, math.Inf(1))[0], entries}
}

// flow places the entries in rows as wide as the picture above them, appends their places, and says how large the legend is.
func (l *legend) flow(width float64, at []Point) (places []Point, size Point) {
	if len(l.entries) == 0 {
		return at, Point{}
	}
	start := pageMargin
	if l.title.text != "" {
		start += l.title.width + legendGap
	}
	for i := range l.entries {
		width = math.Max(width, start+l.entries[i].width()+pageMargin)
	}
	x, y := start, legendGap/2
	for i := range l.entries {
		w := l.entries[i].width()
		if x > start && x+w+pageMargin > width {
			x, y = start, y+legendRow
		}
		at = append(at, Point{x, y})
		x += w + legendGap
	}
	return at, Point{width, y + legendSampleH + pageMargin}
}

// addTo draws the legend below a picture and makes the picture as large as that needs.
func (l *legend) addTo(d *Drawing) {
	d.Body = Room{d.W, d.H}
	places, size := l.flow(d.W, nil)
	if len(places) == 0 {
		return
	}
	const middle = legendSampleH/2 + legendSize*0.35
	g := Group{Class: Legend, Target: Rect{pageMargin, d.H, size.X - 2*pageMargin, size.Y - pageMargin}}
	g.Shapes = append(g.Shapes, l.title.at(Point{pageMargin, d.H + places[0].Y + middle}, Start))
	for i, e := range l.entries {
		x, y := places[i].X, d.H+places[i].Y
		g.Shapes = append(g.Shapes, shifted(e.sample, x, y)...)
		g.Shapes = append(g.Shapes, e.word.at(Point{x + e.wide + legendWord, y + middle}, Start))
	}
	d.W, d.H = size.X, d.H+size.Y
	d.Groups = append(d.Groups, g)
}

// entries are what the picture contains, in the order of the kinds; a kind without a word is left out.
func (g *Graph) entries(m *Measure) []entry {
	words := g.Words
	var entries []entry
	wider := func(word string, sample []Shape, wide float64) {
		if word != "" {
			entries = append(entries, entry{sample, wide, m.set(word, legendSize, false, Ink, math.Inf(1))[0]})
		}
	}
	add := func(word string, sample []Shape) { wider(word, sample, legendSample) }
	for _, kind := range []struct {
		word string
		is   func(Zone) bool
	}{
		{words.Zone, func(z Zone) bool { return !z.Outside && !z.Walled }}, {words.Wall, func(z Zone) bool { return z.Walled }}, {words.Beyond, func(z Zone) bool { return z.Outside && !z.Walled }},
	} {
		if i := slices.IndexFunc(g.Zones, kind.is); i >= 0 {
			add(kind.word, zoneShapes(PlacedZone{Zone: g.Zones[i], Frame: Rect{1.5, 1, legendSample - 3, 11}}, 4))
		}
	}
	for _, kind := range kinds {
		for _, b := range g.Boxes {
			if b.Kind == kind {
				add(words.Box[kind], boxShapes(kind, Rect{0, 0, legendSample, 13}))
				break
			}
		}
	}
	for _, b := range g.Boxes {
		if b.Count > 1 {
			add(words.Stack, stackSample(b.Kind))
			break
		}
	}
	for kind := Regular; kind <= Optional; kind++ {
		word, sample := g.kindSample(m, kind)
		add(word, sample)
	}
	if shared := g.shared(); shared != nil {
		add(words.Trunk, trunkSample(shared.look()))
	}
	if words.PartMark != "" {
		add(words.Part, []Shape{m.markSample(words.PartMark)})
	}
	for _, b := range g.Boxes {
		if b.Here {
			sample := Rect{0, 0, legendSample, 13}.Grow(-hereGap)
			add(words.Here, append([]Shape{here(b.Kind, sample)}, boxShapes(b.Kind, sample)...))
			break
		}
	}
	for change := Added; change <= Altered; change++ {
		if sample, wide := g.changeSample(m, change); wide > 0 {
			wider(words.Change[change], sample, wide)
		}
	}
	return entries
}

// shared is an edge that shares a line with others, or nil: the first of the plainest that do. It is altered where these have become different things, as their
// line is.
func (g *Graph) shared() (plainest *Edge) {
	for i, e := range g.Edges {
		if e.Bundle == "" || !slices.ContainsFunc(g.Edges[i+1:], func(o Edge) bool { return o.Bundle == e.Bundle }) {
			continue
		}
		if slices.ContainsFunc(g.Edges, func(o Edge) bool { return o.Bundle == e.Bundle && o.Change != e.Change }) {
			e.Change = Altered
		}
		if plainest == nil || e.plainer(*plainest) {
			plainest = &e
		}
	}
	return plainest
}

// plainer tells whether an edge looks more like an ordinary one than another.
func (e Edge) plainer(o Edge) bool {
	if (e.Change == Kept) != (o.Change == Kept) {
		return e.Change == Kept
	}
	return e.Kind < o.Kind
}

// trunkSample is a line that forks, as the picture has one.
func trunkSample(look edgeLook) []Shape {
	const fork = 15.0
	piece := func(from, to Point, width float64) Shape {
		return Path{Moves: polygon(from, to), Stroke: look.stroke, Dash: look.dash, Width: width}
	}
	return []Shape{piece(Point{0, 2}, Point{fork, 6.5}, 1.1), piece(Point{0, 11}, Point{fork, 6.5}, 1.1), piece(Point{fork, 6.5}, Point{legendSample, 6.5}, trunkWidth)}
}

// stackSample is a box with the sheets behind it.
func stackSample(kind BoxKind) []Shape {
	const step = 2.0
	front := Rect{0, stackSheets * step, legendSample - stackSheets*step, legendSampleH - stackSheets*step}
	var shapes []Shape
	for sheet := stackSheets; sheet > 0; sheet-- {
		d := float64(sheet) * step
		shapes = append(shapes, sheetShape(kind, Rect{front.X + d, front.Y - d, front.W, front.H}))
	}
	return append(shapes, boxShapes(kind, front)...)
}

// kindSample is a kind of edge as a picture tells it: by a line, by a mark behind ports, or by both. What became of an edge is all that
// those which were added or removed tell.
func (g *Graph) kindSample(m *Measure, kind EdgeKind) (word string, sample []Shape) {
	word, mark := g.Words.Edge[kind], g.Words.Mark[kind]
	if slices.ContainsFunc(g.Edges, func(e Edge) bool { return e.Kind == kind && e.Change == Kept }) {
		if mark != "" && word != "" {
			word += " (" + mark + ")"
		}
		return word, arrow(straight(Point{0, 6.5}, Point{legendSample, 6.5}), false, edgeLooks[kind])
	}
	if mark == "" {
		return "", nil
	}
	return word, []Shape{m.markSample(mark)}
}

// markSample is a mark as it stands behind ports.
func (m *Measure) markSample(mark string) Text {
	return Text{At: Point{legendSample / 2, 6.5 + badgeText*0.35}, Text: mark, Size: badgeText, Anchor: Middle, Fill: LabelInk,
		Width: m.Width(mark, badgeText, false)}
}

// changeSample is a change as a picture tells it: by a badge at boxes, by the sign in labels and boxes, by lines of their own look. Each
// stands beside the others, so that none hides another. It is nothing, and not wide, if there is no such change.
func (g *Graph) changeSample(m *Measure, change Change) (sample []Shape, wide float64) {
	const gap = 4.0
	if slices.ContainsFunc(g.Boxes, func(b Box) bool { return b.Change == change }) {
		sample, wide = m.badge(change, Point{badgeRadius, 6.5}), 2*badgeRadius
	} else if g.signs(change) {
		look := changeLooks[change]
		sign := Text{At: Point{0, 6.5 + badgeText*0.35}, Text: look.sign, Size: badgeText, Bold: true, Fill: look.line, Width: m.Width(look.sign, badgeText, true)}
		sample, wide = []Shape{sign}, sign.Width
	}
	if i := slices.IndexFunc(g.Edges, func(e Edge) bool { return e.Change == change }); i >= 0 {
		if wide > 0 {
			wide += gap
		}
		sample = append(sample, arrow(straight(Point{wide, 6.5}, Point{wide + legendSample, 6.5}), false, g.Edges[i].look())...)
		wide += legendSample
	}
	return sample, wide
}

// signs tells whether the sign of a change stands in a label or in a box.
func (g *Graph) signs(change Change) bool {
	sign := changeLooks[change].sign + " "
	for _, e := range g.Edges {
		if e.Change == change && len(e.Label) == 0 || slices.ContainsFunc(e.Label, func(l string) bool { return strings.HasPrefix(l, sign) }) {
			return true
		}
	}
	return slices.ContainsFunc(g.Boxes, func(b Box) bool {
		return slices.ContainsFunc(b.Lines, func(l Line) bool { return strings.HasPrefix(l.Text, sign) })
	})
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

// LegendWidths are the widths of a picture's legend, on which the size of the picture depends: of its title and its entries.
func (m *Measure) LegendWidths(g *Graph) []float64 {
	l := m.legend(g.Words.Legend, g.entries(m))
	widths := []float64{l.title.width}
	for _, e := range l.entries {
		widths = append(widths, e.width())
	}
	return widths
}
