package portal

import (
	"slices"
	"strconv"

	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// A Site is one site with its revisions, the latest first.
type Site struct {
	Packs   []Pack
	Refused bool // a pack that says that it is of this site was not joined
}

// A Pack is one revision of a site. Its number tells it from all others of the portal.
type Pack struct {
	*Summary
	Number int
	Has    func(document string) bool // whether it has a document of that id
}

// A Refused is a pack that was not joined.
type Refused struct{ Name, Why string }

// A Portal is what its front page shows.
type Portal struct {
	Sites   []Site
	Refused []Refused
	Targets map[string]Target // by the ids of references that were made
}

// A Target is a document of a pack.
type Target struct {
	Pack     int
	Document string
}

// In refers to a document of a pack that the portal joins. Targets says which one the reference means.
func (p *Portal) In(pack int, id string) ref.Ref {
	name := "pack-" + strconv.Itoa(pack) + "-" + id
	if p.Targets == nil {
		p.Targets = map[string]Target{}
	}
	p.Targets[name] = Target{pack, id}
	return ref.Document(name)
}

// rowID is the id of the row of a site, or of one of its earlier revisions: pages let readers exchange these.
func rowID(site, earlier int) string {
	if earlier == 0 {
		return "site-" + strconv.Itoa(site)
	}
	return "site-" + strconv.Itoa(site) + "-" + strconv.Itoa(earlier)
}

// Document is the front page: all sites in a table, a row a revision.
func Document(p *Portal, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Front, Title: w.Text("portal.title"), Subtitle: p.subtitle(w), Fields: p.figures(w)}
	if len(p.Refused) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "refused", Text: w.Text("portal.refused")}, document.Text{Text: w.Text("portal.refused-text")}, p.refused(w),
			document.Heading{Level: 1, ID: "sites", Text: w.Text("portal.title")})
	}
	d.Blocks = append(d.Blocks, p.sites(w), document.Text{Text: w.Text("portal.text")})
	return d
}

// Menu is each site of each customer.
func Menu(p *Portal) (customers []string, sites map[string][]Site) {
	sites = map[string][]Site{}
	for _, s := range p.Sites {
		name := s.Packs[0].Customer
		if sites[name] == nil {
			customers = append(customers, name)
		}
		sites[name] = append(sites[name], s)
	}
	return customers, sites
}

func (p *Portal) subtitle(w *wordlist.List) string {
	customers, _ := Menu(p)
	packs := 0
	for _, s := range p.Sites {
		packs += len(s.Packs)
	}
	return w.Fill("portal.subtitle", "sites", w.Count("portal.sites", len(p.Sites)), "customers", w.Count("portal.customers", len(customers)), "revisions", w.Count("portal.revisions", packs))
}

// figures are what the latest revisions have in all.
func (p *Portal) figures(w *wordlist.List) []document.Field {
	drafts, open, last := 0, 0, ""
	for _, s := range p.Sites {
		now := s.Packs[0]
		if now.Status == "draft" {
			drafts++
		}
		open, last = open+now.OpenItems(), max(last, now.Date)
	}
	return []document.Field{{Name: w.Text("portal.drafts"), Value: w.Fill("door.of", "n", drafts, "all", len(p.Sites))}, {Name: w.Text("portal.open"), Value: strconv.Itoa(open)},
		{Name: w.Text("portal.last"), Value: last}}
}

// A revision is a row of the table.
type revision struct {
	Pack
	in              *Portal
	id              string
	latest, refused bool
}

