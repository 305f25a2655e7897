package html

import (
	"slices"
	"strings"
	"unicode"
)

// joints hold the parts of a compound word together: host names, addresses, paths, ids.
const joints = `-._/:\@`

// tokens are the search words of a text: each word whole, and its parts between joints and in camel case. The site's script has
// the same function for queries; both are tested with the same list.
func tokens(text string) []string {
	var found []string
	add := func(word string) {
		if word = strings.ToLower(word); word != "" && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	for _, word := range words(text) {
		add(word)
		for _, part := range strings.FieldsFunc(word, isJoint) {
			add(part)
			for _, piece := range camel(part) {
				add(piece)
			}
		}
	}
	return found
}

// words splits at everything that is neither letter, number nor joint.
func words(text string) []string {
	split := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !isJoint(r)
	})
	var found []string
	for _, word := range split {
		if word = strings.Trim(word, joints); word != "" {
			found = append(found, word)
		}
	}
	return found
}

func isJoint(r rune) bool { return strings.ContainsRune(joints, r) }

// camel splits at a capital after a small letter or number, and before the last capital of several: HTTP|Server|Name.
func camel(word string) []string {
	var pieces []string
	runes := []rune(word)
	start := 0
	for i := 1; i < len(runes); i++ {
		after := unicode.IsLower(runes[i-1]) || unicode.IsNumber(runes[i-1])
		before := unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if unicode.IsUpper(runes[i]) && (after || before) {
			pieces = append(pieces, string(runes[start:i]))
			start = i
		}
	}
	return append(pieces, string(runes[start:]))
}
