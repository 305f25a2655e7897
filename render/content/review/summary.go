package review

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// A Paper is a document of the pack in the list of documents: its file and what it holds, by the key of its title.
type Paper struct{ Path, Word string }

// Summary is the handover summary: what an owner reads and signs. failures is the matrix of failures; papers are the documents of the pack.
func Summary(resolved *plan.Plan, site document.Figure, failures document.Table, papers []Paper, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Summary, Title: w.Text("pack.summary"), Subtitle: resolved.Document.Customer + ", " + resolved.Document.Title, Fields: promise(resolved, w)}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("paper.counts", "nodes", w.Count("paper.nodes", len(resolved.OfProducts())), "hosts", supporting(resolved, w), "rules", len(resolved.Network()), "open", len(resolved.Unapproved()))})
	d.Blocks = append(d.Blocks, openItems(resolved, func(o Open) document.Ref { return o.Link }, w)...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "picture", Text: w.Text("overview.picture")}, site)
	for _, section := range [][]document.Block{hosts(resolved, w), zones(resolved, w), parties(resolved, w),
		{document.Heading{Level: 1, ID: "failures", Text: w.Text("paper.failures")}, failures}, calendar(resolved, w), Findings(resolved, w), contacts(resolved, w), documents(papers, w)} {
		d.Blocks = append(d.Blocks, section...)
	}
	return d
}

// contacts is whom to call, or the roles whose names are still to be written down.
func contacts(resolved *plan.Plan, w *wordlist.List) []document.Block {
	heading := document.Heading{Level: 1, ID: "contacts", Text: w.Text("overview.contacts")}
	if len(resolved.Contacts) > 0 {
		return []document.Block{heading, runbook.Contacts(resolved, w)}
	}
	if roles := runbook.Roles(resolved, w); len(roles.Rows) > 0 {
		return []document.Block{heading, document.Text{Text: w.Text("overview.roles-text")}, roles}
	}
	return nil
}

// openItems are the kinds of what is open, each with its number, its owners and where more of it stands.
func openItems(resolved *plan.Plan, where func(Open) document.Ref, w *wordlist.List) []document.Block {
	return []document.Block{document.Heading{Level: 1, ID: "open", Text: w.Text("paper.open")},
		document.Fill(document.Table{ID: "table-open", Caption: w.Text("paper.open-caption"), Empty: w.Text("paper.open-empty")}, []document.ColumnOf[Open]{
			{Key: "what", Title: w.Text("paper.open"), Weight: 4, Cell: func(o Open) document.Cell { return document.L(o.Title(w), where(o)) }},
			{Key: "number", Title: w.Text("paper.number"), Weight: 0.6, Kind: document.Numeric, Text: func(o Open) string { return strconv.Itoa(o.Count()) }},
			{Key: "owner", Title: w.Text("filed.owner"), Weight: 3, Text: func(o Open) string { return strings.Join(o.owners(), ", ") }}}, Opened(resolved), nil)}
}

// supporting counts the hosts of the site that run no product of it: servers, load balancers, forward proxies.
func supporting(resolved *plan.Plan, w *wordlist.List) string {
	n := 0
	for _, p := range resolved.Parties {
		if p.IsHost() {
			n++
		}
	}
	return w.Count("paper.supporting", n-len(resolved.OfProducts()))
}

// neverTested tells whether a runbook that has to be tested was not yet.
func neverTested(b *plan.Runbook) bool { return b.Test.EveryDays > 0 && b.Test.Last.IsZero() }

// testIsDue tells whether a runbook that was tested had to be tested again before the document's day.
func testIsDue(b *plan.Runbook, resolved *plan.Plan) bool {
	return b.Test.EveryDays > 0 && !b.Test.Last.IsZero() && b.Test.Due.Before(resolved.Document.Date)
}

