package diagram

import (
	"cmp"
	"math"
	"slices"
)

// Lengths of courses and what is to be said against them, in points.
const (
	hugging     = 3.0  // nearer than this, an edge runs along a zone's border as if it were one
	hugged      = 14.0 // a shorter stretch so near is a crossing
	foreign     = 20.0 // an edge runs through a zone that it has nothing to do with; the stretch in it is added
	cut         = 50.0 // but no more than this: a longer one cuts no corner, it crosses the zone
	onHead      = 40.0 // a line runs through the head of another
	onLine      = 15.0 // two lines cross
	longer      = 1.15 // how much longer another course may be
	worthwhile  = 8.0  // by which another course has to be better
	costAlong   = 1.5  // for each point along a border
	costDetour  = 0.3  // for each point that it is longer
	fromOutside = 6.0  // how far it may lead out of everything that stands
)

// Steer gives edges another course where theirs is misleading: along a zone's border, over a corner of a zone that they have nothing to do with,
// through the head of another. The ends stay. An edge keeps its course where none that is about as short is better. Edges are served in their
// order, so that equal scenes give equal results.
func Steer(s *Scene) {
	if len(s.Edges) > spreadable {
		return
	}
	t := newSteering(s)
	for i := range s.Edges {
		if len(s.Edges[i].Course) < 4 || s.Edges[i].From == s.Edges[i].To {
			continue
		}
		if faults, mendable := t.faults(i, t.tracks[i], t.heads[i]); mendable {
			t.better(i, faults)
		}
	}
}

type steering struct {
	s      *Scene
	tracks []track
	heads  [][]Rect // of each edge
	own    [][2]Rect
	home   [][2]string // zones of each edge's ends
	all    Rect
}

func newSteering(s *Scene) *steering {
	t := &steering{s: s}
	frames, zones, corners := map[string]Rect{}, map[string]string{}, []Point{}
	for _, b := range s.Boxes {
		frames[b.ID], zones[b.ID] = b.Frame, b.Zone
		corners = append(corners, Point{b.Frame.X, b.Frame.Y}, Point{b.Frame.Right(), b.Frame.Bottom()})
	}
	for _, z := range s.Zones {
		corners = append(corners, Point{z.Frame.X, z.Frame.Y}, Point{z.Frame.Right(), z.Frame.Bottom()})
	}
	t.all = bounds(corners).Grow(fromOutside)
	for _, e := range s.Edges {
		track := newTrack(e.Course)
		t.tracks, t.heads = append(t.tracks, track), append(t.heads, headAreas(track, e.Both))
		t.own = append(t.own, [2]Rect{frames[e.From].Grow(-1), frames[e.To].Grow(-1)})
		t.home = append(t.home, [2]string{zones[e.From], zones[e.To]})
	}
	return t
}

// headAreas are the areas of the heads of an edge.
func headAreas(t track, both bool) []Rect {
	var areas []Rect
	for _, h := range headsAt(t.points, both) {
		areas = append(areas, bounds([]Point{h.tip, h.left, h.right}))
	}
	return areas
}

// faults is what is misleading in a course of an edge, and whether another course nearby could be without some of it: one that crosses a whole
// zone has no other way.
func (t *steering) faults(i int, course track, heads []Rect) (sum float64, mendable bool) {
	for k := range t.s.Zones {
		z := &t.s.Zones[k]
		if !course.bounds.Grow(hugging).Overlaps(z.Frame) {
			continue
		}
		along, in := course.alongBorder(z.Frame)
		if along > hugged {
			sum, mendable = sum+costAlong*along, true
		}
		if in > 0 && z.ID != t.home[i][0] && z.ID != t.home[i][1] {
			sum, mendable = sum+foreign+min(in, cut), mendable || in < cut
		}
	}
	for k := range t.tracks {
		if k == i || !t.tracks[k].bounds.Grow(1).Overlaps(course.bounds.Grow(1)) {
			continue
		}
		for _, head := range t.heads[k] {
			if course.passes(head) {
				sum, mendable = sum+onHead, true
			}
		}
		for _, head := range heads {
			if t.tracks[k].passes(head) {
				sum, mendable = sum+onHead, true
			}
		}
	}
	return sum, mendable
}

// alongBorder is how far a course runs along the border of a frame, and how far in it.
func (t track) alongBorder(r Rect) (along, in float64) {
	wide := r.Grow(hugging)
	for n := 1; n < len(t.points); n++ {
		a, b := t.points[n-1], t.points[n]
		middle := between(a, b, 0.5)
		if !wide.Has(middle) {
			continue
		}
		length := distance(a, b)
		if r.Has(middle) {
			in += length
		}
		if nears(a, b, r.X, r.Right()) || nears(Point{a.Y, a.X}, Point{b.Y, b.X}, r.Y, r.Bottom()) {
			along += length
		}
	}
	return along, in
}

