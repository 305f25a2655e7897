package html

import (
	"fmt"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// markdown prints Markdown that a person wrote. Every text goes through escaping here; the tree holds no HTML.
func (p *printer) markdown(text string) { p.passage(p.read(text)) }

// A passage is a text that was read, with its language where that is not the page's.
type passage struct {
	blocks   []prose.Block
	language string
}

// read parses Markdown; of an empty text there are no blocks.
func (p *printer) read(text string) passage {
	tree, err := p.opts.Prose.Parse(text)
	if err != nil {
		p.fail(err)
	}
	return passage{tree.Blocks, p.opts.Foreign[text]}
}

func (p *printer) passage(t passage) {
	if t.language != "" {
		p.put("<div")
		p.attribute("lang", t.language)
		p.put(">\n")
		defer p.put("</div>\n")
	}
	proseWriter{p, false}.blocks(t.blocks)
}

// said writes a text without Markdown that may be in another language than the page.
func (p *printer) said(text string, write func(string)) {
	language := p.opts.Foreign[text]
	if language == "" {
		write(text)
		return
	}
	p.put("<span")
	p.attribute("lang", language)
	p.put(">")
	write(text)
	p.put("</span>")
}

// A proseWriter writes one tree.
type proseWriter struct {
	*printer
	within bool // a link, which holds no other
}

func (w proseWriter) word(name string) { w.prose(w.say(name)) }

func (w proseWriter) blocks(blocks []prose.Block) {
	for _, block := range blocks {
		w.block(block)
	}
}

func (w proseWriter) block(block prose.Block) {
	switch b := block.(type) {
	case prose.Paragraph:
		w.wrap("p", b.Inlines)
	case prose.Heading:
		w.wrap(headingTags[min(w.depth+b.Level, 6)], b.Inlines)
	case prose.List:
		w.list(b)
	case prose.Code:
		w.code(b)
	case prose.Quote:
		w.put("<blockquote>\n")
		w.blocks(b.Blocks)
		w.put("</blockquote>\n")
	case prose.Callout:
		w.callout(b)
	case prose.Table:
		w.table(b)
	case prose.Rule:
		w.put("<hr>\n")
	default:
		w.fail(fmt.Errorf("no form for prose of type %T", block))
	}
}

func (w proseWriter) wrap(tag markup, inlines []prose.Inline) {
	w.put("<", tag, ">")
	w.inlines(inlines)
	w.put("</", tag, ">\n")
}

// code is a command to copy where the text names its language, and else what it is.
func (w proseWriter) code(c prose.Code) {
	if c.Language != "" {
		w.command(document.Command{Shell: c.Language, Text: c.Text})
		return
	}
	w.put(`<pre class="scroll" tabindex="0" role="region" aria-label="`)
	w.word("command")
	w.put(`"><code>`)
	w.prose(c.Text)
	w.put("</code></pre>\n")
}

// boxes stand before items that are tasks.
var boxes = [...]markup{prose.NoTask: "", prose.OpenTask: "☐ ", prose.DoneTask: "☑ "}

func (w proseWriter) list(l prose.List) {
	tag := markup("ul")
	if l.Ordered {
		tag = "ol"
	}
	w.put("<", tag)
	if l.Ordered && l.Start != 1 {
		w.put(` start="`)
		w.number(l.Start)
		w.put(`"`)
	}
	w.put(">\n")
	for _, item := range l.Items {
		w.put("<li>", boxes[item.Task])
		w.item(item.Blocks, l.Tight)
		w.put("\n")
	}
	w.put("</", tag, ">\n")
}

// item prints an item; in a tight list its paragraphs stand without a tag of their own.
func (w proseWriter) item(blocks []prose.Block, tight bool) {
	for _, block := range blocks {
		if paragraph, ok := block.(prose.Paragraph); ok && tight {
			w.inlines(paragraph.Inlines)
			continue
		}
		w.block(block)
	}
}

func (w proseWriter) callout(c prose.Callout) {
	class := [...]markup{"note", "note", "warning", "warning", "danger"}[c.Kind]
	word := [...]string{"mark-note", "mark-tip", "mark-important", "mark-warning", "mark-danger"}[c.Kind]
	w.put(`<div class="callout `, class, `" role="note"><p class="callout-title">`)
	w.word(word)
	w.put("</p>\n")
	w.blocks(c.Blocks)
	w.put("</div>\n")
}

func (w proseWriter) table(t prose.Table) {
	w.put(`<div class="scroll" tabindex="0" role="region" aria-label="`)
	for i, cell := range t.Head {
		if i > 0 {
			w.put(", ")
		}
		w.prose(prose.InlineText(cell.Inlines))
	}
	w.put("\"><table>\n<thead><tr>")
	w.row("th scope=\"col\"", t.Head, t.Align)
	w.put("</thead>\n<tbody>\n")
	for _, row := range t.Rows {
		w.put("<tr>")
		w.row("td", row, t.Align)
		w.put("\n")
	}
	w.put("</tbody>\n</table></div>\n")
}

func (w proseWriter) row(open markup, cells []prose.Cell, align []prose.Align) {
	for i, cell := range cells {
		class := markup("")
		if i < len(align) {
			class = [...]markup{"", ` class="centre"`, ` class="right"`}[align[i]]
		}
		w.put("<", open, class, ">")
		w.inlines(cell.Inlines)
	}
}

func (w proseWriter) inlines(inlines []prose.Inline) {
	for _, inline := range inlines {
		switch i := inline.(type) {
		case prose.Text:
			w.prose(i.Text)
		case prose.Strong:
			w.span("strong", i.Inlines)
		case prose.Emphasis:
			w.span("em", i.Inlines)
		case prose.CodeSpan:
			w.put("<code>")
			if w.within {
				w.prose(i.Text)
			} else {
				w.printer.code(i.Text)
			}
			w.put("</code>")
		case prose.Link:
			w.link(i)
		case prose.HardBreak:
			w.put("<br>\n")
		default:
			w.fail(fmt.Errorf("no form for prose of type %T", inline))
		}
	}
}

func (w proseWriter) span(tag markup, inlines []prose.Inline) {
	w.put("<", tag, ">")
	w.inlines(inlines)
	w.put("</", tag, ">")
}

func (w proseWriter) link(l prose.Link) {
	href, outside, ok := w.proseLink(l)
	if !ok {
		w.inlines(l.Inlines)
		return
	}
	w.put(`<a href="`)
	w.prose(href)
	w.put(`"`)
	if outside {
		w.put(` class="outside"`)
	}
	w.put(">")
	w.within = true
	w.inlines(l.Inlines)
	w.put("</a>")
}
