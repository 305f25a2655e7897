package filing

import (
	"strings"

	"portolan/model/policy"
	"portolan/render/document"
	"portolan/render/worksheet"
)

// groups is the page of what rows name: groups of hosts with all addresses, and groups of ports.
func (f *filer) groups() *document.Document {
	w := f.words
	d := &document.Document{ID: "groups", Title: w.Text("filing.groups-title"), Subtitle: w.Text("filing.groups-subtitle")}
	several, single := f.hostTables()
	groups := len(f.policy.Hosts) - len(single.Rows)
	d.Blocks = []document.Block{document.Text{Text: w.Fill("filing.groups-covers", "several", groups, "single", len(single.Rows), "services", len(f.policy.Services))},
		heading(1, "hosts", w.Text("filing.host-groups")), document.Text{Text: w.Text("filing.host-groups-text")}, several,
		heading(1, "services", w.Text("filing.service-groups")), f.serviceTable(), heading(1, "single", w.Text("filing.single-hosts")), single}
	return d
}

// hostTables are the groups of several hosts, and the hosts that stand alone.
func (f *filer) hostTables() (several, single document.Table) {
	w := f.words
	columns := []document.Column{{Key: "name", Title: w.Text("column.name"), Weight: 2}, {Key: "id", Title: w.Text("filing.column-object"), Weight: 1.6, Kind: document.Code},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1.4}, {Key: "members", Title: w.Text("filing.column-members"), Weight: 2.4, Kind: document.Code}, {Key: "address", Title: w.Text("column.address"), Weight: 1.8, Kind: document.Code}}
	several = document.Table{ID: "table-hosts", Caption: w.Text("filing.host-groups"), Columns: columns, Empty: w.Text("filing.no-groups")}
	single = document.Table{ID: "table-single", Caption: w.Text("filing.single-hosts"), Columns: columns, Empty: w.Text("filing.no-groups")}
	for i := range f.policy.Hosts {
		g := &f.policy.Hosts[i]
		if len(g.Members) > 1 || g.Named {
			several.Rows = append(several.Rows, f.members(g)...)
			continue
		}
		p := f.plan.Party(g.ID)
		single.Rows = append(single.Rows, document.Row{ID: "hosts-" + g.ID, Cells: []document.Cell{document.L(g.Name, worksheet.Link(p)), document.C(g.ID), document.C(f.groupZone(g)), document.C(p.Host), {Lines: p.Where()}}})
	}
	return several, single
}

// members are the rows of a group: one for each member, each with the group's name, so that they may be sorted and filtered; the first says
// more of the group.
func (f *filer) members(g *policy.HostGroup) []document.Row {
	title := f.title(g)
	var rows []document.Row
	for i, m := range g.Members {
		p := f.plan.Party(m)
		row := document.Row{Cells: []document.Cell{document.C(title[0]), document.C(g.ID), document.C(f.groupZone(g)), document.L(p.Name, worksheet.Link(p)), {Lines: p.Where()}}}
		if i == 0 {
			row.ID, row.Cells[0] = "hosts-"+g.ID, document.C(title...)
		}
		rows = append(rows, row)
	}
	return rows
}

// title is a group's name, and that the site gave it.
func (f *filer) title(g *policy.HostGroup) []string {
	lines := []string{worksheet.GroupName(f.plan, g, f.words)}
	if g.Named {
		lines = append(lines, f.words.Text("filing.named"))
	} else if worksheet.Nameless(f.plan, g) {
		lines[0] = f.words.Count("filing.of-hosts", len(g.Members), "zone", f.groupZone(g)) // the members stand beside it
	}
	if g.Note != "" {
		lines = append(lines, g.Note)
	}
	return lines
}

func (f *filer) groupZone(g *policy.HostGroup) string {
	if g.Zone == "" {
		return f.words.Text("filing.several")
	}
	return f.zone(g.Zone)
}

func (f *filer) serviceTable() document.Table {
	w := f.words
	t := document.Table{ID: "table-services", Caption: w.Text("filing.service-groups"), Empty: w.Text("filing.no-groups"), Columns: []document.Column{
		{Key: "name", Title: w.Text("column.name"), Weight: 2.6}, {Key: "id", Title: w.Text("filing.column-object"), Weight: 1.6, Kind: document.Code},
		{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 2, Kind: document.Code}, {Key: "answers", Title: w.Text("filing.column-answers"), Weight: 2.6}}}
	for _, g := range f.policy.Services {
		name := []string{g.Name}
		if g.Named {
			name = append(name, w.Text("filing.named"))
		}
		if g.Note != "" {
			name = append(name, g.Note)
		}
		var ports []string
		for _, p := range g.Ports {
			ports = append(ports, p.String())
		}
		t.Rows = append(t.Rows, document.Row{ID: "services-" + g.ID, Cells: []document.Cell{{Lines: name}, document.C(g.ID), {Lines: ports}, document.C(strings.Join(g.Services, ", "))}})
	}
	return t
}
