package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Ways are what the front page leads to and does not find in the plan.
type Ways struct {
	Map    *document.Figure // the zones, or nil
	Walls  []document.Cell  // each firewall with the number of its rules
	Losses []*plan.Party    // the hosts of which failure pages are written, the gravest loss first
	Papers []Paper          // the documents at the top of the pack
	Sheet  func(host *plan.Party) (paper, table document.Ref)
	Signed []document.Cell // pages for those who sign that not every pack has
}

// Entrance is the front page of a pack: where it stands in figures, and a door for each task, each a click from what is looked for there.
func Entrance(resolved *plan.Plan, ways Ways, w *wordlist.List) *document.Document {
	e := entrance{resolved, ways, w}
	d := &document.Document{ID: docs.Front, Title: resolved.Document.Title, Subtitle: e.identity(), Fields: e.figures()}
	d.Blocks = append(d.Blocks, e.doors(), document.Heading{Level: 1, ID: "hosts", Text: w.Text("overview.hosts")}, e.hosts())
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "documents", Text: w.Text("paper.documents")}, e.papers())
	d.Blocks = append(d.Blocks, files(w)...)
	d.Blocks = append(d.Blocks, contacts(resolved, w)...)
	return d
}

type entrance struct {
	plan *plan.Plan
	ways Ways
	w    *wordlist.List
}

func (e entrance) t(key string) string { return e.w.Text("door." + key) }

// identity is whose pack it is, of what and which, and how far it is approved.
func (e entrance) identity() string {
	c := e.plan.Document
	done, all := Signed(e.plan)
	return e.w.Fill("door.identity", "customer", c.Customer, "product", strings.Join(ProductNames(e.plan), "; "), "revision", c.Revision, "date", c.Date,
		"status", e.w.Text("door.status-"+status(e.plan)), "done", done, "all", all)
}

// ProductNames are the products that the site is about, without what is described around them.
func ProductNames(resolved *plan.Plan) []string {
	var names []string
	for _, p := range resolved.Products {
		if slices.ContainsFunc(resolved.OfProducts(), func(n *plan.Node) bool { part := n.PartIn(p.ID); return part != nil && !part.Around }) {
			names = append(names, p.Name)
		}
	}
	return names
}

// figures are the numbers that say where the site stands, each with a link to what it counts.
func (e entrance) figures() []document.Field {
	w, p := e.w, e.plan
	var fields []document.Field
	add := func(key, value string, link document.Ref) {
		fields = append(fields, document.Field{Name: e.t(key), Cells: []document.Cell{document.L(value, link)}})
	}
	count := func(key string, all int) {
		n, link := openOf(p, key).Count(), ref.Ref{}
		if n > 0 {
			link = ref.Document(docs.Open).At(key)
		}
		add(key, w.Fill("door.of", "n", n, "all", all), link)
	}
	count("unapproved", len(p.Network()))
	plain, link := len(kept(p.Network(), (*plan.Flow).PlainText)), ref.Ref{} // decided or not: it is so
	if plain > 0 {
		link = ref.Document(docs.Review).At("insecure")
	}
	add("plain", w.Fill("door.of", "n", plain, "all", len(p.Network())), link)
	count("undeclared", len(p.NotCovered))
	add("deviations", w.Fill("door.of", "n", accepted(p), "all", len(p.Findings)), ref.Document(docs.Overview).At("findings"))
	rto, rpo := e.t("not-stated"), e.t("not-stated")
	if r := p.Recovery; r != nil {
		rto, rpo = runbook.Duration(r.RTO, w), runbook.Duration(r.RPO, w)
	}
	add("rto", rto, ref.Document(docs.Down))
	add("rpo", rpo, ref.Document(docs.Down))
	if last, some := lastRestoreTest(p); some {
		where := docs.Operations
		if HasCalendar(p, w) {
			where = docs.Calendar
		}
		add("restore-test", cmp.Or(last, e.t("never")), ref.Document(where))
	}
	return fields
}

// lastRestoreTest is the day of the last test of a restore, empty where there was none; false where the pack has no restore.
func lastRestoreTest(resolved *plan.Plan) (day string, some bool) {
	for _, b := range resolved.Runbooks {
		if b.Kind == "restore" {
			some = true
			if !b.Test.Last.IsZero() {
				day = max(day, b.Test.Last.String())
			}
		}
	}
	return day, some
}

