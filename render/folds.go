package render

import (
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/outage"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// folds are what a book has in the place of documents that would repeat another, once for every member of a group: of a worksheet, the group's;
// of the pages for hosts that are lost, one that holds for all that are alike. The pack has them all.
type folds struct {
	instead map[string]string             // id of a document that books leave out -> id of the one that stands for it
	shared  map[string]*document.Document // id -> the document as books have it, where that is another
}

// fold finds what books leave out, once.
func (p *packer) fold() *folds {
	if p.folded == nil {
		p.folded = p.findFolds()
	}
	return p.folded
}

func (p *packer) findFolds() *folds {
	f := &folds{map[string]string{}, map[string]*document.Document{}}
	var lost []*plan.Party
	for _, s := range p.sheets {
		if !worksheet.RepeatsGroup(p.model, s) {
			continue
		}
		f.instead[docs.Hosts+s.Party.ID] = docs.Hosts + p.groupOf(s.Party).ID
		if outage.HasPage(s.Party) {
			lost = append(lost, s.Party)
		}
	}
	for _, hosts := range p.losses.Alike(lost) {
		first := docs.Losses + hosts[0].ID
		if len(hosts) > 1 {
			f.shared[first] = p.losses.ForAll(hosts)
		}
		for _, h := range hosts[1:] {
			f.instead[docs.Losses+h.ID] = first
		}
	}
	return f
}

// groupOf is the group whose worksheet holds the rules of a host that has none of its own.
func (p *packer) groupOf(host *plan.Party) *plan.Party {
	for _, party := range p.model.Parties {
		if party.Kind == plan.GroupParty && party.Is(host.ID) {
			return party
		}
	}
	return nil
}

// printed is a document as a book has it, or nil for one for which another stands.
func (f *folds) printed(d *document.Document) *document.Document {
	if _, left := f.instead[d.ID]; left {
		return nil
	}
	if shared := f.shared[d.ID]; shared != nil {
		return shared
	}
	return d
}
