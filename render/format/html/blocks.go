package html

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"portolan/render/document"
	"portolan/render/ref"
)

// block prints one block by its kind.
func (p *printer) block(block document.Block) {
	switch b := block.(type) {
	case document.Heading:
		p.heading(b)
	case document.Prose:
		p.put("<div class=\"prose\">\n")
		p.markdown(b.Markdown)
		p.put("</div>\n")
	case document.Text:
		p.put(`<p class="text">`)
		p.whole(b.Text, p.linked)
		p.put("</p>\n")
	case document.Fields:
		p.fields(b.Fields)
	case document.Table:
		p.table(b)
	case document.Figure:
		p.figure(b)
	case document.Callout:
		p.callout(b)
	case document.Step:
		p.step(b)
	case document.Checklist:
		p.checklist(b)
	case document.List:
		p.list(b.Items)
	case document.Index:
		p.list(b.Entries)
	case document.Pieces:
		p.pieces(b)
	case document.Doors:
		p.doors(b)
	case document.Signatures:
		p.table(signatureTable(b))
	case document.PageBreak:
		p.put("<div class=\"break\"></div>\n")
	default:
		p.fail(fmt.Errorf("no form for a block of type %T", block))
	}
}

// headingTags are the names of headings' tags by their level.
var headingTags = [...]markup{1: "h1", "h2", "h3", "h4", "h5", "h6"}

func (p *printer) heading(h document.Heading) {
	p.depth = min(max(h.Level, 1), 3) + 1
	if h.Level <= 1 {
		p.steps = 0 // steps are numbered within a chapter, as on paper
	}
	tag := headingTags[p.depth]
	p.put("<", tag)
	p.id(h.ID)
	p.put(">")
	p.said(h.Text, p.text)
	p.put("</", tag, ">\n")
}

func (p *printer) fields(fields []document.Field) {
	p.put("<dl class=\"facts\">\n")
	p.pairs(fields)
	p.put("</dl>\n")
}

func (p *printer) list(items []document.Cell) {
	p.put("<ul class=\"links\">\n")
	for _, item := range items {
		p.put("<li>")
		p.cell(item)
		p.put("\n")
	}
	p.put("</ul>\n")
}

// cell prints the lines of a cell, a list's item or a host. The first line is the link: what stands below it says more of the same.
func (p *printer) cell(c document.Cell) { p.lines(c, "<br>") }

// inline prints the lines of a cell on one line.
func (p *printer) inline(c document.Cell) { p.lines(c, " ") }

func (p *printer) lines(c document.Cell, between markup) {
	if ref.IsPhone(c.Link.Web) {
		p.phones(c, between)
		return
	}
	linked := !c.Link.IsZero()
	switch {
	case c.Link.Web != "":
		p.put("<a")
		p.webHref(c.Link.Web)
		p.put(">")
	case linked:
		p.put("<a")
		p.href(p.link(c.Link))
		p.put(">")
	}
	for i, line := range c.Lines {
		if i > 0 {
			p.put(between)
		}
		if linked && i == 0 {
			p.whole(line, p.text)
			p.put("</a>")
		} else {
			p.whole(line, p.linked)
		}
	}
	if linked && len(c.Lines) == 0 {
		p.put("</a>")
	}
	p.about(c.Link)
}

// phones prints lines in which the number that the cell leads to, and others that begin with a plus, are links: a number is one word, and nothing else is
// dialled by a touch.
func (p *printer) phones(c document.Cell, between markup) {
	for i, line := range c.Lines {
		if i > 0 {
			p.put(between)
		}
		for j, word := range strings.Split(line, " ") {
			if j > 0 {
				p.put(" ")
			}
			number := strings.TrimRight(word, ",;")
			to := ref.Phone(number)
			if to.IsZero() || to != c.Link && !strings.HasPrefix(number, "+") {
				p.text(word)
				continue
			}
			p.put("<a")
			p.webHref(to.Web)
			p.put(">")
			p.text(number)
			p.put("</a>")
			p.text(word[len(number):])
		}
	}
}

