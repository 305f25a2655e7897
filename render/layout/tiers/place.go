package tiers

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"portolan/render/layout/graphviz"
)

// place gives every item its place in its level: by Graphviz, or plainly.
func (s *sheet) place(plain bool) error {
	for _, joins := range s.channels {
		for _, j := range joins {
			for _, p := range slices.Concat(j.above, j.below) {
				p.join = j
			}
		}
	}
	if plain {
		s.plainly()
	} else if err := s.ranked(); err != nil {
		return err
	}
	s.sort()
	s.untwist()
	s.left, s.right = math.Inf(-1), math.Inf(1)
	s.frames()
	s.units()
	if err := s.squeeze(s.width); err != nil {
		return err
	}
	for range 2 {
		without := s.heads()
		if len(without) == 0 {
			break
		}
		s.roomy = map[int]bool{}
		for _, z := range without {
			s.roomy[z] = true
		}
		if err := s.squeeze(s.width); err != nil {
			return err
		}
	}
	if without := s.heads(); len(without) > 0 {
		return fmt.Errorf("no room for the headings of %d zones", len(without))
	}
	for k := range 8 {
		s.meet()
		if k < 4 {
			s.slide()
			s.meet()
		}
		s.straighten()
	}
	s.meet()
	return nil
}

// ranked places items by Graphviz.
func (s *sheet) ranked() error {
	r := &graphviz.Ranking{Margin: zonePad - boxGap/2}
	index, chains := map[*item]int{}, s.chains()
	for l, level := range s.levels {
		for _, it := range level.items {
			if _, known := index[it]; known {
				continue
			}
			index[it] = len(r.Items)
			if c := chains[it]; c != nil {
				for _, each := range c.items {
					index[each] = len(r.Items)
				}
				r.Items = append(r.Items, graphviz.RankedItem{Rank: l, Group: it.zone, W: c.width()})
				continue
			}
			r.Items = append(r.Items, graphviz.RankedItem{Rank: l, Group: it.zone, W: it.w})
		}
	}
	if len(r.Items) > most {
		return errors.New("too much for graphviz")
	}
	for c, joins := range s.channels {
		for _, j := range joins {
			for _, a := range j.above {
				for _, b := range j.below {
					r.Links = append(r.Links, graphviz.RankedLink{From: index[a.item], To: index[b.item], Weight: s.weight(c, a.item, b.item)})
				}
			}
		}
	}
	r.Sorted = s.sorted(index)
	at, err := graphviz.Rank(r)
	if err != nil {
		return err
	}
	for it, i := range index {
		it.x = at[i]
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			if c := chains[it]; c != nil && c.items[0] == it {
				c.turn(s)
				c.spread(at[index[it]])
			}
		}
	}
	return nil
}

// untwist lets the two ends of a line that turns go down without crossing each other.
func (s *sheet) untwist() {
	for _, joins := range s.channels {
		first := map[int]*join{}
		for _, j := range joins {
			if n := s.nets[j.net]; !s.turns(n) || len(n.lines) > 1 || len(j.above) != 1 || len(j.below) != 1 {
				continue
			}
			o := first[j.net]
			if o == nil {
				first[j.net] = j
				continue
			}
			if (o.above[0].item.x < j.above[0].item.x) != (o.below[0].item.x < j.below[0].item.x) {
				o.above, j.above = j.above, o.above
				o.above[0].join, j.above[0].join = o, j
			}
		}
	}
}

// pull is where the lines of a box lead, on average.
func (s *sheet) pull(it *item) float64 {
	sum, n := 0.0, 0.0
	for _, side := range it.ports {
		for _, p := range side {
			for _, o := range slices.Concat(p.join.above, p.join.below) {
				if o.item != it {
					sum, n = sum+o.item.x, n+1
				}
			}
		}
	}
	return sum / max(n, 1)
}

// weight is how much a straight way between two items matters.
func (s *sheet) weight(channel int, a, b *item) int {
	switch {
	case a.box < 0 && b.box < 0 && a.zone < 0 && b.zone < 0 && s.levels[a.level].band >= 0 && s.levels[b.level].band >= 0:
		return 40 // it passes a band
	case a.box < 0 && b.box < 0:
		return 4
	}
	return 1
}

