package tiers

import (
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// Lengths in points.
const (
	margin   = 8.0
	arrow    = 9.5  // between a box and the first level run: a head and a little
	beyond   = 5.0  // between a zone's frame and a level run outside it
	atLabel  = 4.0  // between a label and a level run
	turn     = 4.0  // radius of bends
	quietGap = 14.0 // between rows that no line joins
	closer   = 0.75 // of these and the distance of tracks, where a picture is a little too high for its sheet
)

// stack gives levels, channels and frames their heights.
func (s *sheet) stack() {
	u := s.u
	y := margin
	s.top, s.bottom = make([]float64, len(u.bands)), make([]float64, len(u.bands))
	for l, level := range s.levels {
		if level.row >= 0 && level.row == u.bands[level.band].first {
			s.top[level.band] = y
			y += s.headHeight(level.band)
		}
		level.h = level.label
		for _, it := range level.items {
			if it.box >= 0 {
				level.h = max(level.h, u.boxes[it.box].h)
			}
		}
		level.y = y + level.h/2
		y += level.h
		end := level.band >= 0 && l == s.endOf[level.band]
		if end {
			if s.framed(level.band) && level.row >= 0 {
				y += zonePad
			}
			s.bottom[level.band] = y
		}
		y = s.channel(l, y, end)
	}
	s.h = y
}

// eased is a distance as it is in the picture.
func (s *sheet) eased(distance float64) float64 { return distance * s.ease }

// channel places the level runs of the channel below a level, and tells where the next level begins.
func (s *sheet) channel(l int, y float64, end bool) float64 {
	this, joins := s.levels[l], s.channels[l]
	last := l+1 == len(s.levels)
	var next *level
	if !last {
		next = s.levels[l+1]
	}
	if last && s.count[l] == 0 {
		return y + margin
	}
	if s.count[l] == 0 && next != nil && this.row >= 0 && next.row >= 0 && len(joins) == 0 {
		return y + s.eased(quietGap)
	}
	switch {
	case end && s.framed(this.band):
		y += s.eased(beyond)
	case this.row >= 0:
		y += arrow
	default:
		y += s.eased(atLabel)
	}
	for _, j := range joins {
		j.y = y + float64(j.track)*s.eased(trackStep)
		if j.second != nil {
			j.second.y = y + float64(j.second.track)*s.eased(trackStep)
		}
	}
	y += float64(max(0, s.count[l]-1)) * s.eased(trackStep)
	switch {
	case last:
		y += margin
	case next.row >= 0 && next.row == s.u.bands[next.band].first && s.framed(next.band):
		y += s.eased(beyond)
	case next.row >= 0:
		y += arrow
	default:
		y += s.eased(atLabel)
	}
	return y
}

func (s *sheet) framed(band int) bool {
	return slices.ContainsFunc(s.u.bands[band].zones, func(z int) bool { return s.u.zones[z].framed })
}

// headHeight is the room above the first row of a band.
func (s *sheet) headHeight(band int) float64 {
	h := 0.0
	for _, z := range s.u.bands[band].zones {
		if s.u.zones[z].framed {
			h = max(h, headPad+s.u.zones[z].headH+underHd)
		}
	}
	return h
}

// ways are the courses of all lines.
func (s *sheet) ways() {
	s.courses = make([][]diagram.Point, len(s.u.lines))
	s.labels = make([]diagram.Rect, len(s.nets))
	s.netOf = make([]int, len(s.u.lines))
	for i, n := range s.nets {
		for _, l := range n.lines {
			s.netOf[l] = i
			if s.courses[l] = s.course(i, s.u.lines[l]); n.direct {
				s.courses[l] = s.level(s.u.lines[l])
			}
		}
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.label {
				n := s.nets[it.net]
				s.labels[it.net] = diagram.Rect{X: it.x - n.labelW/2, Y: level.y - n.labelH/2, W: n.labelW, H: n.labelH}
			}
		}
	}
}

// course leads from one box of a line to the other, through the joins of its net.
func (s *sheet) course(net int, l line) []diagram.Point {
	var ports []*port
	for _, side := range s.boxAt[l.from].ports {
		for _, p := range side {
			if p.net == net {
				ports = append(ports, p)
			}
		}
	}
	if len(ports) == 0 {
		return nil
	}
	start := ports[0]
	var found []*port
	var walk func(way []*port, from *join) bool
	walk = func(way []*port, from *join) bool {
		p := way[len(way)-1]
		if p.item.box == l.to && p != start {
			found = slices.Clone(way)
			return true
		}
		if p.join != from && p.join != nil {
			for _, o := range slices.Concat(p.join.above, p.join.below) {
				if o != p && walk(append(way, o), p.join) {
					return true
				}
			}
		}
		if p.item.box < 0 && p.join == from {
			for _, side := range p.item.ports {
				for _, o := range side {
					if o != p && walk(append(way, o), nil) {
						return true
					}
				}
			}
		}
		return false
	}
	walk([]*port{start}, nil)
	return s.through(found)
}

// level is the course of a line between two boxes that stand side by side.
func (s *sheet) level(l line) []diagram.Point {
	a, b := s.boxAt[l.from], s.boxAt[l.to]
	y, way := s.levels[a.level].y, 1.0
	if b.x < a.x {
		way = -1
	}
	return straight([]diagram.Point{{X: a.x + way*s.u.boxes[a.box].w/2, Y: y}}, diagram.Point{X: b.x - way*s.u.boxes[b.box].w/2, Y: y})
}

