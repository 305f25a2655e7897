package texttable

import (
	"strings"
	"testing"
)

// TestTable shows one table at three widths: side by side, with the last column below, and with cells that follow each other.
func TestTable(t *testing.T) {
	rows := [][]string{
		{"AAAA", "quay -> crane", "Moves the crane to the next ship, slowly, and says so"},
		{"B", "crane -> quay", "Calls"},
		{"C", "é", ""},
	}
	for _, test := range []struct {
		width int
		want  string
	}{
		{60, `
  AAAA  quay -> crane  Moves the crane to the next ship,
                       slowly, and says so
  B     crane -> quay  Calls
  C     é
`},
		{40, `
  AAAA  quay -> crane
      Moves the crane to the next ship,
      slowly, and says so
  B     crane -> quay  Calls
  C     é
`},
		{1, `
  AAAA  quay -> crane
      Moves the crane to the
      next ship, slowly, and
      says so
  B     crane -> quay  Calls
  C     é
`},
	} {
		var b strings.Builder
		Table(&b, test.width, 2, rows)
		if got := "\n" + b.String(); got != test.want {
			t.Errorf("at %d:\n%s\nwant\n%s", test.width, got, test.want)
		}
	}
	var b strings.Builder
	Table(&b, Narrowest, 2, [][]string{{"a very long first cell", "and a second", "third"}})
	if want := "  a very long first cell and a\n      second third\n"; b.String() != want {
		t.Errorf("cells that follow each other:\n%s", b.String())
	}
}

// TestNothingIsLost breaks a text at every width and finds all its words again, in order.
func TestNothingIsLost(t *testing.T) {
	const text = "one two three fd20:0:0:20:0:0:0:1234567890abcdef0123456789 four"
	for width := range 80 {
		var b strings.Builder
		Wrap(&b, width, 2, 4, text)
		if got := strings.Join(strings.Fields(b.String()), " "); got != text {
			t.Errorf("at %d: %q", width, got)
		}
	}
}
