package tiers

import (
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// A union is all that several pictures of one site show: each zone, box and line once, as large as it is in any of them.
type union struct {
	zones   []zone
	boxes   []box
	lines   []line
	zone    map[string]int // by ids
	box     map[string]int
	pairs   map[[2]string]int // the lines, by the ids of the boxes that they join, the lesser first
	bundles map[string][]int  // the lines of each bundle
	bands   []*band
	passing map[int]float64 // room for the lines that pass a band, by its first zone
	direct  map[int]bool    // lines that run straight between neighbours
	rows    int
	deep    int // rows that zones of several tiers may have to stand side by side
}

type zone struct {
	diagram.Zone
	headW, headH float64       // of its heading
	steep, flat  diagram.Point // its heading's sizes: with subtitles below its title, and beside it
	boxes        []int
	rows         []int // how many boxes stand in each
	band         int
	foot         bool // its last box stands for all others
	framed       bool // or a box that stands in no zone: it is a place of its own, without a frame
}

type box struct {
	id     string
	w, h   float64
	least  float64 // width for its text
	zone   int
	row    int     // of the whole picture, from above
	all    bool    // it stands for all nodes of its zone
	order  int     // within its zone
	behind float64 // that sheets of a stack stand out to the right
	corner float64 // between its side and the first line
}

// A line is the edge between two boxes, in whichever direction the pictures draw it.
type line struct {
	from, to       int
	labelW, labelH float64
	bundle         string
	all            bool  // it stands for one from each node of a zone
	in             []int // the pictures that show it
}

func newUnion(graphs []*diagram.Graph, m *diagram.Measure) *union {
	u := &union{zone: map[string]int{}, box: map[string]int{}, pairs: map[[2]string]int{}, bundles: map[string][]int{}}
	for _, g := range graphs {
		for _, z := range g.Zones {
			u.addZone(z, m)
		}
	}
	for _, g := range graphs {
		for _, b := range g.Boxes {
			u.addBox(b, m)
		}
	}
	for k, g := range graphs {
		for _, e := range g.Edges {
			u.addLine(k, e, m)
		}
	}
	return u
}

func (u *union) addZone(z diagram.Zone, m *diagram.Measure) {
	i, ok := u.zone[z.ID]
	if !ok {
		i = len(u.zones)
		u.zone[z.ID] = i
		u.zones = append(u.zones, zone{Zone: z, framed: true})
	}
	hold := func(size *diagram.Point, w, h float64) { size.X, size.Y = math.Max(size.X, w), math.Max(size.Y, h) }
	w, h := m.HeadingSize(z)
	hold(&u.zones[i].steep, w, h)
	w, h = m.FlatHeadingSize(z)
	hold(&u.zones[i].flat, w, h)
}

func (u *union) addBox(b diagram.Box, m *diagram.Measure) {
	i, ok := u.box[b.ID]
	if !ok {
		i = len(u.boxes)
		u.box[b.ID] = i
		at, framed := u.zone[b.Zone]
		if !framed {
			at = len(u.zones)
			u.zones = append(u.zones, zone{Zone: diagram.Zone{Tier: b.Tier}})
		}
		u.boxes = append(u.boxes, box{id: b.ID, zone: at, all: b.Kind == diagram.Every, order: b.Order, corner: math.Max(edgePad, diagram.Corner(b.Kind)+2)})
		u.hold(at, i)
	}
	if b.Count > 1 {
		u.boxes[i].behind = stacked
	}
	w, h := m.BoxSize(b)
	u.boxes[i].least, u.boxes[i].h = math.Max(u.boxes[i].least, w), math.Max(u.boxes[i].h, h)
	u.boxes[i].w = u.boxes[i].least
}

// hold adds a box to a zone, in its order; one that stands for all others is behind them.
func (u *union) hold(zone, box int) {
	z, b := &u.zones[zone], u.boxes[box]
	at := len(z.boxes)
	for at > 0 && (u.boxes[z.boxes[at-1]].all || !b.all && b.order < u.boxes[z.boxes[at-1]].order) {
		at--
	}
	z.boxes, z.foot = slices.Insert(z.boxes, at, box), z.foot || b.all
}

func pairOf(e diagram.Edge) [2]string { return [2]string{min(e.From, e.To), max(e.From, e.To)} }

func (u *union) addLine(picture int, e diagram.Edge, m *diagram.Measure) {
	i, ok := u.pairs[pairOf(e)]
	if !ok {
		i = len(u.lines)
		u.pairs[pairOf(e)] = i
		from, to := u.box[e.From], u.box[e.To]
		u.lines = append(u.lines, line{from: from, to: to, all: u.boxes[from].all || u.boxes[to].all})
	}
	l := &u.lines[i]
	l.in = append(l.in, picture)
	w, h := m.LabelSize(e)
	l.labelW, l.labelH = math.Max(l.labelW, w), math.Max(l.labelH, h)
	if l.bundle == "" && e.Bundle != "" {
		l.bundle = e.Bundle
		u.bundles[e.Bundle] = append(u.bundles[e.Bundle], i)
	}
}
