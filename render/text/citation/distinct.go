package citation

import (
	"strconv"
	"strings"

	"portolan/model/plan"
)

// Distinct leaves out places that lie in another one of the list: of the pages 49-50 and 49 of one section the first are enough.
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

// within tells whether all pages of a place are pages of another one of the same section. Places without pages hold none and are held by none.
func within(c, other plan.Citation) bool {
	mine, theirs := c.Page, other.Page
	c.Page, other.Page = "", ""
	if c != other || mine == theirs {
		return c == other
	}
	from, to, ok := pages(mine)
	first, last, also := pages(theirs)
	return ok && also && first <= from && to <= last
}

// pages are the first and the last page of a range, "12" or "12-15".
func pages(text string) (first, last int, ok bool) {
	from, to, several := strings.Cut(text, "-")
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