// nears tells whether a piece runs along one of two upright lines.
func nears(a, b Point, left, right float64) bool {
	return math.Abs(a.X-left) < hugging && math.Abs(b.X-left) < hugging || math.Abs(a.X-right) < hugging && math.Abs(b.X-right) < hugging
}

// A proposal is another course.
type proposal struct {
	course []Point
	track  track
	heads  []Rect
	cost   float64
}

// better looks for a better course for an edge.
func (t *steering) better(i int, faults float64) {
	e := &t.s.Edges[i]
	length := pace(t.tracks[i].points).total
	least := faults + t.neighbours(i, t.tracks[i]) - worthwhile
	var proposals []proposal
	for _, course := range proposed(e.Course) {
		p := proposal{course: course, track: newTrack(course)}
		total := pace(p.track.points).total
		if total > length*longer || !t.all.Holds(p.track.bounds) {
			continue
		}
		p.heads = headAreas(p.track, e.Both)
		faults, _ := t.faults(i, p.track, p.heads)
		if p.cost = faults + costDetour*max(0, total-length); p.cost < least && t.open(i, p.track) {
			proposals = append(proposals, p)
		}
	}
	slices.SortStableFunc(proposals, func(a, b proposal) int { return cmp.Compare(a.cost, b.cost) })
	best := -1
	for k, p := range proposals {
		if p.cost >= least {
			break
		}
		if cost := p.cost + t.neighbours(i, p.track); cost < least {
			best, least = k, cost
		}
	}
	if best >= 0 {
		e.Course, t.tracks[i], t.heads[i] = proposals[best].course, proposals[best].track, proposals[best].heads
	}
}

// open tells whether a course runs past everything, and not back through its own boxes.
func (t *steering) open(i int, course track) bool {
	return !course.passes(t.own[i][0]) && !course.passes(t.own[i][1]) && t.s.clear(t.s.Edges[i].Edge, course)
}

// neighbours is what a course has against it because of the lines of others: it crosses them, or runs along them.
func (t *steering) neighbours(i int, course track) float64 {
	sum := onLine * float64(crossings(t.tracks, i, course))
	before := t.tracks[i]
	t.tracks[i] = course
	if stretch := shared(t.tracks, i); stretch > alongside {
		sum += stretch
	}
	t.tracks[i] = before
	return sum
}

// crossings counts where two courses cross.
func (t track) crossings(o track) int {
	count := 0
	for n := 1; n < len(o.points); n++ {
		a, b := o.points[n-1], o.points[n]
		if !bounds([]Point{a, b}).Grow(0.1).Overlaps(t.bounds.Grow(0.1)) {
			continue
		}
		for m := 1; m < len(t.points); m++ {
			c, d := t.points[m-1], t.points[m]
			if max(c.X, d.X) < min(a.X, b.X) || max(a.X, b.X) < min(c.X, d.X) || max(c.Y, d.Y) < min(a.Y, b.Y) || max(a.Y, b.Y) < min(c.Y, d.Y) {
				continue
			}
			if _, ok := crossing(a, b, c, d); ok {
				count++
			}
		}
	}
	return count
}

// four are the directions in which courses are moved: borders are upright or level.
var four = []Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}

// proposed are other courses between the same ends: the present one moved aside, or at one of its bends, and arcs.
func proposed(course []Point) [][]Point {
	var out [][]Point
	for _, way := range four {
		for _, by := range []float64{6, 14} {
			out = append(out, aside(course, Point{way.X * by, way.Y * by}))
			for bend := 3; bend < len(course)-1; bend += 3 {
				out = append(out, bentAt(course, bend, Point{way.X * by, way.Y * by}))
			}
		}
	}
	a, b := course[0], course[len(course)-1]
	for _, bulge := range []float64{0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35} {
		by := Point{-(b.Y - a.Y) * bulge, (b.X - a.X) * bulge}
		arc := straight(a, b)
		for i := 1; i < 3; i++ {
			arc[i].X, arc[i].Y = arc[i].X+by.X, arc[i].Y+by.Y
		}
		out = append(out, arc)
	}
	return out
}

// bentAt moves one point of a course in which two of its curves meet, with its handles.
func bentAt(course []Point, bend int, by Point) []Point {
	moved := slices.Clone(course)
	for i := bend - 1; i <= bend+1; i++ {
		moved[i].X, moved[i].Y = moved[i].X+by.X, moved[i].Y+by.Y
	}
	return moved
}
