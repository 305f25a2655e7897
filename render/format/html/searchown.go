package html

import (
	"strings"

	"portolan/render/document"
)

// An own is a row that is a result of its own, such as a rule or a person, with all rows of the pack that have its id: they say of it what their
// pages need, and a reader wants to meet it once.
type own struct {
	kind int
	rows []ownRow
}

// An ownRow is one of them.
type ownRow struct {
	page  int
	table *document.Table
	row   *document.Row
}

// owned keeps a row that is a result of its own for later.
func (x *indexer) owned(page int, table *document.Table, row *document.Row) bool {
	if row.ID == "" || len(row.Cells) == 0 || x.search.Row == nil {
		return false
	}
	kind, ok := x.search.Row(row.ID)
	if !ok {
		return false
	}
	o := x.own[row.ID]
	if o == nil {
		o = &own{kind: kind}
		x.own[row.ID] = o
		x.owns = append(x.owns, o)
	}
	o.rows = append(o.rows, ownRow{page, table, row})
	for _, cell := range row.Cells {
		x.lead(cell)
	}
	return true
}

// ownUnits writes the rows: with the words of all, as the one that says most.
func (x *indexer) ownUnits() {
	for _, o := range x.owns {
		most := o.rows[0]
		for _, r := range o.rows[1:] {
			if r.length() > most.length() {
				most = r
			}
		}
		x.open(most.page, most.name(), most.row.ID)
		x.unit.kind = o.kind + 1
		x.name(most.row.ID)
		x.weigh(most.name(), weightTitle)
		x.weigh(x.search.Kinds[o.kind], weightFact)
		for _, r := range o.rows {
			for _, c := range r.row.Cells {
				for _, line := range c.Lines {
					x.weigh(line, weightFact)
					x.exact(line, weightRow)
				}
			}
			x.aside(r.table.Same)
			x.aside(r.row.More)
		}
		x.add(most.row.ID, most.texts()...)
		x.close()
	}
}

// aside weighs what a row says elsewhere: once above the table, or when it is opened.
func (x *indexer) aside(fields []document.Field) {
	for _, f := range fields {
		x.weigh(f.Value, weightText)
		for _, c := range f.Cells {
			for _, line := range c.Lines {
				x.weigh(line, weightText)
			}
		}
	}
}

// name is the row's id where a reader sees that, and otherwise what stands first in it.
func (r ownRow) name() string {
	for _, c := range r.row.Cells {
		if len(c.Lines) == 1 && c.Lines[0] == r.row.ID {
			return r.row.ID
		}
	}
	return strings.Join(r.row.Cells[0].Lines, " ")
}

// texts are what its cells say. Where the row has an id of its own to go by, the first has its column's title: "Source: qs-central" is no
// "Destination: qs-central".
func (r ownRow) texts() []string {
	texts := make([]string, len(r.row.Cells))
	for i, c := range r.row.Cells {
		texts[i] = strings.Join(c.Lines, " ")
	}
	if r.name() == r.row.ID && len(r.table.Columns) > 0 && texts[0] != r.row.ID {
		texts[0] = r.table.Columns[0].Title + ": " + texts[0]
	}
	return texts
}

func (r ownRow) length() int { return len(strings.Join(r.texts(), "")) }
