package html

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"portolan/render/archive"
	"portolan/render/document"
	"portolan/render/text/prose"
)

// The weights of a word by where it stands. What a page is about weighs most, and hosts, addresses and ports more than other words: they are what
// is looked for in a hurry.
const (
	weightText    = 1
	weightHeading = 2
	weightFact    = 3 // a row that is a result of its own, what a page says of a host above its text: they beat running text
	weightTitle   = 4
	weightExact   = 5
	weightRow     = 6 // likewise, in a row that is a result of its own
	weightName    = 8 // the greatest: appendPlace counts on it
)

// A Search says what an index has to know besides the documents.
type Search struct {
	Kinds    []string                             // what a result can be, in the order in which equally good ones are shown
	Page     func(id string) Found                // of a document
	Row      func(id string) (kind int, own bool) // of a row with an id that is a result of its own: once in the pack, on however many pages it stands
	Synonyms map[string]string                    // of a word that readers type: words of the pack, with spaces between
	Idle     string                               // words that say nothing, with spaces between
	Prose    *prose.Reader                        // may be nil
}

// Found is what a document is to a reader who searches.
type Found struct {
	Kind  int
	Names []string // by which he knows what it is about: words, addresses
	About []string // what else may be said of that
	Rank  int      // counts like pages that lead to the document
	Like  string   // another document: as many pages count as leading here as lead there
}

// SearchIndex is a script that sets one global, because a page opened from a folder may load a script and nothing else. It has the index deflated, as
// base64: a third of its length, and the browser inflates it when a reader first searches.
func SearchIndex(pages []*document.Document, search Search) ([]byte, error) {
	text, err := indexOf(pages, search)
	if err != nil {
		return nil, err
	}
	return packed(indexBegin, text)
}

// packed is a script with a text deflated, as base64, behind its beginning.
func packed(begin string, text []byte) ([]byte, error) {
	deflated, err := archive.Script(text)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte(begin), base64.StdEncoding.AppendEncode(nil, deflated), []byte(packedEnd)), nil
}

// indexOf is the index as JSON:
//
//	texts     all texts, each once; units name them by their numbers
//	units     [page, heading, [[anchor, text, text, ...], ...]], the sections of pages; a row that is a result of its own has its kind at the end
//	terms     for each word the units that have it, with their weights: numbers in the digits of appendPlace
//	pages     [path, title, kind, number of pages that lead there]
//	kinds     what they are called
//	synonyms  for each word others
//	idle      words that say nothing
func indexOf(pages []*document.Document, search Search) ([]byte, error) {
	x := &indexer{index: indexes.Get().(*index), search: search, own: map[string]*own{}, leading: map[string]int{}}
	defer func() {
		x.forget()
		indexes.Put(x.index)
	}()
	x.begin()
	for n, page := range pages {
		if err := x.page(n, page); err != nil {
			return nil, fmt.Errorf("search index, page %s: %w", page.ID, err)
		}
	}
	x.ownUnits()
	x.terms()
	x.about(pages)
	return slices.Clone(x.out), nil
}

// An indexer reads documents into an index.
type indexer struct {
	*index
	search Search

	own     map[string]*own // by the ids of their rows
	owns    []*own          // in their order
	leading map[string]int  // pages that lead to each document
	seen    map[string]bool // the documents to which the present page leads
	texts   []string        // of the present row
}

// say adds texts that weigh as text, and that a hit shows.
func (x *indexer) say(anchor string, texts ...string) {
	for _, text := range texts {
		x.weigh(text, weightText)
	}
	x.add(anchor, texts...)
}

func (x *indexer) page(n int, doc *document.Document) error {
	x.seen = map[string]bool{doc.ID: true}
	x.open(n, "", "")
	x.weigh(doc.Title, weightTitle)
	x.weigh(doc.ID, weightTitle)
	x.weigh(doc.Subtitle, weightHeading)
	found := x.found(doc.ID)
	for _, name := range found.Names {
		x.name(name)
	}
	for _, text := range found.About {
		x.weigh(text, weightHeading)
	}
	x.add("", doc.Title, doc.Subtitle)
	if len(found.Names) > 0 {
		for _, f := range doc.Fields {
			x.weigh(f.Value, weightFact)
		}
	}
	x.fields("", doc.Fields)
	for _, block := range doc.Screen() {
		if heading, ok := block.(document.Heading); ok {
			x.close()
			x.open(n, heading.Text, heading.ID)
			// The page's title goes with each of its sections, so that "restart services" finds these in the page on restarting a node.
			x.weigh(doc.Title, weightFact)
			continue
		}
		if err := x.block(n, block); err != nil {
			return err
		}
	}
	x.close()
	return nil
}

