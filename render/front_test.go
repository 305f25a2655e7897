package render

import (
	"fmt"
	"testing"

	"portolan/render/content/docs"
	"portolan/render/document"
)

// TestFrontPageSaysWhatTheReviewSays holds the figures of the front page against the summary of the security review, and its doors against what the pack has.
func TestFrontPageSaysWhatTheReviewSays(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example && id != "single-node" {
			continue
		}
		p := packOf(t, id)
		front, counted := p.document(docs.Front), map[string]string{}
		for _, block := range p.document(docs.Review).Blocks {
			if table, ok := block.(document.Table); ok && table.ID == "table-summary" {
				for _, row := range table.Rows {
					counted[row.Cells[0].Lines[0]] = row.Cells[1].Lines[0]
				}
			}
		}
		number := func(key string) string { return counted[p.words.Text("security.summary-"+key)] }
		for i, want := range []string{number("unapproved") + " of " + number("rules"), number("plain") + " of " + number("rules"), fmt.Sprintf("%s of %d", number("not-covered"), len(p.model.NotCovered))} {
			if got := front.Fields[i].Cells[0].Lines[0]; got != want {
				t.Errorf("%s: the front page says %s: %s; the review %s", id, front.Fields[i].Name, got, want)
			}
		}
		p.doorsLead(t, id, front)
	}
}

// doorsLead checks that each door has something behind it that is in the pack.
func (p *packer) doorsLead(t *testing.T, id string, front *document.Document) {
	there := map[string]bool{}
	for _, d := range p.docs {
		there[d.ID] = true
	}
	doors := front.Blocks[0].(document.Doors).Doors
	want := len(doorOrder)
	if len(p.model.Runbooks)+len(p.model.LeftOut) == 0 {
		want--
	}
	if sections := len(p.nav.Sections) - 1; len(doors) != want || sections != want {
		t.Errorf("%s: %d doors and %d sections of the menu, want %d", id, len(doors), sections, want)
	}
	for _, door := range doors {
		links := []document.Cell{{Link: door.Link}}
		for _, g := range door.Groups {
			links = append(links, g.Items...)
		}
		if len(links) < 2 {
			t.Errorf("%s: nothing is behind %s", id, door.Title)
		}
		for _, c := range links {
			if c.Link.File == "" && !there[c.Link.Document] {
				t.Errorf("%s: %s leads to %s, which is not in the pack", id, door.Title, c.Link)
			}
		}
	}
}
