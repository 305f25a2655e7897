package workbook

import (
	"slices"

	"portolan/model/policy"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/worksheet"
	"portolan/render/grid"
	"portolan/render/ref"
)

// grouped are the grouped rules: what a firewall team files.
func (b *builder) grouped() grid.Tab {
	c, w := b.Policy.Counts, b.Words
	var rows []ruleRow
	for i := range b.Policy.Rules {
		r := &b.Policy.Rules[i]
		row := ruleRow{id: r.ID, mark: markOf(r.Disputed), line: b.printer.Grouped(r), links: map[string]ref.Ref{"source-group": ref.Document(objectsTab).At(r.From),
			"destination-group": ref.Document(objectsTab).At(r.To), "service-group": ref.Document(servicesTab).At(r.Services)}}
		if inside(r) && row.mark == grid.Plain {
			row.mark = grid.Muted
		}
		rows = append(rows, row)
	}
	notes := []grid.Note{{Text: w.Fill("workbook.grouped-note", "grouped", c.Rules, "rules", c.Flows)}}
	if c.SameZone > 0 {
		notes = append(notes, grid.Note{Text: w.Fill("workbook.inside-note", "grouped", c.SameZone, "rules", c.Inside), Mark: grid.Muted})
	}
	return grid.Tab{Key: groupedTab, Name: w.Text("workbook.grouped"), Title: w.Text("workbook.grouped-title"), Notes: append(notes, b.back()),
		Tables: []grid.Table{b.rules(b.view(rulecolumns.BookGroupedView), rows)}}
}

// A RuleTable is a table of rules, with the form that its columns follow.
type RuleTable struct {
	Form *rulecolumns.Form
	grid.Table
}

// RuleTables are the tables of rules of a site's workbook: grouped, and one by one.
func RuleTables(s Source) []RuleTable {
	b := &builder{Source: s, printer: rulecolumns.NewPrinter(s.Plan, s.Policy, s.Words)}
	return []RuleTable{{b.view(rulecolumns.BookGroupedView), b.grouped().Tables[0]}, {b.view(rulecolumns.BookView), b.long().Tables[0]}}
}

func inside(r *policy.Rule) bool {
	return policy.ZonePair{From: r.FromZone, To: r.ToZone}.Inside()
}

// long are all rules, each once, by the zones that they lead from and to, so that a pair of zones is one run of rows.
func (b *builder) long() grid.Tab {
	w := b.Words
	every := worksheet.Every(b.Plan, w)
	rows := b.rowsOf(every)
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
		Tables: []grid.Table{b.rules(b.view(rulecolumns.BookView), rows)}}
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}

// rowsOf are the rows of a worksheet. A rule leads to the grouped rule that stands for it.
func (b *builder) rowsOf(s *worksheet.Sheet) []ruleRow {
	var rows []ruleRow
	for _, r := range s.Rows() {
		f := b.Plan.Flow(r.ID)
		row := ruleRow{id: r.ID, mark: markOf(f.Disputed), line: b.printer.Row(s, r), links: map[string]ref.Ref{}}
		if f.Internal && row.mark == grid.Plain {
			row.mark = grid.Muted
		}
		if grouped := b.Policy.Of(r.ID); grouped != nil {
			row.links["grouped-rule"] = ref.Document(groupedTab).At(grouped.ID)
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
