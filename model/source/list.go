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
func SortedKeys[T any](table map[string]T) []string {
	if len(table) == 0 {
		return nil
	}
	keys := slices.AppendSeq(make([]string, 0, len(table)), maps.Keys(table))
	slices.Sort(keys)
	return keys
}

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

// QuotedEnd is the length of the TOML string, of any of the four forms, with which a text begins: 0 where it begins with none, all of the text where that string
// does not end. Three quotes may have up to two of the string's own before them.
func QuotedEnd(text string) int {
	if text == "" || text[0] != '"' && text[0] != '\'' {
		return 0
	}
	quote := text[:1]
	if three := strings.Repeat(quote, 3); strings.HasPrefix(text, three) {
		quote = three
	}
	for at := len(quote); at < len(text); at++ {
		switch {
		case text[at] == '\\' && quote[0] == '"':
			at++
		case strings.HasPrefix(text[at:], quote):
			at += len(quote)
			for n := 0; len(quote) == 3 && n < 2 && strings.HasPrefix(text[at:], quote[:1]); n++ {
				at++
			}
			return at
		}
	}
	return len(text)
}
