package spreadsheet

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"portolan/render/grid"
)

// maxName is the longest name of a sheet, in UTF-16 units as spreadsheet programs count.
const maxName = 31

// reserved are names that spreadsheet programs keep for themselves.
var reserved = map[string]bool{"history": true}

// names gives each tab a name that spreadsheet programs accept, near to the wanted one and unlike all others. They take no notice of case.
func names(tabs []grid.Tab) (map[string]string, error) {
	byKey, taken := map[string]string{}, map[string]bool{}
	for _, t := range tabs {
		if _, twice := byKey[t.Key]; twice {
			return nil, fmt.Errorf("two sheets have the key %q", t.Key)
		}
		wanted := allowed(t.Name)
		name := cut(wanted, maxName)
		for n := 2; taken[strings.ToLower(name)] || reserved[strings.ToLower(name)]; n++ {
			suffix := fmt.Sprintf(" (%d)", n)
			name = cut(wanted, maxName-len(suffix)) + suffix
		}
		taken[strings.ToLower(name)] = true
		byKey[t.Key] = name
	}
	return byKey, nil
}

// allowed replaces what no name of a sheet may hold, and the apostrophe, which every reference would have to escape.
func allowed(name string) string {
	name = strings.ReplaceAll(name, "'", "’")
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || unicode.IsControl(r) || !inXML(r) {
			return '-'
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if name == "" {
		return "-"
	}
	return name
}

// cut shortens text to so many UTF-16 units, between characters.
func cut(text string, units int) string {
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > units {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

// units counts as spreadsheet programs do.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// quoted is a name as references write it. No name holds an apostrophe.
func quoted(name string) string { return "'" + name + "'" }
