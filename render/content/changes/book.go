package changes

import (
	"time"

	"portolan/model/revision"
	"portolan/render/grid"
)

// Tab is everything that differs as a sheet of a workbook.
func (c *Change) Tab() grid.Tab {
	w := c.words
	table := grid.Fill(grid.Table{Frozen: 3, Empty: w.Text("changes.none")}, []grid.ColumnOf[entry]{
		{Key: "kind", Title: w.Text("changes.kind"), Text: func(e entry) string { return c.kind(e.kind) }},
		{Key: "change", Title: w.Text("column.change"), Text: func(e entry) string { return w.Text("changes." + e.action) }},
		{Key: "id", Title: w.Text("changes.id"), Kind: grid.Code, Wrap: 40, Text: func(e entry) string { return e.id }},
		{Key: "what", Title: w.Text("changes.item"), Wrap: 60, Text: func(e entry) string { return e.name }},
		{Key: "details", Title: w.Text("changes.details"), Wrap: 80, Text: func(e entry) string { return c.list(e.details) }}}, c.all,
		func(e entry) grid.Row { return grid.Row{Mark: bookMarks[e.action]} })
	title := w.Fill("changes.title", "revision", c.Old.Revision)
	return grid.Tab{Key: Name, Name: w.Text("changes.tab"), Title: title, Notes: []grid.Note{{Text: w.Fill("changes.counts", "open", len(c.Open), "close", len(c.Close), "lost", len(c.Lost))}},
		Tables: []grid.Table{table}}
}

var bookMarks = map[string]grid.Mark{"removed": grid.Warning, "added": grid.Strong}

// list is a list as the text of a cell, one item a line. What does not fit is in the file beside it.
func (c *Change) list(list []string) string {
	return grid.List(list, "\n", func(n int) string { return c.words.Fill("changes.rest-of-cell", "n", n, "file", Name+".json") })
}

// Book is the workbook of a change pack: what to open, what to close, everything that differs.
func (c *Change) Book(dated time.Time) *grid.Book {
	w := c.words
	return &grid.Book{Title: w.Fill("changes.pack-title", "site", c.New.Title, "old", c.Old.Revision, "new", c.New.Revision), Language: w.Language(), Dated: dated,
		Tabs: []grid.Tab{c.sheet("open", c.Open), c.sheet("close", c.Close), c.Tab()}}
}

// sheet has all addresses of what is to be opened or closed, and room for who does it.
func (c *Change) sheet(id string, rows []*revision.Traffic) grid.Tab {
	w := c.words
	table := grid.Fill(grid.Table{Frozen: 4, Empty: w.Text("changes." + id + "-none")}, []grid.ColumnOf[*revision.Traffic]{
		{Title: w.Text("column.id"), Kind: grid.Code, Wrap: 20, Text: func(t *revision.Traffic) string { return c.list(c.ids(t)) }},
		{Title: w.Text("filing.column-firewall"), Wrap: 24, Text: func(t *revision.Traffic) string { return c.list(c.firewalls(t)) }},
		{Title: w.Text("column.source"), Kind: grid.Code, Wrap: 30, Text: func(t *revision.Traffic) string { return t.Source }},
		{Title: w.Text("column.destination"), Kind: grid.Code, Wrap: 30, Text: func(t *revision.Traffic) string { return t.Destination }},
		{Title: w.Text("changes.source-addresses"), Kind: grid.Address, Wrap: 30, Text: func(t *revision.Traffic) string { return c.list(t.From) }},
		{Title: w.Text("changes.destination-addresses"), Kind: grid.Address, Wrap: 30, Text: func(t *revision.Traffic) string { return c.list(t.To) }},
		{Title: w.Text("filing.column-ports"), Kind: grid.Code, Wrap: 24, Text: func(t *revision.Traffic) string { return c.list(c.ports(t)) }},
		{Title: w.Text("column.purpose"), Wrap: 50, Text: func(t *revision.Traffic) string { return c.list(each(t, "purpose")) }},
		{Title: w.Text("column.approval"), Wrap: 30, Text: func(t *revision.Traffic) string { return c.list(c.agreed(t)) }},
		{Title: w.Text("changes.done"), Wrap: 24, Text: func(*revision.Traffic) string { return "" }}}, rows, nil)
	return grid.Tab{Key: id, Name: w.Text("changes." + id), Title: w.Text("changes." + id), Notes: []grid.Note{{Text: w.Text("changes." + id + "-text")}}, Tables: []grid.Table{table}}
}
