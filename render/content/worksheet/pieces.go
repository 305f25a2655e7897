package worksheet

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Pieces gathers the members of groups to which the open rows of a page refer, so that the page says each once. Their reasons stand on a page of all.
type Pieces struct {
	plan    *plan.Plan
	words   *wordlist.List
	members []document.Piece
	known   map[string]document.Cell // links, by what they lead to
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
