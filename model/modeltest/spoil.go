package modeltest

import "strings"

// A Spoilt is a TOML text with a character in one of its strings that has no place there.
type Spoilt struct {
	Text string
	Line int // of the string
}

// Spoil puts a character into each string of a TOML text, one at a time.
func Spoil(text string, stray rune) []Spoilt {
	var out []Spoilt
	line := 1
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n':
			line++
		case '#':
			i += strings.IndexByte(text[i:]+"\n", '\n') - 1
		case '"', '\'':
			quote := text[i : i+1]
			if strings.HasPrefix(text[i:], strings.Repeat(quote, 3)) {
				quote = strings.Repeat(quote, 3)
			}
			from := i + len(quote)
			end := from
			for !strings.HasPrefix(text[end:], quote) {
				if text[end] == '\\' && c == '"' {
					end++
				}
				end++
			}
			for len(quote) == 3 && strings.HasPrefix(text[end+1:], quote) { // quotation marks of the text before those that end it
				end++
			}
			out = append(out, Spoilt{text[:from] + string(stray) + text[from:], line})
			line += strings.Count(text[from:end], "\n")
			i = end + len(quote) - 1
		}
	}
	return out
}
