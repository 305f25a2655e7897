package procedure

import (
	"testing"

	"portolan/model/plan"
)

// TestTextsAreFilledInOnce holds what is remembered of a text to what it depends on: a runbook meets the same text, with the same values among
// those that it used, as if it had filled it in itself.
func TestTextsAreFilledInOnce(t *testing.T) {
	for _, x := range []struct {
		name    string
		first   func(c *filler) // what happens while the text is filled in
		behind  func(d *desk) *desk
		again   int // how often two runbooks fill it in
		another item
	}{
		{name: "the same everywhere", again: 1},
		{name: "with a host's own name", first: func(c *filler) { c.ofHost = true }, again: 2},
		{name: "without a value that the site lacks", first: func(c *filler) { c.missing["facts.x"] = true }, again: 2},
		{name: "in a runbook with values of its own", behind: (*desk).apart, again: 2},
		{name: "for another item", another: item{text: "b"}, again: 2},
	} {
		fills := 0
		fill := func(c *filler, it item) {
			m := c.once(phrase{asWords, "{{a.b}}", it}, func(m *meant) {
				fills++
				if x.first != nil {
					x.first(c)
				}
				c.use(&plan.Value{Name: "a.b", Text: "c"})
				m.text = "c"
			})
			if m.text != "c" || c.used["a.b"] == nil {
				t.Errorf("%s: %q, with the values %v", x.name, m.text, c.used)
			}
		}
		d := newDesk()
		fill(newFiller(nil, "one", nil, d), item{})
		if x.behind != nil {
			d = x.behind(d)
		}
		fill(newFiller(nil, "other", nil, d), x.another)
		if fills != x.again {
			t.Errorf("%s: filled in %d times, not %d", x.name, fills, x.again)
		}
	}
}
