package html

import (
	"slices"

	"portolan/render/document"
)

// hasDoors tells whether a page is one that is opened first: its doors stand in the place of a table of contents.
func hasDoors(blocks []document.Block) bool {
	return slices.ContainsFunc(blocks, func(b document.Block) bool { _, ok := b.(document.Doors); return ok })
}

// doors are the ways into a pack, each a section of its own.
func (p *printer) doors(b document.Doors) {
	p.put("<div class=\"entrance\">\n<div class=\"doors\">\n")
	for _, door := range b.Doors {
		p.door(door)
	}
	p.put("</div>\n")
	if b.Side != nil {
		p.figure(*b.Side)
	}
	p.put("</div>\n")
}

func (p *printer) door(d document.Door) {
	p.depth = 2
	p.put("<section class=\"door\"")
	p.id(d.ID)
	p.put(">\n<h2><a")
	p.href(p.link(d.Link))
	p.put(">")
	p.text(d.Title)
	p.put("</a></h2>\n")
	for _, g := range d.Groups {
		if g.Title != "" {
			p.put("<p>")
			p.text(g.Title)
			p.put("</p>\n")
		}
		p.put("<ul")
		if g.Short {
			p.put(` class="short"`)
		}
		p.put(">\n")
		for _, item := range g.Items {
			p.put("<li>")
			p.cell(item)
			p.put("\n")
		}
		p.put("</ul>\n")
	}
	p.put("</section>\n")
}
