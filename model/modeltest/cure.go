package modeltest

import (
	"fmt"
	"regexp"
	"strings"

	"portolan/model/source"
)

var (
	keyAlone   = regexp.MustCompile(`^[\w.-]+$`)
	assignment = regexp.MustCompile(`[\w."-]+ = (?:"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|true|false|[0-9][0-9.:-]*)`)
	header     = regexp.MustCompile(`\[\[?[A-Za-z_][\w."-]*\]\]?`)
)

// BadTOML says what of the TOML in a cure could not be pasted into a file: what stands between backquotes, every assignment, every table. "" is
// for cures that are in order, or hold none.
func BadTOML(cure string) string {
	parts := strings.Split(cure, "`")
	if len(parts)%2 == 0 {
		return "a backquote is missing"
	}
	var pieces []string
	for i, part := range parts {
		if i%2 == 1 {
			if !keyAlone.MatchString(part) {
				pieces = append(pieces, part)
			}
			continue
		}
		pieces = append(pieces, assignment.FindAllString(part, -1)...)
		rest := assignment.ReplaceAllString(part, "")
		pieces = append(pieces, header.FindAllString(rest, -1)...)
		if rest = header.ReplaceAllString(rest, ""); strings.Contains(rest, " = ") || strings.Contains(rest, "[...") {
			return fmt.Sprintf("%q is no TOML", strings.TrimSpace(part))
		}
	}
	for _, piece := range pieces {
		if strings.Contains(piece, "[...") {
			return fmt.Sprintf("%q leaves out what belongs there", piece)
		}
		if _, found := source.Parse("cure.toml", []byte(piece+"\n")); len(found) > 0 {
			return fmt.Sprintf("%q is no TOML: %s", piece, found[0].What)
		}
	}
	return ""
}
