package html

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html/template"
	"strings"

	"portolan/render/document"
)

// block prints one block with the template of its kind.
func (p *printer) block(block document.Block) (template.HTML, error) {
	switch b := block.(type) {
	case document.Heading:
		return p.heading(b)
	case document.Prose:
		body, err := p.markdown(b.Markdown)
		if err != nil {
			return "", err
		}
		return p.run("prose", body)
	case document.Text:
		return p.run("text", b.Text)
	case document.Fields:
		return p.run("facts", b.Fields)
	case document.Table:
		return p.table(b)
	case document.Figure:
		return p.figure(b)
	case document.Callout:
		return p.callout(b)
	case document.Step:
		return p.step(b)
	case document.Checklist:
		return p.checklist(b)
	case document.List:
		items, err := p.cells(b.Items)
		if err != nil {
			return "", err
		}
		return p.run("list", items)
	case document.Index:
		items, err := p.cells(b.Entries)
		if err != nil {
			return "", err
		}
		return p.run("list", items)
	case document.Signatures:
		return p.table(signatureTable(b))
	case document.PageBreak:
		return p.run("break", nil)
	}
	return "", fmt.Errorf("no template for a block of type %T", block)
}

// run executes one template to a piece of the page.
func (p *printer) run(name string, view any) (template.HTML, error) {
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, name, view); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil
}

type headingView struct {
	*printer
	Depth    int
	ID, Text string
}

func (p *printer) heading(h document.Heading) (template.HTML, error) {
	p.depth = min(max(h.Level, 1), 3) + 1
	if h.Level <= 1 {
		p.steps = 0 // steps are numbered within a chapter, as on paper
	}
	if h.ID != "" && h.Level <= 2 {
		p.contents = append(p.contents, entry{h.ID, h.Text, h.Level})
	}
	return p.run("heading", headingView{p, p.depth, h.ID, h.Text})
}

// A cell is a cell, a list's item or a host as templates see it.
type cell struct {
	Lines []string
	Link  string
}

func (p *printer) cells(cells []document.Cell) ([]cell, error) {
	out := make([]cell, len(cells))
	for i, c := range cells {
		out[i].Lines = c.Lines
		if c.Link == "" {
			continue
		}
		link, err := p.link(c.Link)
		if err != nil {
			return nil, err
		}
		out[i].Link = link
	}
	return out, nil
}

type calloutView struct {
	Class, Word, Title string
	Body               template.HTML
}

func (p *printer) callout(c document.Callout) (template.HTML, error) {
	mark := c.Mark
	if mark == document.Plain {
		mark = document.Note
	}
	word, err := p.markWord(mark)
	if err != nil {
		return "", err
	}
	if strings.EqualFold(word, c.Title) {
		word = ""
	}
	body, err := p.markdown(c.Markdown)
	if err != nil {
		return "", err
	}
	return p.run("callout", calloutView{markClass(mark), word, c.Title, body})
}

// markClass is the CSS class of a mark, and the last part of its word's key.
func markClass(m document.Mark) string {
	return [...]string{"", "muted", "note", "warning", "danger"}[m]
}

func (p *printer) markWord(m document.Mark) (string, error) {
	if m == document.Plain {
		return "", nil
	}
	return p.Say("mark-" + markClass(m))
}

type boxesView struct {
	*printer
	Items []box
}

type box struct{ Key, Text string }

func (p *printer) checklist(c document.Checklist) (template.HTML, error) {
	p.ticks = true
	view := boxesView{printer: p}
	for _, text := range c.Items {
		view.Items = append(view.Items, box{p.tickKey(text), text})
	}
	return p.run("checklist", view)
}

// tickKey names a box by its text, so that a tick stays with its item when others are added before it.
func (p *printer) tickKey(text string) string {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	key := fmt.Sprintf("%x", sum.Sum64())
	p.keys[key]++
	if n := p.keys[key]; n > 1 {
		key = fmt.Sprintf("%s-%d", key, n)
	}
	return key
}
