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

// grow takes the largest box that can be grown from a cell, along the axes in the given order, until no cell is left.
func (r relation) grow(order [3]int) []box {
	left := make(map[cell]bool, len(r.cells))
	for _, c := range r.cells {
		left[c] = true
	}
	var boxes []box
	for len(left) > 0 {
		var best box
		size := 0
		seen := map[string]bool{}
		for _, c := range r.cells {
			if !left[c] {
				continue
			}
			first := r.line(left, box{{c[0]}, {c[1]}, {c[2]}}, order[0])
			key := box{first[0], first[1], first[2]}.keyWithout(-1)
			if seen[key] { // another cell of the same line grows the same box
				continue
			}
			seen[key] = true
			b := r.line(left, r.line(left, first, order[1]), order[2])
			if n := r.size(b); n > size {
				best, size = b, n
			}
		}
		for _, from := range best[fromAxis] {
			for _, to := range best[toAxis] {
				for _, port := range best[portAxis] {
					delete(left, cell{from, to, port})
				}
			}
		}
		boxes = append(boxes, best)
	}
	return boxes
}

// line widens a box along one axis by every index for which all of it is left.
func (r relation) line(left map[cell]bool, b box, axis int) box {
	var list []int
	for _, n := range r.indexes(axis) {
		wider := b
		wider[axis] = []int{n}
		if _, inside := slices.BinarySearch(b[axis], n); inside || r.holds(left, wider) {
			list = append(list, n)
		}
	}
	b[axis] = list
	return b
}

func (r relation) indexes(axis int) []int {
	seen := map[int]bool{}
	var list []int
	for _, c := range r.cells {
		if !seen[c[axis]] {
			seen[c[axis]] = true
			list = append(list, c[axis])
		}
	}
	slices.Sort(list)
	return list
}

// holds tells whether every connection of a box is left, and it has any.
func (r relation) holds(left map[cell]bool, b box) bool {
	if r.size(b) == 0 {
		return false
	}
	for _, from := range b[fromAxis] {
		for _, to := range b[toAxis] {
			if from == to && r.alone[from] {
				continue
			}
			for _, port := range b[portAxis] {
				if !left[cell{from, to, port}] {
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
