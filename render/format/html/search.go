package html

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/render/document"
	"portolan/render/text/prose"
)

// The weights of a word by where it stands. Hosts, addresses and ports weigh most: they are what is looked for in a hurry.
const (
	weightText    = 1
	weightHeading = 2
	weightTitle   = 4
	weightExact   = 5
)

// SearchIndex is a script that sets one global, because a page opened from a folder may load a script and nothing else:
// pages as [path, title]; units (a page's sections) as [page, heading, [[anchor, text], ...]]; and for each word
// [unit, weight, unit, weight, ...]. The reader may be nil.
func SearchIndex(pages []*document.Document, reader *prose.Reader) ([]byte, error) {
	x := &indexer{index: indexes.Get().(*index), reader: reader}
	defer func() {
		x.forget()
		indexes.Put(x.index)
	}()
	x.begin(pages)
	for n, page := range pages {
		if err := x.page(n, page); err != nil {
			return nil, fmt.Errorf("search index, page %s: %w", page.ID, err)
		}
	}
	x.end()
	return slices.Clone(x.out), nil
}

// An indexer reads documents into an index.
type indexer struct {
	*index
	reader *prose.Reader
}

// say adds texts that weigh as text, and that a hit shows.
func (x *indexer) say(anchor string, texts ...string) {
	for _, text := range texts {
		x.weigh(text, weightText)
	}
	x.add(anchor, texts...)
}

func (x *indexer) page(n int, doc *document.Document) error {
	x.open(n, "", "")
	x.weigh(doc.Title, weightTitle)
	x.weigh(doc.ID, weightTitle)
	x.say("", doc.Title, doc.Subtitle)
	x.fields("", doc.Fields)
	for _, block := range doc.Screen() {
		if heading, ok := block.(document.Heading); ok {
			x.close()
			x.open(n, heading.Text, heading.ID)
			// The page's title goes with each of its sections, so that "central 4242" finds the section of that node.
			x.weigh(doc.Title, weightText)
			continue
		}
		if err := x.block(block); err != nil {
			return err
		}
	}
	x.close()
	return nil
}

func (x *indexer) fields(id string, fields []document.Field) {
	for _, f := range fields {
		x.say(id, f.Name, f.Value)
		for _, c := range f.Cells {
			x.say(id, c.Lines...)
		}
	}
}

func (x *indexer) block(block document.Block) error {
	switch b := block.(type) {
	case document.Prose:
		return x.markdown("", b.Markdown)
	case document.Text:
		x.say("", b.Text)
	case document.Fields:
		x.fields("", b.Fields)
	case document.Table:
		x.table(b)
	case document.Figure:
		x.say(b.ID, b.Caption)
	case document.Callout:
		x.say("", b.Title)
		return x.markdown("", b.Markdown)
	case document.Step:
		return x.step(b)
	case document.Signatures:
		x.table(signatureTable(b))
	case document.Checklist:
		for _, item := range b.Items {
			x.say("", item)
		}
	case document.List:
		for _, item := range b.Items {
			x.say("", item.Lines...)
		}
	}
	return nil
}

func (x *indexer) markdown(anchor string, texts ...string) error {
	for _, text := range texts {
		tree, err := x.reader.Parse(text)
		if err != nil {
			return err
		}
		x.say(anchor, prose.PlainText(tree))
	}
	return nil
}

func (x *indexer) table(t document.Table) {
	x.weigh(t.Caption, weightHeading)
	var texts []string
	for _, row := range t.Rows {
		texts = texts[:0]
		for i, cell := range row.Cells {
			text := strings.Join(cell.Lines, " ")
			texts = append(texts, text)
			if i < len(t.Columns) && t.Columns[i].Kind != document.Words {
				x.exact(text)
			} else {
				x.weigh(text, weightText)
			}
		}
		x.add(cmp.Or(row.ID, t.ID), texts...)
	}
}

func (x *indexer) step(b document.Step) error {
	x.weigh(b.Title, weightHeading)
	texts := []string{b.Title, b.Who}
	for _, host := range b.Where {
		name := strings.Join(host.Lines, " ")
		x.exact(name)
		texts = append(texts, name)
	}
	x.say(b.ID, texts...)
	for _, command := range b.Commands {
		x.say(b.ID, command.Text)
	}
	x.fields(b.ID, b.Fields)
	for _, file := range b.Files {
		x.say(b.ID, file.Lines...)
	}
	texts = []string{b.Danger, b.Body, b.Expect, b.IfFails, b.Rollback}
	for _, c := range b.Callouts {
		texts = append(texts, c.Markdown)
	}
	for _, part := range b.Parts {
		texts = append(texts, part.Markdown)
	}
	return x.markdown(b.ID, texts...)
}
