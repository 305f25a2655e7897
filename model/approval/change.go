package approval

import (
	"fmt"
	"slices"
	"strings"
)

// A Change is one aspect in which two meanings differ. Of a list it holds only the values that went and those that came.
type Change struct {
	What string   `json:"what"` // the aspect's key, as approvals name it
	Old  []string `json:"old,omitempty"`
	New  []string `json:"new,omitempty"`
}

// Changes are what differs between the meaning that was agreed and that of today, in the order of the aspects.
func Changes(agreed, today *Meaning) []Change {
	var out []Change
	for i := range aspects {
		a := &aspects[i]
		if a.same(agreed, today) {
			continue
		}
		old, new := a.of(agreed), a.of(today)
		if a.list {
			old, new = without(old, new), without(new, old)
		}
		out = append(out, Change{a.key, old, new})
	}
	return out
}

// without are the values of a list that another does not hold.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return slices.Contains(other, v) })
}

// Text is a change in words: "port 4432 -> 9999", "source address added: 10.20.1.22".
func (c Change) Text() string {
	name := c.What
	for _, a := range aspects {
		if a.key == c.What {
			name = a.name
		}
	}
	switch {
	case len(c.Old) == 0:
		return fmt.Sprintf("%s added: %s", name, some(c.New))
	case len(c.New) == 0:
		return fmt.Sprintf("%s removed: %s", name, some(c.Old))
	}
	return fmt.Sprintf("%s %s -> %s", name, some(c.Old), some(c.New))
}

// Texts are changes in words, on one line.
func Texts(changes []Change) string {
	var parts []string
	for _, c := range changes {
		parts = append(parts, c.Text())
	}
	return strings.Join(parts, "; ")
}

// few is how many values of a list a text names: a group may have hundreds.
const few = 6

// Some are the values of a list that a text names, and the number of those that it only counts.
func Some(values []string) (shown []string, more int) {
	if len(values) > few+1 { // "and 1 more" is longer than most values
		return values[:few], len(values) - few
	}
	return values, 0
}

func some(values []string) string {
	shown, more := Some(values)
	text := strings.Join(shown, ", ")
	if more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// WhatChanges are the keys of all aspects that can change, for those who name them in another language.
func WhatChanges() []string {
	var keys []string
	for _, a := range aspects {
		keys = append(keys, a.key)
	}
	return keys
}
