package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
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
	return document.Fill(document.Table{Unordered: true, ID: "table-pairs", Caption: w.Text("filing.pairs-caption"), Empty: w.Text("filing.no-rules")}, []document.ColumnOf[policy.ZonePair]{
		{Key: "from", Title: w.Text("filing.column-from"), Weight: 2, Cell: func(z policy.ZonePair) document.Cell { return document.L(f.zone(z.From), pairLink(z)) }},
		{Key: "to", Title: w.Text("filing.column-to"), Weight: 2, Text: func(z policy.ZonePair) string { return f.zone(z.To) }},
		{Key: "firewalls", Title: w.Text("filing.firewalls"), Weight: 2.4, Cell: func(z policy.ZonePair) document.Cell { return document.C(f.enforcers(z)...) }},
		{Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.8, Kind: document.Numeric, Cell: func(z policy.ZonePair) document.Cell { return counted(len(z.Flows), pairLink(z)) }},
		{Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.8, Kind: document.Numeric, Cell: func(z policy.ZonePair) document.Cell { return number(len(z.Rules)) }}},
		f.policy.Zones, func(z policy.ZonePair) document.Row {
			if z.Unenforced() && len(f.plan.Firewalls) > 0 {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		})
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
	names := f.firewallNames(z.Firewalls)
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
	columns := []document.ColumnOf[string]{{Key: "from", Title: w.Text("filing.from-to"), Weight: 2, Text: f.zone}}
	for _, to := range order {
		columns = append(columns, document.ColumnOf[string]{Key: "to-" + to, Title: f.zone(to), Weight: 1, Kind: document.Numeric, Cell: func(from string) document.Cell {
			if z, ok := counts[[2]string{from, to}]; ok {
				return counted(len(z.Flows), pairLink(z))
			}
			return document.C(w.Text("filing.closed"))
		}})
	}
	t := document.Fill(document.Table{ID: "table-matrix", Caption: w.Text("filing.matrix-caption")}, columns, order, nil)
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
	type part = policy.FirewallPart
	w := f.words
	wall := func(p part) *plan.Firewall { return f.plan.Firewall(p.Firewall) }
	return document.Fill(document.Table{Unordered: true, ID: "table-firewalls", Caption: w.Text("filing.firewalls-caption")}, []document.ColumnOf[part]{
		{Key: "firewall", Title: w.Text("filing.column-firewall"), Weight: 2, Cell: func(p part) document.Cell { return document.L(wall(p).Name, docs.Firewall(p.Firewall)) }},
		{Key: "between", Title: w.Text("filing.column-between"), Weight: 3, Text: func(p part) string { return strings.Join(f.zoneNames(wall(p).Zones), ", ") }},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 1.5, Text: func(p part) string { return wall(p).Owner }},
		{Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.8, Kind: document.Numeric, Cell: func(p part) document.Cell { return number(len(p.Flows)) }},
		{Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.8, Kind: document.Numeric, Cell: func(p part) document.Cell { return number(len(p.Rules)) }}},
		f.policy.Firewalls, nil)
}

func (f *filer) zoneNames(ids []string) []string {
	var names []string
	for _, id := range ids {
		names = append(names, f.zone(id))
	}
	return names
}

func (f *filer) phases() document.Table {
	var views []view
	for _, part := range f.policy.Phases {
		views = append(views, view{f.words.Text("filing.phase-" + string(part.Phase)), f.words.Text("filing.phase-" + string(part.Phase) + "-text"), f.ofRequest(part.Part)})
	}
	return f.views(document.Table{ID: "table-phases", Caption: f.words.Text("filing.phases-caption")}, "filing.column-phase", views)
}

// ofRequest is what of a part a change request asks for; of worksheets, all.
func (f *filer) ofRequest(part policy.Part) policy.Part {
	if f.asks == nil {
		return part
	}
	var out policy.Part
	for _, r := range f.rules(part.Rules) {
		if f.asks[r.ID] {
			out.Rules, out.Flows = append(out.Rules, r.ID), append(out.Flows, r.Flows...)
		}
	}
	return out
}

// profiles tells what the strict profile leaves out.
func (f *filer) profiles() document.Table {
	w, v := f.words, f.policy.Profile
	views := []view{{w.Text("filing.profile-undisputed"), w.Text("filing.profile-undisputed-text"), v.Undisputed}, {w.Text("filing.profile-disputed"), w.Text("filing.profile-disputed-text"), v.Disputed}}
	if len(v.Dropped) > 0 {
		views = append(views, view{w.Text("filing.profile-dropped"), w.Text("filing.profile-dropped-text"), policy.Part{Flows: v.Dropped}})
	}
	return f.views(document.Table{ID: "table-profiles", Caption: w.Text("filing.profiles-caption")}, "filing.column-profile", views)
}

// A view is a part of all rules, with what it is called and what that means.
type view struct {
	name, meaning string
	part          policy.Part
}

func (f *filer) views(t document.Table, first string, views []view) document.Table {
	w := f.words
	return document.Fill(t, []document.ColumnOf[view]{
		{Key: "view", Title: w.Text(first), Weight: 1.2, Text: func(v view) string { return v.name }},
		{Key: "meaning", Title: w.Text("column.meaning"), Weight: 3.4, Text: func(v view) string { return v.meaning }},
		{Key: "flows", Title: w.Text("filing.column-rules"), Weight: 0.7, Kind: document.Numeric, Cell: func(v view) document.Cell { return number(len(v.part.Flows)) }},
		{Key: "rows", Title: w.Text("filing.column-rows"), Weight: 0.7, Kind: document.Numeric, Cell: func(v view) document.Cell { return number(len(v.part.Rules)) }},
		{Key: "ids", Title: w.Text("filing.column-which"), Weight: 3, Kind: document.Code, Text: f.which}}, views, nil)
}

// fewRows is the number of rows up to which a view names them.
const fewRows = 40

// which names the rows of a view, where they are few.
func (f *filer) which(v view) string {
	all := len(f.policy.Rules)
	if f.asks != nil {
		all = len(f.asks)
	}
	switch n := len(v.part.Rules); {
	case n == all && n > 0:
		return f.words.Text("pairs.all-rows")
	case n > fewRows || n > all/2:
		return f.words.Text("filing.all-others")
	}
	return strings.Join(v.part.Rules, " ")
}
