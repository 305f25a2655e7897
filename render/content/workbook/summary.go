package workbook

import (
	"strconv"

	"portolan/model/policy"
	"portolan/render/content/review"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/grid"
	"portolan/render/ref"
)

// summary says what the workbook is, what it counts, what is still open, and what columns and marks mean.
func (b *builder) summary() grid.Tab {
	w, c := b.Words, b.Plan.Document
	tab := grid.Tab{Key: summaryTab, Name: w.Text("workbook.summary"), Title: c.Customer + ": " + c.Title,
		Notes:  []grid.Note{{Text: w.Text("workbook.summary-note")}, {Text: w.Fill("workbook.coverage-note", "undeclared", worksheet.Undeclared(b.Plan)), Link: ref.Document(openTab)}},
		Tables: []grid.Table{b.control(), b.counts(), b.marks(), b.meanings()}}
	if b.Plan.Environment != nil {
		tab.Notes = append(tab.Notes, grid.Note{Text: review.RulesOfEnvironment(b.Plan.Environment, w)})
		tab.Tables = append(tab.Tables, b.environment())
	}
	return tab
}

// control are the document's fields.
func (b *builder) control() grid.Table {
	w := b.Words
	return grid.Fill(grid.Table{Title: w.Text("control.title")}, []grid.ColumnOf[document.Field]{
		{Title: w.Text("workbook-column.what"), Width: 44, Text: func(f document.Field) string { return f.Name }},
		{Title: w.Text("column.value"), Width: 60, Text: func(f document.Field) string { return f.Value }}}, review.Control(b.Plan, w), nil)
}

// A tally is the size of a view, with the tab that shows it and how it adds up.
type tally struct {
	mark           grid.Mark
	name, adds     string
	tab            string
	rules, grouped string
}

// counts are the sizes of all views. Those of the zones add up to all rules, and so do those of the phases.
func (b *builder) counts() grid.Table {
	w := b.Words
	return grid.Fill(grid.Table{Title: w.Text("workbook.counts")}, []grid.ColumnOf[tally]{
		{Title: w.Text("workbook-column.view"), Cell: func(t tally) grid.Cell { return grid.L(t.name, ref.Document(t.tab)) }},
		{Title: w.Text("workbook-column.adds"), Text: func(t tally) string { return t.adds }},
		{Title: w.Text("workbook-column.rules"), Kind: grid.Number, Width: 14, Text: func(t tally) string { return t.rules }},
		{Title: w.Text("workbook-column.grouped"), Kind: grid.Number, Width: 14, Text: func(t tally) string { return t.grouped }}},
		b.tallies(), func(t tally) grid.Row { return grid.Row{Mark: t.mark} })
}

func (b *builder) tallies() []tally {
	w, c := b.Words, b.Policy.Counts
	var all []tally
	add := func(mark grid.Mark, name, adds, tab string, rules, grouped int) {
		all = append(all, tally{mark, name, adds, tab, strconv.Itoa(rules), strconv.Itoa(grouped)})
	}
	add(grid.Strong, w.Text("workbook.count-all"), w.Fill("workbook.adds-zones", "between", c.Between, "inside", c.Inside), longTab, c.Flows, c.Rules)
	add("", w.Text("workbook.count-between"), "", groupedTab, c.Between, c.Perimeter)
	add("", w.Text("workbook.count-inside"), "", groupedTab, c.Inside, c.SameZone)
	for i, f := range b.Policy.Firewalls {
		adds := ""
		if i == 0 {
			adds = w.Fill("workbook.adds-firewalls", "unenforced", c.Unenforced)
		}
		add("", w.Fill("workbook.count-firewall", "name", b.printer.Firewall(f.Firewall)), adds, groupedTab, len(f.Flows), len(f.Rules))
	}
	for _, p := range b.Policy.Phases {
		add("", w.Fill("workbook.count-phase", "phase", w.Text("filing.phase-"+string(p.Phase))), b.adds(p), "", len(p.Flows), len(p.Rules))
	}
	add("", w.Text("workbook.count-disputed"), "", "", len(b.Policy.Profile.Disputed.Flows), len(b.Policy.Profile.Disputed.Rules))
	internal := len(b.Plan.Flows) - len(b.Plan.Network())
	return append(all, tally{name: w.Text("workbook.count-internal"), adds: w.Text("workbook.adds-internal"), tab: longTab, rules: strconv.Itoa(internal)})
}

// adds says once, at the first phase, that the phases are all rules.
func (b *builder) adds(p policy.PhasePart) string {
	if p.Phase != b.Policy.Phases[0].Phase {
		return ""
	}
	sum := ""
	for i, each := range b.Policy.Phases {
		if i > 0 {
			sum += " + "
		}
		sum += strconv.Itoa(len(each.Flows))
	}
	return b.Words.Fill("workbook.adds-phases", "rules", b.Policy.Counts.Flows, "sum", sum)
}

// marks say what sets rows and cells apart.
func (b *builder) marks() grid.Table {
	w := b.Words
	type sign struct {
		name string
		mark grid.Mark
	}
	return grid.Fill(grid.Table{NewPage: true, Title: w.Text("workbook.marks")}, []grid.ColumnOf[sign]{
		{Title: w.Text("workbook-column.mark"), Text: func(s sign) string { return w.Text("workbook-mark." + s.name) }},
		{Title: w.Text("column.meaning"), Text: func(s sign) string { return w.Text("workbook-mark." + s.name + "-text") }}},
		[]sign{{"disputed", grid.Warning}, {"internal", grid.Muted}, {"link", grid.Plain}, {"more", grid.Plain}, {"aside", grid.Plain}, {"status", grid.Plain}},
		func(s sign) grid.Row { return grid.Row{Mark: s.mark} })
}

// meanings say what columns of rules hold.
func (b *builder) meanings() grid.Table {
	w := b.Words
	meanings := rulecolumns.Meanings(w, b.Policy.Sightings() != nil, rulecolumns.HasOwnWords(b.Plan))
	if b.Form != nil {
		meanings = b.Form.Meanings(w)
	}
	return grid.Fill(grid.Table{Title: w.Text("workbook.columns")}, []grid.ColumnOf[[2]string]{
		{Title: w.Text("workbook-column.column"), Text: func(m [2]string) string { return m[0] }},
		{Title: w.Text("column.meaning"), Text: func(m [2]string) string { return m[1] }}}, meanings, nil)
}
