package filing

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/docs"
	"portolan/render/document"
)

// zones is the page of all pairs of zones: how much goes from where to where, through which firewalls, and in which phase.
func (f *filer) zones() *document.Document {
	w, n := f.words, f.policy.Counts
	d := &document.Document{ID: docs.Zones, Title: w.Text("filing.zones-title"), Subtitle: w.Text("filing.zones-subtitle")}
	d.Blocks = append(f.opening(w.Fill("filing.zones-covers", "flows", n.Flows, "pairs", len(f.policy.Zones)), f.everything()), heading(1, "pairs", w.Text("filing.pairs")), f.pairs())
	d.Blocks = append(d.Blocks, f.matrix()...)
	if len(f.plan.Firewalls) > 0 {
		d.Blocks = append(d.Blocks, heading(1, "firewalls", w.Text("filing.firewalls")), document.Text{Text: w.Text("filing.firewalls-text")}, f.firewallCounts())
	}
	d.Blocks = append(d.Blocks, heading(1, "phases", w.Text("filing.phases")), f.phases())
	d.Blocks = append(d.Blocks, heading(1, "profiles", w.Text("filing.profiles")), f.profiles())
	d.Blocks = append(d.Blocks, f.questions(f.everything())...)
	return d
}

// everything is the part that holds all.
func (f *filer) everything() policy.Part {
	var all policy.Part
	for _, z := range f.policy.Zones {
		all.Flows, all.Rules = append(all.Flows, z.Flows...), append(all.Rules, z.Rules...)
	}
	return all
}

func (f *filer) pairs() document.Table {
	w := f.words
	t := document.Table{ID: "table-pairs", Caption: w.Text("filing.pairs-caption"), Empty: w.Text("filing.no-rules"), Columns: []document.Column{
		{Key: "from", Title: w.Text("filing.column-from"), Weight: 2}, {Key: "to", Title: w.Text("filing.column-to"), Weight: 2},
		{Key: "firewalls", Title: w.Text("filing.firewalls"), Weight: 2.4}, {Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.8, Kind: document.Numeric},
		{Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.8, Kind: document.Numeric}}}
	for _, z := range f.policy.Zones {
		mark := document.Plain
		if z.Unenforced() && len(f.plan.Firewalls) > 0 {
			mark = document.Warning
		}
		t.Rows = append(t.Rows, document.Row{Mark: mark, Cells: []document.Cell{document.L(f.zone(z.From), pairLink(z)), document.C(f.zone(z.To)), document.C(f.enforcers(z)...),
			counted(len(z.Flows), pairLink(z)), number(len(z.Rules))}})
	}
	return t
}

// enforcers says which firewalls stand between two zones, or that none does.
func (f *filer) enforcers(z policy.ZonePair) []string {
	w := f.words
	switch {
	case z.Inside():
		return []string{w.Text("filing.inside")}
	case len(z.Firewalls) == 0:
		return []string{w.Text("filing.unenforced")}
	}
	names := f.walls(z.Firewalls)
	if z.Ways > 1 {
		names = append(names, w.Fill("filing.ways", "n", z.Ways))
	}
	return names
}

// mostZones is the number of zones up to which the matrix fits a page.
const mostZones = 9

