package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// mostKnown is the number of names among which a near one is looked for.
const mostKnown = 2000

// DidYouMean is the cure for a name that is not among the known ones: the nearest, or all of them when they are few. Letters of the name
// that only look like others are named.
func DidYouMean(name string, known []string) string {
	nearest, all := near(name, known)
	if nearest == "" {
		nearest = all
	}
	return joined(name, nearest)
}

// OneOf is the cure for a value that is none of a few: the nearest, and all of them.
func OneOf(value string, known []string) string {
	nearest, all := near(value, known)
	return joined(value, nearest, all)
}

// near finds the nearest of the known names, and lists all of them when they are few.
func near(name string, known []string) (nearest, all string) {
	sorted := slices.Clone(known)
	slices.Sort(sorted)
	best, distance := "", len(name)/3+2
	if plain, _ := Latin(name); len(name) <= 64 && len(known) <= mostKnown {
		for _, k := range sorted {
			if len(k) >= len(name)+4*distance { // a character has at most four bytes
				continue
			}
			if d := levenshtein.Distance(strings.ToLower(plain), strings.ToLower(k), nil); d < distance {
				best, distance = k, d
			}
		}
	}
	if best != "" {
		nearest = fmt.Sprintf("did you mean %q?", best)
	}
	if len(sorted) > 0 && len(sorted) <= 24 {
		all = "known: " + strings.Join(sorted, ", ")
	}
	return nearest, all
}

// joined are parts of a cure, with what is to be known of a name's letters behind them.
func joined(name string, parts ...string) string {
	if _, why := Latin(name); why != "" {
		parts = append(parts, why)
	}
	return strings.ReplaceAll(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; "), "?;", "?")
}
