package tiers

import (
	"cmp"
	"math"
	"slices"
)

// side is from where to where lines meet a box.
func (s *sheet) side(it *item) (low, high float64) {
	b := s.u.boxes[it.box]
	return it.x - b.w/2 + b.corner, it.x + b.w/2 - b.corner - b.behind
}

// meet gives each line its place at the boxes it leads to: as near to where it comes from as the others let it.
func (s *sheet) meet() {
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.box < 0 {
				for _, side := range it.ports {
					for _, p := range side {
						p.x = it.x
					}
				}
			}
		}
	}
	for range 2 {
		for _, it := range s.boxAt {
			for side, ports := range it.ports {
				if len(ports) == 0 {
					continue
				}
				low, high := s.side(it)
				if zone := s.u.zones[it.zone]; side == above && zone.framed && s.u.boxes[it.box].row == s.u.bands[zone.band].first {
					from, to := s.head[it.zone]-headRoom, s.head[it.zone]+zone.headW+headRoom
					if from < high && to > low {
						if high-max(low, to) >= min(from, high)-low {
							low = max(low, to)
						} else {
							high = min(from, high)
						}
					}
				}
				for _, p := range ports {
					p.want = p.wanted()
				}
				slices.SortStableFunc(ports, func(a, b *port) int { return cmp.Compare(a.want, b.want) })
				wants := make([]float64, len(ports))
				for k, p := range ports {
					wants[k] = p.want
				}
				for k, x := range spaced(wants, portStep, low, high) {
					ports[k].x = x
				}
			}
		}
	}
}

// wanted is where a port would be best: right above or below what it is joined with.
func (p *port) wanted() float64 {
	if p.join == nil {
		return p.item.x
	}
	others := p.join.below
	if slices.Contains(p.join.below, p) {
		others = p.join.above
	}
	var xs []float64
	for _, o := range others {
		xs = append(xs, o.place())
	}
	if len(xs) == 0 {
		for _, o := range p.join.above {
			if o != p {
				xs = append(xs, o.place())
			}
		}
	}
	if len(xs) == 0 {
		return p.item.x
	}
	slices.Sort(xs)
	best := xs[len(xs)/2]
	for _, x := range xs { // straight to one of several
		if math.Abs(x-p.item.x) < math.Abs(best-p.item.x) {
			best = x
		}
	}
	return best
}

func (p *port) place() float64 {
	if p.x == 0 {
		return p.item.x
	}
	return p.x
}

// spaced moves places apart so that they keep their order, a distance, and within bounds, as little as possible. Where there is too little room the distance
// shrinks.
func spaced(at []float64, distance, low, high float64) []float64 {
	n := len(at)
	if n == 0 {
		return nil
	}
	if high < low {
		low, high = (low+high)/2, (low+high)/2
	}
	if n > 1 {
		distance = min(distance, (high-low)/float64(n-1))
	}
	type group struct {
		sum   float64
		count int
	}
	most := high - distance*float64(n-1)
	mean := func(g group) float64 { return min(max(g.sum/float64(g.count), low), most) }
	var groups []group
	for i, x := range at {
		groups = append(groups, group{x - float64(i)*distance, 1})
		for k := len(groups) - 1; k > 0 && mean(groups[k-1]) >= mean(groups[k]); k-- {
			groups[k-1] = group{groups[k-1].sum + groups[k].sum, groups[k-1].count + groups[k].count}
			groups = groups[:k]
		}
	}
	out := make([]float64, 0, n)
	for _, g := range groups {
		for range g.count {
			out = append(out, mean(g)+float64(len(out))*distance)
		}
	}
	return out
}
