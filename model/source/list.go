package source

import (
	"maps"
	"slices"
)

// Contains reports whether a list holds a text.
func Contains(list []Text, wanted string) bool {
	for _, v := range list {
		if v.V == wanted {
			return true
		}
	}
	return false
}

// SortedKeys are the keys of a table in order, because no output may depend on the order of a map.
func SortedKeys[T any](table map[string]T) []string { return slices.Sorted(maps.Keys(table)) }

// Strings are the values of a list.
func Strings(list []Text) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
}