// calendar is what has a day: reviews and ends of what was accepted or approved, and when which runbook was tested last and is to be tested next.
func calendar(resolved *plan.Plan, w *wordlist.List) []document.Block {
	blocks := append(deadlines(resolved, w), tests(resolved, w)...)
	if len(blocks) == 0 {
		return nil
	}
	return append([]document.Block{document.Heading{Level: 1, ID: "calendar", Text: w.Text("paper.calendar")}}, blocks...)
}

func tests(resolved *plan.Plan, w *wordlist.List) []document.Block {
	tested := slices.DeleteFunc(slices.Clone(resolved.Runbooks), func(b *plan.Runbook) bool { return b.Test.EveryDays == 0 && b.Test.Last.IsZero() })
	if len(tested) == 0 {
		return nil
	}
	slices.SortStableFunc(tested, func(a, b *plan.Runbook) int { return strings.Compare(a.Test.Due.String(), b.Test.Due.String()) })
	return []document.Block{document.Fill(document.Table{ID: "table-calendar", Caption: w.Text("paper.calendar-caption")}, []document.ColumnOf[*plan.Runbook]{
		{Key: "runbook", Title: w.Text("loss.runbook"), Weight: 3, Cell: func(b *plan.Runbook) document.Cell { return document.L(b.Title, docs.Runbook(b.ID)) }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Text: func(b *plan.Runbook) string { return b.Owner }},
		{Key: "last", Title: w.Text("paper.last"), Weight: 1, Text: func(b *plan.Runbook) string { return lastTest(b, w) }},
		{Key: "due", Title: w.Text("paper.due"), Weight: 1, Text: func(b *plan.Runbook) string { return b.Test.Due.String() }}},
		tested, func(b *plan.Runbook) document.Row {
			if testIsDue(b, resolved) || neverTested(b) {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		})}
}

// documents are the files at the top of the pack.
func documents(papers []Paper, w *wordlist.List) []document.Block {
	return []document.Block{document.Heading{Level: 1, ID: "documents", Text: w.Text("paper.documents")},
		document.Fill(document.Table{ID: "table-papers", Caption: w.Text("paper.documents-caption")}, []document.ColumnOf[Paper]{
			{Key: "file", Title: w.Text("paper.file"), Weight: 2, Kind: document.Code, Text: func(p Paper) string { return p.Path }},
			{Key: "holds", Title: w.Text("paper.holds"), Weight: 4, Text: func(p Paper) string { return w.Text("paper.holds-" + p.Word) }}}, append(slices.Clip(papers), Paper{"data/", "data"}), nil)}
}

// moved tells whether a reader of paper finds a runbook on its page only.
func moved(b *plan.Runbook) bool { return !runbook.OnPaper(b) }

// OnPages leads to the runbooks that are no part of the book of runbooks.
func OnPages(resolved *plan.Plan, w *wordlist.List) []document.Block {
	var items []document.Cell
	for _, b := range resolved.Runbooks {
		if moved(b) {
			items = append(items, document.L(b.Title, docs.Runbook(b.ID)))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "on-pages", Text: w.Text("paper.on-pages")}, document.Text{Text: w.Text("paper.on-pages-text")}, document.List{Items: items}}
}

// Front is what stands before the runbooks on paper, whose cards omit a domain: whom to call, what fails with which host, and which runbooks are on pages only.
func Front(resolved *plan.Plan, failures document.Table, domain string, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Failures, Title: w.Text("paper.failures"), Subtitle: resolved.Document.Title, Fields: promise(resolved, w), Dense: true}
	text := w.Text("paper.failures-text")
	if domain != "" {
		text += " " + w.Fill("paper.failures-domain", "domain", domain)
	}
	d.Blocks = append(d.Blocks, document.Text{Text: text}, failures)
	d.Blocks = append(d.Blocks, contacts(resolved, w)...)
	d.Blocks = append(d.Blocks, runbook.Events(resolved, w)...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "commands", Text: w.Text("paper.commands")}, document.Text{Text: w.Text("book.copy")})
	d.Blocks = append(d.Blocks, OnPages(resolved, w)...)
	d.Blocks = append(d.Blocks, runbook.Record(w)...)
	return d
}
