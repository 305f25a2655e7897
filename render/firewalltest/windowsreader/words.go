package windowsreader

import (
	"fmt"
	"strings"
)

// quotes are the characters that PowerShell takes for a single quote.
const quotes = "'\u2018\u2019\u201a\u201b"

// wordsOf divides a line into words. A text in quotes is one word, with a quote at its front; the parts of a list are words.
func wordsOf(line string) ([]string, error) {
	var words []string
	runes := []rune(line)
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case r == ' ' || r == '\t':
			i++
		case r == '#':
			return words, nil
		case strings.ContainsRune(quotes, r):
			value, next, err := quoted(runes, i)
			if err != nil {
				return nil, err
			}
			words, i = append(words, "'"+value), next
		case r == '"' || r == '\u201c' || r == '\u201d' || r == '\u201e' || r == '`':
			return nil, fmt.Errorf("%q may mean anything", r)
		case strings.ContainsRune("(){},|;", r):
			words, i = append(words, string(r)), i+1
		default:
			start := i
			for i < len(runes) && !strings.ContainsRune(" \t(){},|;#"+quotes, runes[i]) || i < len(runes) && runes[i] == '(' && strings.HasPrefix(string(runes[start:i]), "[CmdletBinding") {
				i++
			}
			if string(runes[start:i]) == "[CmdletBinding(SupportsShouldProcess" {
				i += len(")]")
			}
			words = append(words, string(runes[start:i]))
		}
	}
	return words, nil
}

// quoted reads a text in quotes: two quotes are one.
func quoted(runes []rune, at int) (string, int, error) {
	var b strings.Builder
	for i := at + 1; i < len(runes); i++ {
		if !strings.ContainsRune(quotes, runes[i]) {
			b.WriteRune(runes[i])
			continue
		}
		if i+1 < len(runes) && strings.ContainsRune(quotes, runes[i+1]) {
			b.WriteRune(runes[i])
			i++
			continue
		}
		return b.String(), i + 1, nil
	}
	return "", 0, fmt.Errorf("a quote does not end")
}

// text is a word in quotes, without them.
func text(word string) (string, bool) { return strings.CutPrefix(word, "'") }

// list are the texts among words.
func list(words []string) (out []string) {
	for _, w := range words {
		if t, ok := text(w); ok {
			out = append(out, t)
		}
	}
	return out
}

// call reads the parameters of a call: each once, each with one value, or with a list in @( ). Values are texts in quotes, or plain words.
func call(words []string, known map[string]bool) (Rule, error) {
	r := Rule{}
	for len(words) > 0 {
		name, ok := strings.CutPrefix(words[0], "-")
		if !ok {
			return nil, fmt.Errorf("%s is no parameter", words[0])
		}
		if words[0] == "-WhatIf:$WhatIfPreference" {
			words = words[1:]
			continue
		}
		several, there := known[name]
		if !there || r[name] != nil || len(words) < 2 {
			return nil, fmt.Errorf("-%s is unknown, or there twice", name)
		}
		value := words[1]
		words = words[2:]
		switch quoted, is := text(value); {
		case is:
			r[name] = []string{quoted}
		case value == "@" && several && len(words) > 0 && words[0] == "(":
			for words = words[1:]; len(words) > 0 && words[0] != ")"; words = words[1:] {
				switch t, is := text(words[0]); {
				case is:
					r[name] = append(r[name], t)
				case words[0] != ",":
					return nil, fmt.Errorf("%s in a list", words[0])
				}
			}
			if len(words) == 0 {
				return nil, fmt.Errorf("a list does not end")
			}
			words = words[1:]
		case strings.Trim(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
			r[name] = []string{value}
		default:
			return nil, fmt.Errorf("%s is no literal", value)
		}
	}
	return r, nil
}
