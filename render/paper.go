package render

import (
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/content/ruleviews"
	"portolan/render/content/runbook"
	"portolan/render/content/security"
	"portolan/render/document"
	"portolan/render/format/pdf"
)

// paper are the documents as books have them where a site does not ask for everything: a rule stands once in the appendix and grouped in the change
// request, a runbook without what the book says once for all, and hosts that are alike share a failure card. All else is on pages.
type paper struct {
	failures, review, appendix        *document.Document
	summaries, walls, runbooks, cards []*document.Document
	procedures                        [][]*document.Document // the runbooks, by parts
	instead                           map[string]string      // id of a document whose content stands in another
}

// onPaper writes them, once.
func (p *packer) onPaper() *paper {
	p.papers.Do(func() { p.printed = p.writePaper() })
	return p.printed
}

func (p *packer) writePaper() *paper {
	w := p.words
	cards, checks := p.losses.Cards()
	failures := p.losses.Matrix(cards)
	site := p.gallery.figure(p.gallery.Site)
	out := &paper{summaries: []*document.Document{review.Summary(p.model, site, failures, p.files(), w)}, failures: review.Front(p.model, failures, p.losses.Domain(), w), review: security.Paper(p.model, site, w),
		appendix: ruleviews.Appendix(p.model, p.policy, w), walls: ruleviews.Request(p.model, p.policy, w), instead: map[string]string{}}
	if p.model.Environment != nil {
		out.summaries = append(out.summaries, p.document(docs.Environment))
	}
	if p.changed != nil { // whoever carries a change out begins with it
		out.walls = append([]*document.Document{p.changed.Request(docs.Changes)}, out.walls...)
	}
	for _, c := range cards {
		out.cards = append(out.cards, c.Document)
		for _, h := range c.Hosts[1:] {
			out.instead[docs.Losses+h.ID] = c.ID
		}
	}
	var books []*plan.Runbook
	out.procedures = make([][]*document.Document, len(catalog.RunbookGroups))
	for i, group := range catalog.RunbookGroups {
		for _, kind := range catalog.RunbookKinds {
			for _, b := range p.model.Runbooks {
				if runbook.OnPaper(b) && b.Group == group && b.Kind == kind {
					books = append(books, b)
					out.procedures[i] = append(out.procedures[i], runbook.Paper(p.model, b, w))
				}
			}
		}
		if i == 0 {
			out.procedures[i] = append(out.procedures[i], p.moves()...)
		}
		out.runbooks = append(out.runbooks, out.procedures[i]...)
	}
	if checks != nil {
		out.cards = append(out.cards, checks)
	}
	if common := runbook.Common(out.runbooks, w); common != nil {
		out.cards = append(out.cards, common)
	}
	if len(books) > 0 {
		sources, last := runbook.Sources(books, w), &out.procedures[lastOf(out.procedures)]
		out.runbooks, *last = append(out.runbooks, sources), append(*last, sources)
	}
	return out
}

// moves are the runbooks for states in which a location or a floating address has moved, as paper has them.
func (p *packer) moves() []*document.Document {
	var out []*document.Document
	for _, s := range p.model.States {
		switch {
		case s.Location != "":
			out = append(out, p.losses.Relocation(s))
		case s.Floating != "":
			out = append(out, p.losses.Move(s))
		}
	}
	for _, d := range out {
		d.Dense = true
	}
	return out
}

// lastOf is the last part that holds something.
func lastOf(parts [][]*document.Document) int {
	last := 0
	for i, docs := range parts {
		if len(docs) > 0 {
			last = i
		}
	}
	return last
}

// files are the documents at the top of the pack, as the summary lists them.
func (p *packer) files() []review.Paper {
	var out []review.Paper
	workbook := review.Paper{Path: workbookPath, Word: "workbook"}
	for _, b := range p.books() {
		out = append(out, review.Paper{Path: pdf.Path(b.name), Word: b.name})
		if b.name == "firewall-change-request" {
			out = append(out, workbook)
		}
	}
	if !slices.Contains(out, workbook) {
		out = append(out, workbook)
	}
	return out
}
