package pages

import (
	"fmt"
	"strings"

	"portolan/render/format/pdf/typeset"
)

// Verify measures every text of a page against the column it was set in and against the page, and looks for texts that are too small to read. A text that is wider than its place would run into
// its neighbour or off the paper; such a PDF is not written.
// The composer that set them fails. number is that of the page.
func Verify(c *typeset.Composer, p *Page, number int) {
	for _, items := range [][]any{p.Items, p.Later} {
		for _, item := range items {
			inPlace(c, item, p, number)
		}
	}
}

// inPlace fails when a text leaves its place.
func inPlace(c *typeset.Composer, item any, p *Page, number int) {
	t, ok := item.(typeset.Text)
	if r, refers := item.(typeset.Reference); refers {
		t, ok = r.Text, true
	}
	if !ok {
		return
	}
	if !t.Drawn && t.Size < typeset.Least-0.01 {
		c.Fail(fmt.Errorf("page %d, %s: the text %.80q is set in %.1f points; the least is %.1f", number, p.Title, t.Text, t.Size, typeset.Least))
	}
	if what := misplaced(t, c.Width(t.Face, strings.TrimRight(t.Text, " "), t.Size), p.Sheet); what != "" {
		c.Fail(fmt.Errorf("page %d, %s: the text %.80q does not fit its place: %s", number, p.Title, t.Text, what))
	}
}

// misplaced says how a text of a width leaves its place; "" when it does not. A turned text reaches upwards.
func misplaced(t typeset.Text, width float64, on typeset.Sheet) string {
	const tolerance = 0.5 // points
	end, height := t.X+width, t.Size
	if t.Up {
		end, height = t.X, width
	}
	switch {
	case end > min(t.Right+tolerance, on.W):
		return fmt.Sprintf("it ends at %.1f of %.1f points", end, min(t.Right, on.W))
	case t.X < 0, t.Y-height < 0, t.Y > on.H:
		return fmt.Sprintf("it is at %.1f, %.1f and %.1f high, on a sheet of %.1f by %.1f points", t.X, t.Y, height, on.W, on.H)
	}
	return ""
}
