package pdf

import (
	"fmt"
	"strings"
)

// verify measures every text against the column it was set in and against its page. A text that is wider than its place would run into
// its neighbour or off the paper; such a PDF is not written.
func (c *composer) verify() {
	for i, p := range c.pages {
		for _, items := range [][]any{p.items, p.later} {
			for _, item := range items {
				c.inPlace(item, p, i+1)
			}
		}
	}
}

// inPlace fails when a text leaves its place. number is that of the page.
func (c *composer) inPlace(item any, p *page, number int) {
	t, ok := item.(text)
	if r, refers := item.(reference); refers {
		t, ok = r.text, true
	}
	if !ok {
		return
	}
	if what := misplaced(t, c.faces.width(t.face, strings.TrimRight(t.text, " "), t.size), p.sheet); what != "" {
		c.fail(fmt.Errorf("page %d, %s: the text %.80q does not fit its place: %s", number, p.title, t.text, what))
	}
}

// misplaced says how a text of a width leaves its place; "" when it does not. A turned text reaches upwards.
func misplaced(t text, width float64, on sheet) string {
	const tolerance = 0.5 // points
	end, height := t.x+width, t.size
	if t.up {
		end, height = t.x, width
	}
	switch {
	case end > min(t.right+tolerance, on.w):
		return fmt.Sprintf("it ends at %.1f of %.1f points", end, min(t.right, on.w))
	case t.x < 0, t.y-height < 0, t.y > on.h:
		return fmt.Sprintf("it stands at %.1f, %.1f and is %.1f high, on a sheet of %.1f by %.1f points", t.x, t.y, height, on.w, on.h)
	}
	return ""
}
