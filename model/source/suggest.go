package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// mostKnown is the number of names among which a near one is looked for.
const mostKnown = 2000

// DidYouMean is the cure for a name that is not among the known ones: the nearest, or all of them when they are few.
func DidYouMean(name string, known []string) string {
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	best, distance := "", len(name)/3+2
	if len(name) <= 64 && len(known) <= mostKnown {
		for _, k := range sorted {
			if len(k) >= len(name)+4*distance { // a character has at most four bytes
				continue
			}
			if d := levenshtein.Distance(strings.ToLower(name), strings.ToLower(k), nil); d < distance {
				best, distance = k, d
			}
		}
	}
	switch {
	case best != "":
		return fmt.Sprintf("did you mean %q?", best)
	case len(sorted) > 0 && len(sorted) <= 24:
		return "known: " + strings.Join(sorted, ", ")
	}
	return ""
}
