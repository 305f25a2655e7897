package html

import (
	"strconv"

	"portolan/render/document"
	"portolan/render/ref"
)

// head opens the page. Its policy forbids what a page of a pack never needs, should a text ever get out of its place.
func (p *printer) head(title string) {
	language := p.opts.Language
	if language == "" {
		language = "en"
	}
	p.put("<!doctype html>\n<html lang=\"")
	p.text(language)
	p.put(`" data-root="`)
	p.text(p.root)
	p.put(`" data-site="`)
	p.text(p.opts.Site.ID)
	p.put(`" data-page="`)
	p.text(p.path)
	p.put(`">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>`)
	p.text(title)
	if title != p.opts.Site.Title {
		p.put(" · ")
		p.text(p.opts.Site.Title)
	}
	p.put("</title>\n", `<link rel="stylesheet"`)
	p.href(p.root + StylePath)
	p.put(">\n", `<script src="`)
	p.out = appendTarget(p.out, p.root+ScriptPath)
	p.put(`"></script>
</head>
`)
}

// banner is the line at the top of the page.
func (p *printer) banner() {
	p.put(`<header class="banner">
<button type="button" class="tool menu-button scripted" data-menu aria-expanded="false" aria-controls="ui-menu">`, iconMenu, "<span>")
	p.word("menu")
	p.put("</span></button>\n", `<a class="brand"`)
	p.href(p.link(ref.Document(p.opts.Site.Home)))
	p.put(">")
	if l := p.opts.Logo; l != nil { // the name beside it says whose it is
		p.put(`<img class="logo" alt=""`)
		p.attribute("width", strconv.Itoa(l.W))
		p.attribute("height", strconv.Itoa(l.H))
		p.put(` src="`)
		p.out = appendTarget(p.out, p.root+LogoPath)
		p.put(`">`)
	} else {
		p.put(iconChart)
	}
	p.put("<span>")
	p.text(p.opts.Site.Title)
	p.put("</span></a>\n")
	if p.opts.Search {
		p.put(`<button type="button" class="tool search-button scripted" data-search-open aria-haspopup="dialog">`, iconSearch, "<span>")
		p.word("search")
		p.put(`</span><kbd aria-hidden="true">/</kbd></button>`, "\n")
	}
	p.put(`<button type="button" class="tool theme-button scripted" data-theme-toggle>`, iconTheme, "<span data-theme-name>")
	p.word("theme-auto")
	p.put("</span></button>\n</header>\n")
}

// crumbs are the way to this page from the start page.
func (p *printer) crumbs(title string) {
	if len(p.opts.Crumbs) == 0 {
		return
	}
	p.put(`<nav class="path"`)
	p.attribute("aria-label", p.say("path"))
	p.put(">\n<ol>\n")
	for _, crumb := range p.opts.Crumbs {
		p.put("<li><a")
		p.href(p.link(ref.Document(crumb.ID)))
		p.put(">")
		p.text(crumb.Title)
		p.put("</a>\n")
	}
	p.put(`<li><span aria-current="page">`)
	p.text(title)
	p.put("</span>\n</ol>\n</nav>\n")
}

// neighbours are the pages before and after this one.
func (p *printer) neighbours() {
	if p.opts.Prev == nil && p.opts.Next == nil {
		return
	}
	p.put(`<nav class="neighbours"`)
	p.attribute("aria-label", p.say("neighbours"))
	p.put(">\n")
	p.neighbour(p.opts.Prev, `<a class="previous" rel="prev"`, "previous")
	p.neighbour(p.opts.Next, `<a class="next" rel="next"`, "next")
	p.put("</nav>\n")
}

func (p *printer) neighbour(item *Item, tag markup, word string) {
	if item == nil {
		return
	}
	p.put(tag)
	p.href(p.link(ref.Document(item.ID)))
	p.put("><span>")
	p.word(word)
	p.put("</span> ")
	p.text(item.Title)
	p.put("</a>\n")
}

func (p *printer) footer() {
	p.put("<footer class=\"foot\">\n")
	if len(p.opts.Footer) > 0 {
		p.put("<dl>\n")
		p.pairs(p.opts.Footer)
		p.put("</dl>\n")
	}
	p.put("</footer>\n")
}

// pairs are names with their values.
func (p *printer) pairs(fields []document.Field) {
	for _, f := range fields {
		p.field(f)
		p.put("\n")
	}
}

// field is a name with its value or values.
func (p *printer) field(f document.Field) {
	if f.Cells == nil {
		p.pair(f.Name, f.Value)
		return
	}
	p.cellPair(f.Name, "; ", f.Cells)
}

// cellPair is a name with several values.
func (p *printer) cellPair(name string, between markup, cells []document.Cell) {
	p.put("<div><dt>")
	p.text(name)
	p.put("<dd>")
	for i, c := range cells {
		switch {
		case i > 0 && c.Link.Anchor != "" && (c.Link.Document == "" || c.Link.Document == p.opts.Pieces): // a piece, which an open row shows in its place
			p.put("<br>")
		case i > 0:
			p.put(between)
		}
		p.cell(c)
	}
	p.put("</div>")
}

func (p *printer) pair(name, value string) {
	p.put("<div><dt>")
	p.text(name)
	p.put("<dd>")
	p.whole(value, p.linked)
	p.put("</div>")
}
