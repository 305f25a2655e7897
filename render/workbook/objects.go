package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/ref"
	"portolan/render/sheet"
	"portolan/render/worksheet"
)

// groups are the host groups, one address a row, so that addresses can be copied and filtered.
func (b *builder) groups() sheet.Tab {
	w := b.Words
	titles, rows := HostGroups(b.Source)
	t := sheet.Table{Empty: w.Text("workbook.no-groups")}
	for i, title := range titles {
		t.Columns = append(t.Columns, sheet.Column{Title: title, Kind: groupKinds[i], Wrap: 50})
	}
	for _, r := range rows {
		row := sheet.Row{ID: r[0]}
		for i, text := range r {
			var link ref.Ref
			if i == memberColumn {
				link = b.link(text)
			}
			row.Cells = append(row.Cells, sheet.L(text, link))
		}
		t.Rows = append(t.Rows, row)
	}
	return sheet.Tab{Key: groupsTab, Name: w.Text("workbook.groups"), Title: w.Text("workbook.groups-title"),
		Notes: []sheet.Note{{Text: w.Fill("workbook.groups-note", "n", len(b.Policy.Hosts))}, b.back()}, Tables: []sheet.Table{t}}
}

// memberColumn is that of the members' ids.
const memberColumn = 4

var groupKinds = []sheet.Kind{sheet.Code, sheet.Text, sheet.Text, sheet.Number, sheet.Code, sheet.Text, sheet.Address, sheet.Text}

// HostGroups are the host groups as plain rows, one for each address of each member.
func HostGroups(s Source) (titles []string, rows [][]string) {
	for _, key := range []string{"group-id", "group", "zone", "members", "member", "host", "address", "kind"} {
		titles = append(titles, s.Words.Text("workbook-column."+key))
	}
	b := &builder{Source: s}
	for _, g := range s.Policy.Hosts {
		members := b.members(&g)
		for _, m := range members {
			for _, where := range m.Where() {
				rows = append(rows, []string{g.ID, worksheet.GroupName(b.Plan, b.Policy, &g, b.Words), b.zone(g.Zone), strconv.Itoa(len(members)), m.ID, m.Name, where, b.Words.Text("kind." + dashed(m.Kind))})
			}
		}
	}
	return titles, rows
}

// members are the parties of a group. A party that is a group itself gives its own.
func (b *builder) members(g *policy.HostGroup) []*plan.Party {
	var all []*plan.Party
	for _, id := range g.Members {
		p := b.Plan.Party(id)
		if p.Kind != plan.GroupParty {
			all = append(all, p)
			continue
		}
		for _, m := range p.Members {
			all = append(all, b.Plan.Party(m))
		}
	}
	return all
}

