package source

import (
	"maps"
	"slices"
	"strings"
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

// Quoted is a text as a basic string of TOML. Values that do not print were refused before.
func Quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
