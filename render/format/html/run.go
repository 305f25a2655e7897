package html

import "portolan/render/document"

// run is the panel with which a reader carries out the page's procedure: a clock beside its limits, how many boxes are ticked, who ticks, and what is
// written down of it. All of it is the script's work, and it stays in the reader's browser; the page has the limits.
func (p *printer) run(doc *document.Document) {
	p.put("<section class=\"run scripted\" data-run>\n")
	if len(doc.Limits) > 0 {
		p.put("<dl>\n")
	}
	for _, l := range doc.Limits {
		p.put(`<div data-run-limit="`)
		p.number(l.Minutes)
		p.put(`"><dt>`)
		p.text(l.Name)
		p.put("<dd>")
		p.text(l.Time)
		p.put(" <span></span></div>\n")
	}
	if len(doc.Limits) > 0 {
		p.put("</dl>\n")
	}
	p.put("</section>\n")
}
