package typeset

import (
	"strings"
	"testing"
)

// TestCodeBreaks breaks commands into lines of so many characters, the further ones two shorter. "_" stands for the mark of a space, "^" for that
// where none belongs.
func TestCodeBreaks(t *testing.T) {
	for _, test := range []struct {
		what    string
		letters int
		source  string
		want    string
	}{
		{"fits", 12, "net start it", "net start it"},
		{"at the last space", 12, "net start engine", "net start _|engine"},
		{"at a space far to the left", 12, "a longername", "a longername"},
		{"at a space rather than in a path", 12, `cd C:\Data\x`, `cd C:\Data\x`},
		{"a path that the next line holds", 12, `copy C:\Data\x`, `copy _|C:\Data\x`},
		{"a path that no line holds", 12, `copy C:\Data\Logs\Trace`, `copy C:\^|Data\Logs\^|Trace`},
		{"a word that no line holds", 12, "set abcdefghijklmnopqrs", "set _|abcdefghij^|klmnopqrs"},
		{"a space at the end of the line", 12, "net starting now", "net starting _|now"},
		{"no two characters at the end", 12, "x=abcdefghijklmno", "x=abcdefghij^|klmno"},
		{"no two characters on the next", 12, "abcdefghijklm", "abcdefghij^|klm"},
		{"an indent is no space", 12, "    abcdefghijkl", "    abcdefgh^|ijkl"},
		{"a host and a port", 12, "tnc qs.a.example:4242", "tnc qs.a.^|example:^|4242"},
		{"several spaces", 12, "net starting   now", "net starting _|  now"},
	} {
		c := desk(t)
		letter := c.faces.width(Mono, "x", codeSize)
		var got strings.Builder
		lines := c.exact(test.source, (float64(test.letters)+0.1)*letter, (float64(test.letters)-1.9)*letter)
		whole := ""
		for i, l := range lines {
			line := ""
			for _, f := range l.fragments {
				line += f.text
			}
			whole += line
			got.WriteString(line)
			if i+1 < len(lines) {
				got.WriteString(map[bool]string{true: "_|", false: "^|"}[l.spaced()])
			}
		}
		if got.String() != test.want || c.err != nil {
			t.Errorf("%s: %q, want %q; %v", test.what, got.String(), test.want, c.err)
		}
		if whole != test.source {
			t.Errorf("%s: the lines hold %q", test.what, whole)
		}
	}
}
