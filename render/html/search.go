package html

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"portolan/render/document"
	"portolan/render/prose"
)

// Indexed is a page that the search finds.
type Indexed struct {
	Path string
	Doc  *document.Document
}

// The weights of a word by where it stands. Hosts, addresses and ports weigh most: they are what is looked for in a hurry.
const (
	weightText    = 1
	weightHeading = 2
	weightTitle   = 4
	weightExact   = 5
)

// SearchIndex is a script that sets one global, because a page opened from a folder may load a script and nothing else:
// pages as [path, title]; units (a page's sections) as [page, heading, [[anchor, text], ...]]; and for each word
// [unit, weight, unit, weight, ...].
func SearchIndex(pages []Indexed) ([]byte, error) {
	x := &indexer{Pages: [][2]string{}, Units: []unit{}, Terms: map[string][]int{}, known: map[string][]string{}}
	for _, page := range pages {
		if err := x.page(page); err != nil {
			return nil, fmt.Errorf("search index, page %s: %w", page.Path, err)
		}
	}
	var out bytes.Buffer
	out.WriteString("window.portolanIndex = ")
	if err := json.NewEncoder(&out).Encode(x); err != nil { // escapes < and >, and writes maps in order
		return nil, err
	}
	return out.Bytes(), nil
}

type indexer struct {
	Pages [][2]string      `json:"pages"`
	Units []unit           `json:"units"`
	Terms map[string][]int `json:"terms"`

	known map[string][]string // tokens of texts: tables repeat most of theirs
}

// tokens are the search words of a text.
func (x *indexer) tokens(text string) []string {
	found, ok := x.known[text]
	if !ok {
		found = tokens(text)
		x.known[text] = found
	}
	return found
}

// A unit is [page, heading, parts].
type unit [3]any

// A part is a piece of a unit with a link target of its own: [anchor, text].
type part [2]string

// section gathers a unit before it is added.
type section struct {
	index           *indexer
	heading, anchor string
	parts           []part
	weights         map[string]int
}

func (x *indexer) section(heading, anchor string) *section {
	s := &section{index: x, heading: heading, anchor: anchor, weights: map[string]int{}}
	s.weigh(heading, weightHeading)
	return s
}

// weigh records the words of a text; a word keeps the highest weight it gets.
func (s *section) weigh(text string, weight int) {
	for _, token := range s.index.tokens(text) {
		s.weights[token] = max(s.weights[token], weight)
	}
}

// exact records texts that are looked for as they are; their parts weigh as text.
func (s *section) exact(text string) {
	s.weigh(text, weightText)
	for _, word := range words(text) {
		s.weights[strings.ToLower(word)] = weightExact
	}
}

func (s *section) add(anchor string, texts ...string) {
	text := strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), " · ")
	if anchor == "" {
		anchor = s.anchor
	}
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		s.parts = append(s.parts, part{anchor, text})
	}
}

func (s *section) say(anchor string, texts ...string) {
	for _, text := range texts {
		s.weigh(text, weightText)
	}
	s.add(anchor, texts...)
}

func (x *indexer) page(page Indexed) error {
	x.Pages = append(x.Pages, [2]string{page.Path, page.Doc.Title})
	s := x.section("", "")
	s.weigh(page.Doc.Title, weightTitle)
	s.weigh(page.Doc.ID, weightTitle)
	s.say("", page.Doc.Title, page.Doc.Subtitle)
	s.fields(page.Doc.Fields)
	for _, block := range page.Doc.Blocks {
		if heading, ok := block.(document.Heading); ok {
			x.close(s)
			s = x.section(heading.Text, heading.ID)
			// The page's title goes with each of its sections, so that "central 4242" finds the section of that node.
			s.weigh(page.Doc.Title, weightText)
			continue
		}
		if err := s.block(block); err != nil {
			return err
		}
	}
	x.close(s)
	return nil
}

func (x *indexer) close(s *section) {
	if len(s.parts) == 0 {
		s.add(s.anchor, s.heading)
	}
	if len(s.parts) == 0 {
		return
	}
	n := len(x.Units)
	x.Units = append(x.Units, unit{len(x.Pages) - 1, s.heading, s.parts})
	for token, weight := range s.weights {
		x.Terms[token] = append(x.Terms[token], n, weight)
	}
}

func (s *section) fields(fields []document.Field) {
	for _, f := range fields {
		s.say("", f.Name, f.Value)
	}
}

func (s *section) block(block document.Block) error {
	switch b := block.(type) {
	case document.Prose:
		return s.markdown("", b.Markdown)
	case document.Text:
		s.say("", b.Text)
	case document.Fields:
		s.fields(b.Fields)
	case document.Table:
		s.table(b)
	case document.Figure:
		s.say(b.ID, b.Caption)
	case document.Callout:
		s.say("", b.Title)
		return s.markdown("", b.Markdown)
	case document.Step:
		return s.step(b)
	case document.Signatures:
		s.table(signatureTable(b))
	case document.Checklist:
		for _, item := range b.Items {
			s.say("", item)
		}
	case document.List:
		for _, item := range b.Items {
			s.say("", item.Lines...)
		}
	}
	return nil
}

func (s *section) markdown(anchor string, texts ...string) error {
	for _, text := range texts {
		tree, err := prose.Parse(text)
		if err != nil {
			return err
		}
		s.say(anchor, prose.PlainText(tree))
	}
	return nil
}

func (s *section) table(t document.Table) {
	s.weigh(t.Caption, weightHeading)
	for _, row := range t.Rows {
		var texts []string
		for i, cell := range row.Cells {
			text := strings.Join(cell.Lines, " ")
			texts = append(texts, text)
			if i < len(t.Columns) && t.Columns[i].Kind != document.Words {
				s.exact(text)
			} else {
				s.weigh(text, weightText)
			}
		}
		anchor := row.ID
		if anchor == "" {
			anchor = t.ID
		}
		s.add(anchor, texts...)
	}
}

func (s *section) step(b document.Step) error {
	s.weigh(b.Title, weightHeading)
	texts := []string{b.Title, b.Who}
	for _, host := range b.Where {
		name := strings.Join(host.Lines, " ")
		s.exact(name)
		texts = append(texts, name)
	}
	s.say(b.ID, texts...)
	for _, command := range b.Commands {
		s.say(b.ID, command.Text)
	}
	for _, field := range b.Fields {
		s.say(b.ID, field.Name, field.Value)
	}
	return s.markdown(b.ID, b.Danger, b.Body, b.Expect, b.IfFails, b.Rollback)
}