// matrix is the number of rules from each zone to each: what is empty is closed.
func (f *filer) matrix() []document.Block {
	w := f.words
	ids, counts := map[string]bool{}, map[[2]string]policy.ZonePair{}
	for _, z := range f.policy.Zones {
		ids[z.From], ids[z.To] = true, true
		counts[[2]string{z.From, z.To}] = z
	}
	var order []string
	for _, id := range slices.Concat(f.zoneIDs(), []string{plan.OutsideZone, plan.SeveralZone}) {
		if ids[id] {
			order = append(order, id)
		}
	}
	if len(order) > mostZones || len(order) < 2 {
		return nil
	}
	t := document.Table{ID: "table-matrix", Caption: w.Text("filing.matrix-caption"), Columns: []document.Column{{Key: "from", Title: w.Text("filing.from-to"), Weight: 2}}}
	for _, to := range order {
		t.Columns = append(t.Columns, document.Column{Key: "to-" + to, Title: f.zone(to), Weight: 1, Kind: document.Numeric})
	}
	for _, from := range order {
		row := document.Row{Cells: []document.Cell{document.C(f.zone(from))}}
		for _, to := range order {
			if z, ok := counts[[2]string{from, to}]; ok {
				row.Cells = append(row.Cells, counted(len(z.Flows), pairLink(z)))
			} else {
				row.Cells = append(row.Cells, document.C(w.Text("filing.closed")))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return []document.Block{heading(1, "matrix", w.Text("filing.matrix")), document.Text{Text: w.Text("filing.matrix-text")}, t}
}

func (f *filer) zoneIDs() []string {
	var ids []string
	for _, z := range f.plan.Zones {
		ids = append(ids, z.ID)
	}
	return ids
}

func (f *filer) firewallCounts() document.Table {
	w := f.words
	t := document.Table{ID: "table-firewalls", Caption: w.Text("filing.firewalls-caption"), Columns: []document.Column{{Key: "firewall", Title: w.Text("filing.column-firewall"), Weight: 2},
		{Key: "between", Title: w.Text("filing.column-between"), Weight: 3}, {Key: "owner", Title: w.Text("filed.owner"), Weight: 1.5},
		{Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.8, Kind: document.Numeric}, {Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.8, Kind: document.Numeric}}}
	for _, part := range f.policy.Firewalls {
		wall := f.plan.Firewall(part.Firewall)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.L(wall.Name, docs.Firewall(wall.ID)), document.C(strings.Join(f.zoneNames(wall.Zones), ", ")), document.C(wall.Owner),
			number(len(part.Flows)), number(len(part.Rules))}})
	}
	return t
}

func (f *filer) zoneNames(ids []string) []string {
	var names []string
	for _, id := range ids {
		names = append(names, f.zone(id))
	}
	return names
}

func (f *filer) phases() document.Table {
	w := f.words
	t := document.Table{ID: "table-phases", Caption: w.Text("filing.phases-caption"), Columns: f.viewColumns("filing.column-phase")}
	for _, part := range f.policy.Phases {
		t.Rows = append(t.Rows, f.viewRow(w.Text("filing.phase-"+string(part.Phase)), w.Text("filing.phase-"+string(part.Phase)+"-text"), part.Part))
	}
	return t
}

// profiles tells what the strict profile leaves out.
func (f *filer) profiles() document.Table {
	w, v := f.words, f.policy.Profile
	t := document.Table{ID: "table-profiles", Caption: w.Text("filing.profiles-caption"), Columns: f.viewColumns("filing.column-profile")}
	t.Rows = []document.Row{f.viewRow(w.Text("filing.profile-both"), w.Text("filing.profile-both-text"), v.Strict),
		f.viewRow(w.Text("filing.profile-full"), w.Text("filing.profile-full-text"), v.FullOnly)}
	if len(v.Dropped) > 0 {
		t.Rows = append(t.Rows, f.viewRow(w.Text("filing.profile-dropped"), w.Text("filing.profile-dropped-text"), policy.Part{Flows: v.Dropped}))
	}
	return t
}

func (f *filer) viewColumns(first string) []document.Column {
	w := f.words
	return []document.Column{{Key: "view", Title: w.Text(first), Weight: 1.2}, {Key: "meaning", Title: w.Text("column.meaning"), Weight: 3.4},
		{Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.7, Kind: document.Numeric}, {Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.7, Kind: document.Numeric},
		{Key: "ids", Title: w.Text("filing.column-which"), Weight: 3, Kind: document.Code}}
}

// fewRows is the number of rows up to which a view names them.
const fewRows = 40

func (f *filer) viewRow(name, meaning string, part policy.Part) document.Row {
	which := strings.Join(part.Rules, " ")
	switch n := len(part.Rules); {
	case n == len(f.policy.Rules) && n > 0:
		which = f.words.Text("pairs.all-rows")
	case n > fewRows || n > len(f.policy.Rules)/2:
		which = f.words.Text("filing.all-others")
	}
	return document.Row{Cells: []document.Cell{document.C(name), document.C(meaning), number(len(part.Flows)), number(len(part.Rules)), document.C(which)}}
}
