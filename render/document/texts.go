package document

import (
	"fmt"
	"iter"
)

// Texts are all texts of a document with where they stand, in the words of a diagnostic: "table hosts, row 3, column address". Markdown
// comes as it was written; pictures are left out.
func Texts(d *Document) iter.Seq2[string, string] {
	return func(yield func(where, text string) bool) {
		w := walker{yield: yield}
		w.say("the title", d.Title, d.Subtitle)
		w.fields("the fields above the text", d.Fields)
		for i, block := range d.Blocks {
			w.block(fmt.Sprintf("block %d", i+1), block)
		}
	}
}

// walker hands texts on until the reader has enough.
type walker struct {
	yield func(where, text string) bool
	done  bool
}

func (w *walker) say(where string, texts ...string) {
	for _, text := range texts {
		if text != "" && !w.done {
			w.done = !w.yield(where, text)
		}
	}
}

func (w *walker) fields(where string, fields []Field) {
	for _, f := range fields {
		w.say(where+", field "+f.Name, f.Name, f.Value)
	}
}

func (w *walker) cells(where string, cells []Cell) {
	for i, c := range cells {
		w.say(fmt.Sprintf("%s, item %d", where, i+1), c.Lines...)
	}
}

func (w *walker) block(where string, block Block) {
	switch b := block.(type) {
	case Heading:
		w.say(where+" (heading)", b.Text)
	case Prose:
		w.say(where+" (prose)", b.Markdown)
	case Text:
		w.say(where+" (text)", b.Text)
	case Fields:
		w.fields(where+" (fields)", b.Fields)
	case Table:
		w.table(where, b)
	case Figure:
		w.say(fmt.Sprintf("%s (figure %s)", where, b.ID), b.Caption)
	case Callout:
		w.say(where+" (callout)", b.Title, b.Markdown)
	case Step:
		w.step(fmt.Sprintf("%s (step %s)", where, b.ID), b)
	case Checklist:
		w.say(where+" (checklist)", b.Items...)
	case List:
		w.cells(where+" (list)", b.Items)
	case Index:
		w.cells(where+" (index)", b.Entries)
	case Signatures:
		w.signatures(fmt.Sprintf("%s (signatures %s)", where, b.ID), b)
	}
}

func (w *walker) table(where string, t Table) {
	where = fmt.Sprintf("%s (table %s)", where, t.ID)
	w.say(where, t.Caption)
	for _, c := range t.Columns {
		w.say(where+", column "+c.Key, c.Title)
	}
	if len(t.Rows) == 0 {
		w.say(where, t.Empty)
	}
	for i, row := range t.Rows {
		at := fmt.Sprintf("%s, row %d", where, i+1)
		if row.ID != "" {
			at += " (" + row.ID + ")"
		}
		for j, c := range row.Cells {
			if j < len(t.Columns) {
				w.say(at+", column "+t.Columns[j].Key, c.Lines...)
			}
		}
	}
}

func (w *walker) step(where string, s Step) {
	w.say(where, s.Title, s.Who, s.Body, s.Expect, s.IfFails, s.Rollback, s.Danger)
	w.cells(where, s.Where)
	for _, c := range s.Callouts {
		w.say(where+", callout", c.Title, c.Markdown)
	}
	w.cells(where+", files", s.Files)
	for _, part := range s.Parts {
		w.say(where+", part "+part.Label, part.Label, part.Markdown)
	}
	for i, c := range s.Commands {
		w.say(fmt.Sprintf("%s, command %d", where, i+1), c.Shell, c.Where, c.Text)
	}
	w.fields(where, s.Fields)
}

func (w *walker) signatures(where string, s Signatures) {
	w.say(where, s.Caption, s.Labels.Name, s.Labels.Role, s.Labels.Date, s.Labels.Signature)
	for i, p := range s.Signers {
		w.say(fmt.Sprintf("%s, signer %d", where, i+1), p.Name, p.Role, p.Date, p.Record)
	}
}
