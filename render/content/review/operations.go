package review

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// HasOperations tells whether a pack has that page: there is something to do.
func HasOperations(resolved *plan.Plan) bool { return len(resolved.Runbooks)+len(resolved.LeftOut) > 0 }

// CalendarPath is the file of the calendar.
const CalendarPath = ref.Data + "calendar.ics"

// Operations is where everyday work begins: all runbooks by their occasion.
func Operations(resolved *plan.Plan, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Operations, Title: w.Text("operations.title"), Subtitle: resolved.Document.Title, Fields: promise(resolved, w)}
	if HasCalendar(resolved, w) {
		d.Blocks = append(d.Blocks, document.List{Items: []document.Cell{document.L(w.Text("deadline.title"), ref.Document(docs.Calendar))}})
	}
	for _, group := range catalog.RunbookGroups {
		d.Blocks = append(d.Blocks, booksOf(resolved, group, w)...)
	}
	d.Blocks = append(d.Blocks, procedures(resolved, w)...)
	if len(resolved.LeftOut) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "left-out", Text: w.Text("operations.left-out")}, leftOut(resolved, w))
	}
	return d
}

// inGroup are the runbooks for one occasion.
func inGroup(resolved *plan.Plan, group string) []*plan.Runbook {
	return kept(resolved.Runbooks, func(b *plan.Runbook) bool { return b.Group == group })
}

// GroupTitle is the printed name of an occasion on which runbooks are opened.
func GroupTitle(group string, w *wordlist.List) string { return w.Text("operations.group-" + group) }

func booksOf(resolved *plan.Plan, group string, w *wordlist.List) []document.Block {
	type book = *plan.Runbook
	books := inGroup(resolved, group)
	if len(books) == 0 {
		return nil
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-" + group, Caption: w.Count("operations.count", len(books))}, []document.ColumnOf[book]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 4, Cell: func(b book) document.Cell { return document.L(b.Title, docs.Runbook(b.ID)) }},
		{Key: "time", Title: w.Text("field.duration"), Weight: 1, Text: func(b book) string { return runbook.About(b.Minutes, w) }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Text: func(b book) string { return b.Owner }},
		{Key: "last", Title: w.Text("paper.last"), Weight: 1, Text: func(b book) string { return lastTest(b, w) }}}, books, nil)
	return []document.Block{document.Heading{Level: 1, ID: group, Text: w.Text("operations.title-" + group)}, t}
}

// included is a procedure: steps that runbooks include, with where each has them.
type included struct {
	installation, id, title string
	in                      []document.Cell
}

// procedures are those that runbooks include: whoever changes one of them knows what changes with it.
func procedures(resolved *plan.Plan, w *wordlist.List) []document.Block {
	var all []included
	for _, b := range resolved.Runbooks {
		run := 0
		for _, s := range slices.Concat(b.Steps, b.Undo) {
			if s.Included == nil || s.Included.Run == run {
				continue
			}
			run = s.Included.Run
			i := slices.IndexFunc(all, func(p included) bool { return p.installation == b.Installation && p.id == s.Included.Procedure })
			if i < 0 {
				i, all = len(all), append(all, included{b.Installation, s.Included.Procedure, s.Included.Title, nil})
			}
			if cell := document.L(b.Title, docs.Runbook(b.ID).At(s.ID)); !slices.ContainsFunc(all[i].in, func(c document.Cell) bool { return c.Lines[0] == b.Title }) {
				all[i].in = append(all[i].in, cell)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b included) int { return strings.Compare(a.title, b.title) })
	blocks := []document.Block{document.Heading{Level: 1, ID: "procedures", Text: w.Text("operations.procedures")}, document.Text{Text: w.Text("operations.procedures-text")}}
	for _, p := range all {
		blocks = append(blocks, document.Heading{Level: 2, ID: docs.ProcedureRow(p.installation, p.id), Text: p.title}, document.List{Items: p.in})
	}
	return blocks
}

// lastTest is the day on which a runbook was tested last, or that it never was.
func lastTest(b *plan.Runbook, w *wordlist.List) string {
	if b.Test.Last.IsZero() {
		return w.Text("book.never-tested")
	}
	return b.Test.Last.String()
}

// leftOut says of each runbook that is not in the pack why. Only what the site could mend is marked.
func leftOut(resolved *plan.Plan, w *wordlist.List) document.Table {
	why := func(b plan.LeftOut) string {
		switch {
		case b.OnlyFor != "":
			return w.Fill("overview.left-out-only", "sites", b.OnlyFor)
		case b.Reason != "":
			return w.Fill("overview.left-out-reason", "reason", b.Reason)
		case len(b.Missing) > 0:
			return w.Fill("overview.left-out", "keys", strings.Join(b.Missing, ", "))
		}
		return w.Fill("overview.left-out-unmet", "keys", strings.Join(b.Unmet, ", "))
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-left-out", Caption: w.Text("overview.left-out-caption")}, []document.ColumnOf[plan.LeftOut]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 2, Text: func(b plan.LeftOut) string { return b.Title }},
		{Key: "why", Title: w.Text("column.why"), Weight: 3, Text: why}}, resolved.LeftOut, func(b plan.LeftOut) document.Row {
		if b.Wanting() {
			return document.Row{Mark: document.Warning, Badge: w.Text("badge.not-included")}
		}
		return document.Row{Mark: document.Muted, Badge: w.Text("badge.not-included")}
	})
}
