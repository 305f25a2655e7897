package source

import (
	"fmt"
	"strings"
	"unicode"
)

// OneLine checks text that is printed on one line: not empty, no control characters, none that change the direction of writing or do
// not show. An absent value is in order.
func OneLine(v Val[string]) (Diagnostic, bool) {
	if !v.Set() {
		return Diagnostic{}, true
	}
	if strings.TrimSpace(v.V) == "" {
		return Diagnostic{Code: "S04", At: v.At, What: "this text is empty"}, false
	}
	for _, r := range v.V {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return Diagnostic{Code: "S04", At: v.At, What: fmt.Sprintf("the text holds the character U+%04X, which does not print", r),
				Help: "remove the character; this text is printed on one line"}, false
		}
	}
	return Diagnostic{}, true
}
