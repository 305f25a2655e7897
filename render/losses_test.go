package render

import (
	"bytes"
	"path"
	"slices"
	"testing"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
)

// TestEveryHostHasALossPage: the page of host failures and the host's worksheet lead to a page for every host.
func TestEveryHostHasALossPage(t *testing.T) {
	kinds := map[plan.PartyKind]int{}
	for _, id := range siteIDs(t) {
		if testing.Short() && id != example && id != "single-node" {
			continue
		}
		p := packOf(t, id)
		written := map[string]*document.Document{}
		for _, d := range p.docs {
			written[d.ID] = d
		}
		noMarkup(t, id, p.files)
		for _, party := range p.model.Parties {
			switch party.Kind {
			case plan.ExternalParty, plan.ClientsParty, plan.GroupParty:
				continue
			}
			kinds[party.Kind]++
			if written[docs.Lost(party.ID).Document] == nil {
				t.Errorf("%s: no page if %s, a %s, is lost", id, party.Name, party.Kind)
			}
			if !leads(written[docs.Host(party.ID).Document], docs.Lost(party.ID)) {
				t.Errorf("%s: the worksheet of %s does not lead to %s", id, party.Name, docs.Lost(party.ID))
			}
			if !leads(written[docs.Down], docs.Lost(party.ID)) {
				t.Errorf("%s: the page of host failures does not lead to %s", id, docs.Lost(party.ID))
			}
		}
	}
	if len(kinds) != 4 {
		t.Errorf("the sites have hosts of %d kinds: %v", len(kinds), kinds)
	}
}

// noMarkup holds that no page prints a link as it is written.
func noMarkup(t *testing.T, site string, files []File) {
	t.Helper()
	for _, f := range files {
		if path.Ext(f.Path) == ".html" && bytes.Contains(f.Data, []byte("](document:")) {
			t.Errorf("%s: %s prints a link as it is written", site, f.Path)
		}
	}
}

// leads tells whether a list or a table of a document has a link.
func leads(d *document.Document, link document.Ref) bool {
	if d == nil {
		return false
	}
	for _, block := range d.Blocks {
		var cells []document.Cell
		switch b := block.(type) {
		case document.List:
			cells = b.Items
		case document.Table:
			for _, row := range b.Rows {
				cells = append(cells, row.Cells...)
			}
		}
		if slices.ContainsFunc(cells, func(c document.Cell) bool { return c.Link.Whole() == link }) {
			return true
		}
	}
	return false
}
