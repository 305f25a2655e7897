package diagram

import "math"

// What is to be said against an arrangement, in points of edges' length.
const (
	costCrossing = 60.0  // two edges cross
	costThrough  = 120.0 // an edge has a box of others in its straight way
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
		lines[i] = [2]Point{leave(from, b), leave(to, a)}
		length := distance(lines[i][0], lines[i][1])
		cost += length
		if b.Y < a.Y && !s.g.Edges[i].Both {
			cost += costUpwards * (a.Y - b.Y)
		}
		if cost += s.ways(p, lines[i], ends); cost > limit {
			return cost
		}
	}
	for i := range lines {
		for k := range i {
			if shares(s.ends[i], s.ends[k]) {
				continue
			}
			if _, ok := crossing(lines[i][0], lines[i][1], lines[k][0], lines[k][1]); ok {
				cost += costCrossing
			}
		}
	}
	return cost
}

// ways is the cost of what stands in an edge's way.
func (s *shelver) ways(p *placed, line [2]Point, ends [2]int) float64 {
	cost := 0.0
	area := bounds(line[:])
	for k, frame := range p.frames {
		if k != ends[0] && k != ends[1] && frame.Overlaps(area.Grow(0.1)) && meets(line[0], line[1], frame.Grow(3)) {
			cost += costThrough
		}
	}
	for k, b := range s.blocks {
		if b.zone < 0 || !p.zones[k].Overlaps(area.Grow(0.1)) {
			continue
		}
		if k != s.home[ends[0]] && k != s.home[ends[1]] && meets(line[0], line[1], p.zones[k].Grow(-2)) {
			if cost += costZone; s.g.Zones[b.zone].Outside {
				cost += costOutside
			}
		}
		head := Rect{p.zones[k].X + headingPad, p.zones[k].Y + headingPad*0.7, b.heading.X, b.heading.Y}
		if head.Overlaps(area.Grow(0.1)) && meets(line[0], line[1], head) {
			cost += costHeading
		}
	}
	return cost
}

func shares(a, b [2]int) bool { return a[0] == b[0] || a[0] == b[1] || a[1] == b[0] || a[1] == b[1] }
