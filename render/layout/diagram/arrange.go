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
	starts := s.starts()
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
	slices.SortStableFunc(*attempts, cheaper)
	*attempts = slices.CompactFunc(*attempts, same)
	*attempts = (*attempts)[:min(n, len(*attempts))]
}

func cheaper(a, b attempt) int { return cmp.Compare(a.cost, b.cost) }

func same(a, b attempt) bool { return a.cost == b.cost && slices.Equal(a.p.frames, b.p.frames) }

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

// begun is the number of arrangements from which improvement begins.
const begun = 20

// starts are the arrangements to begin with: of the divisions of the blocks into shelves, each for several widths, those that are said least
// against. There are hundreds, so only those that are kept get the lengths of their boxes.
func (s *shelver) starts() []attempt {
	var all []attempt
	for _, width := range widths() {
		for _, shelves := range s.divisions(width) {
			a := s.start(shelves, width)
			w, h := s.stack(a)
			all = append(all, attempt{a: a, cost: s.page(w, h)})
		}
	}
	slices.SortStableFunc(all, cheaper)
	var starts []attempt
	last := attempt{cost: math.Inf(-1)}
	for _, t := range all {
		t.p = s.place(t.a)
		if !same(last, t) {
			starts = append(starts, t)
		}
		if last = t; len(starts) == begun {
			break
		}
	}
	return starts
}

// divisions are the ways to put the blocks on shelves in their order: all, or where these are too many, a few that fill a width.
func (s *shelver) divisions(width float64) [][][]int {
	if n := len(s.blocks); n <= enumerated {
		if s.all == nil {
			s.all = everyDivision(n)
		}
		return s.all
	}
	var divisions [][][]int
	for _, share := range []float64{1, 0.85, 0.7, 0.55} {
		divisions = append(divisions, s.fillShelves(width*share))
	}
	return divisions
}

// everyDivision of n things: between any two neighbours there is a break or none.
func everyDivision(n int) [][][]int {
	var divisions [][][]int
	for breaks := range 1 << (n - 1) {
		shelves := [][]int{{0}}
		for b := 1; b < n; b++ {
			if breaks>>(b-1)&1 == 1 {
				shelves = append(shelves, nil)
			}
			shelves[len(shelves)-1] = append(shelves[len(shelves)-1], b)
		}
		divisions = append(divisions, shelves)
	}
	return divisions
}

// fillShelves puts blocks on shelves in their order, as many on each as fit in a nearly square form.
func (s *shelver) fillShelves(width float64) [][]int {
	var shelves [][]int
	left := 0.0
	for b := range s.blocks {
		boxes := s.blocks[b].boxes
		columns := max(1, int(math.Ceil(math.Sqrt(float64(len(boxes))*0.7))))
		w := s.givenSize(b, columns).X
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
	a := &arrangement{shelves: shelves, order: s.given, columns: make([]int, len(s.blocks)), sizes: make([]Point, len(s.blocks))}
	for b := range s.blocks {
		a.columns[b] = max(1, len(a.order[b]))
		a.sizes[b] = s.givenSize(b, a.columns[b])
	}
	for _, shelf := range shelves {
		for s.shelfWidth(a, shelf) > width {
			narrowest, best := -1, math.Inf(1)
			for _, b := range shelf {
				if a.columns[b] < 2 {
					continue
				}
				if h := s.givenSize(b, fewer(len(a.order[b]), a.columns[b])).Y; h < best {
					narrowest, best = b, h
				}
			}
			if narrowest < 0 {
				break
			}
			a.columns[narrowest] = fewer(len(a.order[narrowest]), a.columns[narrowest])
			a.sizes[narrowest] = s.givenSize(narrowest, a.columns[narrowest])
		}
	}
	return a
}

// givenSize is how large a block becomes with its boxes in the order in which they are given. Many starts ask for the same.
func (s *shelver) givenSize(b, columns int) Point {
	known := s.givenSizes[b]
	if known[columns] == (Point{}) {
		known[columns] = s.size(b, s.given[b], columns)
	}
	return known[columns]
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
		w += a.sizes[b].X
		if k > 0 {
			w += s.across(shelf[k-1], b)
		}
	}
	return w
}
