package tiers

import "slices"

// draw gives a net its items and joins.
func (s *sheet) draw(i int, n *net) {
	if n.direct {
		l := s.boxAt[n.hub].level
		s.levels[l].label = max(s.levels[l].label, n.labelH)
		s.levels[l].items = append(s.levels[l].items, &item{box: -1, net: i, zone: s.boxAt[n.hub].zone, level: l, w: n.labelW + 2*besides, label: n.labelW > 0})
		return
	}
	d := &drawn{s: s, i: i, n: n, lines: map[[2]int]*item{}, entering: map[int][]*port{}, left: map[int][]*port{}}
	d.from, d.to, d.out = s.spans(n)
	zones := map[int]bool{}
	for _, b := range slices.Concat(n.sources, n.sinks) {
		if z := s.u.boxes[b].zone; !zones[z] {
			zones[z] = true
			d.within(z)
		}
	}
	if d.out {
		d.outside()
	}
}

type drawn struct {
	s              *sheet
	i              int
	n              *net
	from, to       int // bands below which it runs outside
	out            bool
	lines          map[[2]int]*item
	entering, left map[int][]*port // by band: into its zones from above, and out of them below
}

// line is the net's item in a level: in a zone, or outside of all.
func (d *drawn) line(level, zone int) *item {
	key := [2]int{level, zone}
	if it := d.lines[key]; it != nil {
		return it
	}
	it := &item{box: -1, net: d.i, zone: zone, level: level, w: lineRoom}
	if d.n.gap == level && d.n.labelW > 0 && !d.labelled() {
		it.label, it.w = true, d.n.labelW+lineRoom
		d.s.levels[level].label = max(d.s.levels[level].label, d.n.labelH)
	}
	d.lines[key] = it
	d.s.levels[level].items = append(d.s.levels[level].items, it)
	return it
}

func (d *drawn) labelled() bool {
	for _, it := range d.lines {
		if it.label {
			return true
		}
	}
	return false
}

const above, below = 0, 1

// port is a new place where a line meets an item.
func (d *drawn) port(it *item, side int) *port {
	p := &port{item: it, net: d.i}
	it.ports[side] = append(it.ports[side], p)
	return p
}

func (d *drawn) join(channel int, up, down []*port) {
	if len(up)+len(down) < 2 {
		return
	}
	d.s.channels[channel] = append(d.s.channels[channel], &join{net: d.i, above: up, below: down})
}

// within draws a net in one of its zones.
func (d *drawn) within(z int) {
	s := d.s
	band := s.u.zones[z].band
	sources, sinks := map[int][]int{}, map[int][]int{} // by level
	for _, b := range d.n.sources {
		if s.u.boxes[b].zone == z {
			sources[s.rowAt[s.u.boxes[b].row]] = append(sources[s.rowAt[s.u.boxes[b].row]], b)
		}
	}
	for _, b := range d.n.sinks {
		if s.u.boxes[b].zone == z {
			sinks[s.rowAt[s.u.boxes[b].row]] = append(sinks[s.rowAt[s.u.boxes[b].row]], b)
		}
	}
	first, end := s.rowAt[s.u.bands[band].first], s.endOf[band]
	entering := len(sinks) > 0 && slices.ContainsFunc(d.n.sources, func(b int) bool { return s.bandOf(b) < band })
	leaving := false
	for _, bs := range sources {
		for _, b := range bs {
			leaving = leaving || d.out && !s.insideOnly(d.n, b)
		}
	}
	before := func(l int) bool { // something leads into the channel above a level
		for k := range sources {
			if k < l {
				return true
			}
		}
		return entering
	}
	after := func(l int) bool {
		for k := range sinks {
			if k > l {
				return true
			}
		}
		return leaving
	}
	if d.s.turns(d.n) && !d.out {
		d.beside(sources)
		return
	}
	var up []*port
	if entering {
		var down []*port
		if before(first) && after(first) {
			down = append(down, d.port(d.line(first, z), above))
		}
		for _, b := range sinks[first] {
			down = append(down, d.port(s.boxAt[b], above))
		}
		d.entering[band] = append(d.entering[band], down...)
	}
	for l := first; l <= end; l++ {
		up = nil
		if before(l) && after(l) {
			up = append(up, d.port(d.line(l, z), below))
		}
		for _, b := range sources[l] {
			up = append(up, d.port(s.boxAt[b], below))
		}
		if l == end {
			break
		}
		var down []*port
		if before(l+1) && after(l+1) {
			down = append(down, d.port(d.line(l+1, z), above))
		}
		for _, b := range sinks[l+1] {
			down = append(down, d.port(s.boxAt[b], above))
		}
		d.join(l, up, down)
	}
	if leaving {
		d.left[band] = append(d.left[band], up...)
	}
}

