package diagram

import (
	"cmp"
	"math"
	"slices"
)

// Arrange places the zones and boxes of a picture so that it is compact on paper and its edges are short and seldom cross: zones on
// shelves in their order, the boxes of a zone in rows. The edges of the scenes that come back have no courses yet. The best comes
// first. gap is a factor for all gaps, from 1. Equal pictures are arranged equally; the effort is bounded by counts, not by time.
func Arrange(g *Graph, m *Measure, gap float64) []*Scene {
	s := newShelver(g, m, gap)
	var starts []attempt
	for _, a := range s.starts() {
		p := s.place(a)
		starts = append(starts, attempt{a, p, s.page(p)})
	}
	keep(&starts, 20)
	for i := range starts {
		starts[i].cost = s.cost(starts[i].p, math.Inf(1))
	}
	for _, n := range []int{8, 3} { // what is promising after a few changes gets more
		keep(&starts, n)
		for i := range starts {
			s.improve(&starts[i], s.effort()/len(starts))
		}
	}
	var scenes []*Scene
	if keep(&starts, 2); len(g.Boxes) > many {
		keep(&starts, 1)
	}
	for _, t := range starts {
		scenes = append(scenes, s.scene(t.p))
	}
	return scenes
}

// many is the number of boxes from which on one arrangement is enough: each takes long to route, and none fits on a small sheet.
const many = 40

// An attempt is an arrangement with its lengths and what is to be said against it.
type attempt struct {
	a    *arrangement
	p    *placed
	cost float64
}

// keep sorts attempts by their cost and drops all but the best, and those that are there twice.
func keep(attempts *[]attempt, n int) {
	slices.SortStableFunc(*attempts, func(a, b attempt) int { return cmp.Compare(a.cost, b.cost) })
	*attempts = slices.CompactFunc(*attempts, func(a, b attempt) bool { return a.cost == b.cost && slices.Equal(a.p.frames, b.p.frames) })
	*attempts = (*attempts)[:min(n, len(*attempts))]
}

// effort is the number of changes that are tried: many for small pictures, few for those in which each takes long.
func (s *shelver) effort() int {
	e, b := len(s.g.Edges), len(s.g.Boxes)
	return max(24, min(240, 2_000_000/(e*e/2+e*b+100)))
}

// widths are those that are aimed at: of A4 and A3, upright and on their side, and beyond for very large pictures.
func widths() []float64 {
	scale := Legible / smallest
	a, b := A4[0].W/scale, A4[1].W/scale
	return []float64{a, b, a * 1.5, b * 1.5, b * 2.2, b * 3}
}

// enumerated is the number of blocks up to which every division into shelves is tried.
const enumerated = 7

// starts are arrangements to begin with: divisions of the blocks into shelves, each for several widths.
func (s *shelver) starts() []*arrangement {
	var starts []*arrangement
	n := len(s.blocks)
	for _, width := range widths() {
		if n > enumerated {
			for _, share := range []float64{1, 0.85, 0.7, 0.55} {
				starts = append(starts, s.start(s.fillShelves(width*share), width))
			}
			continue
		}
		for breaks := range 1 << (n - 1) {
			shelves := [][]int{{0}}
			for b := 1; b < n; b++ {
				if breaks>>(b-1)&1 == 1 {
					shelves = append(shelves, nil)
				}
				shelves[len(shelves)-1] = append(shelves[len(shelves)-1], b)
			}
			starts = append(starts, s.start(shelves, width))
		}
	}
	return starts
}

// fillShelves puts blocks on shelves in their order, as many on each as fit in a nearly square form.
func (s *shelver) fillShelves(width float64) [][]int {
	var shelves [][]int
	left := 0.0
	for b := range s.blocks {
		boxes := s.blocks[b].boxes
		columns := max(1, int(math.Ceil(math.Sqrt(float64(len(boxes))*0.7))))
		w := s.size(b, boxes, columns).X
		if len(shelves) == 0 || w > left {
			shelves = append(shelves, nil)
			left = width
		}
		shelves[len(shelves)-1] = append(shelves[len(shelves)-1], b)
		left -= w + zoneGap*s.gap
	}
	return shelves
}

// start chooses columns: as many as fit, and of those that must have fewer, the ones that make the shelf least higher.
func (s *shelver) start(shelves [][]int, width float64) *arrangement {
	a := &arrangement{shelves: shelves}
	for _, b := range s.blocks {
		a.order = append(a.order, slices.Clone(b.boxes))
		a.columns = append(a.columns, max(1, len(b.boxes)))
	}
	for _, shelf := range shelves {
		for s.shelfWidth(a, shelf) > width {
			narrowest, best := -1, math.Inf(1)
			for _, b := range shelf {
				if a.columns[b] < 2 {
					continue
				}
				if h := s.size(b, a.order[b], fewer(len(a.order[b]), a.columns[b])).Y; h < best {
					narrowest, best = b, h
				}
			}
			if narrowest < 0 {
				break
			}
			a.columns[narrowest] = fewer(len(a.order[narrowest]), a.columns[narrowest])
		}
	}
	return a
}

// fewer is the next smaller number of columns that gives another number of rows.
func fewer(boxes, columns int) int {
	rows := (boxes + columns - 1) / columns
	for columns > 1 && (boxes+columns-1)/columns == rows {
		columns--
	}
	return columns
}

func (s *shelver) shelfWidth(a *arrangement, shelf []int) float64 {
	w := 2 * pageMargin
	for k, b := range shelf {
		w += s.size(b, a.order[b], a.columns[b]).X
		if k > 0 {
			w += s.across(shelf[k-1], b)
		}
	}
	return w
}

// improve tries small changes and keeps those that lower the cost, until none does or the effort is spent.
func (s *shelver) improve(t *attempt, effort int) {
	for effort > 0 {
		before := t.cost
		for _, change := range s.changes(t.a) {
			if effort--; effort < 0 {
				return
			}
			a := t.a.clone()
			change(a)
			p := s.place(a)
			if cost := s.cost(p, t.cost); cost < t.cost-0.01 {
				*t = attempt{a, p, cost}
			}
		}
		if t.cost >= before {
			return
		}
	}
}

// changes are the neighbours of an arrangement: two zones of a shelf change places, or two boxes of a zone, or a zone gets another
// number of columns.
func (s *shelver) changes(a *arrangement) []func(*arrangement) {
	var changes []func(*arrangement)
	for i, shelf := range a.shelves {
		for k := range shelf {
			for l := k + 1; l < len(shelf) && l < k+3; l++ {
				changes = append(changes, func(a *arrangement) {
					a.shelves[i][k], a.shelves[i][l] = a.shelves[i][l], a.shelves[i][k]
				})
			}
		}
	}
	for b, order := range a.order {
		for _, columns := range []int{a.columns[b] - 1, a.columns[b] + 1} {
			if columns >= 1 && columns <= len(order) {
				changes = append(changes, func(a *arrangement) { a.columns[b] = columns })
			}
		}
		for k := range order {
			for l := k + 1; l < len(order) && l < k+4; l++ {
				changes = append(changes, func(a *arrangement) { a.order[b][k], a.order[b][l] = a.order[b][l], a.order[b][k] })
			}
		}
	}
	return changes
}
