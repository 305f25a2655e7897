package worksheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// Pieces gathers what the open rows of a page refer to, so that the page says each once: members of groups, keys of the site, and rules of catalogues
// with their places in documents.
type Pieces struct {
	plan    *plan.Plan
	words   *wordlist.List
	members []document.Piece
	reasons []document.Piece
	known   map[string]document.Cell // what was gathered, with the link to it
	taken   map[string]bool          // ids
	briefs  map[*plan.Party]brief
}

// A brief is what a row of a page shows of a party's addresses, and whether that is all.
type brief struct {
	shown []string
	whole bool
}

// brief is that of a party, worked out once a page.
func (p *Pieces) brief(party *plan.Party) brief {
	b, ok := p.briefs[party]
	if !ok {
		b.shown, b.whole = Brief(party, p.words)
		p.briefs[party] = b
	}
	return b
}

// NewPieces gathers for a page.
func NewPieces(resolved *plan.Plan, w *wordlist.List) *Pieces {
	return &Pieces{plan: resolved, words: w, known: map[string]document.Cell{}, taken: map[string]bool{}, briefs: map[*plan.Party]brief{}}
}

// Blocks are what was gathered.
func (p *Pieces) Blocks() []document.Block {
	var out []document.Block
	if len(p.members) > 0 {
		out = append(out, document.Pieces{ID: "members-of-groups", Title: p.words.Text("brief.members"), Items: p.members})
	}
	if len(p.reasons) > 0 {
		out = append(out, document.Pieces{ID: "reasons", Title: p.words.Text("brief.reasons"), Items: p.reasons})
	}
	return out
}

// Members is a link to the members of a group with their addresses.
func (p *Pieces) Members(id, name string, hosts []*plan.Party) document.Cell {
	key := "members " + id
	if cell, ok := p.known[key]; ok {
		return cell
	}
	piece := document.Piece{ID: p.id("members-" + id), Name: name}
	for _, h := range hosts {
		piece.Lines = append(piece.Lines, document.Cell{Lines: []string{h.Name, strings.Join(others(Where(h, p.words), h.Name), ", ")}, Link: Link(h)})
	}
	p.members = append(p.members, piece)
	p.known[key] = document.L(name, ref.Here(piece.ID))
	return p.known[key]
}

// Chain are the reasons of flows: what the site says, and the rules of catalogues with the documents that they rest on.
func (p *Pieces) Chain(flows []*plan.Flow) []document.Field {
	var keys, rules []document.Cell
	add := func(to *[]document.Cell, cell document.Cell) {
		if !slices.ContainsFunc(*to, func(c document.Cell) bool { return c.Link == cell.Link }) {
			*to = append(*to, cell)
		}
	}
	for _, f := range flows {
		for _, link := range f.Chain {
			if link.Kind == plan.SiteLink {
				add(&keys, p.said(link))
			}
		}
		if rule, ok := p.rule(f); ok {
			add(&rules, rule)
		}
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

// said is a link to what a key of the site says.
func (p *Pieces) said(link plan.Link) document.Cell {
	return p.reason(link.Place()+"\n"+link.What, func() document.Piece {
		return document.Piece{ID: "key-" + strings.Map(plain, link.Key), Name: cmp.Or(link.Place(), p.words.Text("brief.site")), Lines: []document.Cell{document.C(link.What)}}
	})
}

// plain is a character of a key as an id has it.
func plain(c rune) rune {
	if c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
		return c
	}
	return '-'
}

// rule is a link to a rule of a catalogue: what it says, which listener it leads to, and where documents say so.
func (p *Pieces) rule(f *plan.Flow) (document.Cell, bool) {
	key := f.Rule
	for _, link := range f.Chain {
		if link.Kind != plan.SiteLink {
			key += "\n" + link.What
		}
	}
	if key == f.Rule {
		return document.Cell{}, false
	}
	return p.reason(key, func() document.Piece {
		name := strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)
		piece := document.Piece{ID: "why-" + name, Name: name}
		var cited []plan.Citation
		for _, link := range f.Chain {
			switch link.Kind {
			case plan.CatalogueLink:
				piece.Lines = append(piece.Lines, document.C(link.What))
			case plan.DocumentLink:
				cited = append(cited, *link.Citation)
			}
		}
		for _, place := range citation.Each(cited, p.words) {
			piece.Lines = append(piece.Lines, document.W(place.Text, place.URL))
		}
		return piece
	}), true
}

// reason is a link to a reason, which is gathered under an id that no other has.
func (p *Pieces) reason(key string, write func() document.Piece) document.Cell {
	if cell, ok := p.known[key]; ok {
		return cell
	}
	piece := write()
	piece.ID = p.id(piece.ID)
	p.reasons = append(p.reasons, piece)
	p.known[key] = document.L(piece.Name, ref.Here(piece.ID))
	return p.known[key]
}

// id is the wanted id, with a number where it is taken.
func (p *Pieces) id(wanted string) string {
	id := wanted
	for n := 2; p.taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", wanted, n)
	}
	p.taken[id] = true
	return id
}

// others are texts without one of them.
func others(texts []string, but string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == but })
}
