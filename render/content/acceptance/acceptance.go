// Package acceptance words what acceptance tests of connections have shown: a page of the pack, and the heads of the scripts that try them.
package acceptance

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/acceptance"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Document is the page of acceptance tests.
func Document(p *plan.Plan, r *acceptance.Report, w *wordlist.List) *document.Document {
	b := &builder{p, r, w}
	verdict := "acceptance.open"
	if r.Accepted {
		verdict = "acceptance.accepted"
	}
	d := &document.Document{ID: docs.Acceptance, Title: w.Text("acceptance.title"), Subtitle: p.Document.Title}
	d.Blocks = []document.Block{
		document.Text{Text: w.Fill(verdict, "n", len(r.Rows), "passed", r.Passed, "failed", r.Failed, "untested", r.NotTested)},
		document.Text{Text: w.Text("acceptance.how")},
		b.heading("failed-title"), b.rows("failed", acceptance.Failed),
		b.heading("untested-title"), b.rows("untested", acceptance.NotTested),
		b.heading("passed-title"), b.rows("passed", acceptance.Passed),
		b.heading("runs-title"), b.runs()}
	if r.Shared {
		d.Blocks = slices.Insert(d.Blocks, 2, document.Block(document.Text{Text: w.Text("acceptance.script-shared")}))
	}
	return d
}

type builder struct {
	plan   *plan.Plan
	report *acceptance.Report
	words  *wordlist.List
}

func (b *builder) heading(key string) document.Heading {
	return document.Heading{Level: 1, ID: key, Text: b.words.Text("acceptance." + key)}
}

// marks of rows by their status: a test without a result is never in good order.
var marks = map[acceptance.Status]document.Mark{acceptance.Failed: document.Danger, acceptance.NotTested: document.Warning}

func (b *builder) rows(key string, status acceptance.Status) document.Table {
	w := b.words
	var rows []acceptance.Row
	badge := w.Text("acceptance." + key + "-title")
	for _, r := range b.report.Rows {
		if r.Status == status {
			rows = append(rows, r)
		}
	}
	columns := []document.ColumnOf[acceptance.Row]{
		{Key: "id", Title: w.Text("acceptance.test"), Weight: 1, Kind: document.Code, Text: func(r acceptance.Row) string { return r.ID }},
		{Key: "from", Title: w.Text("column.source"), Weight: 1.4, Kind: document.Code, Cell: func(r acceptance.Row) document.Cell { return b.host(r.Host) }},
		{Key: "to", Title: w.Text("column.destination"), Weight: 1.4, Kind: document.Code, Cell: func(r acceptance.Row) document.Cell { return b.host(r.To) }},
		{Key: "target", Title: w.Text("column.address"), Weight: 1.6, Kind: document.Code, Text: func(r acceptance.Row) string { return r.Target }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.8, Kind: document.Code, Text: func(r acceptance.Row) string { return r.Socket }},
		{Key: "expect", Title: w.Text("acceptance.expected"), Weight: 1, Text: func(r acceptance.Row) string { return w.Text("acceptance.expect-" + string(r.Expect)) }},
	}
	if status != acceptance.Passed {
		columns = append(columns, document.ColumnOf[acceptance.Row]{Key: "why", Title: w.Text("acceptance.why"), Weight: 3, Cell: b.why})
	}
	columns = append(columns,
		document.ColumnOf[acceptance.Row]{Key: "rules", Title: w.Text("acceptance.rules"), Weight: 1.2, Kind: document.Code, Text: func(r acceptance.Row) string { return strings.Join(slices.Concat(r.Rules, r.Firewalls), ", ") }},
		document.ColumnOf[acceptance.Row]{Key: "by", Title: w.Text("acceptance.by"), Weight: 1.4, Cell: func(r acceptance.Row) document.Cell {
			return document.C(slices.DeleteFunc([]string{r.By, r.At}, func(s string) bool { return s == "" })...)
		}})
	return document.Fill(document.Table{ID: "table-" + key, Caption: w.Fill("acceptance."+key+"-caption", "n", len(rows)), Unordered: true, Empty: w.Text("acceptance.none")}, columns, rows,
		func(r acceptance.Row) document.Row {
			return document.Row{ID: r.ID, Mark: marks[r.Status], Badge: badge}
		})
}

func (b *builder) host(id string) document.Cell {
	p := b.plan.Party(id)
	if p.Managed() {
		return document.L(id, docs.Host(id))
	}
	return document.C(id)
}

// why is the reason of a test that did not pass, and what the script wrote.
func (b *builder) why(r acceptance.Row) document.Cell {
	key := "acceptance.cause-" + string(r.Cause)
	if r.Cause == acceptance.CannotTry {
		key = "acceptance.untried-" + string(r.Untried)
	}
	text := b.words.Text(key)
	if r.Detail == "" {
		return document.C(text)
	}
	return document.C(text, r.Detail)
}

func (b *builder) runs() document.Table {
	w := b.words
	return document.Fill(document.Table{ID: "table-runs", Caption: w.Text("acceptance.runs-caption"), Empty: w.Text("acceptance.none")}, []document.ColumnOf[*acceptance.Run]{
		{Key: "host", Title: w.Text("column.host"), Weight: 1, Kind: document.Code, Text: func(r *acceptance.Run) string { return r.Host }},
		{Key: "by", Title: w.Text("acceptance.by"), Weight: 1, Text: func(r *acceptance.Run) string { return r.By }},
		{Key: "at", Title: w.Text("acceptance.at"), Weight: 1, Text: func(r *acceptance.Run) string { return r.At }},
		{Key: "on", Title: w.Text("acceptance.on"), Weight: 1, Kind: document.Code, Text: func(r *acceptance.Run) string { return r.On }},
		{Key: "revision", Title: w.Text("field.revision"), Weight: 1, Text: func(r *acceptance.Run) string { return r.Revision }},
		{Key: "file", Title: w.Text("acceptance.file"), Weight: 1, Kind: document.Code, Text: func(r *acceptance.Run) string { return r.File }},
	}, b.report.Runs, func(*acceptance.Run) document.Row { return document.Row{} })
}

// Head are the lines above the script of a host.
func Head(p *plan.Plan, host *plan.Party, tests []acceptance.Test, shared bool, w *wordlist.List) []string {
	d := p.Document
	tried := 0
	for _, t := range tests {
		if t.Untried == "" {
			tried++
		}
	}
	lines := []string{w.Fill("acceptance.script", "host", host.Name),
		w.Fill("rule-file.of", "customer", d.Customer, "title", d.Title, "revision", d.Revision, "date", d.Date, "classification", d.Classification),
		w.Fill("acceptance.script-tests", "n", strconv.Itoa(tried), "untried", strconv.Itoa(len(tests)-tried)), w.Text("acceptance.script-then")}
	if shared {
		lines = slices.Insert(lines, 3, w.Text("acceptance.script-shared"))
	}
	return lines
}
