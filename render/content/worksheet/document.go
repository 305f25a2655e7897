package worksheet

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Document is the worksheet as a reader opens it.
func Document(plan *plan.Plan, sheet *Sheet, w *wordlist.List) *document.Document {
	p := sheet.Party
	sheet, groups := own(plan, sheet, manyMembers, w)
	d := &document.Document{ID: docs.Host(p.ID).Document, Title: w.Fill("worksheet.title", "host", p.Name), Subtitle: w.Text("worksheet.subtitle"), Fields: about(plan, p, w)}
	rows := slices.Concat(sheet.Inbound, sheet.Outbound)
	asked := AskedBy(metadataOf(rows))
	front := []document.Block{document.Text{Text: Covers(plan, sheet, w)},
		document.Callout{Mark: document.Note, Title: w.Text("worksheet.not-covered-title"), Markdown: w.Fill("worksheet.not-covered", "n", Undeclared(plan))}}
	front = slices.Insert(front, 1, groups...)
	if p.IsHost() {
		front = append(front, document.List{Items: []document.Cell{document.L(w.Text("loss.link"), docs.Lost(p.ID))}})
	}
	front = append(front, inferred(sheet, w)...)
	back := append(unopened(plan, p.ID, w), questions(plan, sheet, w)...)
	d.Blocks = slices.Concat(front, legend(sheet, w), Askers(asked, w), members(plan, p, w), onPaper(sheet, asked, w), Folds(folds(sheet, rows), w), back, sources(sheet, w))
	pieces := NewPieces(plan, w)
	d.OnPages = slices.Concat(front, Askers(asked, w), members(plan, p, w), onPage(plan, sheet, asked, pieces, w), back, pieces.Blocks())
	return d
}

// onPaper are the tables of a sheet with all columns, and onPage those of which the rows open.
func onPaper(sheet *Sheet, asked Asked, w *wordlist.List) []document.Block {
	targets := map[string]bool{}
	filed := metadataColumns(sheet, asked, w)
	return slices.Concat(section(Inbound, sheet.Inbound, filed, targets, w), section(Outbound, sheet.Outbound, filed, targets, w), section(Internal, sheet.Internal, filed, targets, w))
}

func onPage(plan *plan.Plan, sheet *Sheet, asked Asked, pieces *Pieces, w *wordlist.List) []document.Block {
	targets := map[string]bool{}
	p := &page{plan, w, sheet, asked, pieces}
	return slices.Concat(p.section(Inbound, sheet.Inbound, targets), p.section(Outbound, sheet.Outbound, targets), p.section(Internal, sheet.Internal, targets))
}

// inferred explains the sign of protocols that no document names, where rows have it.
func inferred(sheet *Sheet, w *wordlist.List) []document.Block {
	if sheet.Inferred == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: w.Fill("worksheet.inferred", "n", sheet.Inferred)}}
}

// legend says what the short words in the rows stand for.
func legend(sheet *Sheet, w *wordlist.List) []document.Block {
	rows := sheet.Rows()
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: w.Fill("pairs.why", "example", rows[0].Follows)}}
}

// Covers says how many rules a sheet holds, and how that adds up.
func Covers(plan *plan.Plan, sheet *Sheet, w *wordlist.List) string {
	in, out, near := len(sheet.Inbound), len(sheet.Outbound), inside(plan, sheet)
	return w.Fill("worksheet.covers", "inbound", in, "outbound", out, "between", in+out-near, "inside", near, "internal", len(sheet.Internal))
}

// inside counts the rows of a sheet whose other end is in the same zone: no firewall between zones sees them.
func inside(plan *plan.Plan, sheet *Sheet) int {
	n := 0
	for _, r := range slices.Concat(sheet.Inbound, sheet.Outbound) {
		if f := plan.Flow(r.ID); plan.Inside(f) {
			n++
		}
	}
	return n
}

