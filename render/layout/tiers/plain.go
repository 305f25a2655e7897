package tiers

import (
	"cmp"
	"math"
	"slices"
)

// plainly places items by a rule that cannot fail, for pictures that Graphviz does not place: zones in their order, boxes in theirs, lines behind them as near to
// where they come from as those before let them.
func (s *sheet) plainly() {
	ends := make([]float64, len(s.levels)) // of what stands already
	for _, b := range s.u.bands {
		first, last := s.rowAt[b.first], s.endOf[slices.Index(s.u.bands, b)]
		x := 0.0
		for _, z := range b.zones {
			end := x
			for l := first; l <= last; l++ {
				end = max(end, s.row(l, z, x+zonePad)+zonePad)
			}
			x = end + zoneGap
		}
		for l := first; l <= last; l++ {
			ends[l] = x
		}
	}
	passing := map[[2]int]float64{}
	for l, level := range s.levels {
		var lines []*item
		for _, it := range level.items {
			if it.zone < 0 {
				it.x = s.origin(it)
				lines = append(lines, it)
			}
		}
		slices.SortStableFunc(lines, func(a, b *item) int { return cmp.Compare(a.x, b.x) })
		x := ends[l]
		for _, it := range lines {
			key := [2]int{it.net, level.band}
			at, known := passing[key]
			switch {
			case level.band < 0:
				it.x = max(it.x, x+it.w/2)
				x = it.x + it.w/2
			case known:
				it.x = at
			default:
				it.x = x + it.w/2
				for k := l; k < len(s.levels) && s.levels[k].band == level.band; k++ {
					ends[k] = it.x + it.w/2
				}
				x, passing[key] = ends[l], it.x
			}
		}
	}
}

// row places what stands in a zone in a level, from x on, and tells where it ends.
func (s *sheet) row(l, zone int, x float64) float64 {
	chains := s.chains()
	for _, boxes := range []bool{true, false} {
		for _, it := range s.levels[l].items {
			switch c := chains[it]; {
			case it.zone != zone || boxes != (it.box >= 0 || it.net < 0):
			case c == nil:
				it.x = x + it.w/2
				x += it.w
			case c.items[0] == it:
				c.turn(s)
				c.spread(x + c.width()/2)
				x += c.width()
			}
		}
	}
	return x
}

// origin is where the net of an item comes from above.
func (s *sheet) origin(it *item) float64 {
	sum, n := 0.0, 0.0
	for _, p := range it.ports[above] {
		for _, j := range s.channels[it.level-1] {
			if slices.Contains(j.below, p) {
				for _, o := range j.above {
					sum, n = sum+o.item.x, n+1
				}
			}
		}
	}
	return sum / math.Max(n, 1)
}
