package neighbours

import (
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// columns are the places of the three columns from the left.
type columns struct {
	leftW, rightW         float64
	leftLabel, rightLabel float64 // widths of the widest labels
	middle, right         float64 // left sides of the middle box and of the right column
}

// place stacks the blocks of both sides around the middle, and moves everything onto the page. How wide the sides' fans are depends on the
// heights at which everything stands, and these do not depend on that: so it is placed with narrow fans first.
func (l *layout) place() {
	l.leftFan, l.rightFan = least, least
	l.stand()
	l.leftFan, l.rightFan = l.sideOf(l.left).fan(), l.sideOf(append(slices.Clone(l.right), l.home)).fan()
	l.stand()
	l.settle()
}

// stand gives everything its place, above the page perhaps.
func (l *layout) stand() {
	w, h := l.m.BoxSize(l.middle)
	c := l.columns(w)
	above, below := l.split()
	inner := math.Max(h, rowsHeight(l.home.rows))
	top := height(above)
	if len(above) > 0 && len(l.home.rows) > 0 {
		top += zoneGap
	}
	homeTop := 0.0
	if l.home.framed {
		homeTop = l.home.headH + pad
	}
	if len(l.home.rows) == 0 { // nothing of the own zone is in the right column: all of it stands beside the middle
		top = 0
	}
	l.middleFrame = diagram.Rect{X: c.middle, Y: top + homeTop + (inner-h)/2, W: w, H: h}
	centre := l.middleFrame.Centre().Y
	if len(l.home.rows) == 0 {
		stack(append(above, below...), c.right, centre-height(append(above, below...))/2, c.rightW, false)
	} else {
		stack(above, c.right, 0, c.rightW, false)
		setRows(l.home.rows, c.right+pad, top+homeTop+(inner-rowsHeight(l.home.rows))/2, false, 0)
		stack(below, c.right, top+homeTop+inner+pad+zoneGap, c.rightW, false)
	}
	if l.home.framed {
		right := c.middle + w + pad
		if len(l.home.rows) > 0 {
			right = c.right + c.rightW
		}
		right = math.Max(right, c.middle-pad+l.home.headW)
		l.home.frame = diagram.Rect{X: c.middle - pad, Y: top, W: right - c.middle + pad, H: homeTop + inner + pad}
	}
	top, bottom := l.extent()
	stack(l.left, margin, beside(centre, height(l.left), top, bottom), c.leftW, true)
}

// mirror exchanges left and right.
func (l *layout) mirror(s *diagram.Scene) {
	for i := range s.Zones {
		z := &s.Zones[i]
		z.Frame.X = l.w - z.Frame.Right()
		z.Heading.X = z.Frame.X + pad
	}
	for i := range s.Boxes {
		s.Boxes[i].Frame.X = l.w - s.Boxes[i].Frame.Right()
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		e.Label.X = l.w - e.Label.Right()
		for k := range e.Course {
			e.Course[k].X = l.w - e.Course[k].X
		}
	}
}

// extent is from where to where the middle and the right column reach.
func (l *layout) extent() (top, bottom float64) {
	top, bottom = l.middleFrame.Y, l.middleFrame.Bottom()
	if l.home.framed {
		top, bottom = l.home.frame.Y, l.home.frame.Bottom()
	}
	for _, b := range l.right {
		if b.framed {
			top, bottom = math.Min(top, b.frame.Y), math.Max(bottom, b.frame.Bottom())
		}
		for _, r := range b.rows {
			top, bottom = math.Min(top, r.frame.Y), math.Max(bottom, r.frame.Bottom())
		}
	}
	return top, bottom
}

// beside is where a column of a height begins: around the centre, unless that makes the picture taller than it has to be.
func beside(centre, height, top, bottom float64) float64 {
	if height >= bottom-top {
		return (top + bottom - height) / 2
	}
	return math.Max(top, math.Min(centre-height/2, bottom-height))
}

func (l *layout) columns(middleW float64) columns {
	c := columns{}
	for _, b := range l.left {
		c.leftW = math.Max(c.leftW, b.width())
		c.leftLabel = math.Max(c.leftLabel, labels(b.rows))
	}
	for _, b := range append(l.right, l.home) {
		if len(b.rows) > 0 {
			c.rightW = math.Max(c.rightW, b.width())
			c.rightLabel = math.Max(c.rightLabel, labels(b.rows))
		}
	}
	c.middle = margin
	if l.home.framed {
		c.middle += pad
	}
	if len(l.left) > 0 {
		c.middle += c.leftW + 2*lead + c.leftLabel + l.leftFan
	}
	c.right = c.middle + middleW + l.rightFan + c.rightLabel + 2*lead
	if l.home.framed && len(l.home.rows) == 0 {
		c.right = math.Max(c.right+pad, c.middle-pad+l.home.headW+zoneGap)
	}
	return c
}

func labels(rows []*row) float64 {
	w := 0.0
	for _, r := range rows {
		w = math.Max(w, r.labelW)
	}
	return w
}

// split divides the blocks on the right into those above and those below the middle's own zone, by height.
func (l *layout) split() (above, below []*block) {
	total, sum := height(l.right), 0.0
	for i, b := range l.right {
		if sum += b.height(); sum-b.height()/2 > total/2 {
			return l.right[:i:i], l.right[i:]
		}
	}
	return l.right, nil
}

func rowsHeight(rows []*row) float64 { return (&block{rows: rows}).height() }

// stack places blocks below each other in a column.
func stack(blocks []*block, x, y, w float64, flushRight bool) {
	for _, b := range blocks {
		h := b.height()
		b.frame = diagram.Rect{X: x, Y: y, W: w, H: h}
		if b.framed {
			setRows(b.rows, x+pad, y+b.headH+pad, flushRight, w-2*pad)
		} else {
			setRows(b.rows, x, y, flushRight, w)
		}
		y += h + zoneGap
	}
}

func setRows(rows []*row, x, y float64, flushRight bool, w float64) {
	for _, r := range rows {
		r.frame = diagram.Rect{X: x, Y: y + (r.height-r.h)/2, W: r.w, H: r.h}
		if flushRight {
			r.frame.X = x + w - r.w
		}
		y += r.height + rowGap
	}
}

// settle moves everything down until nothing lies above the page, and measures the page.
func (l *layout) settle() {
	var all []*diagram.Rect
	all = append(all, &l.middleFrame)
	for _, b := range append(append([]*block{l.home}, l.left...), l.right...) {
		if b.framed {
			all = append(all, &b.frame)
		}
		for _, r := range b.rows {
			all = append(all, &r.frame)
		}
	}
	top := math.Inf(1)
	for _, r := range all {
		top = math.Min(top, r.Y)
	}
	for _, r := range all {
		r.Y += margin - top
		l.w, l.h = math.Max(l.w, r.Right()+margin), math.Max(l.h, r.Bottom()+margin)
	}
}

// scene puts zones, boxes and lines together in the order of the graph.
func (l *layout) scene() *diagram.Scene {
	s := &diagram.Scene{Graph: l.g, W: l.w, H: l.h}
	frames := map[string]diagram.Rect{}
	for _, b := range append(append([]*block{l.home}, l.left...), l.right...) {
		frames[b.zone] = b.frame
	}
	for _, z := range l.g.Zones {
		w, h := l.m.HeadingSize(z)
		frame := frames[z.ID]
		s.Zones = append(s.Zones, diagram.PlacedZone{Zone: z, Frame: frame, Heading: diagram.Rect{X: frame.X + pad, Y: frame.Y + pad*0.7, W: w, H: h}})
	}
	for _, b := range l.g.Boxes {
		frame := l.middleFrame
		if !b.Here {
			frame = l.rows[b.ID].frame
		}
		s.Boxes = append(s.Boxes, diagram.PlacedBox{Box: b, Frame: frame})
	}
	placed := map[string]diagram.PlacedEdge{}
	for _, side := range []struct {
		blocks []*block
		left   bool
	}{{l.left, true}, {append(l.right, l.home), false}} {
		l.join(side.blocks, side.left, placed)
	}
	for _, e := range l.g.Edges {
		s.Edges = append(s.Edges, placed[e.ID])
	}
	if l.mirrored {
		l.mirror(s)
	}
	return s
}

// join draws the lines of one side: straight past their labels, then in a lane of their own to the height at which they meet the middle.
func (l *layout) join(blocks []*block, left bool, placed map[string]diagram.PlacedEdge) {
	s := l.sideOf(blocks)
	edge, port, away := l.edgeOf(blocks, left), l.middleFrame.Right(), 1.0
	if left {
		port, away = l.middleFrame.X, -1
	}
	lanes := s.lanes()
	for i, r := range s.rows {
		y := r.frame.Centre().Y
		from := diagram.Point{X: r.frame.X, Y: y}
		label := diagram.Rect{X: edge - lead - r.labelW, W: r.labelW}
		if left {
			from.X, label.X = r.frame.Right(), edge+lead
		}
		_, label.H = l.m.LabelSize(r.edge)
		label.Y = y - label.H/2
		course := course(from, diagram.Point{X: port, Y: s.ends[i]}, port+away*(entry+laneStep*float64(lanes[i])))
		if r.edge.From == l.middle.ID {
			slices.Reverse(course)
		}
		placed[r.edge.ID] = diagram.PlacedEdge{Edge: r.edge, Course: course, Label: label}
	}
}

// edgeOf is the side of a column that faces the middle.
func (l *layout) edgeOf(blocks []*block, left bool) float64 {
	edge := math.Inf(1)
	if left {
		edge = 0
	}
	for _, b := range blocks {
		for _, r := range b.rows {
			x := r.frame.X
			if b.framed {
				x -= pad
			}
			if left {
				x = r.frame.Right()
				if b.framed {
					x += pad
				}
				edge = math.Max(edge, x)
			} else {
				edge = math.Min(edge, x)
			}
		}
	}
	return edge
}