// members lists the hosts of a group: what its rules say holds for each of them.
func members(resolved *plan.Plan, p *plan.Party, w *wordlist.List) []document.Block {
	if p.Kind != plan.GroupParty {
		return nil
	}
	var parties []*plan.Party
	for _, id := range p.Members {
		parties = append(parties, resolved.Party(id))
	}
	lost := func(m *plan.Party) document.Cell {
		if m.IsHost() {
			return document.L(w.Text("pairs.lost-page"), docs.Lost(m.ID))
		}
		return document.C("–")
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-members", Caption: w.Count("worksheet.members-caption", len(p.Members))}, []document.ColumnOf[*plan.Party]{
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: func(m *plan.Party) document.Cell { return document.L(m.Name, Link(m)) }},
		{Key: "address", Title: w.Text("column.address"), Weight: 2, Kind: document.Code, Text: func(m *plan.Party) string { return strings.Join(Where(m, w), ", ") }},
		{Key: "lost", Title: w.Text("pairs.if-lost"), Weight: 1, Cell: lost}}, parties, nil)
	return []document.Block{document.Heading{Level: 1, ID: "members", Text: w.Text("worksheet.members")},
		document.Text{Text: w.Text("worksheet.members-text")}, t}
}

// about lists what is known of the host itself.
func about(resolved *plan.Plan, p *plan.Party, w *wordlist.List) []document.Field {
	var fields []document.Field
	if p.Kind != plan.GroupParty {
		fields = append(fields, document.Field{Name: w.Text("field.addresses"), Value: strings.Join(Where(p, w), ", ")})
	}
	for _, id := range p.Interfaces {
		i := resolved.Party(id)
		fields = append(fields, document.Field{Name: i.NetworkName, Value: strings.Join(Where(i, w), ", ")})
	}
	for _, id := range p.Floats {
		fields = append(fields, document.Field{Name: w.Text("kind.floating-address"), Value: Floating(resolved, resolved.Party(id), p.ID, w)})
	}
	for _, z := range resolved.Zones {
		if z.ID == p.Zone {
			fields = append(fields, document.Field{Name: w.Text("field.zone"), Value: z.Name})
		}
	}
	add := func(key, value string) {
		if value != "" {
			fields = append(fields, document.Field{Name: w.Text(key), Value: value})
		}
	}
	add("field.os", w.Or("system."+p.OS, p.OS))
	if n := resolved.Node(p.ID); n != nil {
		add("field.role", strings.Join(n.RoleNames(), ", "))
		var names []string
		for _, s := range n.NamedServices() {
			names = append(names, s.Name)
		}
		add("field.services", strings.Join(names, ", "))
	}
	for _, r := range resolved.Resources {
		if r.On == p.ID {
			add("field.resource", r.Name)
		}
	}
	add("field.note", p.Note)
	return fields
}

// Undeclared counts the kinds of traffic that no document describes and the site does not declare.
func Undeclared(plan *plan.Plan) int {
	n := 0
	for _, c := range plan.NotCovered {
		if len(c.Declared) == 0 {
			n++
		}
	}
	return n
}

