package tiers

import (
	"cmp"
	"math"
	"slices"

	"portolan/render/layout/diagram"
)

// A level is a row of boxes, or a row of labels between two rows of boxes, or a border that lines cross. Lines run straight through levels; they turn in the
// channels between them.
type level struct {
	items []*item
	row   int // of boxes; -1 for others
	band  int // in which it lies; -1 between bands
	label float64
	y     float64 // of its middle
	h     float64
}

// An item stands in a level: a box, a label on its line, or a line that passes.
type item struct {
	box   int // -1 for lines
	net   int // -1 for boxes
	zone  int // in which it stands; -1 outside of all
	level int
	w     float64 // with the room around it
	x     float64 // of its middle
	label bool

	ports [2][]*port
}

// A port is where a line meets an item from a channel: a box has one for every line, above or below.
type port struct {
	item *item
	net  int
	x    float64
	want float64
	join *join
}

// A join is what a net does in one channel: it connects ports above and below.
type join struct {
	net          int
	above, below []*port
	track        int     // from above, of its level run; -1 if all is straight
	y            float64 // of that run
	low, high    float64 // from where to where it leads

	second, first *join   // of a run in two: its other part
	middle        float64 // where the two are joined
}

// A sheet is a picture in the making.
type sheet struct {
	u        *union
	width    float64
	nets     []*net
	levels   []*level
	channels [][]*join // below each level
	rowAt    []int     // level of each row
	endOf    []int     // last level of each band
	boxAt    []*item

	all         []*unit
	left, right float64      // of everything
	low, high   []float64    // of the zones
	roomy       map[int]bool // zones whose headings need room beside all that stands in their first rows
	head        []float64    // where their headings begin
	top, bottom []float64    // of the bands
	count       []int        // of the tracks of each channel
	w, h        float64
	ease        float64           // share that distances from above down have of theirs
	courses     [][]diagram.Point // of the lines
	netOf       []int
	labels      []diagram.Rect // of the nets
}

func newSheet(u *union, width float64) *sheet {
	s := &sheet{u: u, width: width, ease: 1}
	u.passing = map[int]float64{}
	for i := range u.boxes {
		u.boxes[i].w = u.boxes[i].least
	}
	u.arrange(width)
	s.nets = u.nets()
	if s.crowds() { // lines that pass a band need room beside its zones
		u.arrange(width)
		s.nets = u.nets()
	}
	s.plan()
	s.stand()
	for i, n := range s.nets {
		s.draw(i, n)
	}
	s.widen()
	return s
}

// widen gives boxes at which many lines end the room for all of them.
func (s *sheet) widen() {
	for i, it := range s.boxAt {
		b := &s.u.boxes[i]
		lines := max(len(it.ports[above]), len(it.ports[below]))
		if need := 2*b.corner + b.behind + tightStep*float64(lines-1); need > b.w {
			it.w += need - b.w
			b.w = need
		}
	}
	for z := range s.u.zones {
		if s.u.zones[z].foot {
			s.spread(z)
		}
	}
}

// spread makes the box that stands for all others of a zone as wide as these are side by side, but for lines that pass it: lines then leave it where they lead.
func (s *sheet) spread(z int) {
	zone := &s.u.zones[z]
	it, widest := s.boxAt[zone.boxes[len(zone.boxes)-1]], 0.0
	for _, level := range s.levels {
		sum := 0.0
		for _, o := range level.items {
			if o.zone == z && o != it && (level.row >= 0 && (o.box >= 0 || o.label) || level == s.levels[it.level]) {
				sum += o.w
			}
		}
		if level == s.levels[it.level] {
			widest -= sum
			continue
		}
		widest = max(widest, sum)
	}
	if more := widest - it.w; more > 0 {
		it.w += more
		s.u.boxes[it.box].w += more
	}
}

// crowds notes how much room lines that pass bands need, and tells whether any do.
func (s *sheet) crowds() bool {
	for _, n := range s.nets {
		if from, to, out := s.spans(n); out {
			for b := from + 1; b <= to; b++ {
				s.u.passing[s.u.bands[b].zones[0]] += lineRoom
			}
		}
	}
	return len(s.u.passing) > 0
}

// stand puts the boxes into their rows. A zone is at least as wide as its heading.
func (s *sheet) stand() {
	u := s.u
	s.boxAt, s.channels = make([]*item, len(u.boxes)), make([][]*join, len(s.levels))
	for _, band := range u.bands {
		for _, z := range band.zones {
			zone, at := &u.zones[z], 0
			for r, n := range zone.rows {
				l, w := s.rowAt[band.first+r], 0.0
				for _, i := range zone.boxes[at : at+n] {
					s.boxAt[i] = &item{box: i, net: -1, zone: z, level: l, w: u.boxes[i].w + boxGap}
					s.levels[l].items = append(s.levels[l].items, s.boxAt[i])
					w += s.boxAt[i].w
				}
				at += n
				if wide := zone.headW + lineRoom + boxGap; r == 0 && zone.framed && w < wide {
					if n > 0 {
						s.boxAt[zone.boxes[0]].w += wide - w
					} else {
						s.levels[l].items = append(s.levels[l].items, &item{box: -1, net: -1, zone: z, level: l, w: wide})
					}
				}
			}
		}
	}
}

