package worksheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// A reason is what flows follow from, under an id that says what it is: it stays, whatever else the site says.
type reason struct {
	id, name string
	link     *plan.Link // what a key of the site says
	rule     *plan.Flow // one of a rule of a catalogue, where it is that
}

// reasonID is the number of characters in such an id, behind a letter.
const reasonID = 9

func idOfReason(said string) string {
	sum := sha256.Sum256([]byte(said))
	return "r" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:reasonID]
}

// said are the keys of the site from which a flow follows, and what they say.
func said(f *plan.Flow, w *wordlist.List) []reason {
	var out []reason
	for _, link := range f.Chain {
		if link.Kind == plan.SiteLink {
			out = append(out, reason{id: idOfReason(link.Place() + "\n" + link.What), name: cmp.Or(link.Place(), w.Text("brief.site")), link: link})
		}
	}
	return out
}

// ruled is the rule of a catalogue from which a flow follows, and the documents on which that rests. A flow that the site declares has none.
func ruled(f *plan.Flow) []reason {
	key := f.Rule
	for _, link := range f.Chain {
		if link.Kind != plan.SiteLink {
			key += "\n" + link.What
		}
	}
	if key == f.Rule {
		return nil
	}
	return []reason{{id: idOfReason(key), name: strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), rule: f}}
}

// Chain are the ways to the reasons of flows: what the site says, and the rules of catalogues with the documents that they rest on.
func (p *Pieces) Chain(flows []*plan.Flow) []document.Field {
	var keys, rules []document.Cell
	seen := map[string]bool{}
	add := func(to *[]document.Cell, reasons []reason) {
		for _, r := range reasons {
			if !seen[r.id] {
				seen[r.id] = true
				*to = append(*to, document.L(r.name, docs.Reason(r.id)))
			}
		}
	}
	for _, f := range flows {
		add(&keys, said(f, p.words))
		add(&rules, ruled(f))
	}
	var out []document.Field
	if len(keys) > 0 {
		out = append(out, document.Field{Name: p.words.Text("brief.site"), Cells: keys})
	}
	if len(rules) > 0 {
		out = append(out, document.Field{Name: p.words.Text("brief.rule"), Cells: rules})
	}
	return out
}

// Reasons is the page of the reasons of all rules, each once. Only pages have it: each document on paper has those of its own rules.
func Reasons(resolved *plan.Plan, w *wordlist.List) *document.Document {
	site := document.Pieces{ID: "site-description", Title: w.Text("brief.site"), Shared: true}
	rules := document.Pieces{ID: "catalogue-rules", Title: w.Text("brief.reasons-rules"), Shared: true}
	seen := map[string]bool{}
	add := func(to *document.Pieces, reasons []reason) {
		for _, r := range reasons {
			if !seen[r.id] {
				seen[r.id] = true
				to.Items = append(to.Items, r.piece(w))
			}
		}
	}
	for _, f := range resolved.Flows {
		add(&site, said(f, w))
		add(&rules, ruled(f))
	}
	for _, pieces := range []document.Pieces{site, rules} {
		slices.SortStableFunc(pieces.Items, func(a, b document.Piece) int { return plan.CompareNatural(a.Name, b.Name) })
	}
	return &document.Document{ID: docs.Reasons, Title: w.Text("brief.reasons"), Subtitle: w.Text("brief.reasons-subtitle"),
		OnPages: []document.Block{document.Text{Text: w.Text("brief.reasons-text")}, site, rules}}
}

// piece is a reason as it is said.
func (r *reason) piece(w *wordlist.List) document.Piece {
	piece := document.Piece{ID: r.id, Name: r.name}
	if r.rule == nil {
		piece.Lines = []document.Cell{document.C(r.link.What)}
		return piece
	}
	var cited []plan.Citation
	for _, link := range r.rule.Chain {
		switch link.Kind {
		case plan.CatalogueLink:
			piece.Lines = append(piece.Lines, document.C(link.What))
		case plan.DocumentLink:
			cited = append(cited, *link.Citation)
		}
	}
	for _, place := range citation.Each(cited, w) {
		piece.Lines = append(piece.Lines, document.W(place.Text, place.URL))
	}
	return piece
}
