package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/worksheet"
	"portolan/render/grid"
)

// objects are the hosts and groups of hosts that rules name, one address a row, so that addresses can be copied and filtered.
func (b *builder) objects() grid.Tab {
	return grid.Tab{Key: objectsTab, Name: b.Words.Text("workbook.objects"), Title: b.Words.Text("workbook.objects-title"),
		Notes: []grid.Note{{Text: b.Words.Fill("workbook.objects-note", "n", len(b.Policy.Hosts))}, b.back()}, Tables: []grid.Table{b.groupTable()}}
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
		members := g.Hosts(b.Plan)
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
		{Title: t("member"), Kind: grid.Code, Wrap: 50, Text: func(a address) string { return a.member.ID }},
		{Title: t("host"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return a.member.Name }},
		{Title: t("family"), Kind: grid.Text, Text: func(a address) string { return b.Words.Text("workbook.family-" + rulecolumns.Family(a.where)) }},
		{Title: t("address"), Kind: grid.Address, Wrap: 50, Text: func(a address) string { return a.where }},
		{Title: t("kind"), Kind: grid.Text, Wrap: 50, Text: func(a address) string { return b.Words.Text("kind." + dashed(a.member.Kind)) }}},
		all, func(a address) grid.Row { return grid.Row{ID: a.group.ID} })
}

// HostGroups are the host groups as plain rows, one for each address of each member.
func HostGroups(s Source) (titles []string, rows [][]string) {
	return (&builder{Source: s}).groupTable().Texts()
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
		{Title: t("port"), Kind: grid.Port, Wrap: 60, Text: func(l listening) string { return rulecolumns.PortText(l.port, l.port.Numbers, l.port.Part()) }},
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