// doors are the ways in. One that would lead to nothing is left out.
func (e entrance) doors() document.Doors {
	all := document.Doors{Side: e.ways.Map}
	add := func(key string, to document.Ref, groups ...document.DoorGroup) {
		groups = slices.DeleteFunc(groups, func(g document.DoorGroup) bool { return len(g.Items) == 0 })
		if len(groups) > 0 {
			all.Doors = append(all.Doors, document.Door{ID: "door-" + key, Title: e.t(key), Link: to, Groups: groups})
		}
	}
	add("down", ref.Document(docs.Down), document.DoorGroup{Short: true, Items: e.failures()}, document.DoorGroup{Short: true, Items: e.help()}, document.DoorGroup{Items: e.cards()})
	add("firewall", ref.Document(docs.Zones), document.DoorGroup{Items: e.ways.Walls}, document.DoorGroup{Items: e.paper("firewall-change-request", "workbook")})
	add("review", ref.Document(docs.Review), document.DoorGroup{Short: true, Items: e.review()}, document.DoorGroup{Items: e.paper("security-review")})
	if HasOperations(e.plan) {
		add("operate", ref.Document(docs.Operations), document.DoorGroup{Short: true, Items: e.occasions()}, document.DoorGroup{Items: e.paper("runbooks")})
	}
	add("architecture", ref.Document(docs.Overview), document.DoorGroup{Short: true, Items: e.architecture()})
	add("sign-off", ref.Document(docs.Open), document.DoorGroup{Short: true, Items: e.signOff()}, document.DoorGroup{Items: e.paper("summary", "handover")})
	return all
}

// fewHosts are as many as a door lists.
const fewHosts = 8

// failures are the failure pages of the first hosts, and the way to those of all.
func (e entrance) failures() []document.Cell {
	var items []document.Cell
	for _, h := range e.ways.Losses[:min(fewHosts, len(e.ways.Losses))] {
		items = append(items, document.L(h.ID, docs.Lost(h.ID)))
	}
	if all := len(e.ways.Losses); len(items) < all {
		items = append(items, document.L(e.w.Fill("door.all-hosts", "n", all), ref.Document(docs.Down).At("failures")))
	}
	return items
}

// help are where symptoms are listed, and the people to call.
func (e entrance) help() []document.Cell {
	var items []document.Cell
	for _, b := range e.plan.Runbooks {
		if b.Kind == catalog.SymptomsKind {
			items = append(items, document.L(b.Title, docs.Runbook(b.ID)))
		}
	}
	if len(contacts(e.plan, e.w)) > 0 {
		items = append(items, document.L(e.t("phones"), ref.Document(docs.Down).At("contacts")))
	}
	return items
}

// cards are the failure cards on paper, where no runbook stands with them.
func (e entrance) cards() []document.Cell {
	if HasOperations(e.plan) {
		return nil
	}
	return e.paper("runbooks")
}

func (e entrance) review() []document.Cell {
	var items []document.Cell
	for _, key := range []string{"unapproved", "plain", "unknown"} {
		if k := openOf(e.plan, key); k.Count() > 0 {
			items = append(items, e.counted(e.t("open-"+key), k.Count(), ref.Document(docs.Open).At(key)))
		}
	}
	return append(items, e.counted(e.w.Text("questions.title"), len(openConflicts(e.plan)), ref.Document(docs.Questions)))
}

func (e entrance) counted(text string, n int, to document.Ref) document.Cell {
	return document.L(e.w.Fill("door.counted", "what", text, "n", n), to)
}

func (e entrance) occasions() []document.Cell {
	var items []document.Cell
	for _, group := range catalog.RunbookGroups {
		if n := len(inGroup(e.plan, group)); n > 0 {
			items = append(items, e.counted(GroupTitle(group, e.w), n, ref.Document(docs.Operations).At(group)))
		}
	}
	if len(calendar(e.plan, e.w)) > 0 {
		items = append(items, document.L(e.t("calendar"), ref.Document(docs.Calendar)))
	}
	return items
}

