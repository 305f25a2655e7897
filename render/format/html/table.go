package html

import "portolan/render/document"

// A table of longTable rows has a filter; one of wideTable columns is printed across the paper.
const (
	longTable = 6
	wideTable = 9
)

func (p *printer) table(t document.Table) {
	p.put(`<div class="table`)
	if len(t.Columns) >= wideTable {
		p.put(" wide")
	}
	p.put(`"`)
	p.id(t.ID)
	if len(t.Rows) > 0 {
		p.put(" data-table")
	}
	p.put(">\n")
	long := len(t.Rows) >= longTable
	if long {
		p.filter()
	}
	p.put(`<div class="scroll`)
	if long {
		p.put(" tall")
	}
	p.put(`" tabindex="0" role="region" aria-label="`)
	p.text(t.Caption)
	p.put("\">\n<table>\n<caption>")
	p.text(t.Caption)
	p.put("</caption>\n")
	p.columns(t.Columns)
	p.put("<tbody>\n")
	for _, r := range t.Rows {
		p.row(t.Columns, r)
	}
	if len(t.Rows) == 0 {
		p.emptyRow(t)
	}
	p.put("</tbody>\n</table>\n</div>\n</div>\n")
}

// filter is the field above a long table that leaves rows out.
func (p *printer) filter() {
	p.put(`<div class="table-tools scripted">
<label>`)
	p.word("filter")
	p.put(` <input type="search" data-filter autocomplete="off" spellcheck="false"></label>
<span role="status" data-filter-count`)
	p.attribute("data-text", p.say("filter-count"))
	p.put("></span>\n</div>\n")
}

func (p *printer) columns(columns []document.Column) {
	p.put("<thead>\n<tr>")
	for _, c := range columns {
		p.put(`<th scope="col" class="`, kindClass(c.Kind), `" data-column="`)
		p.text(c.Key)
		p.put(`">`)
		p.text(c.Title)
		p.put("</th>")
	}
	p.put("</tr>\n</thead>\n")
}

// row prints a row. Its first cell is its name, and says in a word how much attention the row needs.
func (p *printer) row(columns []document.Column, r document.Row) {
	class := markClass(r.Mark)
	p.put("<tr")
	p.id(r.ID)
	if class != "" {
		p.put(` class="`, class, `"`)
	}
	p.put(">")
	for i, c := range r.Cells {
		open, shut := markup(`<td class="`), markup("</td>")
		if i == 0 {
			open, shut = `<th scope="row" class="`, "</th>"
		}
		p.put(open)
		if i < len(columns) {
			p.put(kindClass(columns[i].Kind))
		}
		p.put(`">`)
		p.cell(c)
		if i == 0 {
			p.badge(r.Mark, r.Badge, " ")
		}
		p.put(shut)
	}
	p.put("</tr>\n")
}

func (p *printer) emptyRow(t document.Table) {
	p.put(`<tr><td class="empty" colspan="`)
	p.number(len(t.Columns))
	p.put(`">`)
	p.text(t.Empty)
	p.put("</td></tr>\n")
}

func kindClass(k document.ColumnKind) markup {
	return [...]markup{"words", "code", "numeric"}[k]
}
