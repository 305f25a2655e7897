// Package atlas is the document of all pictures of a pack: in which order they stand, what is said of them, and where the rules from zone to
// zone are listed. It draws nothing and knows no format.
package atlas

import (
	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/render/topology"
	"portolan/render/words"
)

// ID is the document's id; topology.GalleryPage is its page.
const ID = "diagrams"

// Pictures are what the atlas shows. Figure gives a picture once it has been laid out.
type Pictures struct {
	*topology.Pictures
	Matrix *diagram.Matrix // nil where there is none
	Figure func(*topology.Picture) document.Figure
}

// MatrixFigure is the picture of the rules from zone to zone.
func MatrixFigure(x *diagram.Matrix) document.Figure {
	return document.Figure{ID: x.ID, Caption: x.Description, Picture: x, Path: "diagrams/" + x.ID}
}

// chapters are the pictures of the gallery, by kind and in reading order.
func chapters(p Pictures) [][]*topology.Picture {
	return [][]*topology.Picture{{p.Site}, p.Zones, p.Changes, p.States, p.Roles, p.Groups}
}

// Document is the gallery: a list of contents, then every picture on a sheet of its own. Pictures of single hosts stand on the hosts' pages;
// the contents lead there.
func Document(p Pictures, w *words.List) *document.Document {
	d := &document.Document{ID: ID, Title: w.Text("atlas.title"), Subtitle: w.Text("atlas.subtitle")}
	n := len(p.All())
	if p.Matrix != nil {
		n++
	}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("atlas.intro", "n", n)}, document.Heading{Level: 1, ID: "contents", Text: w.Text("atlas.contents")}, contents(p))
	for i, chapter := range chapters(p) {
		for _, each := range chapter {
			d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "title-" + each.ID, Text: each.Title}, p.Figure(each))
		}
		if i == 0 && p.Matrix != nil {
			d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "title-matrix", Text: w.Text("atlas.matrix")}, MatrixFigure(p.Matrix))
		}
	}
	return d
}

// contents list every picture with the place where it stands.
func contents(p Pictures) document.List {
	var items []document.Cell
	for i, chapter := range chapters(p) {
		for _, each := range chapter {
			items = append(items, document.L(each.Title, each.Page))
		}
		if i == 0 && p.Matrix != nil {
			items = append(items, document.L(p.Matrix.Title, topology.GalleryPage+"#"+p.Matrix.ID))
		}
	}
	for _, each := range p.Hosts {
		items = append(items, document.L(each.Title, each.Page))
	}
	return document.List{Items: items}
}

// Further is the part of the gallery that belongs into a book which shows the other pictures elsewhere: what those lead to. It is nil where
// they lead to no other picture.
func Further(p Pictures, w *words.List) *document.Document {
	if len(p.Zones)+len(p.Groups) == 0 {
		return nil
	}
	d := &document.Document{ID: ID, Title: w.Text("atlas.further"), Blocks: []document.Block{document.Text{Text: w.Text("atlas.further-text")}}}
	for _, part := range [][]*topology.Picture{p.Zones, p.Groups} {
		for _, each := range part {
			d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "title-" + each.ID, Text: each.Title}, p.Figure(each))
		}
	}
	return d
}
