package html

import (
	"slices"

	"portolan/render/ref"
)

// A Site is the set of pages that belong together, as the navigation shows it.
type Site struct {
	ID       string // keeps this site's ticks apart from those of others in a reader's browser
	Title    string
	Home     string // id of the document that is the start page
	Sections []Section
}

// A Section is a titled group of pages.
type Section struct {
	Title string
	Items []Item
}

// An Item is a page with its title, by its document's id.
type Item struct{ Title, ID string }

// Neighbours are the pages before and after a page in the order of the navigation; nil where there is none.
func (s Site) Neighbours(id string) (prev, next *Item) {
	var before *Item
	found := false
	for _, section := range s.Sections {
		for i := range section.Items {
			item := &section.Items[i]
			switch {
			case found:
				return prev, item
			case item.ID == id:
				prev, found = before, true
			}
			before = item
		}
	}
	return prev, nil
}

// openItems is the length up to which a section of the navigation stands open on every page.
const openItems = 6

// menu is the navigation. The section in which the page stands is open.
func (p *printer) menu() {
	p.put(`<nav class="menu" id="ui-menu"`)
	p.attribute("aria-label", p.say("site"))
	p.put(">\n", `<button type="button" class="tool scripted menu-close" data-menu-close>`)
	p.word("close")
	p.put("</button>\n")
	for _, section := range p.opts.Site.Sections {
		here := func(item Item) bool { return item.ID == p.doc }
		if len(section.Items) <= openItems || slices.ContainsFunc(section.Items, here) {
			p.put("<details open>\n<summary>")
		} else {
			p.put("<details>\n<summary>")
		}
		p.text(section.Title)
		p.put("</summary>\n<ul>\n")
		for _, item := range section.Items {
			p.menuItem(item, here(item))
		}
		p.put("</ul>\n</details>\n")
	}
	p.put("</nav>\n")
}

func (p *printer) menuItem(item Item, current bool) {
	p.put("<li><a")
	p.href(p.link(ref.Document(item.ID)))
	if current {
		p.put(` aria-current="page"`)
	}
	p.put(">")
	p.text(item.Title)
	p.put("</a></li>\n")
}
