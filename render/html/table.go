package html

import (
	"html/template"

	"portolan/render/document"
)

// A table of longTable rows has a filter; one of wideTable columns is printed across the paper.
const (
	longTable = 6
	wideTable = 9
)

// tableView is what the table's template sees.
type tableView struct {
	*printer
	ID, Caption, Empty string
	Long, Wide         bool
	Columns            []column
	Rows               []row
}

type column struct{ Title, Key, Kind string }

type row struct {
	ID, Class, Word string
	Cells           []tableCell
}

type tableCell struct {
	cell
	Kind, Class, Word string
}

func (p *printer) table(t document.Table) (template.HTML, error) {
	view := tableView{printer: p, ID: t.ID, Caption: t.Caption, Empty: t.Empty, Long: len(t.Rows) >= longTable,
		Wide: len(t.Columns) >= wideTable}
	for _, c := range t.Columns {
		view.Columns = append(view.Columns, column{c.Title, c.Key, kindClass(c.Kind)})
	}
	for _, r := range t.Rows {
		printed, err := p.row(t.Columns, r)
		if err != nil {
			return "", err
		}
		view.Rows = append(view.Rows, printed)
	}
	return p.run("table", view)
}

func (p *printer) row(columns []document.Column, r document.Row) (row, error) {
	word, err := p.markWord(r.Mark)
	if err != nil {
		return row{}, err
	}
	cells, err := p.cells(r.Cells)
	if err != nil {
		return row{}, err
	}
	out := row{ID: r.ID, Class: markClass(r.Mark), Word: word}
	for i, c := range cells {
		one := tableCell{cell: c}
		if i < len(columns) {
			one.Kind = kindClass(columns[i].Kind)
		}
		if i == 0 {
			one.Class, one.Word = out.Class, word
		}
		out.Cells = append(out.Cells, one)
	}
	return out, nil
}

func kindClass(k document.ColumnKind) string {
	return [...]string{"words", "code", "numeric"}[k]
}
