package html

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joints hold the parts of a compound word together: host names, addresses, paths, ids.
const joints = `-._/:\@`

// The search words of a text are each word whole, and its parts between joints and in camel case. The site's script has the same rule for
// queries; both are tested with the same list.

// tokens are the search words of one word; the first is the whole. Some may come twice.
func tokens(word string) []string {
	found := []string{strings.ToLower(word)}
	for part := range cut(word, func(r rune) bool { return !isJoint(r) }) {
		found = append(found, strings.ToLower(part))
		for _, piece := range camel(part) {
			found = append(found, strings.ToLower(piece))
		}
	}
	return found
}

// words are the words of a text, cut at everything that is neither letter, number nor joint.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for word := range cut(text, inWord) {
			if word = strings.Trim(word, joints); word != "" && !yield(word) {
				return
			}
		}
	}
}

// cut gives the longest pieces of a text whose characters are all wanted.
func cut(text string, wanted func(rune) bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range text {
			switch in := wanted(r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(text[start:i]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIIWord[r]
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// isASCIIWord holds the answers of inWord for ASCII, of which most texts are.
var isASCIIWord = func() (in [utf8.RuneSelf]bool) {
	for r := range rune(utf8.RuneSelf) {
		in[r] = unicode.IsLetter(r) || unicode.IsNumber(r) || isJoint(r)
	}
	return in
}()

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
