// Package drift words what a comparison of a plan with evidence has shown: a page, and a workbook.
package drift

import (
	"strconv"

	"portolan/model/drift"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/grid"
	"portolan/render/text/wordlist"
)

// Name is what the files of the document are called but for the page.
const Name = "drift"

// Document is the comparison as a reader opens it: what is not as documented, by its gravity.
func Document(p *plan.Plan, r *drift.Report, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Front, Title: w.Fill("drift.title", "site", p.Document.Title), Subtitle: p.Document.Customer, Fields: []document.Field{
		{Name: w.Text("field.revision"), Value: r.Revision}, {Name: w.Text("field.date"), Value: r.Date}}}
	verdict := "drift.none"
	if r.Drift {
		verdict = "drift.some"
	}
	d.Blocks = []document.Block{
		document.Text{Text: w.Fill(verdict, "missing", r.Counts[drift.Missing], "wider", r.Counts[drift.Wider], "undocumented", r.Counts[drift.Undocumented], "untold", r.Counts[drift.NotAssessed], "present", r.Counts[drift.Present])},
		document.Text{Text: w.Text("drift.how")}}
	for _, s := range drift.Statuses {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: keys[s], Text: w.Text("drift.status-" + keys[s])}, table(r, s, w))
	}
	return d
}

// keys of statuses in the word list and in pages.
var keys = map[drift.Status]string{drift.Missing: "missing", drift.Wider: "wider", drift.Undocumented: "undocumented", drift.NotAssessed: "not-assessed", drift.Present: "present"}

var marks = map[drift.Status]document.Mark{drift.Missing: document.Danger, drift.Wider: document.Danger, drift.Undocumented: document.Danger, drift.NotAssessed: document.Warning}

func table(r *drift.Report, s drift.Status, w *wordlist.List) document.Table {
	var rows []drift.Row
	for _, row := range r.Rows {
		if row.Status == s {
			rows = append(rows, row)
		}
	}
	var columns []document.ColumnOf[drift.Row]
	for _, c := range all[1:] {
		kind := document.Words
		if c.code {
			kind = document.Code
		}
		columns = append(columns, document.ColumnOf[drift.Row]{Key: c.key, Title: w.Text("drift." + c.key), Weight: c.weight, Kind: kind, Text: func(row drift.Row) string { return c.text(row, w) }})
	}
	return document.Fill(document.Table{ID: "table-" + keys[s], Caption: w.Fill("drift.caption", "n", strconv.Itoa(len(rows))), Unordered: true, Empty: w.Text("drift.empty")}, columns, rows,
		func(drift.Row) document.Row {
			return document.Row{Mark: marks[s], Badge: w.Text("drift.status-" + keys[s])}
		})
}

// A column is one of the page and of the workbook.
type column struct {
	key    string
	weight float64
	code   bool
	text   func(drift.Row, *wordlist.List) string
}

var all = []column{
	{"status", 1, false, func(r drift.Row, w *wordlist.List) string { return w.Text("drift.status-" + keys[r.Status]) }},
	{"device", 1.3, true, func(r drift.Row, _ *wordlist.List) string { return r.Device }},
	{"direction", 1, false, func(r drift.Row, w *wordlist.List) string {
		if r.Listener || r.Hook == "" {
			return "-"
		}
		return w.Text("proof.hook-" + string(r.Hook))
	}},
	{"rule", 1, true, func(r drift.Row, _ *wordlist.List) string { return r.Rule }},
	{"what", 2.4, false, func(r drift.Row, _ *wordlist.List) string { return r.What }},
	{"where", 1.8, false, func(r drift.Row, _ *wordlist.List) string { return r.Where }},
	{"detail", 2.6, false, func(r drift.Row, _ *wordlist.List) string { return r.Detail }},
}

// Book is the comparison as a workbook, for filters.
func Book(p *plan.Plan, r *drift.Report, w *wordlist.List) *grid.Book {
	var columns []grid.ColumnOf[drift.Row]
	for _, c := range all {
		kind := grid.Text
		if c.code {
			kind = grid.Code
		}
		columns = append(columns, grid.ColumnOf[drift.Row]{Key: c.key, Title: w.Text("drift." + c.key), Kind: kind, Text: func(row drift.Row) string { return c.text(row, w) }})
	}
	d := p.Document
	title := w.Fill("drift.title", "site", d.Title)
	table := grid.Fill(grid.Table{Empty: w.Text("drift.empty")}, columns, r.Rows, func(row drift.Row) grid.Row { return grid.Row{Mark: bookMarks[row.Status]} })
	return &grid.Book{Title: title, Company: d.Customer, Language: w.Language(), Dated: d.Date.Time(), Tabs: []grid.Tab{{Key: Name, Name: w.Text("drift.tab"), Title: title, Tables: []grid.Table{table}}}}
}

var bookMarks = map[drift.Status]grid.Mark{drift.Missing: grid.Warning, drift.Wider: grid.Warning, drift.Undocumented: grid.Warning, drift.NotAssessed: grid.Muted}