// frames finds from where to where zones reach.
func (s *sheet) frames() {
	s.low, s.high = make([]float64, len(s.u.zones)), make([]float64, len(s.u.zones))
	for z := range s.u.zones {
		s.low[z], s.high[z] = math.Inf(1), math.Inf(-1)
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.zone >= 0 {
				room := boxGap/2 - zonePad
				if !s.u.zones[it.zone].framed {
					room = boxGap / 2
				}
				s.low[it.zone], s.high[it.zone] = min(s.low[it.zone], it.x-it.w/2+room), max(s.high[it.zone], it.x+it.w/2-room)
			}
		}
	}
	for _, level := range s.levels { // a box whose place is wider than it stands at its right end, beside the heading
		for _, it := range level.items {
			if it.box >= 0 {
				w := s.u.boxes[it.box].w + boxGap
				it.x, it.w = it.x+(it.w-w)/2, w
			}
		}
	}
}

// units joins the items of each line that passes a band: it does so straight.
func (s *sheet) units() {
	of := map[[2]int]*unit{}
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.box >= 0 || it.net < 0 {
				continue
			}
			key := [2]int{it.net, level.band}
			if level.band < 0 || it.zone >= 0 {
				s.all = append(s.all, &unit{[]*item{it}})
			} else if u := of[key]; u != nil {
				u.items = append(u.items, it)
			} else {
				of[key] = &unit{[]*item{it}}
				s.all = append(s.all, of[key])
			}
		}
	}
	for i, u := range s.all {
		if len(u.items) > 1 {
			var xs []float64
			for _, it := range u.items {
				xs = append(xs, it.x)
			}
			slices.Sort(xs)
			x := s.outside(xs[len(xs)/2], s.levels[u.items[0].level].band) + 1e-6*float64(i)
			for _, it := range u.items {
				it.x = x
			}
		}
	}
	s.sort()
}

// outside is the place nearest to one that is in no zone of a band: all of a line passes a zone on one side.
func (s *sheet) outside(x float64, band int) float64 {
	for _, z := range s.u.bands[band].zones {
		if x > s.low[z] && x < s.high[z] {
			if x-s.low[z] < s.high[z]-x {
				return s.low[z]
			}
			return s.high[z]
		}
	}
	return x
}

// sort puts the items of each level into their order from the left.
func (s *sheet) sort() {
	for _, level := range s.levels {
		slices.SortStableFunc(level.items, func(a, b *item) int { return cmp.Compare(a.x, b.x) })
	}
}

// A unit is items that stand above each other.
type unit struct{ items []*item }

// move puts a unit as near to a place as its neighbours let it.
func (s *sheet) move(u *unit, x float64) {
	low, high := math.Inf(-1), math.Inf(1)
	for _, it := range u.items {
		l, h := s.room(it)
		low, high = max(low, l), min(high, h)
	}
	if low > high {
		return
	}
	for _, it := range u.items {
		it.x = min(max(x, low), high)
	}
}

// room is from where to where an item can move.
func (s *sheet) room(it *item) (low, high float64) {
	level := s.levels[it.level]
	at := slices.Index(level.items, it)
	low, high = s.left+it.w/2, s.right-it.w/2
	if at > 0 {
		p := level.items[at-1]
		low = max(low, p.x+p.w/2+it.w/2)
	}
	if at+1 < len(level.items) {
		n := level.items[at+1]
		high = min(high, n.x-n.w/2-it.w/2)
	}
	if level.band < 0 {
		return low, high
	}
	if it.zone >= 0 {
		if zone := s.u.zones[it.zone]; s.head != nil && zone.framed && level.row == s.u.bands[zone.band].first {
			if from, to := s.head[it.zone]-headRoom, s.head[it.zone]+zone.headW+headRoom; it.x <= from {
				high = min(high, from)
			} else if it.x >= to {
				low = max(low, to)
			}
		}
		return max(low, s.low[it.zone]+it.w/2+1), min(high, s.high[it.zone]-it.w/2-1)
	}
	for _, z := range s.u.bands[level.band].zones {
		if s.high[z] < it.x {
			low = max(low, s.high[z]+it.w/2)
		} else {
			high = min(high, s.low[z]-it.w/2)
		}
	}
	return low, high
}

// straighten moves lines in their levels to where they run straight.
func (s *sheet) straighten() {
	for _, u := range s.all {
		var ends []float64
		for _, it := range u.items {
			for _, side := range it.ports {
				for _, p := range side {
					if p.join == nil {
						continue
					}
					for _, o := range slices.Concat(p.join.above, p.join.below) {
						if o.item.level != it.level && !slices.Contains(u.items, o.item) {
							ends = append(ends, o.x)
						}
					}
				}
			}
		}
		if len(ends) == 0 {
			continue
		}
		slices.Sort(ends)
		s.move(u, ends[(len(ends)-1)/2])
		for _, it := range u.items {
			for _, side := range it.ports {
				for _, p := range side {
					p.x = it.x
				}
			}
		}
	}
}
