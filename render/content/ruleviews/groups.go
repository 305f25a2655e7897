package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// groups is the page of what rows name: groups of hosts with all addresses, and groups of ports.
func (f *filer) groups() *document.Document {
	w := f.words
	d := &document.Document{ID: docs.Groups, Title: w.Text("filing.groups-title"), Subtitle: w.Text("filing.groups-subtitle")}
	several, single := f.hostTables()
	hosts, services := f.objects()
	groups := len(hosts) - len(single.Rows)
	d.Blocks = []document.Block{document.Text{Text: w.Fill("filing.groups-covers", "several", groups, "single", len(single.Rows), "services", len(services))},
		heading(1, "hosts", w.Text("filing.host-groups")), document.Text{Text: w.Text("filing.host-groups-text")}, several,
		heading(1, "services", w.Text("filing.service-groups")), f.serviceTable(), heading(1, "single", w.Text("filing.single-hosts")), single}
	return d
}

// objects are the groups that the rules name: of a change request those of its rules, and of ports only those that have the site's own name, since its
// rules print the ports of all others.
func (f *filer) objects() (hosts []*policy.HostGroup, services []*policy.ServiceGroup) {
	named := map[string]bool{}
	for i := range f.policy.Rules {
		if r := &f.policy.Rules[i]; f.asks[r.ID] {
			named[r.From], named[r.To], named[r.Services] = true, true, true
		}
	}
	for i := range f.policy.Hosts {
		if g := &f.policy.Hosts[i]; f.asks == nil || named[g.ID] {
			hosts = append(hosts, g)
		}
	}
	for i := range f.policy.Services {
		if g := &f.policy.Services[i]; f.asks == nil || named[g.ID] && g.Named {
			services = append(services, g)
		}
	}
	return hosts, services
}

// A grouped is a host as a member of a group: the first says more of the group.
type grouped struct {
	group *policy.HostGroup
	host  *plan.Party
	first bool
}

// hostTables are the groups of several hosts, a row for each host, each with what the group is called, so that they may be sorted and filtered;
// and the hosts that stand alone.
func (f *filer) hostTables() (several, single document.Table) {
	w := f.words
	var members []grouped
	var alone []*policy.HostGroup
	groups, _ := f.objects()
	for _, g := range groups {
		hosts := g.Hosts(f.plan)
		if len(hosts) < 2 && !g.Named {
			alone = append(alone, g)
			continue
		}
		for k, p := range hosts {
			members = append(members, grouped{g, p, k == 0})
		}
	}
	several = document.Fill(document.Table{Unordered: true, ID: "table-hosts", Caption: w.Text("pairs.hosts-caption"), Empty: w.Text("filing.no-groups")}, []document.ColumnOf[grouped]{
		{Key: "group", Title: w.Text("pairs.group"), Weight: 2, Cell: f.groupCell},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1.4, Text: func(m grouped) string { return f.groupZone(m.group) }},
		{Key: "members", Title: w.Text("filing.column-members"), Weight: 2.4, Kind: document.Code, Cell: func(m grouped) document.Cell { return document.L(m.host.Name, worksheet.Link(m.host)) }},
		{Key: "address", Title: w.Text("column.address"), Weight: 1.8, Kind: document.Code, Cell: func(m grouped) document.Cell { return document.C(worksheet.Where(m.host, w)...) }}},
		members, func(m grouped) document.Row {
			if m.first {
				return document.Row{ID: "hosts-" + m.group.ID}
			}
			return document.Row{}
		})
	single = document.Fill(document.Table{Unordered: true, ID: "table-single", Caption: w.Text("pairs.single-caption"), Empty: w.Text("filing.no-groups")}, []document.ColumnOf[*policy.HostGroup]{
		{Key: "name", Title: w.Text("column.name"), Weight: 2.4, Cell: f.singleCell},
		{Key: "id", Title: w.Text("filing.column-object"), Weight: 1.4, Kind: document.Code, Text: func(g *policy.HostGroup) string { return g.ID }},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1.4, Text: f.groupZone},
		{Key: "address", Title: w.Text("column.address"), Weight: 2.4, Text: func(g *policy.HostGroup) string {
			return strings.Join(worksheet.Where(f.plan.Party(g.Members[0]), w), ", ")
		}}},
		alone, func(g *policy.HostGroup) document.Row { return document.Row{ID: "hosts-" + g.ID} })
	return several, single
}

func (f *filer) groupCell(m grouped) document.Cell {
	title := f.title(m.group)
	if !m.first {
		return document.C(title[0])
	}
	cell := document.C(title...)
	if len(m.group.Members) == 1 && !m.group.Named {
		cell.Link = worksheet.Link(f.plan.Party(m.group.Members[0]))
	}
	return cell
}

// singleCell is the name of a host that stands alone, and that by which others find it.
func (f *filer) singleCell(g *policy.HostGroup) document.Cell {
	p := f.plan.Party(g.Members[0])
	name := []string{g.Name}
	if p.Host != "" && p.Host != g.Name {
		name = append(name, p.Host)
	}
	return document.Cell{Lines: name, Link: worksheet.Link(p)}
}

// title is what a group is called, its id, by which firewalls know it, and that the site named it. A group that has no name but those of the hosts beside it
// is called by its id.
func (f *filer) title(g *policy.HostGroup) []string {
	lines := []string{worksheet.GroupName(f.plan, f.policy, g, f.words), g.ID}
	if g.Nameless || lines[0] == g.ID {
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
	type answer struct {
		group *policy.ServiceGroup
		port  catalog.Port
		first bool
	}
	var rows []answer
	_, groups := f.objects()
	for _, g := range groups {
		for k, p := range g.Ports {
			rows = append(rows, answer{g, p, k == 0})
		}
	}
	answers := f.answers()
	return document.Fill(document.Table{Unordered: true, ID: "table-services", Caption: w.Text("pairs.services-caption"), Empty: w.Text("filing.no-groups")}, []document.ColumnOf[answer]{
		{Key: "group", Title: w.Text("pairs.group"), Weight: 2, Cell: func(a answer) document.Cell {
			title := serviceTitle(a.group, w)
			if a.first {
				return document.C(title...)
			}
			return document.C(title[0])
		}},
		{Key: "port", Title: w.Text("filing.column-ports"), Weight: 1, Kind: document.Code, Text: func(a answer) string { return a.port.String() }},
		{Key: "answers", Title: w.Text("filing.column-answers"), Weight: 3, Cell: func(a answer) document.Cell { return document.C(once(answers[a.group.ID][a.port])...) }}},
		rows, func(a answer) document.Row {
			if a.first {
				return document.Row{ID: "services-" + a.group.ID}
			}
			return document.Row{}
		})
}

// serviceTitle is what a group of ports is called: the site's name with its id, or the id alone; what answers stands beside each port.
func serviceTitle(g *policy.ServiceGroup, w *wordlist.List) []string {
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
func (f *filer) answers() map[string]map[catalog.Port][]string {
	all := map[string]map[catalog.Port][]string{}
	for i := range f.policy.Rules {
		r := &f.policy.Rules[i]
		if all[r.Services] == nil {
			all[r.Services] = map[catalog.Port][]string{}
		}
		for _, u := range f.policy.Uses(r) {
			all[r.Services][u.Port] = append(all[r.Services][u.Port], worksheet.ServiceNames(u.Answers, f.words)...)
		}
	}
	return all
}

// once sorts texts and has each once.
func once(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
