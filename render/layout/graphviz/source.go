package graphviz

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/render/layout/diagram"
)

// clearance is how far from boxes and headings an edge runs that passes them, in points.
const clearance = 3.0

// source writes an arranged picture in Graphviz's language: names of our own (n0, h0, e0) and numbers, nothing that a user wrote.
// Everything has its place already; what is asked for are the courses of the edges around boxes (n) and zones' headings (h). To Graphviz no
// edge has a direction: heads are drawn here. It says little, for the library repeats every attribute with every box in its answer.
func source(s *diagram.Scene) string {
	var out strings.Builder
	fmt.Fprintf(&out, "graph g {\ngraph [splines=true esep=\"+%g\"];\n", clearance)
	// A label that is not empty: the library would set one itself, box by box.
	out.WriteString("node [shape=box fixedsize=true margin=0 label=\" \"];\n")
	for i, b := range s.Boxes {
		writeRect(&out, "n"+strconv.Itoa(i), b.Frame)
	}
	for i, z := range s.Zones {
		if z.Heading.W > 0 && z.Heading.H > 0 {
			writeRect(&out, "h"+strconv.Itoa(i), z.Heading.Grow(-0.5))
		}
	}
	index := map[string]int{}
	for i, b := range s.Boxes {
		index[b.ID] = i
	}
	for i, e := range s.Edges {
		if e.From != e.To { // the others have their course
			fmt.Fprintf(&out, "n%d -- n%d [id=e%d];\n", index[e.From], index[e.To], i)
		}
	}
	out.WriteString("}\n")
	return out.String()
}

// writeRect writes what edges run around. Graphviz takes middles in points, upwards, and sizes in inches.
func writeRect(out *strings.Builder, name string, r diagram.Rect) {
	c := r.Centre()
	fmt.Fprintf(out, "%s [pos=\"%.2f,%.2f\" width=%.5f height=%.5f];\n", name, c.X, -c.Y, r.W/72, r.H/72)
}
