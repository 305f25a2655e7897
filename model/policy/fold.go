package policy

import (
	"maps"
	"slices"
)

// fold leaves one of all indexes of an axis that have the same cells, because what holds for one holds for the others; a large site has many
// hosts and few kinds of them. It returns for each axis and index that is left those that it stands for. Hosts that both call and answer
// are left alone: two of them differ in not calling themselves.
func (r relation) fold() (relation, [3]map[int][]int) {
	var same [3]map[int][]int
	cells := r.cells
	for axis := range same {
		if axis == portAxis || !r.mixed() {
			cells, same[axis] = foldAxis(cells, axis)
		}
	}
	return relation{cells, r.alone}, same
}

// mixed tells whether some host is at both ends.
func (r relation) mixed() bool {
	calls := map[int]bool{}
	for _, c := range r.cells {
		calls[c[fromAxis]] = true
	}
	return slices.ContainsFunc(r.cells, func(c cell) bool { return calls[c[toAxis]] })
}

func foldAxis(cells []cell, axis int) ([]cell, map[int][]int) {
	kinds := map[int][]byte{} // index -> all its cells without the axis, in order
	for _, c := range cells {
		n := c[axis]
		c[axis] = 0
		for _, part := range c {
			kinds[n] = append(kinds[n], byte(part), byte(part>>8), byte(part>>16))
		}
	}
	first, same := map[string]int{}, map[int][]int{}
	for _, n := range slices.Sorted(maps.Keys(kinds)) {
		kind := string(kinds[n])
		if _, known := first[kind]; !known {
			first[kind] = n
		}
		same[first[kind]] = append(same[first[kind]], n)
	}
	return slices.DeleteFunc(slices.Clone(cells), func(c cell) bool { return same[c[axis]] == nil }), same
}

// unfold puts back what the indexes of a box stand for.
func (b box) unfold(same [3]map[int][]int) box {
	for axis, stands := range same {
		if stands == nil {
			continue
		}
		var all []int
		for _, n := range b[axis] {
			all = append(all, stands[n]...)
		}
		slices.Sort(all)
		b[axis] = all
	}
	return b
}