func (p *Portal) sites(w *wordlist.List) document.Table {
	var rows []revision
	for n, s := range p.Sites {
		for i, pack := range s.Packs {
			rows = append(rows, revision{pack, p, rowID(n+1, i), i == 0, s.Refused})
		}
	}
	t := func(key string) string { return w.Text("portal." + key) }
	number := func(key string, n func(revision) int) document.ColumnOf[revision] {
		return document.ColumnOf[revision]{Key: key, Title: t(key), Weight: 0.7, Kind: document.Numeric, Text: func(r revision) string { return strconv.Itoa(n(r)) }}
	}
	return document.Fill(document.Table{ID: "table-sites", Caption: t("caption"), Unordered: true}, []document.ColumnOf[revision]{
		{Key: "site", Title: t("site"), Weight: 2.4, Names: true, Cell: func(r revision) document.Cell { return document.L(r.Title, p.In(r.Number, docs.Front)) }},
		{Key: "customer", Title: t("customer"), Weight: 1.6, Text: func(r revision) string { return r.Customer }},
		{Key: "revision", Title: w.Text("field.revision"), Weight: 0.8, Text: func(r revision) string { return r.Revision }},
		{Key: "date", Title: w.Text("field.date"), Weight: 1, Text: func(r revision) string { return r.Date }},
		{Key: "status", Title: w.Text("field.status"), Weight: 1.2, Text: func(r revision) string { return r.status(w) }},
		{Key: "products", Title: w.Text("field.product"), Weight: 2, Cell: func(r revision) document.Cell { return document.C(r.Products...) }},
		number("nodes", func(r revision) int { return r.Nodes }), number("rules", func(r revision) int { return r.Rules }),
		{Key: "open", Title: t("open"), Weight: 0.8, Kind: document.Numeric, Cell: func(r revision) document.Cell {
			return document.L(strconv.Itoa(r.OpenItems()), r.to(docs.Open, ""))
		}},
	}, rows, func(r revision) document.Row { return r.row(w) })
}

// row is what a row says besides its cells: that a later revision is there, or may be, and the ways into the pack.
func (r revision) row(w *wordlist.List) document.Row {
	row := document.Row{ID: r.id, More: r.more(w)}
	switch {
	case !r.latest:
		row.Mark, row.Badge = document.Muted, w.Text("portal.earlier")
	case r.refused:
		row.Mark, row.Badge = document.Warning, w.Text("portal.doubtful")
	}
	return row
}

func (r revision) status(w *wordlist.List) string {
	key := "portal.status-" + r.Status
	if r.Approvers == 0 {
		key = "portal.status-unsigned"
	}
	return w.Fill(key, "done", r.Approved, "all", r.Approvers)
}

// to is a document of the pack, if it has that.
func (r revision) to(id, anchor string) ref.Ref {
	if r.Has == nil || !r.Has(id) {
		return ref.Ref{}
	}
	return r.in.In(r.Number, id).At(anchor)
}

func (r revision) more(w *wordlist.List) []document.Field {
	var ways, open []document.Cell
	for _, way := range []struct{ id, word string }{{docs.Down, "door.down"}, {docs.Zones, "door.firewall"}, {docs.Review, "door.review"}, {docs.Operations, "door.operate"},
		{docs.Overview, "door.architecture"}, {docs.Open, "door.sign-off"}} {
		if to := r.to(way.id, ""); !to.IsZero() {
			ways = append(ways, document.L(w.Text(way.word), to))
		}
	}
	for _, o := range r.Open {
		open = append(open, document.L(w.Fill("door.counted", "what", o.Title, "n", o.Count), r.to(docs.Open, o.Key)))
	}
	fields := []document.Field{{Name: w.Text("portal.ways"), Cells: ways}, {Name: w.Text("portal.open"), Cells: open}, {Name: w.Text("field.document"), Value: r.Document},
		{Name: w.Text("field.classification"), Value: r.Classification}, {Name: w.Text("portal.id"), Value: r.Site}}
	return slices.DeleteFunc(fields, func(f document.Field) bool { return f.Value == "" && len(f.Cells) == 0 })
}

func (p *Portal) refused(w *wordlist.List) document.Table {
	return document.Fill(document.Table{ID: "table-refused", Caption: w.Text("portal.refused")}, []document.ColumnOf[Refused]{
		{Key: "folder", Title: w.Text("portal.folder"), Weight: 1, Kind: document.Code, Text: func(r Refused) string { return r.Name }},
		{Key: "why", Title: w.Text("portal.why"), Weight: 3, Text: func(r Refused) string { return r.Why }},
	}, p.Refused, func(Refused) document.Row {
		return document.Row{Mark: document.Danger, Badge: w.Text("portal.not-included")}
	})
}
