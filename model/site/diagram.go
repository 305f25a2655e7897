package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/source"
)

// Diagram is what the customer wants of the diagrams of the site, by ids.
type Diagram struct {
	At    source.Position
	Order strs           `toml:"order"` // zones and hosts: within their tier or zone these come first, in this order
	Split strs           `toml:"split"` // hosts with a box of their own, although others are alike
	Label map[string]str `toml:"label"` // own words for a box, by its id, or for a line, "FROM -> TO"
}

// lineArrow stands between the ends of a line.
const lineArrow = " -> "

// mostInLabels is the length in bytes of a customer's words in a diagram.
const mostInLabels = 60

// LineEnds are the two ids that a key of a label joins; ok is false where it is the key of a box.
func LineEnds(key string) (from, to string, ok bool) { return strings.Cut(key, lineArrow) }

// faults finds what is there twice, and words that no diagram has room for. Whether the ids are the site's shows with its catalogues.
func (d Diagram) faults() source.Diagnostics {
	var found source.Diagnostics
	twice := func(at, first source.Position, what string) {
		found = append(found, source.Diagnostic{Code: "S312", At: at, What: fmt.Sprintf("the diagrams' hints name %s twice", what), Help: "remove this one",
			Related: []source.Related{{At: first, What: "first here"}}})
	}
	for _, list := range []struct {
		key string
		ids strs
	}{{"order", d.Order}, {"split", d.Split}} {
		seen := map[string]source.Position{}
		for _, id := range list.ids {
			if first, ok := seen[id.V]; ok {
				twice(id.At, first, fmt.Sprintf("%s in %s", id.V, list.key))
				continue
			}
			seen[id.V] = id.At
		}
	}
	lines := map[[2]string]source.Position{}
	for _, key := range slices.Sorted(maps.Keys(d.Label)) {
		label := d.Label[key]
		if fault, ok := source.Short("diagram.label", label, mostInLabels); !ok {
			found = append(found, fault)
		}
		from, to, ok := LineEnds(key)
		if !ok {
			continue
		}
		ends := [2]string{min(from, to), max(from, to)}
		if first, ok := lines[ends]; ok {
			twice(label.At, first, fmt.Sprintf("the line between %s and %s", ends[0], ends[1]))
			continue
		}
		lines[ends] = label.At
	}
	return found
}
