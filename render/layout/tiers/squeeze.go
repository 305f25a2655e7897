package tiers

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// A stop is something with a place from left to right that keeps its distance from what stands before it: a unit, or a side of a zone.
type stop struct {
	x, half   float64 // its middle, and half of what it takes
	set       func(x float64)
	behind    []distance // what stands right of it
	low, high float64    // as far left and right as it can be
}

type distance struct {
	to *stop
	by float64
}

// squeeze makes a picture as narrow as it may be, or as narrow as it can: nothing changes its order, and nothing moves that is within the width already.
func (s *sheet) squeeze(width float64) error {
	stops, ok := sorted(s.stops())
	if !ok {
		return errors.New("a line passes a zone on the left and on the right")
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range stops { // what has too little room moves to the right
		for _, d := range p.behind {
			d.to.x = max(d.to.x, p.x+d.by)
		}
		p.set(p.x)
		low, high = min(low, p.x-p.half), max(high, p.x+p.half)
	}
	for _, p := range stops {
		p.low, p.high = p.half, math.Inf(1)
	}
	widest := 0.0
	for _, p := range stops {
		for _, d := range p.behind {
			d.to.low = max(d.to.low, p.low+d.by)
		}
		widest = max(widest, p.low+p.half)
	}
	width = max(width, widest)
	s.left, s.right = low, high
	if high-low <= width {
		return nil
	}
	for _, p := range slices.Backward(stops) {
		p.high = width - p.half
		for _, d := range p.behind {
			p.high = min(p.high, d.to.high-d.by)
		}
	}
	from := s.window(stops, low, high, width)
	s.left, s.right = from, from+width
	for _, p := range stops {
		p.set(min(max(p.x, from+p.low), from+p.high))
	}
	return nil
}

// sorted puts each stop before all that are to stand right of it. It is false if that cannot be.
func sorted(stops []*stop) ([]*stop, bool) {
	slices.SortStableFunc(stops, func(a, b *stop) int { return cmp.Compare(a.x, b.x) })
	const begun, done = 1, 2
	state, out, ok := map[*stop]int{}, make([]*stop, 0, len(stops)), true
	var visit func(p *stop)
	visit = func(p *stop) {
		if state[p] != 0 {
			ok = ok && state[p] == done
			return
		}
		state[p] = begun
		for _, d := range p.behind {
			visit(d.to)
		}
		state[p] = done
		out = append(out, p)
	}
	for _, p := range slices.Backward(stops) {
		visit(p)
	}
	slices.Reverse(out)
	return out, ok
}

// window is where the width begins in which most stands already.
func (s *sheet) window(stops []*stop, low, high, width float64) float64 {
	best, least := low, math.Inf(1)
	for k := range 9 {
		from, sum := low+(high-low-width)*float64(k)/8, 0.0
		for _, p := range stops {
			sum += math.Abs(min(max(p.x, from+p.low), from+p.high) - p.x)
		}
		if sum < least {
			best, least = from, sum
		}
	}
	return best
}

// stops are everything that has a place, with the distances that are to be kept.
func (s *sheet) stops() (all []*stop) {
	of := map[*item]*stop{}
	unit := func(items []*item) {
		p := &stop{x: items[0].x, set: func(x float64) {
			for _, it := range items {
				it.x = x
			}
		}}
		for _, it := range items {
			of[it] = p
			p.half = max(p.half, it.w/2)
		}
		all = append(all, p)
	}
	for _, u := range s.all {
		unit(u.items)
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			if of[it] == nil {
				unit([]*item{it})
			}
		}
	}
	left, right := make([]*stop, len(s.u.zones)), make([]*stop, len(s.u.zones))
	for z := range s.u.zones {
		left[z] = &stop{x: s.low[z], set: func(x float64) { s.low[z] = x }}
		right[z] = &stop{x: s.high[z], set: func(x float64) { s.high[z] = x }}
		all = append(all, left[z], right[z])
		s.apart(left[z], right[z], s.least(z))
	}
	for _, level := range s.levels {
		for k, it := range level.items {
			if k+1 < len(level.items) {
				next := level.items[k+1]
				if it.zone == next.zone {
					s.apart(of[it], of[next], it.w/2+next.w/2)
				}
			}
			if it.zone >= 0 {
				pad := s.pad(it)
				s.apart(left[it.zone], of[it], it.w/2+pad)
				s.apart(of[it], right[it.zone], it.w/2+pad)
			}
			if it.zone < 0 && level.band >= 0 {
				for _, z := range s.u.bands[level.band].zones {
					if s.high[z] <= it.x {
						s.apart(right[z], of[it], it.w/2)
					} else {
						s.apart(of[it], left[z], it.w/2)
					}
				}
			}
		}
	}
	s.headed(left, of)
	for _, b := range s.u.bands {
		for _, z := range b.zones {
			for _, y := range b.zones {
				if s.high[z] <= s.low[y] {
					s.apart(right[z], left[y], zoneGap)
				}
			}
		}
	}
	return all
}

// headed keeps room for the headings of zones left of the lines that pass their first rows, and of where lines meet the boxes in these.
func (s *sheet) headed(left []*stop, of map[*item]*stop) {
	for z := range s.roomy {
		zone := s.u.zones[z]
		right := zonePad + zone.headW + headRoom
		for _, it := range s.levels[s.rowAt[s.u.bands[zone.band].first]].items {
			if it.zone != z || it.net >= 0 && s.nets[it.net].direct {
				continue
			}
			by := right + it.w/2
			if it.box >= 0 {
				if len(it.ports[above]) == 0 {
					continue
				}
				b := s.u.boxes[it.box]
				by = right + tightStep*float64(len(it.ports[above])-1) + b.corner + b.behind - b.w/2
			}
			left[z].behind = append(left[z].behind, distance{of[it], by})
		}
	}
}

func (s *sheet) apart(a, b *stop, by float64) {
	a.behind = append(a.behind, distance{b, by})
}

// pad is between an item and the frame of its zone.
func (s *sheet) pad(it *item) float64 {
	line := it.box < 0 && it.net >= 0
	switch framed := s.u.zones[it.zone].framed; {
	case !framed && line:
		return 0
	case !framed:
		return -boxGap / 2
	case line:
		return 1
	}
	return zonePad - boxGap/2
}

// least is how wide a zone is that holds its heading.
func (s *sheet) least(z int) float64 {
	if !s.u.zones[z].framed {
		return 0
	}
	return s.u.zones[z].headW + 2*zonePad
}
