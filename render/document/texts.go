package document

import (
	"iter"
	"strconv"
	"strings"
)

// Texts are all texts of a document with where they stand, in the words of a diagnostic: "table hosts, row 3, column address". Markdown
// comes as it was written; pictures are left out.
func Texts(d *Document) iter.Seq2[string, string] {
	return func(yield func(where, text string) bool) {
		w := walker{yield: yield, places: true}
		w.document(d)
	}
}

// Said are the same texts without where they stand, which takes most of the time of going through a document.
func Said(d *Document) iter.Seq[string] {
	return func(yield func(text string) bool) {
		w := walker{yield: func(_, text string) bool { return yield(text) }}
		w.document(d)
	}
}

// walker hands texts on until the reader has enough.
type walker struct {
	yield  func(where, text string) bool
	places bool // are wanted
	done   bool
}

// at is a place, put together only where it is wanted.
func (w *walker) at(parts ...string) string {
	if !w.places {
		return ""
	}
	return strings.Join(parts, "")
}

// nth is a place in a list, counted from 1.
func (w *walker) nth(where, what string, i int) string {
	if !w.places {
		return ""
	}
	return where + what + strconv.Itoa(i+1)
}

func (w *walker) document(d *Document) {
	w.say("the title", d.Title, d.Subtitle)
	w.fields("the fields above the text", d.Fields)
	for _, l := range d.Limits {
		w.say("the limits of time", l.Name, l.Time)
	}
	for i, block := range d.Blocks {
		w.block(w.nth("", "block ", i), block)
	}
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
		w.say(w.at(where, ", field ", f.Name), f.Name, f.Value)
		w.cells(w.at(where, ", field ", f.Name), f.Cells)
	}
}

func (w *walker) cells(where string, cells []Cell) {
	for i, c := range cells {
		w.say(w.nth(where, ", item ", i), c.Lines...)
	}
}

func (w *walker) block(where string, block Block) {
	switch b := block.(type) {
	case Heading:
		w.say(w.at(where, " (heading)"), b.Text)
	case Prose:
		w.say(w.at(where, " (prose)"), b.Markdown)
	case Text:
		w.say(w.at(where, " (text)"), b.Text)
	case Fields:
		w.fields(w.at(where, " (fields)"), b.Fields)
	case Table:
		w.table(where, b)
	case Figure:
		w.say(w.at(where, " (figure ", b.ID, ")"), b.Caption)
	case Callout:
		w.say(w.at(where, " (callout)"), b.Badge, b.Title, b.Markdown)
	case Step:
		w.step(w.at(where, " (step ", b.ID, ")"), b)
	case Checklist:
		w.say(w.at(where, " (checklist)"), b.Items...)
	case List:
		w.cells(w.at(where, " (list)"), b.Items)
	case Index:
		w.cells(w.at(where, " (index)"), b.Entries)
	case Pieces:
		w.say(where, b.Title)
		for _, piece := range b.Items {
			w.say(where, piece.Name)
			w.cells(where, piece.Lines)
		}
	case Doors:
		w.doors(w.at(where, " (doors)"), b)
	case Signatures:
		w.signatures(w.at(where, " (signatures ", b.ID, ")"), b)
	}
}

func (w *walker) table(where string, t Table) {
	where = w.at(where, " (table ", t.ID, ")")
	w.say(where, t.Caption)
	w.fields(w.at(where, ", above the rows"), t.Same)
	for _, c := range t.Columns {
		w.say(w.at(where, ", column ", c.Key), c.Title)
	}
	if len(t.Rows) == 0 {
		w.say(where, t.Empty)
	}
	for i, row := range t.Rows {
		at := w.nth(where, ", row ", i)
		if row.ID != "" {
			at = w.at(at, " (", row.ID, ")")
		}
		w.say(at, row.Badge)
		for j, c := range row.Cells {
			if j < len(t.Columns) {
				w.say(w.at(at, ", column ", t.Columns[j].Key), c.Lines...)
			}
		}
		w.fields(w.at(at, ", open"), row.More)
	}
}

func (w *walker) step(where string, s Step) {
	w.say(where, s.Title, s.Who, s.Body, s.Expect, s.IfFails, s.Rollback, s.Danger)
	w.cells(where, s.Where)
	for _, c := range s.Callouts {
		w.say(w.at(where, ", callout"), c.Badge, c.Title, c.Markdown)
	}
	w.cells(w.at(where, ", files"), s.Files)
	for _, part := range s.Parts {
		w.say(w.at(where, ", part ", part.Label), part.Label, part.Markdown)
	}
	for i, c := range s.Commands {
		w.say(w.nth(where, ", command ", i), c.Shell, c.Where, c.Text)
	}
	w.fields(where, append(s.Around(), s.Sources))
}

func (w *walker) signatures(where string, s Signatures) {
	w.say(where, s.Caption, s.Labels.Name, s.Labels.Role, s.Labels.Date, s.Labels.Signature)
	for i, p := range s.Signers {
		w.say(w.nth(where, ", signer ", i), p.Name, p.Role, p.Date, p.Record)
	}
}

func (w *walker) doors(where string, b Doors) {
	for _, door := range b.Doors {
		w.say(where, door.Title)
		for _, g := range door.Groups {
			w.say(where, g.Title)
			w.cells(where, g.Items)
		}
	}
	if b.Side != nil {
		w.say(where, b.Side.Caption)
	}
}