// spans tells from which to which band a net runs outside of zones: in the gaps below those. It has no such way if it stays in one zone.
func (s *sheet) spans(n *net) (from, to int, ok bool) {
	home, leaves := s.u.boxes[n.hub].zone, false
	from, to = math.MaxInt, -1
	for _, b := range slices.Concat(n.sources, n.sinks) {
		leaves = leaves || s.u.boxes[b].zone != home
	}
	if !leaves {
		return 0, 0, false
	}
	for _, b := range n.sources {
		if !s.insideOnly(n, b) {
			from = min(from, s.bandOf(b))
			to = max(to, s.bandOf(b))
		}
	}
	for _, b := range n.sinks {
		if slices.ContainsFunc(n.sources, func(a int) bool { return s.bandOf(a) < s.bandOf(b) }) {
			to = max(to, s.bandOf(b)-1)
		}
	}
	return from, to, true
}

func (s *sheet) bandOf(box int) int { return s.u.zones[s.u.boxes[box].zone].band }

// insideOnly tells whether what leaves a source stays in its zone.
func (s *sheet) insideOnly(n *net, source int) bool {
	zone := s.u.boxes[source].zone
	other := func(b int) bool { return s.u.boxes[b].zone != zone }
	return !slices.ContainsFunc(n.sinks, other) && (len(n.sinks) > 0 || !slices.ContainsFunc(n.sources, other))
}

// A gap is where labels of nets can stand: below each row within its band, and below each band.
type gap struct {
	labels []int
	load   float64 // width of the labels
	lines  float64 // and of the lines that pass
	foot   bool    // lines run in it though no row follows
}

// plan decides in which gap each label stands, and which levels there are.
func (s *sheet) plan() {
	inner, outer := make([]gap, s.u.rows), make([]gap, len(s.u.bands))
	for i, n := range s.nets {
		if n.direct {
			continue
		}
		var gaps []*gap
		from, to, out := s.spans(n)
		for _, b := range n.sources { // down to where it leaves its zone, or to the last that it enters
			for r := s.u.boxes[b].row; r < s.u.bands[s.bandOf(b)].last && (out || r < s.last(n)); r++ {
				inner[r].lines += lineRoom
			}
		}
		if out {
			for _, b := range n.sinks {
				for r := s.u.bands[s.bandOf(b)].first; r < s.u.boxes[b].row; r++ {
					inner[r].lines += lineRoom
				}
			}
			for b := from; b <= to; b++ {
				outer[b].lines += lineRoom
				gaps = append(gaps, &outer[b])
			}
		} else {
			lo, hi := s.rowsOf(n)
			for r := lo; r < max(hi, lo+1); r++ {
				gaps = append(gaps, &inner[r])
			}
			if hi == lo {
				inner[lo].foot = true
			}
		}
		if n.labelW == 0 {
			continue
		}
		if len(n.lines) > 1 && len(n.sinks) == 1 { // all have come together only right above the hub
			gaps = gaps[len(gaps)-1:]
		} else if len(n.lines) > 1 {
			gaps = gaps[:1]
		}
		best := slices.MinFunc(gaps, func(a, b *gap) int { return cmp.Compare(a.load+a.lines, b.load+b.lines) })
		best.labels = append(best.labels, i)
		best.load += n.labelW + lineRoom
	}
	for b, band := range s.u.bands {
		for r := band.first; r <= band.last; r++ {
			s.rowAt = append(s.rowAt, len(s.levels))
			s.levels = append(s.levels, &level{row: r, band: b})
			s.labelLevels(&inner[r], b)
			if r == band.last && inner[r].foot {
				s.levels = append(s.levels, &level{row: -1, band: b})
			}
		}
		s.endOf = append(s.endOf, len(s.levels)-1)
		s.labelLevels(&outer[b], -1)
	}
}

// rowsOf are the first row that a net leaves and the last that it enters or, where it enters none, the first again.
func (s *sheet) rowsOf(n *net) (first, last int) {
	first, last = math.MaxInt, -1
	for _, b := range n.sources {
		first = min(first, s.u.boxes[b].row)
	}
	for _, b := range n.sinks {
		last = max(last, s.u.boxes[b].row)
	}
	return first, max(first, last)
}

// last is the last row that a net enters; -1 if it enters none.
func (s *sheet) last(n *net) int {
	last := -1
	for _, b := range n.sinks {
		last = max(last, s.u.boxes[b].row)
	}
	return last
}

// labelLevels adds as many levels as the labels of a gap need side by side.
func (s *sheet) labelLevels(g *gap, band int) {
	if len(g.labels) == 0 {
		return
	}
	room := s.width * 0.85
	if band >= 0 {
		room = 0
		for _, z := range s.u.bands[band].zones {
			room += s.u.widthOf(z, slices.Max(append(s.u.zones[z].rows, 1)))
		}
		room = math.Min(room, s.width)
	}
	n := max(1, int(math.Ceil(g.load/max(room-g.lines, room/3))))
	share, used, at := g.load/float64(n), 0.0, len(s.levels)
	s.levels = append(s.levels, &level{row: -1, band: band})
	for _, i := range g.labels {
		if used > share && len(s.levels)-at < n {
			s.levels, used = append(s.levels, &level{row: -1, band: band}), 0
		}
		s.nets[i].gap = len(s.levels) - 1
		used += s.nets[i].labelW + lineRoom
	}
}
