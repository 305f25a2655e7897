package diagram

import "math"

// What is to be said against an arrangement, in points of edges' length.
const (
	costCrossing = 60.0  // two edges cross
	costThrough  = 120.0 // an edge has a box of others in its straight way
	costLabel    = 60.0  // a label, in the middle of its edge, lies over another edge
	costHeading  = 40.0  // an edge has a heading in its straight way
	costZone     = 130.0 // an edge leads through a zone that it has nothing to do with
	costOutside  = 200.0 // the same, added for a zone outside the site: it would seem to pass there
	costUpwards  = 0.15  // share of an edge's length that leads upwards, against the order of the zones
	costPaper    = 420.0 // per edge, for each e-fold by which the picture is too large for A4
	costSheet    = 60.0  // per edge, if it is too large for A4 at all
	costLarge    = 12.0  // per edge, the same for what fits: smaller pictures are printed larger
)

// page is what is to be said against a picture's size.
func (s *shelver) page(w, h float64) float64 {
	var legend Point
	s.places, legend = s.legend.flow(w, s.places[:0])
	scale := printScale(math.Max(w, legend.X), h+legend.Y)
	weight := float64(len(s.g.Edges) + 6)
	cost := costLarge * weight * -math.Log(scale)
	if least := Legible / smallest; scale < least {
		cost += weight * (costSheet + costPaper*math.Log(least/scale))
	}
	return cost
}

// A sightline is an edge as a straight line, with the area that it runs through and its label in the middle.
type sightline struct {
	from, to  Point
	low, high Point
	label     Rect
}

func newSightline(a, b, label Point) sightline {
	const wider = 0.1
	return sightline{a, b, Point{min(a.X, b.X) - wider, min(a.Y, b.Y) - wider}, Point{max(a.X, b.X) + wider, max(a.Y, b.Y) + wider},
		around(between(a, b, 0.5), label.X, label.Y)}
}

// nears tells whether a rectangle lies in a line's area. Most do not, and are not looked at any closer.
func (l *sightline) nears(r Rect) bool {
	return r.X < l.high.X && l.low.X < r.X+r.W && r.Y < l.high.Y && l.low.Y < r.Y+r.H
}

func (l *sightline) crosses(o *sightline) bool {
	if l.high.X < o.low.X || o.high.X < l.low.X || l.high.Y < o.low.Y || o.high.Y < l.low.Y {
		return false
	}
	_, ok := crossing(l.from, l.to, o.from, o.to)
	return ok
}

// covers tells whether a line's label would lie over another line.
func (l *sightline) covers(o *sightline) bool {
	return l.label.W > 0 && o.nears(l.label) && meets(o.from, o.to, l.label)
}

// cost is page and what is to be said against the edges, drawn as straight lines. What costs more than the limit is not counted to its end.
func (s *shelver) cost(p *placed, limit float64) float64 {
	cost := s.page(p.w, p.h)
	lines := scratch(&s.lines, len(s.ends))
	for i, ends := range s.ends {
		from, to := p.frames[ends[0]], p.frames[ends[1]]
		a, b := from.Centre(), to.Centre()
		if ends[0] == ends[1] {
			continue
		}
		lines[i] = newSightline(leave(from, b), leave(to, a), s.labels[i])
		cost += distance(lines[i].from, lines[i].to)
		if b.Y < a.Y && !s.g.Edges[i].Both {
			cost += costUpwards * (a.Y - b.Y)
		}
		if cost += s.ways(p, &lines[i], ends); cost > limit {
			return cost
		}
	}
	for i := range lines {
		for k := range i {
			if !shares(s.ends[i], s.ends[k]) && lines[i].crosses(&lines[k]) {
				cost += costCrossing
			}
			if lines[i].covers(&lines[k]) {
				cost += costLabel
			}
			if lines[k].covers(&lines[i]) {
				cost += costLabel
			}
		}
		if cost > limit {
			return cost
		}
	}
	return cost
}

// ways is the cost of what stands in an edge's way.
func (s *shelver) ways(p *placed, line *sightline, ends [2]int) float64 {
	cost := 0.0
	for k := range p.frames {
		if line.nears(p.frames[k]) && k != ends[0] && k != ends[1] && meets(line.from, line.to, p.frames[k].Grow(3)) {
			cost += costThrough
		}
	}
	for k := range s.blocks {
		b, zone := &s.blocks[k], p.zones[k]
		if b.zone < 0 || !line.nears(zone) {
			continue
		}
		if k != s.home[ends[0]] && k != s.home[ends[1]] && meets(line.from, line.to, zone.Grow(-2)) {
			if cost += costZone; s.g.Zones[b.zone].Outside {
				cost += costOutside
			}
		}
		head := Rect{zone.X + headingPad, zone.Y + headingPad*0.7, b.heading.X, b.heading.Y}
		if line.nears(head) && meets(line.from, line.to, head) {
			cost += costHeading
		}
	}
	return cost
}

func shares(a, b [2]int) bool { return a[0] == b[0] || a[0] == b[1] || a[1] == b[0] || a[1] == b[1] }
