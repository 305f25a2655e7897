package prose

import (
	"strings"
	"unicode/utf8"
)

// sentence tells of most texts of a pack that they are one paragraph without any form, so that they need not be parsed: one line that begins with a
// letter and holds no character with which a form or a link could begin or end. In doubt it says no; a fuzz test compares with the parser.
func sentence(source string) bool {
	if source == "" || !isLetter(source[0]) || source[len(source)-1] == ' ' || len(source) > MaxBytes {
		return false
	}
	foreign := false
	for i := range len(source) {
		switch c := source[i]; {
		case c >= utf8.RuneSelf:
			foreign = true
		case !formless[c]:
			return false
		}
	}
	return !(foreign && !utf8.ValidString(source)) && !strings.Contains(source, "//") && !strings.Contains(source, "www.")
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// formless are the characters of ASCII that mean nothing in Markdown within a line.
var formless = func() (is [utf8.RuneSelf]bool) {
	for c := range byte(utf8.RuneSelf) {
		is[c] = isLetter(c) || '0' <= c && c <= '9' || strings.IndexByte(` .,;:?()'"-/%+=`, c) >= 0
	}
	return is
}()
