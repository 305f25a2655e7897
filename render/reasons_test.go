package render

import (
	"strings"
	"testing"

	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/format/html"
)

// TestReasonsStandOnce: the page of reasons has each reason of a rule once, rows of all other pages lead to one that is there, and to each leads some
// row. No other page has any.
func TestReasonsStandOnce(t *testing.T) {
	for _, site := range []string{example, "two-products", "thoughtspot-three"} {
		p := packOf(t, site)
		said := map[string]string{} // of each reason
		for _, block := range p.document(docs.Reasons).OnPages {
			pieces, _ := block.(document.Pieces)
			for _, piece := range pieces.Items {
				text := piece.Name
				for _, line := range piece.Lines {
					text += "\n" + strings.Join(line.Lines, " ")
				}
				for id, other := range said {
					if other == text {
						t.Errorf("%s: %s and %s are one reason: %s", site, id, piece.ID, text)
					}
				}
				said[piece.ID] = text
			}
		}
		for _, d := range p.docs {
			for _, block := range d.Screen() {
				if pieces, ok := block.(document.Pieces); ok && pieces.Shared != (d.ID == docs.Reasons) {
					t.Errorf("%s: the page %s has %q", site, d.ID, pieces.Title)
				}
			}
		}
		led := map[string]bool{}
		for _, f := range p.files {
			id, ok := html.Document(f.Path)
			if !ok || id == docs.Reasons {
				continue
			}
			for _, link := range strings.Split(string(f.Data), "reasons.html#")[1:] {
				to, _, _ := strings.Cut(link, `"`)
				led[to] = true
				if said[to] == "" {
					t.Errorf("%s: %s leads to the reason %s, which is not there", site, f.Path, to)
				}
			}
		}
		for id, text := range said {
			if !led[id] {
				t.Errorf("%s: no row leads to %s: %s", site, id, text)
			}
		}
		if len(said) < 20 {
			t.Errorf("%s: only %d reasons", site, len(said))
		}
	}
}
