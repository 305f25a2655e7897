package html

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"portolan/render/prose"
)

// markdown prints Markdown that a person wrote. Every text goes through escaping here; the tree holds no HTML.
func (p *printer) markdown(text string) (template.HTML, error) {
	tree, err := prose.Parse(text)
	if err != nil {
		return "", err
	}
	w := &proseWriter{printer: p}
	w.blocks(tree.Blocks)
	return template.HTML(w.out.String()), w.err
}

// A proseWriter writes one tree.
type proseWriter struct {
	*printer
	out strings.Builder
	err error // the first fault
}

func (w *proseWriter) print(parts ...string) {
	for _, part := range parts {
		w.out.WriteString(part)
	}
}

func (w *proseWriter) word(name string) string {
	word, err := w.Say(name)
	if err != nil && w.err == nil {
		w.err = err
	}
	return html.EscapeString(word)
}

func (w *proseWriter) blocks(blocks []prose.Block) {
	for _, block := range blocks {
		w.block(block)
	}
}

func (w *proseWriter) block(block prose.Block) {
	switch b := block.(type) {
	case prose.Paragraph:
		w.wrap("p", b.Inlines)
	case prose.Heading:
		w.wrap(fmt.Sprintf("h%d", min(w.depth+b.Level, 6)), b.Inlines)
	case prose.List:
		w.list(b)
	case prose.Code:
		w.print(`<pre class="scroll" tabindex="0" role="region" aria-label="`, w.word("command"), `"><code>`,
			html.EscapeString(b.Text), "</code></pre>\n")
	case prose.Quote:
		w.print("<blockquote>\n")
		w.blocks(b.Blocks)
		w.print("</blockquote>\n")
	case prose.Callout:
		w.callout(b)
	case prose.Table:
		w.table(b)
	case prose.Rule:
		w.print("<hr>\n")
	default:
		w.err = fmt.Errorf("no form for prose of type %T", block)
	}
}

func (w *proseWriter) wrap(tag string, inlines []prose.Inline) {
	w.print("<", tag, ">")
	w.inlines(inlines)
	w.print("</", tag, ">\n")
}

func (w *proseWriter) list(l prose.List) {
	tag := "ul"
	w.print("<")
	if l.Ordered {
		tag = "ol"
		w.print(tag)
		if l.Start != 1 {
			fmt.Fprintf(&w.out, ` start="%d"`, l.Start)
		}
	} else {
		w.print(tag)
	}
	w.print(">\n")
	for _, item := range l.Items {
		w.print("<li>", map[prose.Task]string{prose.OpenTask: "☐ ", prose.DoneTask: "☑ "}[item.Task])
		w.item(item.Blocks, l.Tight)
		w.print("</li>\n")
	}
	w.print("</", tag, ">\n")
}

// item prints an item; in a tight list its paragraphs stand without a tag of their own.
func (w *proseWriter) item(blocks []prose.Block, tight bool) {
	for _, block := range blocks {
		if paragraph, ok := block.(prose.Paragraph); ok && tight {
			w.inlines(paragraph.Inlines)
			continue
		}
		w.block(block)
	}
}

func (w *proseWriter) callout(c prose.Callout) {
	class := [...]string{"note", "note", "warning", "warning", "danger"}[c.Kind]
	word := [...]string{"note", "tip", "important", "warning", "danger"}[c.Kind]
	w.print(`<div class="callout `, class, `" role="note"><p class="callout-title">`, w.word("mark-"+word), "</p>\n")
	w.blocks(c.Blocks)
	w.print("</div>\n")
}

func (w *proseWriter) table(t prose.Table) {
	w.print(`<div class="scroll" tabindex="0" role="region" aria-label="`)
	for i, cell := range t.Head {
		if i > 0 {
			w.print(", ")
		}
		w.print(html.EscapeString(prose.InlineText(cell.Inlines)))
	}
	w.print("\"><table>\n<thead><tr>")
	w.row("th scope=\"col\"", "th", t.Head, t.Align)
	w.print("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		w.print("<tr>")
		w.row("td", "td", row, t.Align)
		w.print("</tr>\n")
	}
	w.print("</tbody>\n</table></div>\n")
}

func (w *proseWriter) row(open, shut string, cells []prose.Cell, align []prose.Align) {
	for i, cell := range cells {
		class := ""
		if i < len(align) {
			class = [...]string{"", ` class="centre"`, ` class="right"`}[align[i]]
		}
		w.print("<", open, class, ">")
		w.inlines(cell.Inlines)
		w.print("</", shut, ">")
	}
}

func (w *proseWriter) inlines(inlines []prose.Inline) {
	for _, inline := range inlines {
		switch i := inline.(type) {
		case prose.Text:
			w.print(html.EscapeString(i.Text))
		case prose.Strong:
			w.span("strong", i.Inlines)
		case prose.Emphasis:
			w.span("em", i.Inlines)
		case prose.CodeSpan:
			w.print("<code>", html.EscapeString(i.Text), "</code>")
		case prose.Link:
			w.anchor(i)
		case prose.HardBreak:
			w.print("<br>\n")
		default:
			w.err = fmt.Errorf("no form for prose of type %T", inline)
		}
	}
}

func (w *proseWriter) span(tag string, inlines []prose.Inline) {
	w.print("<", tag, ">")
	w.inlines(inlines)
	w.print("</", tag, ">")
}

func (w *proseWriter) anchor(l prose.Link) {
	href, outside, ok := w.proseLink(l.Target)
	if !ok {
		w.inlines(l.Inlines)
		return
	}
	w.print(`<a href="`, html.EscapeString(href), `"`)
	if outside {
		w.print(` class="outside" rel="noopener noreferrer"`)
	}
	w.print(">")
	w.inlines(l.Inlines)
	w.print("</a>")
}
