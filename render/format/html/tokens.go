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

// appendTokens appends the search words of one word; the first is the whole. Some may come twice.
func appendTokens(found []string, word string) []string {
	found = append(found, strings.ToLower(word))
	for rest := word; rest != ""; {
		part := rest
		if joint := strings.IndexAny(rest, joints); joint >= 0 {
			part, rest = rest[:joint], rest[joint+1:]
		} else {
			rest = ""
		}
		if part != "" && len(part) < len(word) {
			found = append(found, strings.ToLower(part))
		}
		found = appendCamel(found, part)
	}
	return found
}

// words are the words of a text, cut at everything that is neither letter, number nor joint.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for rest := text; ; {
			start := strings.IndexFunc(rest, inWord)
			if start < 0 {
				return
			}
			rest = rest[start:]
			end := strings.IndexFunc(rest, notInWord)
			if end < 0 {
				end = len(rest)
			}
			if word := strings.TrimFunc(rest[:end], isJoint); word != "" && !yield(word) {
				return
			}
			rest = rest[end:]
		}
	}
}

func notInWord(r rune) bool { return !inWord(r) }

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

// appendCamel appends the pieces of a word that is in camel case. It is cut at a capital after a small letter or number, and before the last
// capital of several: HTTP|Server|Name.
func appendCamel(found []string, word string) []string {
	start, last := 0, ' '
	for i, r := range word {
		if unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsNumber(last) || unicode.IsUpper(last) && startsSmall(word[i+utf8.RuneLen(r):])) {
			found = append(found, strings.ToLower(word[start:i]))
			start = i
		}
		last = r
	}
	if start > 0 {
		found = append(found, strings.ToLower(word[start:]))
	}
	return found
}

func startsSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}
