package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/worksheet"
	"portolan/render/grid"
	"portolan/render/ref"
)

// groups are the host groups, one address a row, so that addresses can be copied and filtered.
func (b *builder) groups() grid.Tab {
	return grid.Tab{Key: groupsTab, Name: b.Words.Text("workbook.groups"), Title: b.Words.Text("workbook.groups-title"),
		Notes: []grid.Note{{Text: b.Words.Fill("workbook.groups-note", "n", len(b.Policy.Hosts))}, b.back()}, Tables: []grid.Table{b.groupTable()}}
}

// An address is one of a member of a host group.
type address struct {
	group   *policy.HostGroup
	members int
	member  *plan.Party
	where   string
}

func (b *builder) groupTable() grid.Table {
	t := func(key string) string { return b.Words.Text("workbook-column." + key) }
	var all []address
	for i := range b.Policy.Hosts {
		g := &b.Policy.Hosts[i]
		members := b.members(g)
		for _, m := range members {
			for _, where := range worksheet.Where(m, b.Words) {
				all = append(all, address{g, len(members), m, where})
			}
		}
	}
	return grid.Fill(grid.Table{Empty: b.Words.Text("workbook.no-groups")}, []grid.ColumnOf[address]{
		{Title: t("group-id"), Kind: grid.Code, Wrap: 50, Text: func(a address) string { return a.group.ID }},
		{Title: t("group"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return worksheet.GroupName(b.Plan, b.Policy, a.group, b.Words) }},
		{Title: t("zone"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return b.zone(a.group.Zone) }},
		{Title: t("members"), Kind: grid.Number, Wrap: 50, Text: func(a address) string { return strconv.Itoa(a.members) }},
		{Title: t("member"), Kind: grid.Code, Wrap: 50, Cell: func(a address) grid.Cell { return grid.L(a.member.ID, b.link(a.member.ID)) }},
		{Title: t("host"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return a.member.Name }},
		{Title: t("address"), Kind: grid.Address, Wrap: 50, Text: func(a address) string { return a.where }},
		{Title: t("kind"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return b.Words.Text("kind." + dashed(a.member.Kind)) }}},
		all, func(a address) grid.Row { return grid.Row{ID: a.group.ID} })
}

