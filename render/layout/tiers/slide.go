package tiers

import (
	"math"
	"slices"
)

// slide moves each zone as a whole to where most of the lines that leave it run straight, as far as what stands beside it lets it.
func (s *sheet) slide() {
	inside := make([][]*item, len(s.u.zones))
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.zone >= 0 {
				inside[it.zone] = append(inside[it.zone], it)
			}
		}
	}
	for z, items := range inside {
		away := s.away(items, z)
		if len(away) == 0 {
			continue
		}
		slices.Sort(away)
		low, high := s.leeway(z)
		by := min(max(away[len(away)/2], low), high)
		if low > high || math.Abs(by) < 1 {
			continue
		}
		s.low[z], s.high[z], s.head[z] = s.low[z]+by, s.high[z]+by, s.head[z]+by
		for _, it := range items {
			it.x += by
			for _, side := range it.ports {
				for _, p := range side {
					p.x += by
				}
			}
		}
	}
}

// away is how far off each line that leaves a zone is met outside of it.
func (s *sheet) away(items []*item, z int) (by []float64) {
	for _, it := range items {
		for _, side := range it.ports {
			for _, p := range side {
				if p.join == nil {
					continue
				}
				for _, o := range slices.Concat(p.join.above, p.join.below) {
					if o.item.zone != z {
						by = append(by, o.place()-p.place())
					}
				}
			}
		}
	}
	return by
}

// leeway is how far a zone can move to the left and to the right.
func (s *sheet) leeway(z int) (low, high float64) {
	band := s.u.bands[s.u.zones[z].band]
	low, high = s.left-s.low[z], s.right-s.high[z]
	for _, o := range band.zones {
		switch {
		case o == z:
		case s.high[o] <= s.low[z]:
			low = max(low, s.high[o]+zoneGap-s.low[z])
		default:
			high = min(high, s.low[o]-zoneGap-s.high[z])
		}
	}
	for _, level := range s.levels {
		if level.band != s.u.zones[z].band {
			continue
		}
		for _, it := range level.items {
			switch {
			case it.zone >= 0:
			case it.x < s.low[z]:
				low = max(low, it.x+it.w/2-s.low[z])
			default:
				high = min(high, it.x-it.w/2-s.high[z])
			}
		}
	}
	return low, high
}