// columns are those of the printed table, with those of what is filed. Direction and the hosts' own names stand in the headings; the spreadsheet
// has them in each row.
func columns(filed []MetadataColumn, w *wordlist.List) []document.ColumnOf[Row] {
	all := []document.ColumnOf[Row]{
		{Key: "id", Title: w.Text("column.id"), Weight: 0.9, Kind: document.Code, Text: func(r Row) string { return r.ID }},
		{Key: "source", Title: w.Text("column.source"), Weight: 20, Kind: document.Code, Cell: func(r Row) document.Cell { return end(r.Source) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 20, Kind: document.Code, Cell: func(r Row) document.Cell { return end(r.Destination) }},
		{Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Cell: func(r Row) document.Cell { return protocol(r, w) }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.6, Kind: document.Numeric, Text: func(r Row) string { return port(r.Port, w) }},
		{Key: "service", Title: w.Text("column.service"), Weight: 3, Text: func(r Row) string { return r.Service }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 8, Text: func(r Row) string { return r.Purpose }},
		{Key: "encrypted", Title: w.Text("column.encrypted"), Weight: 0.8, Text: func(r Row) string { return r.Encrypted }},
		{Key: "requirement", Title: w.Text("column.requirement"), Weight: 60, Text: func(r Row) string { return r.Requirement }},
		{Key: "states", Title: w.Text("column.states"), Weight: 2, Text: func(r Row) string { return r.States }},
	}
	all = append(all, document.Through(filed, func(r Row) plan.RuleMetadata { return r.Metadata })...)
	return append(all,
		document.ColumnOf[Row]{Key: "approval", Title: w.Text("column.approval"), Weight: 12, Text: func(r Row) string { return r.Approval }},
		document.ColumnOf[Row]{Key: "why", Title: w.Text("column.why"), Weight: 5, Text: func(r Row) string { return r.Short }})
}

// internalColumns are fewer: both ends are this host.
func internalColumns(w *wordlist.List) []document.ColumnOf[Row] {
	return []document.ColumnOf[Row]{
		{Key: "id", Title: w.Text("column.id"), Weight: 0.9, Kind: document.Code, Text: func(r Row) string { return r.ID }},
		{Key: "caller", Title: w.Text("column.caller"), Weight: 1.8, Text: func(r Row) string { return r.Caller }},
		{Key: "service", Title: w.Text("column.service"), Weight: 1.8, Text: func(r Row) string { return r.Service }},
		{Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Text: func(r Row) string { return r.Port.Name() }},
		{Key: "port", Title: w.Text("column.port"), Weight: 0.8, Kind: document.Numeric, Text: func(r Row) string { return port(r.Port, w) }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 2.8, Text: func(r Row) string { return r.Purpose }},
		{Key: "encrypted", Title: w.Text("column.encrypted"), Weight: 0.9, Text: func(r Row) string { return r.Encrypted }},
		{Key: "why", Title: w.Text("column.why"), Weight: 1.5, Text: func(r Row) string { return r.Short }},
	}
}

// metadataColumns are the columns of what is filed, the same in both directions.
func metadataColumns(sheet *Sheet, asked Asked, w *wordlist.List) []MetadataColumn {
	return MetadataColumns(metadataOf(slices.Concat(sheet.Inbound, sheet.Outbound)), asked, w)
}

// section is the table of one direction. A rule between the members of a group stands under both directions; links lead to the first.
func section(d Direction, rows []Row, filed []MetadataColumn, targets map[string]bool, w *wordlist.List) []document.Block {
	name := string(d)
	shown := columns(filed, w)
	if d == Internal {
		shown = internalColumns(w)
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-" + name, Caption: w.Fill("worksheet."+name+"-caption", "n", len(rows)), Empty: w.Text("worksheet." + name + "-empty")}, shown, rows,
		func(r Row) document.Row {
			row := document.Row{ID: r.ID}
			row.Mark, row.Badge = markOf(r, w)
			if targets[r.ID] {
				row.ID = ""
			}
			targets[r.ID] = true
			return row
		})
	return []document.Block{document.Heading{Level: 1, ID: name, Text: w.Text("worksheet." + name)}, document.Text{Text: w.Text("worksheet." + name + "-text")}, KeepShort(t)}
}

func metadataOf(rows []Row) []plan.RuleMetadata {
	var out []plan.RuleMetadata
	for _, r := range rows {
		out = append(out, r.Metadata)
	}
	return out
}

func markOf(r Row, w *wordlist.List) (document.Mark, string) {
	switch {
	case r.Direction == Internal:
		return document.Muted, w.Text("badge.internal")
	case r.Disputed:
		return document.Warning, w.Text("badge.disputed")
	}
	return document.Plain, ""
}

// protocol marks a protocol that no document names.
func protocol(r Row, w *wordlist.List) document.Cell {
	if r.Inferred {
		return document.C(w.Fill("pairs.inferred", "protocol", r.Port.Name()))
	}
	return document.C(r.Port.Name())
}

// Outside is the table of the rules that no host's worksheet holds.
func Outside(sheet *Sheet, w *wordlist.List) []document.Block {
	if len(sheet.Outbound) == 0 {
		return nil
	}
	blocks := section(Outbound, sheet.Outbound, metadataColumns(sheet, nil, w), map[string]bool{}, w)
	blocks = outside(blocks, w)
	blocks = append(append(blocks, inferred(sheet, w)...), Folds(folds(sheet, sheet.Outbound), w)...)
	return append(blocks, document.Text{Text: w.Text("worksheet.sources-text")}, sourceList(sheet))
}

// OutsideOnPage is the same table as pages have it.
func OutsideOnPage(plan *plan.Plan, sheet *Sheet, pieces *Pieces, w *wordlist.List) []document.Block {
	if len(sheet.Outbound) == 0 {
		return nil
	}
	p := &page{plan, w, sheet, nil, pieces}
	return append(outside(p.section(Outbound, sheet.Outbound, map[string]bool{}), w), inferred(sheet, w)...)
}

// outside is a section of rules under the title of those that no host's worksheet holds.
func outside(section []document.Block, w *wordlist.List) []document.Block {
	t := section[len(section)-1].(document.Table)
	t.ID, t.Caption = "table-outside", w.Text("overview.outside-caption")
	return []document.Block{document.Heading{Level: 1, ID: "outside", Text: w.Text("overview.outside-rules")}, document.Text{Text: w.Text("overview.outside-text")}, t}
}

func end(e End) document.Cell {
	return document.Cell{Lines: append([]string{e.Name}, e.Addresses...), Link: e.Link}
}

// unopened lists ports that are in use on the host and that no rule opens, so that nobody thinks they were forgotten.
func unopened(resolved *plan.Plan, id string, w *wordlist.List) []document.Block {
	var here []plan.Listening
	for _, l := range resolved.Unopened {
		if l.Node == id {
			here = append(here, l)
		}
	}
	t := document.Fill(document.Table{Unordered: true, ID: "table-unopened", Caption: w.Text("worksheet.unopened-caption")}, []document.ColumnOf[plan.Listening]{
		{Key: "service", Title: w.Text("column.service"), Weight: 2, Text: func(l plan.Listening) string { return l.Service }},
		{Key: "protocol", Title: w.Text("column.protocol"), Weight: 0.6, Text: func(l plan.Listening) string { return l.Port.Name() }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Numeric, Text: func(l plan.Listening) string { return port(l.Port, w) }},
		{Key: "reason", Title: w.Text("column.reason"), Weight: 3, Text: func(l plan.Listening) string { return w.Text("unopened." + l.Reason) }},
		{Key: "note", Title: w.Text("column.note"), Weight: 4, Text: func(l plan.Listening) string { return l.Note }}},
		here, func(plan.Listening) document.Row {
			return document.Row{Mark: document.Muted, Badge: w.Text("badge.not-exposed")}
		})
	if len(t.Rows) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "unopened", Text: w.Text("worksheet.unopened")}, t}
}

