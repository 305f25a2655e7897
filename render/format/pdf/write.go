package pdf

import (
	"portolan/render/format/pdf/file"
	"portolan/render/format/pdf/pages"
	"portolan/render/format/pdf/typeset"
)

// file is the volume as a PDF holds it.
func (v *volume) file(fonts []*file.Font) *file.File {
	f := &file.File{
		Title: typeset.Clean(v.book.whole()), Author: typeset.Clean(v.opts.Author), Language: v.opts.Language, Created: v.opts.Created,
		Pages: make([]file.Page, len(v.leaves)), Fonts: v.shown(fonts), Attachments: v.book.Attachments, Structure: v.structure,
	}
	for i, l := range v.leaves {
		f.Pages[i] = file.Page{W: l.Sheet.W, H: l.Sheet.H, Contents: []file.Stream{l.Painted, l.over.Painted}, Links: v.links(l), Runs: len(l.Runs)}
	}
	for _, p := range v.frames {
		f.Forms = append(f.Forms, file.Form{W: p.Sheet.W, H: p.Sheet.H, Content: p.Painted})
	}
	if v.book.Cover != nil && v.set.logo != nil {
		f.Images = []file.Image{*v.set.logo}
	}
	for _, e := range v.outline {
		f.Bookmarks = append(f.Bookmarks, file.Bookmark{Title: e.Title, Level: e.Level, To: v.destination(e.Place)})
	}
	return f
}

// links are the links of a page, with the pages that they lead to.
func (v *volume) links(l *leaf) []file.Link {
	links := make([]file.Link, len(l.links))
	for i, link := range l.links {
		links[i] = file.Link{X: link.X, Y: link.Y, W: link.W, H: link.H, URI: link.URI, Said: typeset.Clean(link.Tag.More.Said)}
		if link.URI == "" {
			to, _ := v.find(link.Anchor) // complete kept the links that lead somewhere
			links[i].To = v.destination(to)
		}
	}
	return links
}

func (v *volume) destination(to pages.Place) file.Destination {
	return file.Destination{Page: v.at[to.Page], Y: to.Y}
}

// shown are the fonts that the file shows something in.
func (v *volume) shown(fonts []*file.Font) []*file.Font {
	out := make([]*file.Font, len(fonts))
	note := func(p *pages.Page) {
		for f, used := range p.Faces {
			if used {
				out[f] = fonts[f]
			}
		}
	}
	for _, l := range v.leaves {
		note(l.Page)
		note(l.over)
	}
	for _, frame := range v.frames {
		note(frame)
	}
	return out
}
