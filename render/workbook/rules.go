package workbook

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/form"
	"portolan/render/ref"
	"portolan/render/sheet"
	"portolan/render/worksheet"
)

// perimeter are the grouped rules from zone to zone: what a team files that looks after firewalls between zones.
func (b *builder) perimeter() sheet.Tab {
	c, w := b.Policy.Counts, b.Words
	return sheet.Tab{Key: perimeterTab, Name: w.Text("workbook.perimeter"), Title: w.Text("workbook.perimeter-title"),
		Notes:  []sheet.Note{{Text: w.Fill("workbook.perimeter-note", "grouped", c.Perimeter, "rules", c.Between)}, b.back()},
		Tables: []sheet.Table{b.grouped(func(r *policy.Rule) bool { return !inside(r) })}}
}

// inside are the grouped rules within zones, which host firewalls need and those between zones do not see.
func (b *builder) inside() sheet.Tab {
	c, w := b.Policy.Counts, b.Words
	return sheet.Tab{Key: insideTab, Name: w.Text("workbook.inside"), Title: w.Text("workbook.inside-title"),
		Notes:  []sheet.Note{{Text: w.Fill("workbook.inside-note", "grouped", c.SameZone, "rules", c.Inside)}, b.back()},
		Tables: []sheet.Table{b.grouped(inside)}}
}

func inside(r *policy.Rule) bool {
	return policy.ZonePair{From: r.FromZone, To: r.ToZone}.Inside()
}

func (b *builder) grouped(keep func(*policy.Rule) bool) sheet.Table {
	var rows []ruleRow
	for i := range b.Policy.Rules {
		if r := &b.Policy.Rules[i]; keep(r) {
			rows = append(rows, b.groupedRow(r, b.printer.Grouped(r)))
		}
	}
	return b.rules(b.view(form.GroupedView), rows)
}

func (b *builder) groupedRow(r *policy.Rule, line *form.Line) ruleRow {
	return ruleRow{id: r.ID, mark: markOf(r.Disputed), line: line, links: map[string]ref.Ref{"source-group": ref.Document(groupsTab).At(r.From), "destination-group": ref.Document(groupsTab).At(r.To),
		"service-group": ref.Document(servicesTab).At(r.Services)}}
}

// firewall is what one firewall has to allow, with the addresses that it sees.
func (b *builder) firewall(f *policy.FirewallPart) sheet.Tab {
	w, name := b.Words, b.printer.Firewall(f.Firewall)
	var rows []ruleRow
	for i := range f.Enforced {
		r := b.Policy.Rule(f.Enforced[i].Rule)
		rows = append(rows, b.groupedRow(r, b.printer.Enforced(r, &f.Enforced[i])))
	}
	tab := sheet.Tab{Key: wallPrefix + f.Firewall, Name: w.Fill("workbook.firewall", "name", f.Firewall), Title: w.Fill("workbook.firewall-title", "name", name),
		Notes:  []sheet.Note{{Text: w.Fill("workbook.firewall-note", "grouped", len(f.Rules), "rules", len(f.Flows), "zones", b.zonesOf(f.Firewall))}},
		Tables: []sheet.Table{b.rules(b.view(form.GroupedView), rows)}}
	if len(b.Plan.Translations) > 0 {
		tab.Notes = append(tab.Notes, sheet.Note{Text: w.Text("workbook.firewall-translated")})
	}
	tab.Notes = append(tab.Notes, b.back())
	return tab
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
func (b *builder) long() sheet.Tab {
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
	return sheet.Tab{Key: longTab, Name: w.Text("workbook.long"), Title: w.Text("workbook.long-title"),
		Notes:  []sheet.Note{{Text: w.Fill("workbook.long-note", "rules", len(every.Outbound), "internal", len(every.Internal))}, b.back()},
		Tables: []sheet.Table{b.rules(b.view(form.LongView), rows)}}
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}

// host are the rules of one host, or of a group of hosts.
func (b *builder) host(s *worksheet.Sheet) sheet.Tab {
	w := b.Words
	tab := sheet.Tab{Key: hostPrefix + s.Party.ID, Name: s.Party.ID, Title: w.Fill("worksheet.title", "host", s.Party.Name),
		Notes: []sheet.Note{{Text: worksheet.Covers(b.Plan, s, w)}}}
	if s.Party.Kind == plan.GroupParty {
		tab.Notes = append(tab.Notes, sheet.Note{Text: w.Fill("workbook.group-note", "n", len(s.Party.Members))})
	}
	tab.Notes = append(tab.Notes, b.back())
	tab.Tables = []sheet.Table{b.rules(b.view(form.HostView), b.rowsOf(s, hostPrefix+s.Party.ID))}
	return tab
}

// rowsOf are the rows of a worksheet. A rule's id leads to its row among all rules, its ends to their own sheets; none leads to where it
// stands.
func (b *builder) rowsOf(s *worksheet.Sheet, tab string) []ruleRow {
	var rows []ruleRow
	for _, r := range s.Rows() {
		f := b.Plan.Flow(r.ID)
		row := ruleRow{id: r.ID, mark: markOf(f.Disputed), line: b.printer.Row(s, r), links: map[string]ref.Ref{}}
		if f.Internal && row.mark == sheet.Plain {
			row.mark = sheet.Muted
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
func markOf(question string) sheet.Mark {
	if question != "" {
		return sheet.Warning
	}
	return sheet.Plain
}

// back leads to the first tab.
func (b *builder) back() sheet.Note {
	return sheet.Note{Text: b.Words.Text("workbook.back"), Link: ref.Document(summaryTab)}
}
