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

// A Section is a group of pages: pages, then groups of further ones. One without a title stands open before the others.
type Section struct {
	Title  string
	Items  []Item
	Groups []Section
	Door   bool // its first page leads to all others: the menus of pages outside have that page alone
	List   Item // where all items are listed; the menu of a page then has those of a long section that are near the page
}

// LongSection is the number of items up to which a menu has all of a section. Of a longer one it has the nearItems before a page and behind it.
const LongSection, nearItems = 64, 5

// Add puts a page at the end of a group of the section, or before all groups where it is in none.
func (s *Section) Add(group string, item Item) {
	if group == "" {
		s.Items = append(s.Items, item)
		return
	}
	at := slices.IndexFunc(s.Groups, func(g Section) bool { return g.Title == group })
	if at < 0 {
		at = len(s.Groups)
		s.Groups = append(s.Groups, Section{Title: group})
	}
	s.Groups[at].Items = append(s.Groups[at].Items, item)
}

// An Item is a page with its title, by its document's id. One with a place in the page is a short cut: the page has an item of its own.
type Item struct{ Title, ID, Place string }

// pages are all pages of sections, each once.
func pages(sections []Section) []Item {
	var all []Item
	for _, s := range sections {
		all = append(append(all, s.Items...), pages(s.Groups)...)
	}
	return slices.DeleteFunc(all, func(i Item) bool { return i.Place != "" })
}

func (s Section) holds(id string) bool {
	return slices.ContainsFunc(pages([]Section{s}), func(i Item) bool { return i.ID == id })
}

// Neighbours are the pages before and after a page in the order of the navigation; nil where there is none.
func (s Site) Neighbours(id string) (prev, next *Item) {
	all := pages(s.Sections)
	at := slices.IndexFunc(all, func(i Item) bool { return i.ID == id })
	if at > 0 {
		prev = &all[at-1]
	}
	if at >= 0 && at+1 < len(all) {
		next = &all[at+1]
	}
	return prev, next
}

// near are the items that the menu of a page has.
func (s Section) near(id string) []Item {
	if len(s.Items) <= LongSection || s.List.ID == "" {
		return s.Items
	}
	at := slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == id })
	if at < 0 {
		return []Item{s.List}
	}
	return append([]Item{s.List}, s.Items[max(0, at-nearItems):min(len(s.Items), at+nearItems+1)]...)
}

// menu is the navigation. The section in which the page stands is open, and in it the group; of doors elsewhere it has the pages to which they lead.
func (p *printer) menu() {
	p.put(`<nav class="menu" id="ui-menu"`)
	p.attribute("aria-label", p.say("site"))
	p.put(">\n", `<button type="button" class="tool scripted menu-close" data-menu-close>`)
	p.word("close")
	p.put("</button>\n")
	p.sections(p.opts.Site.Sections)
	p.put("</nav>\n")
}

func (p *printer) sections(sections []Section) {
	for _, s := range sections {
		if s.Title == "" {
			p.menuItems(s.Items)
			continue
		}
		open := s.holds(p.doc)
		if s.Door && !open {
			p.put("<a")
			p.href(p.link(ref.Document(pages([]Section{s})[0].ID)))
			p.put(">")
			p.text(s.Title)
			p.put("</a>\n")
			continue
		}
		if open {
			p.put("<details open>\n<summary>")
		} else {
			p.put("<details>\n<summary>")
		}
		p.text(s.Title)
		p.put("</summary>\n")
		p.menuItems(s.near(p.doc))
		p.sections(s.Groups)
		p.put("</details>\n")
	}
}

func (p *printer) menuItems(items []Item) {
	if len(items) == 0 {
		return
	}
	p.put("<ul>\n")
	for _, item := range items {
		p.menuItem(item, item.ID == p.doc && item.Place == "")
	}
	p.put("</ul>\n")
}

func (p *printer) menuItem(item Item, current bool) {
	p.put("<li><a")
	p.href(p.link(ref.Document(item.ID).At(item.Place)))
	if current {
		p.put(` aria-current="page"`)
	}
	p.put(">")
	p.text(item.Title)
	p.put("</a>\n")
}
