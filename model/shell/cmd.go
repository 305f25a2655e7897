package shell

import (
	"fmt"
	"strings"
)

// scanCmd follows the two things that matter in cmd: double quotes, which end with the line, and carets outside of them.
func scanCmd(t *text) {
	quoted := false
	for !t.done() {
		switch r := t.peek(0); {
		case r == mark && quoted:
			t.take(place{kind: double})
			continue
		case r == mark:
			p := place{}
			if t.glued("=,;()") {
				p.why = whyGlued
			}
			t.take(p)
			continue
		case r == '"':
			quoted = !quoted
		case r == '\n':
			quoted = false
		case r == '^' && !quoted:
			t.at++
		}
		t.at++
	}
}

// quoteCmd puts values between double quotes, in which all but three characters are text. Percent signs are read even there, and no way to
// write them is right both at the prompt and in a file.
func quoteCmd(value string, at place) (string, string) {
	if i := strings.IndexAny(value, `"%!`); i >= 0 {
		return value, fmt.Sprintf("cmd reads %q even between quotes", value[i])
	}
	word := at.kind == bare && only(value, `_.:\/@-`)
	switch {
	case word:
		return value, ""
	case strings.HasSuffix(value, `\`) && (at.kind == bare || at.after == '"'):
		return value, "programs take a backslash before a closing quote for an escape"
	case at.kind == double:
		return value, ""
	}
	return `"` + value + `"`, ""
}
