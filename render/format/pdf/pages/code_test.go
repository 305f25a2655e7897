package pages

import (
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
)

// TestMarksOfCode: the marks of a line that goes on behind a space and of one that goes on without look different, and neither is text, which would
// be copied.
func TestMarksOfCode(t *testing.T) {
	shapes := func(source string) (n, filled int, shown string) {
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Prose{Markdown: "```\n" + source + "\n```"}}})
		checkPages(t, c)
		for _, item := range c.pages[0].Items {
			switch x := item.(type) {
			case typeset.Shape:
				n++
				if x.Fill == "ink" {
					filled++
				}
			case typeset.Text:
				if x.Face == typeset.Mono {
					shown += x.Text
				}
			}
		}
		return n, filled, shown
	}
	for _, test := range []struct {
		source    string
		n, filled int
	}{{"short", 0, 0}, {strings.Repeat("word ", 40) + "end", 4, 0}, {strings.Repeat("letters", 40), 6, 6}} {
		if n, filled, shown := shapes(test.source); n != test.n || filled != test.filled || shown != test.source {
			t.Errorf("%.20q: %d shapes, %d of them filled with ink, and %q", test.source, n, filled, shown)
		}
	}
}