// HostGroups are the host groups as plain rows, one for each address of each member.
func HostGroups(s Source) (titles []string, rows [][]string) {
	return (&builder{Source: s}).groupTable().Texts()
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
func (b *builder) services() grid.Tab {
	return grid.Tab{Key: servicesTab, Name: b.Words.Text("workbook.services"), Title: b.Words.Text("workbook.services-title"),
		Notes: []grid.Note{{Text: b.Words.Fill("workbook.services-note", "n", len(b.Policy.Services))}, b.back()}, Tables: []grid.Table{b.serviceTable()}}
}

// A listening is a port of a service group.
type listening struct {
	group *policy.ServiceGroup
	port  catalog.Port
}

func (b *builder) serviceTable() grid.Table {
	t := func(key string) string { return b.Words.Text("workbook-column." + key) }
	var all []listening
	for i := range b.Policy.Services {
		for _, p := range b.Policy.Services[i].Ports {
			all = append(all, listening{&b.Policy.Services[i], p})
		}
	}
	name := func(l listening) string {
		if !l.group.Named { // it is called by what answers, which stands beside each port
			return ""
		}
		return l.group.Name
	}
	answers := answering(b.Source)
	return grid.Fill(grid.Table{Empty: b.Words.Text("workbook.no-groups")}, []grid.ColumnOf[listening]{
		{Title: t("group-id"), Kind: grid.Code, Wrap: 60, Text: func(l listening) string { return l.group.ID }},
		{Title: t("group"), Kind: grid.Text, Wrap: 60, Text: name},
		{Title: t("ports"), Kind: grid.Number, Wrap: 60, Text: func(l listening) string { return strconv.Itoa(len(l.group.Ports)) }},
		{Title: t("protocol"), Kind: grid.Text, Wrap: 60, Text: func(l listening) string { return l.port.Name() }},
		{Title: t("port"), Kind: grid.Port, Wrap: 60, Text: func(l listening) string { return l.port.Part() }},
		{Title: t("choice"), Kind: grid.Text, Wrap: 60, Text: func(l listening) string { return string(l.port.Choice) }},
		{Title: t("answers"), Kind: grid.Text, Wrap: 60, Text: func(l listening) string { return strings.Join(answers[l.group.ID][l.port], ", ") }}},
		all, func(l listening) grid.Row { return grid.Row{ID: l.group.ID} })
}

// ServiceGroups are the service groups as plain rows, one for each port.
func ServiceGroups(s Source) (titles []string, rows [][]string) {
	return (&builder{Source: s}).serviceTable().Texts()
}

// answering are, for each service group and port, the names of the services that answer there by the rules that name the group, sorted.
func answering(s Source) map[string]map[catalog.Port][]string {
	all := map[string]map[catalog.Port][]string{}
	for i := range s.Policy.Rules {
		r := &s.Policy.Rules[i]
		if all[r.Services] == nil {
			all[r.Services] = map[catalog.Port][]string{}
		}
		for _, id := range r.Flows {
			f := s.Plan.Flow(id)
			name := worksheet.ServiceName(f.Service, s.Words)
			if known := all[r.Services][f.Port]; !slices.Contains(known, name) {
				all[r.Services][f.Port] = append(known, name)
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
func (b *builder) hosts() grid.Tab {
	return grid.Tab{Key: hostsTab, Name: b.Words.Text("workbook.hosts"), Title: b.Words.Text("workbook.hosts-title"), Notes: []grid.Note{{Text: b.Words.Text("workbook.hosts-note")}, b.back()},
		Tables: []grid.Table{b.hostTable()}}
}

func (b *builder) hostTable() grid.Table {
	w := b.Words
	type party struct {
		*plan.Party
		in, out, internal int
	}
	var all []party
	for _, p := range b.Plan.Parties {
		if n := (party{p, len(b.Plan.Inbound(p.ID)), len(b.Plan.Outbound(p.ID)), len(b.Plan.Internal(p.ID))}); n.in+n.out+n.internal > 0 {
			all = append(all, n)
		}
	}
	return grid.Fill(grid.Table{}, []grid.ColumnOf[party]{
		{Title: w.Text("column.host"), Cell: func(p party) grid.Cell { return grid.L(p.Name, b.link(p.ID)) }},
		{Title: w.Text("column.kind"), Text: func(p party) string { return w.Text("kind." + dashed(p.Kind)) }},
		{Title: w.Text("column.zone"), Text: func(p party) string { return b.zone(p.Zone) }},
		{Title: w.Text("column.address"), Kind: grid.Address, Text: func(p party) string {
			if n := len(worksheet.Where(p.Party, w)); n > mostAddresses {
				return b.more(n, "addresses", groupsTab)
			}
			return strings.Join(worksheet.Where(p.Party, w), "\n")
		}},
		{Title: w.Text("column.inbound"), Kind: grid.Number, Text: func(p party) string { return strconv.Itoa(p.in) }},
		{Title: w.Text("column.outbound"), Kind: grid.Number, Text: func(p party) string { return strconv.Itoa(p.out) }},
		{Title: w.Text("column.internal"), Kind: grid.Number, Text: func(p party) string { return strconv.Itoa(p.internal) }},
		{Title: w.Text("workbook-column.where"), Cell: func(p party) grid.Cell { return b.whereRules(p.Party) }}},
		all, func(p party) grid.Row { return grid.Row{ID: p.ID} })
}

// whereRules says in which sheet the rules of a party stand.
func (b *builder) whereRules(p *plan.Party) grid.Cell {
	if b.tabs[p.ID] {
		return grid.L(b.Words.Text("workbook.own-sheet"), b.link(p.ID))
	}
	if b.tabs[p.Of] {
		return grid.L(b.Words.Fill("workbook.group-sheet", "group", b.Plan.Party(p.Of).Name), b.link(p.Of))
	}
	for _, g := range b.Plan.Parties {
		if g.Kind == plan.GroupParty && g.Is(p.ID) && b.tabs[g.ID] {
			return grid.L(b.Words.Fill("workbook.group-sheet", "group", g.Name), b.link(g.ID))
		}
	}
	return grid.L(b.Words.Text("workbook.long"), ref.Document(longTab))
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
