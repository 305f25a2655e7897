// Package neighbours places pictures of one box and its neighbours: those that call it on the left, those that it calls on the right, as far as a
// sheet of paper has room for that, and each line with room of its own. It needs no library and is exact where a general layout has to
// guess. It draws nothing.
package neighbours

import (
	"fmt"
	"math"

	"portolan/render/layout/diagram"
)

// Lengths in points.
const (
	margin   = 4.0  // around the picture
	pad      = 8.0  // between a zone's frame and its boxes
	rowGap   = 8.2  // between the rows of a zone
	zoneGap  = 8.0  // between zones
	least    = 30.0 // in which the lines of a side find their ways, if they are few
	lead     = 5.0  // before and behind a label
	portStep = 9.0  // between the ends of lines at the box in the middle

	// comfortable is the height up to which sides are kept for their directions; the rest of a sheet is for titles.
	comfortable = 320.0
)

// Layout places a picture whose lines all begin or end at the box that it is about. A scene comes back only if diagram.Verify finds no
// fault in it.
func Layout(g *diagram.Graph, m *diagram.Measure) (*diagram.Scene, error) {
	if err := g.Check(); err != nil {
		return nil, err
	}
	l := &layout{g: g, m: m, rows: map[string]*row{}}
	if err := l.read(); err != nil {
		return nil, err
	}
	l.divide()
	l.place()
	s := l.scene()
	return s, diagram.Verify(s, m)
}

// A row is a box beside the middle, with its line.
type row struct {
	box    diagram.Box
	edge   diagram.Edge
	calls  bool // it opens connections to the middle
	called bool
	w, h   float64
	labelW float64
	height float64 // of the row: box or label
	frame  diagram.Rect
}

// A block is the rows of a zone that stand on one side.
type block struct {
	zone   string
	rows   []*row
	headW  float64
	headH  float64
	frame  diagram.Rect
	framed bool
}

type layout struct {
	g           *diagram.Graph
	m           *diagram.Measure
	rows        map[string]*row // by the box's id
	middle      diagram.Box
	middleFrame diagram.Rect
	home        *block // of the middle's own zone
	left, right []*block
	leftFan     float64
	rightFan    float64 // widths in which the lines of the sides find their ways
	mirrored    bool    // left and right are to be exchanged in the end
	w, h        float64
}

// read finds the middle and gives every other box its line.
func (l *layout) read() error {
	here := 0
	for _, b := range l.g.Boxes {
		if b.Here {
			l.middle, here = b, here+1
			continue
		}
		w, h := l.m.BoxSize(b)
		l.rows[b.ID] = &row{box: b, w: w, h: h, height: h}
	}
	if here != 1 {
		return fmt.Errorf("diagram %q is about %d boxes", l.g.ID, here)
	}
	for _, e := range l.g.Edges {
		far := e.From
		if far == l.middle.ID {
			far = e.To
		}
		r := l.rows[far]
		if r == nil || e.From != l.middle.ID && e.To != l.middle.ID || r.calls || r.called {
			return fmt.Errorf("diagram %q: edge %q does not join the middle to a box of its own", l.g.ID, e.ID)
		}
		r.edge, r.calls, r.called = e, e.Both || e.To == l.middle.ID, e.Both || e.From == l.middle.ID
		w, h := l.m.LabelSize(e)
		r.labelW, r.height = w, math.Max(r.h, h)
	}
	return nil
}

// divide makes blocks of the zones and seats them.
func (l *layout) divide() {
	l.home = &block{zone: l.middle.Zone, framed: l.middle.Zone != ""}
	blocks := map[string]*block{l.middle.Zone: l.home}
	var others []*block
	for _, z := range append([]diagram.Zone{{}}, l.g.Zones...) {
		b := blocks[z.ID]
		if b == nil {
			b = &block{zone: z.ID, framed: z.ID != ""}
			others = append(others, b)
		}
		if b.framed {
			b.headW, b.headH = l.m.HeadingSize(z)
			b.headW, b.headH = b.headW+2*pad, b.headH+pad*0.5
		}
		for _, box := range l.g.Boxes {
			if box.Zone == z.ID && !box.Here {
				b.rows = append(b.rows, l.rows[box.ID])
			}
		}
	}
	var seats []seat
	for _, b := range others {
		if len(b.rows) > 0 || b.framed {
			seats = append(seats, b.seat())
		}
	}
	l.seat(seats)
}

// height is that of a block with its frame.
func (b *block) height() float64 {
	h := 0.0
	for i, r := range b.rows {
		if h += r.height; i > 0 {
			h += rowGap
		}
	}
	if b.framed {
		h += b.headH + 2*pad
	}
	return h
}

func (b *block) width() float64 {
	w := b.headW
	for _, r := range b.rows {
		if b.framed {
			w = math.Max(w, r.w+2*pad)
		} else {
			w = math.Max(w, r.w)
		}
	}
	return w
}

func height(blocks []*block) float64 {
	h := 0.0
	for i, b := range blocks {
		if h += b.height(); i > 0 {
			h += zoneGap
		}
	}
	return h
}