// questions lists the open questions that bear on a rule of this sheet or on the host itself.
func questions(plan *plan.Plan, sheet *Sheet, w *wordlist.List) []document.Block {
	mine := []string{sheet.Party.ID}
	for _, r := range slices.Concat(sheet.Inbound, sheet.Outbound) {
		mine = append(mine, r.ID)
	}
	items := QuestionItems(OpenQuestions(plan, mine))
	if len(items) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "questions", Text: w.Text("worksheet.questions")}, document.List{Items: items}}
}

// OpenQuestions are the questions without a decision that bear on some rules or nodes, given by id, each with the way to it.
func OpenQuestions(resolved *plan.Plan, ids []string) []plan.Question {
	mine := map[string]bool{}
	for _, id := range ids {
		mine[id] = true
	}
	var open []plan.Question
	for _, q := range resolved.Questions {
		if plan.IsOpen(resolved, decision.Conflict, q.ID) && slices.ContainsFunc(slices.Concat(q.Flows, q.Nodes), func(id string) bool { return mine[id] }) {
			open = append(open, q)
		}
	}
	return open
}

// QuestionItems name open questions in a list, each with the way to it.
func QuestionItems(open []plan.Question) []document.Cell {
	var items []document.Cell
	for _, q := range open {
		items = append(items, document.L(q.ID+": "+q.Title, docs.Question(q.ID)))
	}
	return items
}

func sources(sheet *Sheet, w *wordlist.List) []document.Block {
	if len(sheet.Sources) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "sources", Text: w.Text("worksheet.sources")}, document.Text{Text: w.Text("worksheet.sources-text")}, sourceList(sheet)}
}

// sourceList is what the numbers in the rows' reasons stand for.
func sourceList(sheet *Sheet) document.List {
	var items []document.Cell
	for i, s := range sheet.Sources {
		items = append(items, document.W("["+strconv.Itoa(i+1)+"] "+s.Text, s.URL))
	}
	return document.List{Items: items, Small: true}
}
