package tiers

import (
	"slices"

	"portolan/render/layout/graphviz"
)

// A chain is boxes that straight lines join side by side, with the labels between them.
type chain struct{ items []*item }

// chains are the chains of each level, by the items in them.
func (s *sheet) chains() map[*item]*chain {
	of := map[*item]*chain{}
	get := func(it *item) *chain {
		if of[it] == nil {
			of[it] = &chain{[]*item{it}}
		}
		return of[it]
	}
	for _, level := range s.levels {
		for _, it := range level.items {
			if it.net < 0 || !s.nets[it.net].direct {
				continue
			}
			l := s.u.lines[s.nets[it.net].lines[0]]
			a, b := get(s.boxAt[l.from]), get(s.boxAt[l.to])
			if a.items[len(a.items)-1].box != l.from {
				slices.Reverse(a.items)
			}
			if b.items[0].box != l.to {
				slices.Reverse(b.items)
			}
			a.items = append(append(a.items, it), b.items...)
			for _, each := range a.items {
				of[each] = a
			}
		}
	}
	return of
}

func (c *chain) width() float64 {
	w := 0.0
	for _, it := range c.items {
		w += it.w
	}
	return w
}

// spread gives the items of a chain their places around its middle.
func (c *chain) spread(middle float64) {
	x := middle - c.width()/2
	for _, it := range c.items {
		it.x = x + it.w/2
		x += it.w
	}
}

// turn puts a chain the way that is asked for, or the way its lines lead.
func (c *chain) turn(s *sheet) {
	first, last := c.items[0], c.items[len(c.items)-1]
	if order := s.u.boxes[first.box].order - s.u.boxes[last.box].order; order > 0 || order == 0 && s.pull(first) > s.pull(last) {
		slices.Reverse(c.items)
	}
}

// sorted are the items of rows that are to stand left of others: zones in their order, and boxes within each.
func (s *sheet) sorted(index map[*item]int) (pairs []graphviz.RankedPair) {
	add := func(a, b int) {
		if left, right := index[s.boxAt[a]], index[s.boxAt[b]]; left != right {
			pairs = append(pairs, graphviz.RankedPair{Left: left, Right: right})
		}
	}
	for _, band := range s.u.bands {
		for k, y := range band.zones {
			for _, z := range band.zones[:k] {
				if a, b := s.u.zones[z], s.u.zones[y]; a.Tier == b.Tier && a.Order < b.Order && len(a.boxes) > 0 && len(b.boxes) > 0 {
					add(a.boxes[0], b.boxes[0])
				}
			}
			for i, b := range s.u.zones[y].boxes {
				for _, a := range s.u.zones[y].boxes[:i] {
					if s.u.boxes[a].row == s.u.boxes[b].row && s.u.boxes[a].order < s.u.boxes[b].order {
						add(a, b)
					}
				}
			}
		}
	}
	return pairs
}