func (e entrance) architecture() []document.Cell {
	items := []document.Cell{document.L(e.w.Text("overview.picture"), ref.Document(docs.Overview).At("picture"))}
	if len(e.plan.States) > 1 {
		items = append(items, e.counted(e.w.Text("overview.states"), len(e.plan.States), ref.Document(docs.Overview).At("states")))
	}
	if e.plan.Environment != nil {
		items = append(items, document.L(e.w.Text("environment.title"), ref.Document(docs.Environment)))
	}
	return append(items, document.L(e.t("zones"), ref.Document(docs.Overview).At("zones")), document.L(e.w.Text("overview.hosts"), ref.Document(docs.Overview).At("hosts")),
		document.L(e.w.Text("atlas.title"), ref.Document(docs.Gallery)))
}

func (e entrance) signOff() []document.Cell {
	return append([]document.Cell{document.L(e.w.Text("paper.open"), ref.Document(docs.Open)), document.L(e.w.Text("control.title"), ref.Document(ControlID))}, e.ways.Signed...)
}

// paper are documents of the pack, as far as it has them.
func (e entrance) paper(words ...string) []document.Cell {
	var items []document.Cell
	for _, p := range e.ways.Papers {
		if slices.Contains(words, p.Word) {
			items = append(items, document.L(e.w.Or("door.paper-"+p.Word, p.title(e.w)), ref.File(p.Path)))
		}
	}
	return items
}

func (p Paper) title(w *wordlist.List) string { return w.Text("pack." + p.Word) }

func (e entrance) papers() document.Table {
	return document.Fill(document.Table{ID: "table-papers", Caption: e.w.Text("paper.documents-caption")}, []document.ColumnOf[Paper]{
		{Key: "file", Title: e.w.Text("field.document"), Weight: 2, Cell: func(p Paper) document.Cell { return document.L(p.title(e.w), ref.File(p.Path)) }},
		{Key: "holds", Title: e.w.Text("paper.holds"), Weight: 4, Text: func(p Paper) string { return e.w.Or("door.holds-"+p.Word, e.w.Text("paper.holds-"+p.Word)) }}}, e.ways.Papers, nil)
}

// hosts are all hosts with their pages and files.
func (e entrance) hosts() document.Table {
	type party = *plan.Party
	file := func(title string, of func(party) document.Ref) func(party) document.Cell {
		return func(p party) document.Cell { return document.L(title, of(p)) }
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-hosts", Caption: e.w.Text("door.hosts-caption")}, []document.ColumnOf[party]{
		{Key: "host", Title: e.w.Text("column.host"), Weight: 2.4, Kind: document.Code, Cell: func(p party) document.Cell { return document.L(p.Name, worksheet.Link(p)) }},
		{Key: "zone", Title: e.w.Text("column.zone"), Weight: 1.6, Text: func(p party) string { return zoneName(e.plan, p.Zone) }},
		{Key: "does", Title: e.w.Text("column.does"), Weight: 2, Text: func(p party) string { return does(e.plan, p, e.w) }},
		{Key: "rules", Title: e.w.Text("door.rules"), Weight: 0.8, Kind: document.Numeric, Text: func(p party) string {
			return strconv.Itoa(len(e.plan.Inbound(p.ID)) + len(e.plan.Outbound(p.ID)))
		}},
		{Key: "down", Title: e.t("failure"), Weight: 1.4, Cell: func(p party) document.Cell {
			if !p.IsHost() {
				return document.Cell{}
			}
			return document.L(e.t("failure-page"), docs.Lost(p.ID))
		}},
		{Key: "paper", Title: e.t("paper"), Weight: 1.4, Cell: file(e.t("worksheet"), func(p party) document.Ref { to, _ := e.ways.Sheet(p); return to })},
		{Key: "table", Title: e.t("table"), Weight: 0.8, Cell: file(e.t("table"), func(p party) document.Ref { _, to := e.ways.Sheet(p); return to })}},
		e.inOrder(), nil)
}

// inOrder are all that have worksheets, those of the product's hosts first.
func (e entrance) inOrder() []*plan.Party {
	first := map[string]bool{}
	for _, n := range e.plan.OfProducts() {
		first[n.ID] = true
	}
	return slices.Concat(partiesOf(e.plan, func(p *plan.Party) bool { return worksheet.HasSheet(p) && first[p.ID] }),
		partiesOf(e.plan, func(p *plan.Party) bool { return worksheet.HasSheet(p) && !first[p.ID] }))
}
