package html

import "portolan/render/document"

// A printer prints one page; it counts steps on the way.
type printer struct {
	writer
	opts  Options
	doc   string         // the document's id
	path  string         // of the page, from the pack's root
	root  string         // the way to the pack's root
	depth int            // level of the HTML heading in force, 1 for the page's title
	steps int            // number of the last step in the section
	keys  map[string]int // keys of boxes so far, with how often each came
	ids   map[string]bool
}

// page prints a document with what stands around it.
func (p *printer) page(doc *document.Document) {
	p.head(doc.Title)
	p.put("<body>\n", `<a class="skip" href="#ui-content">`)
	p.word("skip")
	p.put("</a>\n")
	p.banner()
	p.put("<div class=\"frame\">\n")
	p.menu()
	p.put("<main id=\"ui-content\" tabindex=\"-1\">\n")
	p.crumbs(doc.Title)
	p.title(doc)
	blocks := doc.Screen()
	if doc.Lead > 0 {
		p.all(blocks[:doc.Lead])
		p.facts(doc)
	}
	if !hasDoors(blocks) {
		p.contents(blocks)
	}
	if hasBoxes(blocks) {
		p.run(doc)
	}
	p.all(blocks[doc.Lead:])
	p.neighbours()
	p.put("</main>\n</div>\n")
	p.footer()
	p.put("</body>\n</html>\n")
}

// all prints blocks, up to a fault.
func (p *printer) all(blocks []document.Block) {
	for _, block := range blocks {
		if p.err == nil {
			p.block(block)
		}
	}
}

func (p *printer) title(doc *document.Document) {
	p.put("<header class=\"title\">\n<h1>")
	p.said(doc.Title, p.text)
	p.put("</h1>\n")
	if doc.Subtitle != "" {
		p.put(`<p class="subtitle">`)
		p.text(doc.Subtitle)
		p.put("</p>\n")
	}
	if doc.Lead == 0 {
		p.facts(doc)
	}
	p.put("</header>\n")
}

// facts are what a page says of its document, and its content as files.
func (p *printer) facts(doc *document.Document) {
	if len(doc.Fields) > 0 {
		p.fields(doc.Fields)
	}
	p.files()
}

// files are the page's content as files of the pack.
func (p *printer) files() {
	if len(p.opts.Files) == 0 {
		return
	}
	p.put("<ul class=\"files\">\n")
	for _, f := range p.opts.Files {
		p.put("<li>")
		p.cell(f)
		p.put("\n")
	}
	p.put("</ul>\n")
}

// shortContents is the number of headings below which a page needs no table of contents.
const shortContents = 3

// contents are the page's own table of contents.
func (p *printer) contents(blocks []document.Block) {
	var entries []document.Heading
	for _, block := range blocks {
		switch b := block.(type) {
		case document.Heading:
			if b.ID != "" && b.Level <= 2 {
				entries = append(entries, b)
			}
		case document.Pieces:
			entries = append(entries, document.Heading{Level: 1, ID: b.ID, Text: b.Title})
		}
	}
	if len(entries) < shortContents {
		return
	}
	p.put(`<nav class="contents" aria-labelledby="ui-contents">
<p id="ui-contents">`)
	p.word("contents")
	p.put("</p>\n<ul>\n")
	for _, h := range entries {
		if h.Level > 1 {
			p.put(`<li class="level-2"><a`)
		} else {
			p.put("<li><a")
		}
		p.anchor(h.ID)
		p.put(">")
		p.text(h.Text)
		p.put("</a>\n")
	}
	p.put("</ul>\n</nav>\n")
}

// hasBoxes tells whether there is something to tick.
func hasBoxes(blocks []document.Block) bool {
	for _, block := range blocks {
		switch b := block.(type) {
		case document.Step:
			if b.Labels.Done != "" && !b.Apart {
				return true
			}
		case document.Checklist:
			return true
		}
	}
	return false
}
