package workbook

import (
	"strconv"
	"strings"

	"portolan/model/policy"
	"portolan/render/form"
	"portolan/render/ref"
	"portolan/render/review"
	"portolan/render/sheet"
	"portolan/render/worksheet"
)

// summary says what the workbook is, what it counts, and what it does not cover.
func (b *builder) summary() sheet.Tab {
	w, c := b.Words, b.Plan.Document
	return sheet.Tab{Key: summaryTab, Name: w.Text("workbook.summary"), Title: c.Customer + ": " + c.Title,
		Notes: []sheet.Note{{Text: w.Text("workbook.summary-note")}, {Text: w.Fill("workbook.coverage-note", "undeclared", worksheet.Undeclared(b.Plan), "questions", len(b.Plan.Questions))},
			{Text: w.Text("workbook.to-legend"), Link: ref.Document(legendTab)}},
		Tables: []sheet.Table{b.control(), b.counts(), b.coverage(), b.questions()}}
}

// control are the document's fields.
func (b *builder) control() sheet.Table {
	w := b.Words
	t := sheet.Table{Title: w.Text("control.title"), Columns: []sheet.Column{{Title: w.Text("workbook-column.what"), Width: 44}, {Title: w.Text("column.value"), Width: 60}}}
	for _, f := range review.Control(b.Plan, w) {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.C(f.Name), sheet.C(f.Value)}})
	}
	return t
}

// counts are the sizes of all views. Those of the zones add up to all rules, and so do those of the phases.
func (b *builder) counts() sheet.Table {
	w, c := b.Words, b.Policy.Counts
	t := sheet.Table{Title: w.Text("workbook.counts"), Columns: []sheet.Column{{Title: w.Text("workbook-column.view")}, {Title: w.Text("workbook-column.adds")},
		{Title: w.Text("workbook-column.rules"), Kind: sheet.Number, Width: 14}, {Title: w.Text("workbook-column.grouped"), Kind: sheet.Number, Width: 14}}}
	add := func(mark sheet.Mark, name, adds, tab string, rules, grouped int) {
		t.Rows = append(t.Rows, sheet.Row{Mark: mark, Cells: []sheet.Cell{sheet.L(name, ref.Document(tab)), sheet.C(adds), count(rules), count(grouped)}})
	}
	add(sheet.Strong, w.Text("workbook.count-all"), w.Fill("workbook.adds-zones", "between", c.Between, "inside", c.Inside), longTab, c.Flows, c.Rules)
	add("", w.Text("workbook.count-between"), "", perimeterTab, c.Between, c.Perimeter)
	inside := ""
	if c.SameZone > 0 {
		inside = insideTab
	}
	add("", w.Text("workbook.count-inside"), "", inside, c.Inside, c.SameZone)
	for i, f := range b.Policy.Firewalls {
		adds := ""
		if i == 0 {
			adds = w.Fill("workbook.adds-firewalls", "unenforced", c.Unenforced)
		}
		add("", w.Fill("workbook.count-firewall", "name", b.printer.Firewall(f.Firewall)), adds, wallPrefix+f.Firewall, len(f.Flows), len(f.Rules))
	}
	for _, p := range b.Policy.Phases {
		add("", w.Fill("workbook.count-phase", "phase", w.Text("filing.phase-"+string(p.Phase))), b.adds(p), "", len(p.Flows), len(p.Rules))
	}
	add("", w.Text("workbook.count-disputed"), "", "", len(b.Policy.Profile.FullOnly.Flows), len(b.Policy.Profile.FullOnly.Rules))
	internal := len(b.Plan.Flows) - len(b.Plan.Network())
	t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.L(w.Text("workbook.count-internal"), ref.Document(longTab)), sheet.C(w.Text("workbook.adds-internal")), count(internal), sheet.C("")}})
	return t
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

// coverage is the traffic that no document describes, and what the site says of it.
func (b *builder) coverage() sheet.Table {
	w := b.Words
	t := sheet.Table{NewPage: true, Title: w.Text("questions.not-covered"), Columns: []sheet.Column{{Title: w.Text("column.topic")}, {Title: w.Text("column.declared")}}, Empty: "-"}
	for _, n := range b.Plan.NotCovered {
		row := sheet.Row{Cells: []sheet.Cell{sheet.C(n.Topic), sheet.C(strings.Join(n.Declared, ", "))}}
		if len(n.Declared) == 0 {
			row = sheet.Row{Mark: sheet.Warning, Cells: []sheet.Cell{sheet.C(n.Topic), sheet.C(w.Text("questions.undeclared"))}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// questions are the contradictions that touch the site, with what was decided.
func (b *builder) questions() sheet.Table {
	w := b.Words
	t := sheet.Table{NewPage: true, Title: w.Text("questions.title"), Columns: []sheet.Column{{Title: w.Text("column.question")}, {Title: w.Text("workbook-column.decision")},
		{Title: w.Text("workbook-column.rules"), Kind: sheet.Number}}, Empty: "-"}
	for _, q := range b.Plan.Questions {
		t.Rows = append(t.Rows, sheet.Row{Cells: []sheet.Cell{sheet.C(q.ID + ": " + q.Title), sheet.C(q.Decision), count(len(q.Flows))}})
	}
	return t
}

// legend says what columns and marks mean.
func (b *builder) legend() sheet.Tab {
	w := b.Words
	marks := sheet.Table{NewPage: true, Title: w.Text("workbook.marks"), Columns: []sheet.Column{{Title: w.Text("workbook-column.mark"), Width: 34}, {Title: w.Text("column.meaning"), Width: 90}}}
	for _, m := range []struct {
		name string
		mark sheet.Mark
	}{{"disputed", sheet.Warning}, {"internal", sheet.Muted}, {"link", sheet.Plain}, {"more", sheet.Plain}, {"aside", sheet.Plain}, {"status", sheet.Plain}} {
		marks.Rows = append(marks.Rows, sheet.Row{Mark: m.mark, Cells: []sheet.Cell{sheet.C(w.Text("workbook-mark." + m.name)), sheet.C(w.Text("workbook-mark." + m.name + "-text"))}})
	}
	columns := sheet.Table{Title: w.Text("workbook.columns"), Columns: []sheet.Column{{Title: w.Text("workbook-column.column")}, {Title: w.Text("column.meaning")}}}
	meanings := form.Meanings(w)
	if b.Form != nil {
		meanings = b.Form.Meanings(w)
	}
	for _, m := range meanings {
		columns.Rows = append(columns.Rows, sheet.Row{Cells: []sheet.Cell{sheet.C(m[0]), sheet.C(m[1])}})
	}
	return sheet.Tab{Key: legendTab, Name: w.Text("workbook.legend"), Title: w.Text("workbook.legend"), Notes: []sheet.Note{b.back()}, Tables: []sheet.Table{columns, marks}}
}
