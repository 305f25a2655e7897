package pdf

import (
	"fmt"
	"strings"
)

// verify measures every text against the column it was set in and against its page. A text that is wider than its place would run into
// its neighbour or off the paper; such a PDF is not written.
func (c *composer) verify() {
	const tolerance = 0.5 // points
	for i, p := range c.pages {
		for _, item := range p.items {
			t, ok := item.(text)
			if !ok {
				continue
			}
			end := t.x + t.w
			if strings.HasSuffix(t.text, " ") {
				end -= c.faces.width(t.face, " ", t.size)
			}
			if t.x < 0 || end > t.right+tolerance || end > p.sheet.w || t.y-t.size < 0 || t.y > p.sheet.h {
				c.fail(fmt.Errorf("page %d, %s: the text %.80q does not fit its place: it ends at %.1f of %.1f points", i+1, p.title, t.text, end, min(t.right, p.sheet.w)))
				return
			}
		}
	}
}
