package html

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joints hold the parts of a compound word together: host names, addresses, paths, ids.
const (
	joints = between + ties

	between = `./:\@` // stand between names
	ties    = `-_`    // stand in them
)

// The search words of a text are each word whole, the names in it, and the parts of these between ties and in camel case. The site's script has the
// same rule for queries; both are tested with the same list.

// appendTokens appends the search words of one word; the first is the whole. Some may come twice.
func appendTokens(found []string, word string) []string {
	found = append(found, strings.ToLower(word))
	for name, rest := "", word; rest != ""; {
		name, rest = cutAt(rest, between)
		name = strings.Trim(name, ties)
		if name != "" && len(name) < len(word) {
			found = append(found, strings.ToLower(name))
		}
		for part, rest := "", name; rest != ""; {
			part, rest = cutAt(rest, ties)
			if part != "" && len(part) < len(name) {
				found = append(found, strings.ToLower(part))
			}
			found = appendCamel(found, part)
		}
	}
	return found
}

// cutAt cuts a text at the first of some characters.
func cutAt(text, at string) (before, after string) {
	if i := strings.IndexAny(text, at); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, ""
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
