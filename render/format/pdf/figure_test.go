package pdf

import (
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
)

// TestATurnedTextReadsFromBottomToTop sets one text that stands on its start and one on its end, both at the same point.
func TestATurnedTextReadsFromBottomToTop(t *testing.T) {
	opts := testOptions()
	opts.Draw = func(diagram.Picture) *diagram.Drawing {
		at := diagram.Point{X: 100, Y: 100}
		return &diagram.Drawing{ID: "d", W: 200, H: 200, Groups: []diagram.Group{{Class: "column", Shapes: []diagram.Shape{
			diagram.Text{At: at, Text: "upwards", Size: 9, Up: true, Fill: "ink"},
			diagram.Text{At: at, Text: "downwards", Size: 9, Up: true, Anchor: diagram.End, Fill: "ink"},
		}}}}
	}
	doc := &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Figure{ID: "f", Picture: &diagram.Scene{}}}}
	c := layOut(t, Alone(doc), opts)
	checkPages(t, c)
	found := map[string]typeset.Text{}
	for _, item := range c.pages[0].Items {
		if x, ok := item.(typeset.Text); ok && x.Up {
			found[x.Text] = x
		}
	}
	first, last := found["upwards"], found["downwards"]
	if first.X == 0 || first.X != last.X || last.Y-last.W-first.Y > 0.01 || first.Y-last.Y+last.W > 0.01 {
		t.Errorf("got %+v and %+v, want both to meet at one point", first, last)
	}
	data, err := Render(doc, opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := tool(t, data, "pdftotext", "FILE", "-"); !strings.Contains(got, "upwards") || strings.Contains(got, "Error") {
		t.Errorf("a reader's program says %q", got)
	}
}
