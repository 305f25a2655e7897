package citation

import (
	"strconv"
	"strings"

	"portolan/model/plan"
)

// Distinct leaves out places that lie in another one of the list: of the lines 1239-1248 and 1243-1248 of one section the first are enough.
// Of equal places the first stays.
func Distinct(list []plan.Citation) []plan.Citation {
	var out []plan.Citation
	for i, c := range list {
		lies := false
		for j, other := range list {
			if i != j && within(c, other) && (j < i || !within(other, c)) {
				lies = true
			}
		}
		if !lies {
			out = append(out, c)
		}
	}
	return out
}

// within tells whether all lines of a place are lines of another one of the same section.
func within(c, other plan.Citation) bool {
	mine, theirs := c.Lines, other.Lines
	c.Lines, other.Lines = "", ""
	if c != other {
		return false
	}
	if mine == theirs {
		return true
	}
	for part := range strings.SplitSeq(mine, ",") {
		if !covered(part, theirs) {
			return false
		}
	}
	return true
}

// covered tells whether one of several ranges of lines holds a range. Places without lines hold none and are held by none.
func covered(part, ranges string) bool {
	from, to, ok := lines(part)
	if !ok {
		return false
	}
	for r := range strings.SplitSeq(ranges, ",") {
		if first, last, ok := lines(r); ok && first <= from && to <= last {
			return true
		}
	}
	return false
}

// lines are the first and the last line of a range, "12" or "12-15".
func lines(part string) (first, last int, ok bool) {
	from, to, several := strings.Cut(strings.TrimSpace(part), "-")
	if !several {
		to = from
	}
	first, err := strconv.Atoi(from)
	if err != nil {
		return 0, 0, false
	}
	last, err = strconv.Atoi(to)
	return first, last, err == nil
}
