package html

import (
	"slices"

	"portolan/render/document"
)

// A table of longTable rows has a filter, if the order of its rows has no meaning; one of wideTable columns is set small, and printed across the paper.
const (
	longTable = 6
	wideTable = 9
)

func (p *printer) table(t document.Table) {
	opens := slices.ContainsFunc(t.Rows, func(r document.Row) bool { return len(r.More) > 0 })
	p.put(`<div class="table`)
	if len(t.Columns) >= wideTable {
		p.put(" wide")
	}
	if opens {
		p.put(" opens")
	}
	p.put(`"`)
	p.id(t.ID)
	if t.Unordered && len(t.Rows) > 1 {
		p.put(" data-sorted")
	}
	if t.Unordered && len(t.Rows) >= longTable {
		p.put(" data-filtered")
	}
	p.put(">\n")
	p.same(t.Same)
	p.put(`<div class="scroll" tabindex="0" role="region" aria-label="`)
	p.text(t.Caption)
	p.put("\">\n<table>\n<caption>")
	p.text(t.Caption)
	p.put("</caption>\n")
	p.columns(t.Columns)
	p.put("<tbody>\n")
	names := max(0, slices.IndexFunc(t.Columns, func(c document.Column) bool { return c.Names }))
	for _, r := range t.Rows {
		p.row(t.Columns, names, r)
	}
	if len(t.Rows) == 0 {
		p.emptyRow(t)
	}
	p.put("</tbody>\n</table>\n</div>\n</div>\n")
}

// same is what all rows of a table have in common.
func (p *printer) same(fields []document.Field) {
	if len(fields) == 0 {
		return
	}
	p.put("<div class=\"same\"><p>")
	p.word("same")
	p.put("</p>\n<dl>\n")
	p.pairs(fields)
	p.put("</dl></div>\n")
}

func (p *printer) columns(columns []document.Column) {
	p.put("<thead>\n<tr>")
	for _, c := range columns {
		p.put(`<th scope="col"`, kindClass(c.Kind), ` data-column="`)
		p.text(c.Key)
		p.put(`">`)
		p.text(c.Title)
	}
	p.put("\n</thead>\n")
}

// row prints a row. The cell that is its name says in a word how much attention the row needs. To the others the script adds
// the titles of their columns, which a narrow screen shows beside them; without it the table can be moved aside.
func (p *printer) row(columns []document.Column, names int, r document.Row) {
	p.put("<tr")
	p.id(r.ID)
	if class := markClass(r.Mark); class != "" {
		p.put(` class="`, class, `"`)
	}
	p.put(">")
	for i, c := range r.Cells {
		column := document.Column{}
		if i < len(columns) {
			column = columns[i]
		}
		if i == names {
			p.put(`<th scope="row"`, kindClass(column.Kind), ">")
		} else {
			p.put("<td", kindClass(column.Kind), ">")
		}
		p.columnCell(column, c)
		if i == names {
			p.badge(r.Mark, r.Badge, " ")
		}
	}
	p.put("\n")
	p.more(len(columns), r.More)
}

// more is what a row says when a reader opens it. Without the script all rows are open.
func (p *printer) more(columns int, fields []document.Field) {
	if len(fields) == 0 {
		return
	}
	p.put(`<tr class="more"><td colspan="`)
	p.number(columns)
	p.put("\"><dl>")
	for _, f := range fields {
		p.field(f)
	}
	p.put("</dl>\n")
}

func (p *printer) emptyRow(t document.Table) {
	p.put(`<tr><td class="empty" colspan="`)
	p.number(len(t.Columns))
	p.put(`">`)
	p.text(t.Empty)
	p.put("\n")
}

// kindClass is the class of a column's cells; words have none.
func kindClass(k document.ColumnKind) markup {
	return [...]markup{"", ` class="code"`, ` class="numeric"`}[k]
}
