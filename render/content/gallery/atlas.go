// Package gallery is the document of all pictures of a pack: in which order they stand, what is said of them, and where the rules from zone to
// zone are listed. It draws nothing and knows no format.
package gallery

import (
	"slices"

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

// chapters are the pictures that stand in the gallery, by kind and in reading order.
func chapters(p Pictures) [][]*topology.Picture {
	return [][]*topology.Picture{p.Zones, p.Roles, p.Groups}
}

// Document is the gallery: a list of contents, then each picture that stands on no other page on a sheet of its own. The last chapter says where
// each of the others is.
func Document(p Pictures, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Gallery, Title: w.Text("atlas.title"), Subtitle: w.Text("gallery.subtitle")}
	entries, others := contents(p, w), elsewhere(p, w)
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("atlas.intro", "n", len(entries)+len(others))}, document.Text{Text: w.Fill("gallery.counts", "here", len(entries), "elsewhere", len(others))})
	if len(entries) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "contents", Text: w.Text("atlas.contents")}, document.Index{Entries: entries})
	}
	for _, chapter := range chapters(p) {
		for _, each := range chapter {
			d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "title-" + each.ID, Text: each.Title}, p.Figure(each))
		}
	}
	return withOthers(d, others, w)
}

// contents list the pictures that stand here.
func contents(p Pictures, w *wordlist.List) []document.Cell {
	var entries []document.Cell
	for _, chapter := range chapters(p) {
		for _, each := range chapter {
			entries = append(entries, document.L(each.Title, ref.Here("title-"+each.ID)))
		}
	}
	return entries
}

// An entry says where a picture is that stands on another page: its title and place there, that page, and the file of the picture, for whoever has this on paper.
type entry struct {
	picture    document.Cell
	page, file string
}

// elsewhere are the pictures on other pages: those of the whole site, then those of its hosts.
func elsewhere(p Pictures, w *wordlist.List) []entry {
	var all []entry
	add := func(title string, at ref.Ref, page, path string) {
		all = append(all, entry{document.L(title, at), page, p.Drawing(path)})
	}
	architecture := w.Text("overview.title")
	if p.Overview != nil {
		add(p.Overview.Title, p.Overview.Page, architecture, p.Overview.Path())
	}
	add(p.Site.Title, p.Site.Page, architecture, p.Site.Path())
	if p.Matrix != nil {
		add(w.Text("atlas.matrix"), ref.Document(docs.Overview).At(p.Matrix.ID), architecture, MatrixFigure(p.Matrix).Path)
	}
	for _, each := range slices.Concat(p.Changes, p.States) {
		add(each.Title, each.Page, architecture, each.Path())
	}
	for _, each := range p.Hosts {
		add(each.Title, each.Page, p.Paper(each.Page.Document), each.Path())
	}
	return all
}

// withOthers adds the list of the pictures on other pages.
func withOthers(d *document.Document, others []entry, w *wordlist.List) *document.Document {
	t := document.Fill(document.Table{Unordered: true, ID: "table-pictures", Caption: w.Text("gallery.elsewhere-caption")}, []document.ColumnOf[entry]{
		{Key: "picture", Title: w.Text("gallery.picture"), Weight: 3, Cell: func(e entry) document.Cell { return e.picture }},
		{Key: "page", Title: w.Text("gallery.page"), Weight: 2, Kind: document.Code, Text: func(e entry) string { return e.page }},
		{Key: "file", Title: w.Text("gallery.file"), Weight: 2, Kind: document.Code, Text: func(e entry) string { return e.file }}}, others, nil)
	d.Blocks = append(d.Blocks, document.PageBreak{}, document.Heading{Level: 1, ID: "elsewhere", Text: w.Text("gallery.elsewhere")}, document.Text{Text: w.Text("gallery.elsewhere-text")}, t)
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
