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
	nearest := Nearest(name, known)
	if nearest == "" {
		return cure(name, listed(known))
	}
	return cure(name, meant(nearest))
}

// OneOf is the cure for a value that is none of a few: the nearest, and all of them.
func OneOf(value string, known []string) string {
	return cure(value, meant(Nearest(value, known)), listed(known))
}

// Nearest is the known name that was probably meant; "" where none is near.
func Nearest(name string, known []string) string {
	best, distance := "", len(name)/3+2
	plain, _ := Latin(name)
	if len(name) > 64 || len(known) > mostKnown {
		return ""
	}
	for _, k := range slices.Sorted(slices.Values(known)) {
		if len(k) >= len(name)+4*distance { // a character has at most four bytes
			continue
		}
		if d := levenshtein.Distance(strings.ToLower(plain), strings.ToLower(k), nil); d < distance {
			best, distance = k, d
		}
	}
	return best
}

func meant(nearest string) string {
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", nearest)
}

// listed are all of the known names when they are few.
func listed(known []string) string {
	if len(known) == 0 || len(known) > 24 {
		return ""
	}
	return "known: " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
}

// cure puts the parts of a cure together, with what is to be known of a name's letters behind them.
func cure(name string, parts ...string) string {
	if _, why := Latin(name); why != "" {
		parts = append(parts, why)
	}
	return strings.ReplaceAll(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; "), "?;", "?")
}
