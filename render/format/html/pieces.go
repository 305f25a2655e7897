package html

import (
	"encoding/json"
	"fmt"
	"strings"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// pieces are what open rows refer to, each once. Without the script, a row leads here.
func (p *printer) pieces(b document.Pieces) {
	if len(b.Items) == 0 {
		return
	}
	p.heading(document.Heading{Level: 1, ID: b.ID, Text: b.Title})
	p.put("<dl class=\"pieces\">\n")
	for _, piece := range b.Items {
		p.put("<div")
		p.id(piece.ID)
		p.put("><dt>")
		p.text(piece.Name)
		p.put("<dd>")
		for i, c := range piece.Lines {
			if i > 0 {
				p.put("<br>")
			}
			p.inline(c)
		}
		p.put("</div>\n")
	}
	p.put("</dl>\n")
}

// PiecesScript has the pieces of a document for the rows of other pages, which load it when they need one: of each, by its id, the lines, with the addresses on
// the web to which they lead. It is packed as the search index is.
func PiecesScript(doc *document.Document) ([]byte, error) {
	all := map[string][][]string{}
	p := at(doc.ID, Options{})
	for _, block := range doc.Screen() {
		b, ok := block.(document.Pieces)
		if !ok || !b.Shared {
			continue
		}
		for _, piece := range b.Items {
			for _, c := range piece.Lines {
				line := []string{strings.Join(c.Lines, " ")}
				if address, outside, _ := p.proseLink(prose.Link{Outside: c.Link.Web}); outside {
					line = append(line, address)
				} else if !c.Link.IsZero() {
					return nil, fmt.Errorf("the piece %s leads to %v, which a row of another page cannot show", piece.ID, c.Link)
				}
				all[piece.ID] = append(all[piece.ID], line)
			}
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	return packed("window.portolanPieces = "+packedBegin, text)
}