// turns tells whether a net has boxes above it only: it comes back up.
func (s *sheet) turns(n *net) bool { return len(n.sinks) == 0 }

// beside draws a net between boxes of one row of a zone: down from each, past their label, and level between them.
func (d *drawn) beside(sources map[int][]int) {
	for l, boxes := range sources {
		last := l
		for last+1 < len(d.s.levels) && d.s.levels[last+1].row < 0 && d.s.levels[last+1].band >= 0 {
			last++
		}
		if b := d.s.levels[l].band; last == d.s.endOf[b] {
			last-- // the last of all is the border
		}
		if d.n.labelW == 0 {
			last = l
		} else if d.n.gap > l {
			last = min(last, d.n.gap)
		}
		var ends []*port
		for _, b := range boxes {
			ends = append(ends, d.port(d.s.boxAt[b], below))
		}
		d.join(last, d.down(ends, l, last, d.s.u.boxes[boxes[0]].zone), nil)
	}
}

// down leads lines from ports in one level to another, each by itself.
func (d *drawn) down(ends []*port, from, to, zone int) []*port {
	out := slices.Clone(ends)
	for l := from; l < to; l++ {
		for k := range out {
			it := &item{box: -1, net: d.i, zone: zone, level: l + 1, w: lineRoom}
			if d.n.gap == l+1 && d.n.labelW > 0 && !d.labelled() {
				it.label, it.w = true, d.n.labelW+lineRoom
				d.s.levels[l+1].label = max(d.s.levels[l+1].label, d.n.labelH)
				d.lines[[2]int{l + 1, -2 - k}] = it
			}
			d.s.levels[l+1].items = append(d.s.levels[l+1].items, it)
			d.join(l, []*port{out[k]}, []*port{d.port(it, above)})
			out[k] = d.port(it, below)
		}
	}
	return out
}

// outside draws a net between zones: what leaves those of a band comes together below it, and parts above the band that it enters.
func (d *drawn) outside() {
	s := d.s
	if s.turns(d.n) && d.from == d.to {
		last := len(s.levels) - 1
		if d.from+1 < len(s.u.bands) {
			last = s.rowAt[s.u.bands[d.from+1].first] - 1
		}
		d.join(last, d.down(d.left[d.from], s.endOf[d.from], last, -1), nil)
		return
	}
	start := s.endOf[d.from]
	up := d.left[d.from]
	for l := start; ; l++ {
		next := l + 1
		if l != start && s.levels[l].band >= 0 && l == s.endOf[s.levels[l].band] {
			up = append(up, d.left[s.levels[l].band]...)
		}
		if next < len(s.levels) && s.levels[next].row >= 0 && s.levels[next].row == s.u.bands[s.levels[next].band].first { // the channel above a band
			band := s.levels[next].band
			down := d.entering[band]
			if band <= d.to {
				down = append(down, d.port(d.line(next, -1), above))
			}
			d.join(l, up, down)
			if band > d.to {
				return
			}
			up = []*port{d.port(d.line(next, -1), below)}
			continue
		}
		if next >= len(s.levels) {
			return
		}
		it := d.line(next, -1)
		d.join(l, up, []*port{d.port(it, above)})
		up = []*port{d.port(it, below)}
	}
}
