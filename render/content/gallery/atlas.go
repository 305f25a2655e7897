// Package gallery is the document of all pictures of a pack: in which order they stand, what is said of them, and where the rules from zone to
// zone are listed. It draws nothing and knows no format.
package gallery

import (
	"portolan/render/content/docs"
	"portolan/render/content/topology"
	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Pictures are what the atlas shows. Figure gives a picture once it has been laid out. The formats know in which files they keep a picture, and
// a document on paper.
type Pictures struct {
	*topology.Pictures
	Matrix  *diagram.Matrix // nil where there is none
	Figure  func(*topology.Picture) document.Figure
	Drawing func(path string) string
	Paper   func(id string) string
}

// MatrixFigure is the picture of the rules from zone to zone.
func MatrixFigure(x *diagram.Matrix) document.Figure {
	return document.Figure{ID: x.ID, Caption: x.Description, Picture: x, Path: ref.Data + "diagrams/" + x.ID}
}

// chapters are the pictures of the gallery, by kind and in reading order.
func chapters(p Pictures) [][]*topology.Picture {
	whole := []*topology.Picture{p.Site}
	if p.Overview != nil {
		whole = []*topology.Picture{p.Overview, p.Site}
	}
	return [][]*topology.Picture{whole, p.Zones, p.Changes, p.States, p.Roles, p.Groups}
}

// Document is the gallery: a list of contents, then every picture on a sheet of its own. Pictures of single hosts stand on the hosts' pages;
// the last chapter says where each is.
func Document(p Pictures, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Gallery, Title: w.Text("atlas.title"), Subtitle: w.Text("gallery.subtitle")}
	entries := contents(p, w)
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("atlas.intro", "n", len(entries)+len(p.Hosts))}, document.Text{Text: w.Fill("gallery.counts", "here", len(entries), "hosts", len(p.Hosts))},
		document.Heading{Level: 1, ID: "contents", Text: w.Text("atlas.contents")}, document.Index{Entries: entries})
	for i, chapter := range chapters(p) {
		for _, each := range chapter {
			d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "title-" + each.ID, Text: each.Title}, p.Figure(each))
		}
		if i == 0 && p.Matrix != nil {
			d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "title-matrix", Text: w.Text("atlas.matrix")}, MatrixFigure(p.Matrix))
		}
	}
	return withHosts(d, p, w)
}

// contents list the pictures that stand here, and the list of the others.
func contents(p Pictures, w *wordlist.List) []document.Cell {
	var entries []document.Cell
	for i, chapter := range chapters(p) {
		for _, each := range chapter {
			entries = append(entries, document.L(each.Title, ref.Here("title-"+each.ID)))
		}
		if i == 0 && p.Matrix != nil {
			entries = append(entries, document.L(w.Text("atlas.matrix"), ref.Here("title-matrix")))
		}
	}
	return entries
}

// withHosts adds the list of the pictures of single hosts: their pages, and the files of the pictures, for whoever has this on paper.
func withHosts(d *document.Document, p Pictures, w *wordlist.List) *document.Document {
	if len(p.Hosts) == 0 {
		return d
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-pictures", Caption: w.Text("gallery.hosts-caption")}, []document.ColumnOf[*topology.Picture]{
		{Key: "picture", Title: w.Text("gallery.picture"), Weight: 3, Cell: func(each *topology.Picture) document.Cell { return document.L(each.Title, each.Page) }},
		{Key: "page", Title: w.Text("gallery.page"), Weight: 2, Kind: document.Code, Text: func(each *topology.Picture) string { return p.Paper(each.Page.Document) }},
		{Key: "file", Title: w.Text("gallery.file"), Weight: 2, Kind: document.Code, Text: func(each *topology.Picture) string { return p.Drawing(each.Path()) }}}, p.Hosts, nil)
	d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "hosts", Text: w.Text("gallery.hosts")}, document.Text{Text: w.Text("gallery.hosts-text")}, t)
	return d
}

// Further is the part of the gallery that belongs into a book which shows the other pictures elsewhere: what those lead to. It is nil where
// they lead to no other picture.
func Further(p Pictures, w *wordlist.List) *document.Document {
	if len(p.Zones)+len(p.Groups) == 0 {
		return nil
	}
	d := &document.Document{ID: docs.Gallery, Title: w.Text("atlas.further"), Blocks: []document.Block{document.Text{Text: w.Text("atlas.further-text")}}}
	for _, part := range [][]*topology.Picture{p.Zones, p.Groups} {
		for _, each := range part {
			d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "title-" + each.ID, Text: each.Title}, p.Figure(each))
		}
	}
	return d
}
