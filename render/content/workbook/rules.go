package workbook

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/worksheet"
	"portolan/render/grid"
	"portolan/render/ref"
)

// perimeter are the grouped rules from zone to zone: what a team files that looks after firewalls between zones.
func (b *builder) perimeter() grid.Tab {
	c, w := b.Policy.Counts, b.Words
	return grid.Tab{Key: perimeterTab, Name: w.Text("workbook.perimeter"), Title: w.Text("workbook.perimeter-title"),
		Notes:  []grid.Note{{Text: w.Fill("workbook.perimeter-note", "grouped", c.Perimeter, "rules", c.Between)}, b.back()},
		Tables: []grid.Table{b.grouped(func(r *policy.Rule) bool { return !inside(r) })}}
}

// inside are the grouped rules within zones, which host firewalls need and those between zones do not see.
func (b *builder) inside() grid.Tab {
	c, w := b.Policy.Counts, b.Words
	return grid.Tab{Key: insideTab, Name: w.Text("workbook.inside"), Title: w.Text("workbook.inside-title"),
		Notes:  []grid.Note{{Text: w.Fill("workbook.inside-note", "grouped", c.SameZone, "rules", c.Inside)}, b.back()},
		Tables: []grid.Table{b.grouped(inside)}}
}

func inside(r *policy.Rule) bool {
	return policy.ZonePair{From: r.FromZone, To: r.ToZone}.Inside()
}

func (b *builder) grouped(keep func(*policy.Rule) bool) grid.Table {
	var rows []ruleRow
	for i := range b.Policy.Rules {
		if r := &b.Policy.Rules[i]; keep(r) {
			rows = append(rows, b.groupedRow(r, b.printer.Grouped(r)))
		}
	}
	return b.rules(b.view(rulecolumns.GroupedView), rows)
}

func (b *builder) groupedRow(r *policy.Rule, line *rulecolumns.Line) ruleRow {
	return ruleRow{id: r.ID, mark: markOf(r.Disputed), line: line, links: map[string]ref.Ref{"source-group": ref.Document(groupsTab).At(r.From), "destination-group": ref.Document(groupsTab).At(r.To),
		"service-group": ref.Document(servicesTab).At(r.Services)}}
}

// firewall is what one firewall has to allow, with the addresses that it sees.
func (b *builder) firewall(f *policy.FirewallPart) grid.Tab {
	w, name := b.Words, b.printer.Firewall(f.Firewall)
	var rows []ruleRow
	for i := range f.Enforced {
		r := b.Policy.Rule(f.Enforced[i].Rule)
		rows = append(rows, b.groupedRow(r, b.printer.Enforced(r, &f.Enforced[i])))
	}
	tab := grid.Tab{Key: firewallPrefix + f.Firewall, Name: w.Fill("workbook.firewall", "name", f.Firewall), Title: w.Fill("workbook.firewall-title", "name", name),
		Notes:  []grid.Note{{Text: w.Fill("workbook.firewall-note", "grouped", len(f.Rules), "rules", len(f.Flows), "zones", b.zonesOf(f.Firewall))}},
		Tables: []grid.Table{b.rules(b.view(rulecolumns.GroupedView), rows)}}
	for _, z := range b.Plan.Firewall(f.Firewall).Known(b.Plan) {
		tab.Notes = append(tab.Notes, grid.Note{Text: b.zoneAt(z)})
	}
	if len(b.Plan.Translations) > 0 {
		tab.Notes = append(tab.Notes, grid.Note{Text: w.Text("workbook.firewall-translated")})
	}
	tab.Notes = append(tab.Notes, b.back())
	return tab
}

// zoneAt is a zone with the names by which the firewall team knows it.
func (b *builder) zoneAt(z plan.ZoneAt) string {
	parts := []string{}
	for _, named := range [][2]string{{"location", z.Location}, {"vlan", z.VLAN}, {"interface", z.Interface}, {"called", z.Called}} {
		if named[1] != "" {
			parts = append(parts, b.Words.Text("filing."+named[0])+" "+named[1])
		}
	}
	return z.Zone + ": " + strings.Join(parts, ", ")
}

// zonesOf are the names of the zones that a firewall stands between.
func (b *builder) zonesOf(firewall string) string {
	var names []string
	for _, f := range b.Plan.Firewalls {
		if f.ID != firewall {
			continue
		}
		for _, z := range f.Zones {
			names = append(names, b.printer.Zone(z))
		}
	}
	return strings.Join(names, ", ")
}

// long are all rules, each once, by the zones that they lead from and to, so that a pair of zones is one run of rows.
func (b *builder) long() grid.Tab {
	w := b.Words
	every := worksheet.Every(b.Plan, w)
	rows := b.rowsOf(every, longTab)
	at := map[string]int{}
	for i, z := range b.Policy.Zones {
		for _, id := range z.Flows {
			at[id] = i
		}
	}
	slices.SortStableFunc(rows, func(a, b ruleRow) int {
		x, between := at[a.id]
		y, alsoBetween := at[b.id]
		if !between || !alsoBetween { // connections inside hosts stand last
			return order(!between) - order(!alsoBetween)
		}
		return x - y
	})
	return grid.Tab{Key: longTab, Name: w.Text("workbook.long"), Title: w.Text("workbook.long-title"),
		Notes:  []grid.Note{{Text: w.Fill("workbook.long-note", "rules", len(every.Outbound), "internal", len(every.Internal))}, b.back()},
		Tables: []grid.Table{b.rules(b.view(rulecolumns.LongView), rows)}}
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}

// host are the rules of one host, or of a group of hosts.
func (b *builder) host(s *worksheet.Sheet) grid.Tab {
	w := b.Words
	tab := grid.Tab{Key: hostPrefix + s.Party.ID, Name: s.Party.ID, Title: w.Fill("worksheet.title", "host", s.Party.Name),
		Notes: []grid.Note{{Text: worksheet.Covers(b.Plan, s, w)}}}
	if s.Party.Kind == plan.GroupParty {
		tab.Notes = append(tab.Notes, grid.Note{Text: w.Fill("workbook.group-note", "n", len(s.Party.Members))})
	}
	tab.Notes = append(tab.Notes, b.back())
	tab.Tables = []grid.Table{b.rules(b.view(rulecolumns.HostView), b.rowsOf(s, hostPrefix+s.Party.ID))}
	return tab
}

// rowsOf are the rows of a worksheet. A rule's id leads to its row among all rules, its ends to their own sheets; none leads to where it
// stands.
func (b *builder) rowsOf(s *worksheet.Sheet, tab string) []ruleRow {
	var rows []ruleRow
	for _, r := range s.Rows() {
		f := b.Plan.Flow(r.ID)
		row := ruleRow{id: r.ID, mark: markOf(f.Disputed), line: b.printer.Row(s, r), links: map[string]ref.Ref{}}
		if f.Internal && row.mark == grid.Plain {
			row.mark = grid.Muted
		}
		for field, to := range map[string]ref.Ref{"id": ref.Document(longTab).At(r.ID), "source": b.link(f.From), "destination": b.link(f.To)} {
			if to.Document != tab {
				row.links[field] = to
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// markOf sets rules apart on which the documents disagree.
func markOf(question string) grid.Mark {
	if question != "" {
		return grid.Warning
	}
	return grid.Plain
}

// back leads to the first tab.
func (b *builder) back() grid.Note {
	return grid.Note{Text: b.Words.Text("workbook.back"), Link: ref.Document(summaryTab)}
}