// whole prints a text so that paper breaks no name in it, such as a host's.
func (p *printer) whole(text string, print func(string)) {
	if !strings.Contains(text, "-") {
		print(text)
		return
	}
	from := 0 // of what is not printed yet
	for start := 0; start < len(text); {
		word, _, _ := strings.Cut(text[start:], " ")
		if isUnbroken(word, len(word) == len(text)) {
			if start > from {
				print(text[from:start])
			}
			p.put("<bdi>")
			print(word)
			p.put("</bdi>")
			from = start + len(word)
		}
		start += len(word) + 1
	}
	if from < len(text) {
		print(text[from:])
	}
}

// isUnbroken tells whether a word is a name that could be broken at a hyphen: one that stands alone, and among others one that is no word of a language.
// Names that are too long for a column have to be broken.
func isUnbroken(word string, alone bool) bool {
	const most = 45
	return len(word) <= most && strings.Contains(word, "-") && (alone || strings.ContainsAny(word, "./"+digits))
}

// about says behind a link to a file what the file is.
func (p *printer) about(to document.Ref) {
	if p.opts.About == nil || to.File == "" {
		return
	}
	if text := p.opts.About(to.File); text != "" {
		p.put(` <span class="about">`)
		p.text(text)
		p.put("</span>")
	}
}

// columnCell prints the cell of a column: in one of code, ids that look like words are links as well.
func (p *printer) columnCell(column document.Column, c document.Cell) {
	if column.Kind == document.Code && c.Link.IsZero() && len(c.Lines) == 1 {
		p.whole(c.Lines[0], p.code)
		return
	}
	p.cell(c)
}

func (p *printer) callout(c document.Callout) {
	mark := c.Mark
	if mark == document.Plain {
		mark = document.Note
	}
	p.put(`<div class="callout `, markClass(mark), `" role="note">`, "\n", `<p class="callout-title">`)
	if !strings.EqualFold(p.sayMark(mark, c.Badge), c.Title) && p.badge(mark, c.Badge, "") && c.Title != "" {
		p.put(" ")
	}
	p.text(c.Title)
	p.put("</p>\n")
	p.markdown(c.Markdown)
	p.put("</div>\n")
}

// markClass is the CSS class of a mark, and the last part of its word's key.
func markClass(m document.Mark) markup {
	return [...]markup{"", "muted", "note", "warning", "danger"}[m]
}

// sayMark is what a mark means in its place, or its own word.
func (p *printer) sayMark(m document.Mark, badge string) string {
	if m == document.Plain || badge != "" {
		return badge
	}
	return p.say(markKeys[m])
}

var markKeys = [...]string{"", "mark-muted", "mark-note", "mark-warning", "mark-danger"}

// badge prints the word of a mark, if it has one.
func (p *printer) badge(m document.Mark, own string, before markup) bool {
	word := p.sayMark(m, own)
	if word == "" {
		return false
	}
	p.put(before, `<span class="mark `, markClass(m), `">`)
	p.text(word)
	p.put("</span>")
	return true
}

func (p *printer) checklist(c document.Checklist) {
	p.put("<ul class=\"boxes\">\n")
	for _, text := range c.Items {
		p.put(`<li><label><input type="checkbox" data-tick="`)
		p.text(p.tickKey(text))
		p.put(`"> <span>`)
		p.text(text)
		p.put("</span></label>\n")
	}
	p.put("</ul>\n")
}

// tickKey names a box by its text, so that a tick stays with its item when others are added before it.
func (p *printer) tickKey(text string) string {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	key := strconv.FormatUint(sum.Sum64(), 16)
	if p.keys == nil {
		p.keys = map[string]int{}
	}
	p.keys[key]++
	if n := p.keys[key]; n > 1 {
		key = fmt.Sprintf("%s-%d", key, n)
	}
	return key
}
