package html

import "strings"

// A Site is the set of pages that belong together, as the navigation shows it.
type Site struct {
	ID       string // keeps this site's ticks apart from those of others in a reader's browser
	Title    string
	Home     string // path of the start page
	Sections []Section
}

// A Section is a titled group of pages.
type Section struct {
	Title string
	Items []Item
}

// An Item is a page with its title; Path is relative to the pack's root.
type Item struct{ Title, Path string }

// Neighbours are the pages before and after a page in the order of the navigation; nil where there is none.
func (s Site) Neighbours(path string) (prev, next *Item) {
	var all []Item
	for _, section := range s.Sections {
		all = append(all, section.Items...)
	}
	for i, item := range all {
		if item.Path != path {
			continue
		}
		if i > 0 {
			prev = &all[i-1]
		}
		if i+1 < len(all) {
			next = &all[i+1]
		}
		return prev, next
	}
	return nil, nil
}

// A menu is a section as one page shows it.
type menu struct {
	Title string
	Open  bool
	Items []menuItem
}

type menuItem struct {
	Title, Link string
	Current     bool
}

// openItems is the length up to which a section of the navigation stands open on every page.
const openItems = 6

func (p *printer) menus() ([]menu, error) {
	var menus []menu
	for _, section := range p.opts.Site.Sections {
		m := menu{Title: section.Title, Open: len(section.Items) <= openItems}
		for _, item := range section.Items {
			link, err := p.link(item.Path)
			if err != nil {
				return nil, err
			}
			current := item.Path == p.opts.Path
			m.Open = m.Open || current
			m.Items = append(m.Items, menuItem{item.Title, link, current})
		}
		menus = append(menus, m)
	}
	return menus, nil
}

// rootOf is the way from a page to the pack's root: "" or "../" repeated.
func rootOf(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }
