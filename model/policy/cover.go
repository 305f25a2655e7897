package policy

import (
	"cmp"
	"slices"
)

// cell is one connection of a class of flows on equal terms: indexes of a source, a target and a port.
type cell [3]int

// The axes of cells and boxes.
const (
	fromAxis = iota
	toAxis
	portAxis
)

// box is every source with every target at every port, each as a sorted list of indexes.
type box [3][]int

// relation is what is covered: cells, and which hosts never call themselves, so that a box may hold such a pair without meaning it.
type relation struct {
	cells []cell // sorted, each once
	alone []bool // by index of a host
}

// cover divides cells into boxes: each cell is in exactly one, and no box holds another connection than these. To find the fewest is
// hard; so several methods are tried, each deterministic, and the first of those with the fewest boxes counts.
func (r relation) cover() []box {
	folded, same := r.fold()
	var best []box
	for _, try := range folded.methods() {
		boxes := folded.join(try())
		if best == nil || len(boxes) < len(best) {
			best = boxes
		}
		if len(best) == 1 {
			break
		}
	}
	for i := range best {
		best[i] = best[i].unfold(same)
	}
	slices.SortFunc(best, compareBoxes)
	return best
}

// greedyCells is the number of cells up to which growing boxes is tried: its time grows with their square.
const greedyCells = 1 << 10

func (r relation) methods() []func() []box {
	var methods, growing []func() []box
	selves := r.selves()
	for _, order := range [][3]int{{portAxis, toAxis, fromAxis}, {portAxis, fromAxis, toAxis}, {toAxis, portAxis, fromAxis}, {toAxis, fromAxis, portAxis}, {fromAxis, portAxis, toAxis}, {fromAxis, toAxis, portAxis}} {
		methods = append(methods, func() []box { return merge(r.single(r.cells), order) })
		if len(selves) > 0 {
			methods = append(methods, func() []box {
				return slices.DeleteFunc(merge(r.single(append(slices.Clone(r.cells), selves...)), order), func(b box) bool { return r.size(b) == 0 })
			})
		}
		growing = append(growing, func() []box { return r.grow(order) })
	}
	if len(r.cells) <= greedyCells {
		methods = append(methods, growing...)
	}
	return methods
}

func (r relation) single(cells []cell) []box {
	boxes := make([]box, len(cells))
	for i, c := range cells {
		boxes[i] = box{{c[0]}, {c[1]}, {c[2]}}
	}
	return boxes
}

// selves are the pairs of a host with itself that may fill a box up: at ports at which the host both calls and answers.
func (r relation) selves() []cell {
	calls, answers := map[[2]int]bool{}, map[[2]int]bool{}
	for _, c := range r.cells {
		calls[[2]int{c[fromAxis], c[portAxis]}], answers[[2]int{c[toAxis], c[portAxis]}] = true, true
	}
	var out []cell
	for key := range calls {
		if answers[key] && r.alone[key[0]] {
			out = append(out, cell{key[0], key[0], key[1]})
		}
	}
	slices.SortFunc(out, compareCells)
	return out
}

// merge unites boxes that differ in one axis only, axis after axis in the given order, until nothing changes.
func merge(boxes []box, order [3]int) []box {
	for {
		before := len(boxes)
		for _, axis := range order {
			boxes = mergeAlong(boxes, axis)
		}
		if len(boxes) == before {
			return boxes
		}
	}
}

func mergeAlong(boxes []box, axis int) []box {
	at := map[string]int{}
	var out []box
	for _, b := range boxes {
		key := b.keyWithout(axis)
		i, known := at[key]
		if !known {
			at[key] = len(out)
			out = append(out, b)
			continue
		}
		out[i][axis] = append(slices.Clone(out[i][axis]), b[axis]...)
	}
	for i := range out {
		slices.Sort(out[i][axis])
	}
	return out
}

// keyWithout is what two boxes have in common that can be united along an axis.
func (b box) keyWithout(axis int) string {
	var key []byte
	for other, list := range b {
		if other == axis {
			continue
		}
		for _, n := range list {
			key = append(key, byte(n), byte(n>>8), byte(n>>16))
		}
		key = append(key, 0xff, 0xff, 0xff)
	}
	return string(key)
}

// size is the number of connections of a box: those of a host with itself do not count.
func (r relation) size(b box) int {
	pairs := len(b[fromAxis]) * len(b[toAxis])
	for _, host := range b[fromAxis] {
		if _, both := slices.BinarySearch(b[toAxis], host); both && r.alone[host] {
			pairs--
		}
	}
	return pairs * len(b[portAxis])
}

// joinBoxes is the number of boxes up to which every pair is looked at.
const joinBoxes = 600