// services are the service groups, one port a row.
func (b *builder) services() sheet.Tab {
	w := b.Words
	titles, rows := ServiceGroups(b.Source)
	t := sheet.Table{Empty: w.Text("workbook.no-groups")}
	for i, title := range titles {
		t.Columns = append(t.Columns, sheet.Column{Title: title, Kind: serviceKinds[i], Wrap: 60})
	}
	for _, r := range rows {
		row := sheet.Row{ID: r[0]}
		for _, text := range r {
			row.Cells = append(row.Cells, sheet.C(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return sheet.Tab{Key: servicesTab, Name: w.Text("workbook.services"), Title: w.Text("workbook.services-title"),
		Notes: []sheet.Note{{Text: w.Fill("workbook.services-note", "n", len(b.Policy.Services))}, b.back()}, Tables: []sheet.Table{t}}
}

var serviceKinds = []sheet.Kind{sheet.Code, sheet.Text, sheet.Number, sheet.Text, sheet.Port, sheet.Text, sheet.Text}

// ServiceGroups are the service groups as plain rows, one for each port.
func ServiceGroups(s Source) (titles []string, rows [][]string) {
	for _, key := range []string{"group-id", "group", "ports", "protocol", "port", "choice", "answers"} {
		titles = append(titles, s.Words.Text("workbook-column."+key))
	}
	answers := answering(s)
	for _, g := range s.Policy.Services {
		name := ""
		if g.Named { // others are called by what answers, which stands beside each port
			name = g.Name
		}
		for _, p := range g.Ports {
			rows = append(rows, []string{g.ID, name, strconv.Itoa(len(g.Ports)), p.Protocol, p.Port, p.Choice, strings.Join(answers[g.ID][p], ", ")})
		}
	}
	return titles, rows
}

// answering are, for each service group and port, the names of the services that answer there by the rules that name the group, sorted.
func answering(s Source) map[string]map[policy.Port][]string {
	all := map[string]map[policy.Port][]string{}
	for i := range s.Policy.Rules {
		r := &s.Policy.Rules[i]
		if all[r.Services] == nil {
			all[r.Services] = map[policy.Port][]string{}
		}
		for _, id := range r.Flows {
			f := s.Plan.Flow(id)
			port := policy.Port{Protocol: f.Protocol, Port: f.Port, Choice: f.Choice}
			if known := all[r.Services][port]; !slices.Contains(known, f.Service) {
				all[r.Services][port] = append(known, f.Service)
			}
		}
	}
	for _, ports := range all {
		for _, names := range ports {
			slices.Sort(names)
		}
	}
	return all
}

// hosts is the list of all parties with the numbers of their rules, and the way to their sheets.
func (b *builder) hosts() sheet.Tab {
	w := b.Words
	t := sheet.Table{Columns: []sheet.Column{{Title: w.Text("column.host")}, {Title: w.Text("column.kind")}, {Title: w.Text("column.zone")},
		{Title: w.Text("column.address"), Kind: sheet.Address}, {Title: w.Text("column.inbound"), Kind: sheet.Number}, {Title: w.Text("column.outbound"), Kind: sheet.Number},
		{Title: w.Text("column.internal"), Kind: sheet.Number}, {Title: w.Text("workbook-column.where")}}}
	for _, p := range b.Plan.Parties {
		in, out, internal := len(b.Plan.Inbound(p.ID)), len(b.Plan.Outbound(p.ID)), len(b.Plan.Internal(p.ID))
		if in+out+internal == 0 {
			continue
		}
		text, link := b.whereRules(p)
		address := strings.Join(p.Where(), "\n")
		if n := len(p.Where()); n > mostAddresses {
			address = b.more(n, "addresses", groupsTab)
		}
		t.Rows = append(t.Rows, sheet.Row{ID: p.ID, Cells: []sheet.Cell{sheet.L(p.Name, b.link(p.ID)), sheet.C(w.Text("kind." + dashed(p.Kind))), sheet.C(b.zone(p.Zone)),
			sheet.C(address), count(in), count(out), count(internal), sheet.L(text, link)}})
	}
	return sheet.Tab{Key: hostsTab, Name: w.Text("workbook.hosts"), Title: w.Text("workbook.hosts-title"), Notes: []sheet.Note{{Text: w.Text("workbook.hosts-note")}, b.back()},
		Tables: []sheet.Table{t}}
}

// whereRules says in which sheet the rules of a party stand.
func (b *builder) whereRules(p *plan.Party) (text string, link ref.Ref) {
	if b.tabs[p.ID] {
		return b.Words.Text("workbook.own-sheet"), b.link(p.ID)
	}
	for _, g := range b.Plan.Parties {
		if g.Kind == plan.GroupParty && g.Is(p.ID) && b.tabs[g.ID] {
			return b.Words.Fill("workbook.group-sheet", "group", g.Name), b.link(g.ID)
		}
	}
	return b.Words.Text("workbook.long"), ref.Document(longTab)
}

// zone is the printed name of a zone; nothing where there is none.
func (b *builder) zone(id string) string {
	for _, z := range b.Plan.Zones {
		if z.ID == id {
			return cmp.Or(z.Name, z.ID)
		}
	}
	return ""
}

func dashed(kind plan.PartyKind) string { return strings.ReplaceAll(string(kind), " ", "-") }

func count(n int) sheet.Cell { return sheet.C(strconv.Itoa(n)) }
