package render

import (
	"strings"
	"testing"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/loss"
)

// TestEveryHostHasALossPage: the overview promises a page for every host, and the host's worksheet leads there.
func TestEveryHostHasALossPage(t *testing.T) {
	kinds := map[plan.PartyKind]int{}
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example && id != "single-node" {
			continue
		}
		p := packOf(t, id)
		docs := map[string]*document.Document{}
		for _, d := range p.docs {
			docs[d.ID] = d
		}
		for _, party := range p.model.Parties {
			switch party.Kind {
			case plan.ExternalParty, plan.ClientsParty, plan.GroupParty:
				continue
			}
			kinds[party.Kind]++
			if docs["lost/"+party.ID] == nil {
				t.Errorf("%s: no page if %s, a %s, is lost", id, party.Name, party.Kind)
			}
			if !leads(docs["nodes/"+party.ID], loss.Path(party)) {
				t.Errorf("%s: the worksheet of %s does not lead to %s", id, party.Name, loss.Path(party))
			}
			if !leads(docs["index"], loss.Path(party)) {
				t.Errorf("%s: the overview does not lead to %s", id, loss.Path(party))
			}
		}
	}
	if len(kinds) != 4 {
		t.Errorf("the sites have hosts of %d kinds: %v", len(kinds), kinds)
	}
}

// leads tells whether a list of a document has a link.
func leads(d *document.Document, link string) bool {
	if d == nil {
		return false
	}
	for _, block := range d.Blocks {
		if list, ok := block.(document.List); ok {
			for _, item := range list.Items {
				if strings.HasPrefix(item.Link, link) {
					return true
				}
			}
		}
	}
	return false
}