// join unites any two boxes whose union holds nothing but what they hold.
func (r relation) join(boxes []box) []box {
	if len(boxes) > joinBoxes {
		return boxes
	}
	for i := 0; i < len(boxes); i++ {
		for j := i + 1; j < len(boxes); j++ {
			if united := union(boxes[i], boxes[j]); r.size(united) == r.size(boxes[i])+r.size(boxes[j]) {
				boxes[i] = united
				boxes = slices.Delete(boxes, j, j+1)
				i, j = -1, len(boxes) // a larger box may take in earlier ones
			}
		}
	}
	return boxes
}

func union(a, b box) box {
	var out box
	for axis := range out {
		list := append(slices.Clone(a[axis]), b[axis]...)
		slices.Sort(list)
		out[axis] = slices.Compact(list)
	}
	return out
}

// growth is what growing boxes works with: the cells that no box has yet, and which index an axis can have beside two others.
type growth struct {
	relation
	left   map[cell]bool
	beside [3]map[cell][]int // by axis; the axis itself is 0 in the key
}

// grow takes the largest box that can be grown from a cell, along the axes in the given order, until no cell is left. What was grown from a cell stays
// as it is until another box takes some of it: the others only lose what they could not have.
func (r relation) grow(order [3]int) []box {
	g := growth{relation: r, left: make(map[cell]bool, len(r.cells))}
	for _, c := range r.cells {
		g.left[c] = true
	}
	for axis := range g.beside {
		g.beside[axis] = map[cell][]int{}
		for _, c := range r.cells {
			key := c
			key[axis] = 0
			g.beside[axis][key] = append(g.beside[axis][key], c[axis])
		}
	}
	grown, sizes := make([]box, len(r.cells)), make([]int, len(r.cells))
	var boxes []box
	for len(g.left) > 0 {
		best, seen := -1, map[string]int{}
		for i, c := range r.cells {
			if !g.left[c] {
				continue
			}
			if sizes[i] == 0 {
				first := g.line(box{{c[0]}, {c[1]}, {c[2]}}, order[0])
				key := first.keyWithout(-1)
				if other, known := seen[key]; known { // another cell of the same line grows the same box
					grown[i] = grown[other]
				} else {
					seen[key] = i
					grown[i] = g.line(g.line(first, order[1]), order[2])
				}
				sizes[i] = r.size(grown[i])
			}
			if best < 0 || sizes[i] > sizes[best] {
				best = i
			}
		}
		boxes = append(boxes, grown[best])
		g.take(grown[best])
		for i := range sizes {
			if sizes[i] > 0 && grown[i].meets(boxes[len(boxes)-1]) {
				sizes[i] = 0
			}
		}
	}
	return boxes
}

// take removes the cells of a box from those that are left.
func (g *growth) take(b box) {
	for _, from := range b[fromAxis] {
		for _, to := range b[toAxis] {
			for _, port := range b[portAxis] {
				delete(g.left, cell{from, to, port})
			}
		}
	}
}

// meets tells whether two boxes may have a connection in common.
func (b box) meets(other box) bool {
	for axis, list := range b {
		if !slices.ContainsFunc(list, func(n int) bool { _, found := slices.BinarySearch(other[axis], n); return found }) {
			return false
		}
	}
	return true
}

// line widens a box along one axis by every index for which all of it is left.
func (g *growth) line(b box, axis int) box {
	var list []int
	for _, n := range g.candidates(b, axis) {
		wider := b
		wider[axis] = []int{n}
		if _, inside := slices.BinarySearch(b[axis], n); inside || g.holds(wider) {
			list = append(list, n)
		}
	}
	b[axis] = list
	return b
}

// candidates are what a box may be widened by, with what it has: whatever stands beside one of its connections, and a host that calls itself there, for
// that is none.
func (g *growth) candidates(b box, axis int) []int {
	list := slices.Clone(b[axis])
	for _, from := range b[fromAxis] {
		for _, to := range b[toAxis] {
			if axis == portAxis && from == to && g.alone[from] {
				continue
			}
			key := cell{from, to, b[portAxis][0]}
			key[axis] = 0
			list = append(list, g.beside[axis][key]...)
			if axis != portAxis {
				list = append(list, key[fromAxis+toAxis-axis])
			}
			slices.Sort(list)
			return slices.Compact(list)
		}
	}
	return list
}

// holds tells whether every connection of a box is left, and it has any.
func (g *growth) holds(b box) bool {
	if g.size(b) == 0 {
		return false
	}
	for _, from := range b[fromAxis] {
		for _, to := range b[toAxis] {
			if from == to && g.alone[from] {
				continue
			}
			for _, port := range b[portAxis] {
				if !g.left[cell{from, to, port}] {
					return false
				}
			}
		}
	}
	return true
}

func compareCells(a, b cell) int { return slices.Compare(a[:], b[:]) }

func compareBoxes(a, b box) int {
	return cmp.Or(slices.Compare(a[0], b[0]), slices.Compare(a[1], b[1]), slices.Compare(a[2], b[2]))
}