// through is a course through ports.
func (s *sheet) through(way []*port) []diagram.Point {
	var points []diagram.Point
	add := func(x, y float64) {
		p := diagram.Point{X: x, Y: y}
		if n := len(points); n > 1 && (points[n-1].X == x && points[n-2].X == x || points[n-1].Y == y && points[n-2].Y == y) {
			points[n-1] = p
			return
		}
		points = append(points, p)
	}
	for k, p := range way {
		if p.item.box >= 0 {
			y := s.levels[p.item.level].y - s.u.boxes[p.item.box].h/2
			if slices.Contains(p.item.ports[below], p) {
				y += s.u.boxes[p.item.box].h
			}
			add(p.x, y)
		}
		if k+1 < len(way) && p.join != nil && p.join == way[k+1].join && p.join.track >= 0 {
			add(p.x, p.join.at(p))
			if j := p.join; j.second != nil && j.at(p) != j.at(way[k+1]) {
				add(j.middle, j.at(p))
				add(j.middle, j.at(way[k+1]))
			}
			add(way[k+1].x, p.join.at(way[k+1]))
		}
	}
	return rounded(points)
}

// at is how high a run is that a port is joined to.
func (j *join) at(p *port) float64 {
	if j.second != nil && slices.Contains(j.below, p) {
		return j.second.y
	}
	return j.y
}

// rounded is a polyline as a course with round bends.
func rounded(points []diagram.Point) []diagram.Point {
	var clean []diagram.Point
	for _, p := range points {
		if n := len(clean); n == 0 || clean[n-1] != p {
			clean = append(clean, p)
		}
	}
	if len(clean) < 2 {
		return nil
	}
	course := []diagram.Point{clean[0]}
	for k := 1; k+1 < len(clean); k++ {
		before, corner, after := clean[k-1], clean[k], clean[k+1]
		r := math.Min(turn, math.Min(length(before, corner), length(corner, after))/2)
		a, b := towards(corner, before, r), towards(corner, after, r)
		course = straight(course, a)
		course = append(course, mix(a, corner, 0.5523), mix(b, corner, 0.5523), b)
	}
	return straight(course, clean[len(clean)-1])
}

func straight(course []diagram.Point, to diagram.Point) []diagram.Point {
	from := course[len(course)-1]
	if length(from, to) < 1e-9 {
		return course
	}
	return append(course, mix(from, to, 1.0/3), mix(from, to, 2.0/3), to)
}

func length(a, b diagram.Point) float64 { return math.Abs(a.X-b.X) + math.Abs(a.Y-b.Y) }

func mix(a, b diagram.Point, t float64) diagram.Point {
	return diagram.Point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

func towards(a, b diagram.Point, by float64) diagram.Point {
	return mix(a, b, by/max(length(a, b), 1e-9))
}

// scene shows one of the pictures where the union has its elements.
func (s *sheet) scene(picture int, g *diagram.Graph, m *diagram.Measure) *diagram.Scene {
	u := s.u
	out := &diagram.Scene{Graph: g, W: s.w, H: s.h}
	for _, z := range g.Zones {
		i := u.zone[z.ID]
		zone := u.zones[i]
		top, bottom := s.top[zone.band], s.bottom[zone.band]
		out.Zones = append(out.Zones, diagram.PlacedZone{Zone: z, Frame: diagram.Rect{X: s.low[i], Y: top, W: s.high[i] - s.low[i], H: bottom - top},
			Heading: diagram.Rect{X: s.head[i], Y: top + headPad, W: zone.headW, H: zone.headH}})
	}
	for _, b := range g.Boxes {
		i := u.box[b.ID]
		it, size := s.boxAt[i], u.boxes[i]
		out.Boxes = append(out.Boxes, diagram.PlacedBox{Box: b, Frame: diagram.Rect{X: it.x - size.w/2, Y: s.levels[it.level].y - size.h/2, W: size.w, H: size.h}})
	}
	borne := map[int]bool{}
	for _, e := range g.Edges {
		l := u.pairs[pairOf(e)]
		p := diagram.PlacedEdge{Edge: e, Course: slices.Clone(s.courses[l])}
		if u.boxes[u.lines[l].from].id != e.From {
			slices.Reverse(p.Course)
		}
		net := s.netOf[l]
		if w, _ := m.LabelSize(e); w > 0 && s.nets[net].bears[picture] && !borne[net] {
			w, h := m.LabelSize(e) // it may be larger in another picture
			middle := s.labels[net].Centre()
			p.Label, borne[net] = diagram.Rect{X: middle.X - w/2, Y: middle.Y - h/2, W: w, H: h}, true
		}
		out.Edges = append(out.Edges, p)
	}
	return out
}

// settle moves everything onto the page.
func (s *sheet) settle() {
	low, high := math.Inf(1), math.Inf(-1)
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.zone >= 0 {
				low, high = min(low, s.low[it.zone]), max(high, s.high[it.zone])
			}
			low, high = min(low, it.x-it.w/2+boxGap/2), max(high, it.x+it.w/2-boxGap/2)
		}
	}
	for _, joins := range s.channels {
		for _, j := range joins {
			low, high = min(low, j.low), max(high, j.high)
		}
	}
	by := margin - low
	for z := range s.u.zones {
		s.low[z], s.high[z], s.head[z] = s.low[z]+by, s.high[z]+by, s.head[z]+by
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			it.x += by
			for _, side := range it.ports {
				for _, p := range side {
					p.x += by
				}
			}
		}
	}
	for _, joins := range s.channels {
		for _, j := range joins {
			j.middle += by
		}
	}
	s.w = high + by + margin
}