func (x *indexer) fields(id string, fields []document.Field) {
	for _, f := range fields {
		x.say(id, f.Name, f.Value)
		x.cells(id, f.Cells)
	}
}

func (x *indexer) cells(anchor string, cells []document.Cell) {
	for _, c := range cells {
		x.lead(c)
		x.say(anchor, c.Lines...)
	}
}

// lead counts a page among those that lead to another, once.
func (x *indexer) lead(c document.Cell) {
	if to := c.Link.Document; to != "" && !x.seen[to] {
		x.seen[to] = true
		x.leading[to]++
	}
}

func (x *indexer) block(page int, block document.Block) error {
	switch b := block.(type) {
	case document.Prose:
		return x.markdown("", b.Markdown)
	case document.Text:
		x.say("", b.Text)
	case document.Fields:
		x.fields("", b.Fields)
	case document.Table:
		x.table(page, b)
	case document.Figure:
		x.say(b.ID, b.Caption)
	case document.Callout:
		x.say("", b.Title)
		return x.markdown("", b.Markdown)
	case document.Step:
		return x.step(b)
	case document.Doors:
		for _, door := range b.Doors {
			x.say(door.ID, door.Title)
		}
	case document.Signatures:
		x.table(page, signatureTable(b))
	case document.Checklist:
		for _, item := range b.Items {
			x.say("", item)
		}
	case document.Pieces:
		x.pieces(b)
	case document.List:
		if !b.Small { // places in documents, of which the references have each once
			x.cells("", b.Items)
		}
	case document.Index:
		x.cells("", b.Entries)
	}
	return nil
}

// pieces are found where they stand for all pages. Those of one page repeat what others say.
func (x *indexer) pieces(b document.Pieces) {
	if !b.Shared {
		return
	}
	for _, piece := range b.Items {
		x.exact(piece.Name, weightExact)
		texts := []string{piece.Name}
		for _, line := range piece.Lines {
			texts = append(texts, line.Lines...)
		}
		x.say(piece.ID, texts...)
	}
}

func (x *indexer) markdown(anchor string, texts ...string) error {
	for _, text := range texts {
		tree, err := x.search.Prose.Parse(text)
		if err != nil {
			return err
		}
		x.say(anchor, prose.PlainText(tree))
	}
	return nil
}

func (x *indexer) table(page int, t document.Table) {
	x.weigh(t.Caption, weightHeading)
	x.fields(t.ID, t.Same)
	for i := range t.Rows {
		row := &t.Rows[i]
		if !x.owned(page, &t, row) {
			x.add(cmp.Or(row.ID, t.ID), x.row(t.Columns, row)...)
		}
	}
}

// row weighs the words of a row, those in its first cell as a heading's, and returns what it says.
func (x *indexer) row(columns []document.Column, row *document.Row) []string {
	x.texts = x.texts[:0]
	for i, cell := range row.Cells {
		x.lead(cell)
		text := strings.Join(cell.Lines, " ")
		x.texts = append(x.texts, text)
		switch {
		case i < len(columns) && columns[i].Kind != document.Words:
			x.exact(text, weightExact)
		case i == 0:
			x.weigh(text, weightHeading)
		default:
			x.weigh(text, weightText)
		}
	}
	for _, f := range row.More {
		x.exact(f.Value, weightExact)
		x.texts = append(x.texts, f.Value)
	}
	return x.texts
}

func (x *indexer) step(b document.Step) error {
	x.weigh(b.Title, weightHeading)
	texts := []string{b.Title, b.Who}
	for _, host := range b.Where {
		x.lead(host)
		name := strings.Join(host.Lines, " ")
		x.exact(name, weightExact)
		texts = append(texts, name)
	}
	x.say(b.ID, texts...)
	for _, command := range b.Commands {
		x.say(b.ID, command.Text)
	}
	x.fields(b.ID, b.Around())
	x.cells(b.ID, b.Files)
	texts = []string{b.Danger, b.Body, b.Expect, b.IfFails, b.Rollback}
	for _, c := range b.Callouts {
		texts = append(texts, c.Markdown)
	}
	for _, part := range b.Parts {
		texts = append(texts, part.Markdown)
	}
	return x.markdown(b.ID, texts...)
}
