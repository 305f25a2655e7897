package filing

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/docs"
	"portolan/render/document"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// groups is the page of what rows name: groups of hosts with all addresses, and groups of ports.
func (f *filer) groups() *document.Document {
	w := f.words
	d := &document.Document{ID: docs.Groups, Title: w.Text("filing.groups-title"), Subtitle: w.Text("filing.groups-subtitle")}
	several, single := f.hostTables()
	groups := len(f.policy.Hosts) - len(single.Rows)
	d.Blocks = []document.Block{document.Text{Text: w.Fill("filing.groups-covers", "several", groups, "single", len(single.Rows), "services", len(f.policy.Services))},
		heading(1, "hosts", w.Text("filing.host-groups")), document.Text{Text: w.Text("filing.host-groups-text")}, several,
		heading(1, "services", w.Text("filing.service-groups")), f.serviceTable(), heading(1, "single", w.Text("filing.single-hosts")), single}
	return d
}

// hostTables are the groups of several hosts, a row for each host, and the hosts that stand alone.
func (f *filer) hostTables() (several, single document.Table) {
	w := f.words
	several = document.Table{ID: "table-hosts", Caption: w.Text("pairs.hosts-caption"), Empty: w.Text("filing.no-groups"), Columns: []document.Column{
		{Key: "group", Title: w.Text("pairs.group"), Weight: 2}, {Key: "zone", Title: w.Text("column.zone"), Weight: 1.4},
		{Key: "members", Title: w.Text("filing.column-members"), Weight: 2.4, Kind: document.Code}, {Key: "address", Title: w.Text("column.address"), Weight: 1.8, Kind: document.Code}}}
	single = document.Table{ID: "table-single", Caption: w.Text("pairs.single-caption"), Empty: w.Text("filing.no-groups"), Columns: []document.Column{
		{Key: "name", Title: w.Text("column.name"), Weight: 2.4}, {Key: "id", Title: w.Text("filing.column-object"), Weight: 1.4, Kind: document.Code},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1.4}, {Key: "address", Title: w.Text("column.address"), Weight: 2.4}}}
	for i := range f.policy.Hosts {
		g := &f.policy.Hosts[i]
		if hosts := f.hostsOf(g); len(hosts) > 1 || g.Named {
			several.Rows = append(several.Rows, f.members(g, hosts)...)
			continue
		}
		p := f.plan.Party(g.ID)
		name := []string{g.Name}
		if p.Host != "" && p.Host != g.Name {
			name = append(name, p.Host)
		}
		single.Rows = append(single.Rows, document.Row{ID: "hosts-" + g.ID, Cells: []document.Cell{{Lines: name, Link: worksheet.Link(p)}, document.C(g.ID), document.C(f.groupZone(g)),
			document.C(strings.Join(p.Where(), ", "))}})
	}
	return several, single
}

// hostsOf are the members of a group; of a member that is a group of the catalogue's itself, its hosts.
func (f *filer) hostsOf(g *policy.HostGroup) []*plan.Party {
	var out []*plan.Party
	for _, id := range g.Members {
		p := f.plan.Party(id)
		if p.Kind != plan.GroupParty {
			out = append(out, p)
			continue
		}
		for _, member := range p.Members {
			out = append(out, f.plan.Party(member))
		}
	}
	return out
}

// members are the rows of a group: one for each host, each with what the group is called, so that they may be sorted and filtered; the first
// says more of the group.
func (f *filer) members(g *policy.HostGroup, hosts []*plan.Party) []document.Row {
	title := f.title(g)
	var rows []document.Row
	for i, p := range hosts {
		row := document.Row{Cells: []document.Cell{document.C(title[0]), document.C(f.groupZone(g)), document.L(p.Name, worksheet.Link(p)), document.C(p.Where()...)}}
		if i == 0 {
			row.ID, row.Cells[0] = "hosts-"+g.ID, document.C(title...)
			if party := f.plan.Party(g.ID); len(g.Members) == 1 && party != nil {
				row.Cells[0].Link = worksheet.Link(party)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// title is what a group is called, its id, by which firewalls know it, and that the site named it. A group that has no name but those of the hosts beside it
// is called by its id.
func (f *filer) title(g *policy.HostGroup) []string {
	lines := []string{worksheet.GroupName(f.plan, f.policy, g, f.words), g.ID}
	if worksheet.Nameless(f.plan, g) || lines[0] == g.ID {
		lines = lines[1:]
	}
	if g.Named {
		lines = append(lines, f.words.Text("filing.named"))
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

// serviceTable has a row for each port of each group, with what answers there: in lists beside each other nobody sees which belongs to which.
func (f *filer) serviceTable() document.Table {
	w := f.words
	t := document.Table{ID: "table-services", Caption: w.Text("pairs.services-caption"), Empty: w.Text("filing.no-groups"), Columns: []document.Column{
		{Key: "group", Title: w.Text("pairs.group"), Weight: 2}, {Key: "port", Title: w.Text("filing.column-ports"), Weight: 1, Kind: document.Code},
		{Key: "answers", Title: w.Text("filing.column-answers"), Weight: 3}}}
	answers := f.answers()
	for i := range f.policy.Services {
		g := &f.policy.Services[i]
		title := serviceTitle(g, w)
		for j, p := range g.Ports {
			row := document.Row{Cells: []document.Cell{document.C(title[0]), document.C(p.String()), document.C(once(answers[g.ID][p])...)}}
			if j == 0 {
				row.ID, row.Cells[0] = "services-"+g.ID, document.C(title...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// serviceTitle is what a group of ports is called: the site's name with its id, or the id alone; what answers stands beside each port.
func serviceTitle(g *policy.ServiceGroup, w *words.List) []string {
	if !g.Named {
		return []string{g.ID}
	}
	lines := []string{g.Name, g.ID, w.Text("filing.named")}
	if g.Note != "" {
		lines = append(lines, g.Note)
	}
	return lines
}

// answers are, for each group of ports and each of its ports, the services that answer there by the rules that name the group.
func (f *filer) answers() map[string]map[policy.Port][]string {
	all := map[string]map[policy.Port][]string{}
	for i := range f.policy.Rules {
		r := &f.policy.Rules[i]
		if all[r.Services] == nil {
			all[r.Services] = map[policy.Port][]string{}
		}
		for _, u := range f.policy.Uses(r) {
			all[r.Services][u.Port] = append(all[r.Services][u.Port], u.Answers...)
		}
	}
	return all
}

// once sorts texts and has each once.
func once(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
