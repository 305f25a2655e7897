package changes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"portolan/model/plantest"
	"portolan/model/revision"
	"portolan/render/layout/diagram"
)

// TestPictureOfAChange takes hosts out of a site one by one: the host and each of its rules are drawn as gone, and as new the other way round, in words, by a
// sign, and as boxes or lines of that change; nothing else is drawn as changed. Many at once are drawn by zones.
func TestPictureOfAChange(t *testing.T) {
	w := words(t)
	whole := revisionOf(t, plantest.Of(t, "harbour-logistics"))
	drawn := 0
	for _, host := range whole.Items {
		if host.Kind != revision.Host {
			continue
		}
		at := func(r *revision.Item) bool { return r.Value("source") == host.ID || r.Value("destination") == host.ID }
		less, gone := &revision.Revision{Head: whole.Head}, map[string]bool{}
		for _, i := range whole.Items {
			switch {
			case i.Kind == host.Kind && i.ID == host.ID:
			case i.Kind == revision.Rule && at(&i):
				gone[i.Value("source")+"--"+i.Value("destination")] = true
			default:
				less.Items = append(less.Items, i)
			}
		}
		for _, c := range []struct {
			of     *Change
			became diagram.Change
			word   string
		}{{Of(whole, less, w), diagram.Removed, "\u2212 removed"}, {Of(less, whole, w), diagram.Added, "+ added"}} {
			g := c.of.Graph()
			if len(g.Boxes) > mostBoxes {
				t.Fatalf("%s: %d boxes", host.ID, len(g.Boxes))
			}
			for _, b := range g.Boxes {
				said := slices.ContainsFunc(b.Lines, func(l diagram.Line) bool { return l.Text == c.word })
				if is := b.ID == host.ID; said != is || (b.Change == c.became) != is {
					t.Errorf("%s: the box %s says so: %v, change %v", host.ID, b.ID, said, b.Change)
				}
			}
			lines := map[string]bool{}
			for _, e := range g.Edges {
				lines[e.From+"--"+e.To] = true
				if e.Both {
					lines[e.To+"--"+e.From] = true
				}
				if len(e.Label) != 1 || e.Change != c.became || !strings.HasPrefix(e.Label[0], c.word+": ") {
					t.Errorf("%s: the line %s says %q", host.ID, e.ID, e.Label)
				}
			}
			for pair := range gone {
				if drawn++; !lines[pair] {
					t.Errorf("%s: no line for %s", host.ID, pair)
				}
			}
			if len(lines) != len(gone) {
				t.Errorf("%s: %d lines, want %d", host.ID, len(lines), len(gone))
			}
		}
	}
	if drawn < 50 {
		t.Errorf("%d lines were looked at", drawn)
	}
	large := &revision.Revision{Head: whole.Head}
	for i := range 2 * mostBoxes {
		large.Items = append(large.Items, revision.Item{Kind: revision.Host, ID: fmt.Sprintf("h%02d", i), Facts: []revision.Fact{{What: "zone", Values: []string{fmt.Sprint("z", i%3)}}}})
	}
	if g := Of(&revision.Revision{}, large, w).Graph(); len(g.Boxes) != 3 || g.Check() != nil {
		t.Errorf("%d hosts in 3 zones are %d boxes", len(large.Items), len(g.Boxes))
	}
}
