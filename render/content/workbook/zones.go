package workbook

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/grid"
	"portolan/render/ref"
)

// pairs are the pairs of zones with traffic between them: how much, by which firewalls, and where its rules begin among all.
func (b *builder) pairs() grid.Table {
	w := b.Words
	return grid.Fill(grid.Table{Title: w.Text("workbook.pairs-title")}, []grid.ColumnOf[policy.ZonePair]{
		{Title: w.Text("workbook-column.from-zone"), Text: func(z policy.ZonePair) string { return b.printer.Zone(z.From) }},
		{Title: w.Text("workbook-column.to-zone"), Text: func(z policy.ZonePair) string { return b.printer.Zone(z.To) }},
		{Title: w.Text("workbook-column.rules"), Kind: grid.Number, Text: func(z policy.ZonePair) string { return strconv.Itoa(len(z.Flows)) }},
		{Title: w.Text("workbook-column.grouped"), Kind: grid.Number, Text: func(z policy.ZonePair) string { return strconv.Itoa(len(z.Rules)) }},
		{Title: w.Text("workbook-column.firewalls"), Text: b.way},
		{Title: w.Text("workbook-column.first"), Cell: b.first}},
		b.Policy.Zones, func(z policy.ZonePair) grid.Row { return grid.Row{ID: pairID(z.From, z.To)} })
}

func pairID(from, to string) string { return from + ">" + to }

// way names the firewalls between two zones, or says why there are none.
func (b *builder) way(z policy.ZonePair) string {
	switch {
	case z.Inside():
		return b.Words.Text("filing.inside")
	case z.Unenforced():
		return b.Words.Text("filing.unenforced")
	}
	var names []string
	for _, id := range z.Firewalls {
		names = append(names, b.printer.Firewall(id))
	}
	if z.Ways > 1 {
		return b.Words.Fill("workbook.ways", "firewalls", strings.Join(names, ", "), "n", z.Ways)
	}
	return strings.Join(names, ", ")
}

// first leads to the first rule of a pair among all rules, in the order that stands there.
func (b *builder) first(z policy.ZonePair) grid.Cell {
	for _, f := range b.Plan.Flows {
		if slices.Contains(z.Flows, f.ID) {
			return grid.L(f.ID, ref.Document(longTab).At(f.ID))
		}
	}
	return grid.C("")
}

// matrix is the number of rules from each zone to each other, and the pairs of zones one by one.
func (b *builder) matrix() grid.Tab {
	w := b.Words
	zones := b.used()
	counts := map[string]int{}
	for _, z := range b.Policy.Zones {
		counts[pairID(z.From, z.To)] = len(z.Flows)
	}
	columns := []grid.ColumnOf[string]{{Title: w.Text("workbook-column.from-to"), Text: b.printer.Zone}}
	for _, to := range zones {
		columns = append(columns, grid.ColumnOf[string]{Title: b.printer.Zone(to), Kind: grid.Number, Width: 16, Cell: func(from string) grid.Cell {
			if n := counts[pairID(from, to)]; n > 0 {
				return grid.L(strconv.Itoa(n), ref.Document(matrixTab).At(pairID(from, to)))
			}
			return grid.C("")
		}})
	}
	c := b.Policy.Counts
	return grid.Tab{Key: matrixTab, Name: w.Text("workbook.matrix"), Title: w.Text("workbook.matrix-title"),
		Notes:  []grid.Note{{Text: w.Text("workbook.matrix-note")}, {Text: w.Fill("workbook.pairs-note", "rules", c.Flows, "between", c.Between, "inside", c.Inside)}, b.back()},
		Tables: []grid.Table{grid.Fill(grid.Table{Heat: true}, columns, zones, nil), b.pairs()}}
}

// used are the zones with traffic, in the order of the plan; those that stand for none or several come last.
func (b *builder) used() []string {
	var all []string
	for _, z := range b.Plan.Zones {
		all = append(all, z.ID)
	}
	all = append(all, plan.OutsideZone, plan.SeveralZone)
	return slices.DeleteFunc(all, func(id string) bool {
		return !slices.ContainsFunc(b.Policy.Zones, func(z policy.ZonePair) bool { return z.From == id || z.To == id })
	})
}
