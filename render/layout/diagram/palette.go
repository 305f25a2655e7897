package diagram

import "slices"

// The colours that a drawing names. A theme defines every one of them in each of its palettes.
const (
	Ink          = "ink"
	Paper        = "paper"
	Muted        = "muted"
	LabelInk     = "label-ink"
	ZoneFill     = "zone-fill"
	ZoneLine     = "zone-line"
	OutsideFill  = "outside-fill"
	EdgeRegular  = "edge"
	EdgeStandby  = "edge-standby"
	EdgeDisputed = "edge-disputed"
	EdgeOptional = "edge-optional"
	HereLine     = "here-line"
	AddedLine    = "added-line"
	RemovedLine  = "removed-line"
	AlteredLine  = "altered-line"
	MatrixLine   = "matrix-line"
)

// shades are the grounds of a matrix's cells, from few to many.
var shades = []string{"matrix-1", "matrix-2", "matrix-3", "matrix-4"}

// Palette lists every colour that a drawing can name, sorted.
func Palette() []string {
	names := []string{Ink, Paper, Muted, LabelInk, ZoneFill, ZoneLine, OutsideFill,
		EdgeRegular, EdgeStandby, EdgeDisputed, EdgeOptional, HereLine, AddedLine, RemovedLine, AlteredLine, MatrixLine}
	names = append(names, shades...)
	for _, l := range boxLooks {
		names = append(names, l.fill, l.line)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A boxLook is how a kind of box differs from the others; outlines differ as well, see outline.
type boxLook struct {
	class      string
	fill, line string
	dash       []float64
}

var boxLooks = map[BoxKind]boxLook{
	Node:         {"node", "node-fill", "node-line", nil},
	Server:       {"server", "server-fill", "server-line", nil},
	Database:     {"database", "server-fill", "server-line", nil},
	Files:        {"files", "server-fill", "server-line", nil},
	LoadBalancer: {"balancer", "balancer-fill", "balancer-line", nil},
	ForwardProxy: {"proxy", "proxy-fill", "proxy-line", nil},
	External:     {"external", "external-fill", "external-line", nil},
	Clients:      {"clients", "clients-fill", "clients-line", nil},
	Summary:      {"summary", "summary-fill", "summary-line", nil},
	Every:        {"every", "node-fill", "node-line", nil},
}

// kinds are all kinds of boxes, as the legend lists them.
var kinds = []BoxKind{Node, Every, Server, Database, Files, LoadBalancer, ForwardProxy, External, Clients, Summary}

// An edgeLook is how a kind of edge is stroked.
type edgeLook struct {
	class  string
	stroke string
	dash   []float64
	width  float64
}

var edgeLooks = map[EdgeKind]edgeLook{
	Regular:  {"regular", EdgeRegular, nil, 1.1},
	Standby:  {"standby", EdgeStandby, []float64{6, 3}, 1.2},
	Disputed: {"disputed", EdgeDisputed, []float64{1.6, 2.4}, 1.5},
	Optional: {"optional", EdgeOptional, []float64{9, 3, 1.6, 3}, 1.1},
}

// A Look is how an element is painted: colours by their names in a palette, lengths in points.
type Look struct {
	Fill, Line string // empty for none
	Dash       []float64
	Width      float64 // of lines
}

// Look is how boxes of the kind are painted.
func (k BoxKind) Look() Look {
	l := boxLooks[k]
	return Look{l.fill, l.line, l.dash, lineWidth}
}

// Look is how the edge is painted.
func (e Edge) Look() Look {
	l := e.look()
	return Look{"", l.stroke, l.dash, l.width}
}

// Look is how the zone is painted.
func (z Zone) Look() Look {
	l := Look{ZoneFill, ZoneLine, nil, zoneWidth}
	if z.Outside {
		l.Fill, l.Dash = OutsideFill, []float64{5, 4}
	}
	if z.Walled { // stones
		l.Width, l.Dash = wallWidth, []float64{7, 1.4}
	}
	return l
}

// Widths of the line around a zone, and of one that is a wall.
const (
	zoneWidth = 0.8
	wallWidth = 2.4
)
