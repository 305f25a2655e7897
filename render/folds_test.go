package render

import (
	"slices"
	"strings"
	"testing"

	"portolan/render/content/docs"
	"portolan/render/content/outage"
	"portolan/render/document"
	"portolan/render/format/pdf"
)

// TestBooksHoldEveryLoss: whichever host is lost, the bundle and the handover have a page that names it, and every link to its own page arrives there.
func TestBooksHoldEveryLoss(t *testing.T) {
	plan, options := planOf(t, "thoughtspot-forty")
	p, err := newPacker(plan, theme(t), options)
	if err != nil {
		t.Fatal(err)
	}
	for name, parts := range map[string][]pdf.Part{"bundle": p.sections(), "handover": p.handover()} {
		pages := map[string]*document.Document{}
		for _, part := range parts {
			for _, d := range part.Documents {
				pages[d.ID] = d
			}
		}
		lost := 0
		for id := range pages {
			if strings.HasPrefix(id, "lost/") {
				lost++
			}
		}
		if lost != 9 { // eight hosts of their own, and one page for forty nodes that are alike
			t.Errorf("%s: %d pages for hosts that are lost", name, lost)
		}
		for _, party := range plan.Parties {
			if !outage.HasPage(party) {
				continue
			}
			id := docs.Lost(party.ID).Document
			if other := p.fold().instead[id]; other != "" {
				id = other
			}
			page := pages[id]
			if page == nil {
				t.Errorf("%s: no page if %s is lost", name, party.Name)
				continue
			}
			var texts []string
			for _, text := range document.Texts(page) {
				texts = append(texts, text)
			}
			if !strings.Contains(page.Title, party.Name) && !slices.Contains(texts, party.Name) {
				t.Errorf("%s: the page %s does not name %s", name, page.ID, party.Name)
			}
		}
	}
}
