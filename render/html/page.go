package html

import (
	"html/template"

	"portolan/render/document"
)

// A printer prints one page; it counts steps and remembers headings on the way.
type printer struct {
	opts     Options
	root     string         // the way to the pack's root
	depth    int            // level of the HTML heading in force, 1 for the page's title
	steps    int            // number of the last step in the section
	keys     map[string]int // keys of boxes so far, with how often each came
	ticks    bool           // the page has boxes to tick
	contents []entry
}

// An entry is a line of the page's own table of contents.
type entry struct {
	ID, Text string
	Level    int
}

// pageView is what the page's template sees.
type pageView struct {
	*printer
	Language, Title, Subtitle string
	Root, Home, SiteID        string
	SiteTitle, PagePath       string
	Style, Script             string
	Search                    bool
	Menus                     []menu
	Crumbs                    []menuItem
	Prev, Next                *menuItem
	Facts                     []document.Field
	Blocks                    []template.HTML
	Contents                  []entry
	Ticks                     bool
	Footer                    []document.Field
}

// shortContents is the number of headings below which a page needs no table of contents.
const shortContents = 3

func (p *printer) page(doc *document.Document) (*pageView, error) {
	v := &pageView{printer: p, Language: p.opts.Language, Title: doc.Title, Subtitle: doc.Subtitle, Facts: doc.Fields,
		Root: p.root, SiteID: p.opts.Site.ID, SiteTitle: p.opts.Site.Title, PagePath: p.opts.Path,
		Style: p.root + StylePath, Script: p.root + ScriptPath, Search: p.opts.Search, Footer: p.opts.Footer}
	if v.Language == "" {
		v.Language = "en"
	}
	for _, block := range doc.Blocks {
		printed, err := p.block(block)
		if err != nil {
			return nil, err
		}
		v.Blocks = append(v.Blocks, printed)
	}
	v.Ticks = p.ticks
	if len(p.contents) >= shortContents {
		v.Contents = p.contents
	}
	return v, p.frame(v)
}

// frame fills in the links that stand around the document.
func (p *printer) frame(v *pageView) (err error) {
	if v.Home, err = p.link(p.opts.Site.Home); err != nil {
		return err
	}
	if v.Menus, err = p.menus(); err != nil {
		return err
	}
	for _, crumb := range p.opts.Crumbs {
		link, err := p.link(crumb.Path)
		if err != nil {
			return err
		}
		v.Crumbs = append(v.Crumbs, menuItem{Title: crumb.Title, Link: link})
	}
	if v.Prev, err = p.neighbour(p.opts.Prev); err != nil {
		return err
	}
	v.Next, err = p.neighbour(p.opts.Next)
	return err
}

func (p *printer) neighbour(item *Item) (*menuItem, error) {
	if item == nil {
		return nil, nil
	}
	link, err := p.link(item.Path)
	return &menuItem{Title: item.Title, Link: link}, err
}
