package graphviz

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/render/diagram"
)

// source writes a picture in Graphviz's language: names of our own (n0, e0, cluster_0) and numbers, nothing that a user wrote.
// newrank keeps boxes in their zones; edges run from earlier zones to later ones, so that the order of zones is the order of
// ranks and no cycle is left to be broken at will.
func source(g *diagram.Graph, m *diagram.Measure, w way) string {
	var out strings.Builder
	direction := "TB"
	if g.Across {
		direction = "LR"
	}
	fmt.Fprintf(&out, "digraph g {\ngraph [newrank=true rankdir=%s nodesep=%.3f ranksep=%.3f splines=true pad=0 margin=0 outputorder=nodesfirst];\n",
		direction, 0.26*w.gap, 0.5*w.gap)
	out.WriteString("node [shape=box fixedsize=true margin=0 label=\"\"];\nedge [arrowhead=none arrowtail=none];\n")
	for i, b := range g.Boxes {
		if b.Zone == "" {
			writeBox(&out, g, i, m)
		}
	}
	for i, z := range g.Zones {
		writeZone(&out, g, i, z, m)
	}
	for i, e := range g.Edges {
		writeEdge(&out, g, i, e, m, w.labels)
	}
	writeRows(&out, g)
	writeBands(&out, g)
	out.WriteString("}\n")
	return out.String()
}

// Zones are drawn zoneInset smaller on each side than Graphviz makes them, in points: it leaves no gap between neighbours.
const (
	zoneInset  = 6
	zoneMargin = 15 + zoneInset
)

func writeZone(out *strings.Builder, g *diagram.Graph, i int, z diagram.Zone, m *diagram.Measure) {
	w, h := m.HeadingSize(z)
	// Graphviz counts sizes of table cells in whole points.
	fmt.Fprintf(out, "subgraph cluster_%d {\nmargin=%d; labeljust=l; labelloc=t; label=%s;\n", i, zoneMargin, table(w+2*zoneMargin, h+zoneInset+2))
	empty := true
	for k, b := range g.Boxes {
		if b.Zone == z.ID {
			writeBox(out, g, k, m)
			empty = false
		}
	}
	if empty { // a zone without boxes would not be drawn
		fmt.Fprintf(out, "z%d [style=invis width=0.5 height=0.3];\n", i)
	}
	out.WriteString("}\n")
}

// elbow is added to both sides of a box within its rank, in points: in a picture with labels Graphviz leaves five points between
// some boxes, whatever gap it is told.
const elbow = 8.0

func writeBox(out *strings.Builder, g *diagram.Graph, i int, m *diagram.Measure) {
	w, h := m.BoxSize(g.Boxes[i])
	if g.Across {
		h += 2 * elbow
	} else {
		w += 2 * elbow
	}
	fmt.Fprintf(out, "n%d [width=%.5f height=%.5f];\n", i, w/72, h/72)
}

func writeEdge(out *strings.Builder, g *diagram.Graph, i int, e diagram.Edge, m *diagram.Measure, labels bool) {
	from, to := position(g, e.From), position(g, e.To)
	if reversed(g, e) {
		from, to = to, from
	}
	fmt.Fprintf(out, "n%d -> n%d [id=e%d", from, to, i)
	if w, h := m.LabelSize(e); labels && w > 0 {
		fmt.Fprintf(out, " label=%s", table(w+5, h+3))
	}
	out.WriteString("];\n")
}

// table is a label that only has a size. The size stands at the cell: an empty table of a fixed size makes Graphviz fail.
func table(w, h float64) string {
	return "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"" +
		strconv.Itoa(int(w+0.99)) + "\" HEIGHT=\"" + strconv.Itoa(int(h+0.99)) + "\"></TD></TR></TABLE>>"
}

// position is a box's number.
func position(g *diagram.Graph, id string) int {
	for i, b := range g.Boxes {
		if b.ID == id {
			return i
		}
	}
	return -1
}

// reversed tells whether an edge is laid out against its direction, which decode turns back.
func reversed(g *diagram.Graph, e diagram.Edge) bool {
	from, to := position(g, e.From), position(g, e.To)
	zone := func(box int) int {
		for i, z := range g.Zones {
			if z.ID == g.Boxes[box].Zone {
				return i
			}
		}
		return -1
	}
	if zone(from) != zone(to) {
		return zone(from) > zone(to)
	}
	return from > to
}
