package returned

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/workbook"
	"portolan/render/grid"
)

// titleRows is how many rows from the top the titles of columns are looked for in.
const titleRows = 40

// A layout says where in a sheet the columns are that have the titles of the workbook's own.
type layout struct {
	titles int            // their row
	at     map[string]int // title -> column
	id     int            // the column of ids
}

// layoutOf finds the titles of rules in a sheet; nil where there are none.
func (r *reader) layoutOf(sheet grid.Foreign) *layout {
	for _, t := range r.tables {
		for row, cells := range sheet.Rows[:min(titleRows, len(sheet.Rows))] {
			l := &layout{titles: row, at: map[string]int{}, id: -1}
			for column, text := range cells {
				if _, twice := l.at[squeezed(text)]; !twice {
					l.at[squeezed(text)] = column
				}
			}
			if r.complete(t.Form, l) {
				return l
			}
		}
	}
	return nil
}

// ends are fields of which a row has to have one each, so that it can be held against its rule.
var ends = [][]string{
	{"source", "source-group", "source-address", "source-ipv4", "source-ipv6", "source-host"},
	{"destination", "destination-group", "destination-address", "destination-ipv4", "destination-ipv6", "destination-host"},
	{"port", "protocol-port"},
}

// meaning are the fields that say what a rule lets pass.
var meaning = slices.Concat(slices.Concat(ends...), []string{"protocol", "source-port", "action", "via", "source-zone", "destination-zone"})

// complete reports whether a row of titles has what is needed, and notes where the ids are.
func (r *reader) complete(f *rulecolumns.Form, l *layout) bool {
	met := map[string]bool{}
	for _, c := range f.Columns {
		column, there := l.at[squeezed(c.Title)]
		if !there {
			continue
		}
		for _, field := range c.Fields {
			met[field] = true
		}
		if len(c.Fields) == 1 && c.Fields[0] == "id" {
			l.id = column
		}
	}
	some := func(names []string) bool { return slices.ContainsFunc(names, func(n string) bool { return met[n] }) }
	return l.id >= 0 && some(fields) && !slices.ContainsFunc(ends, func(end []string) bool { return !some(end) })
}

// A row is one of a sheet, and the rule of the plan that it is of.
type row struct {
	at     place // of the id
	id     string
	cells  []string
	look   func(row, column int) (grid.ForeignCell, error)
	layout *layout
	table  workbook.RuleTable
	today  grid.Row
	flows  []*plan.Flow
}

// sheet reads the rows below the titles.
func (r *reader) sheet(sheet grid.Foreign, l *layout) {
	seen := map[string]bool{}
	for n, cells := range sheet.Rows[l.titles+1:] {
		at := place{sheet.Name, l.titles + 1 + n, l.id}
		if l.id >= len(cells) || squeezed(cells[l.id]) == "" {
			continue
		}
		row := row{at: at, id: squeezed(cells[l.id]), cells: cells, look: sheet.Look, layout: l}
		switch {
		case !r.find(&row) && r.divided(row):
			r.hintDivided(row)
			continue
		case row.flows == nil:
			r.refuse("W03", at, "the rule was removed, or its source, destination or port is another now; its new row is in the workbook of a pack that is built today", "the plan has no rule %q%s",
				clipped(row.id), r.nearest(row, sheet))
			continue
		case seen[row.id]:
			r.refuse("W09", at, "remove one of the rows", "the sheet has a second row of rule %s", row.id)
			continue
		}
		seen[row.id] = true
		r.rows++
		r.row(row)
	}
}

// find finds the rule of a row, in either table: a sheet may have been made of both.
func (r *reader) find(row *row) bool {
	for _, t := range r.tables {
		i := slices.IndexFunc(t.Rows, func(each grid.Row) bool { return each.ID == row.id })
		if i < 0 {
			continue
		}
		row.table, row.today = t, t.Rows[i]
		ids := []string{row.id}
		if grouped := r.Policy.Rule(row.id); grouped != nil {
			ids = grouped.Flows
		}
		for _, id := range ids {
			row.flows = append(row.flows, r.Plan.Flow(id))
		}
		return true
	}
	return false
}

// divided reports whether a row is of a grouped rule that includes other rules by now, though the plan has all that it included, and these have the status already
// which it gives. What else it says, one of them says. That is what becomes of a grouped rule when a part of it is implemented.
func (r *reader) divided(row row) bool {
	grouped := r.tables[0]
	cell := func(field string) string {
		for _, c := range grouped.Form.Columns {
			if column, there := row.layout.at[squeezed(c.Title)]; there && len(c.Fields) == 1 && c.Fields[0] == field {
				return row.text(column)
			}
		}
		return ""
	}
	ids := strings.Fields(cell("rules"))
	if len(ids) == len(row.flows) && !slices.ContainsFunc(row.flows, func(f *plan.Flow) bool { return !slices.Contains(ids, f.ID) }) {
		return false
	}
	choices := slices.IndexFunc(grouped.Columns, func(c grid.Column) bool { return c.Key == "status" })
	status := -1
	if choices >= 0 {
		status = slices.IndexFunc(grouped.Columns[choices].Choices, func(c string) bool { return strings.EqualFold(squeezed(c), cell("status")) })
	}
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool {
		f := r.Plan.Flow(id)
		return f == nil || status >= done && slices.Index(plan.Statuses, f.Status) < status
	}) && r.saysNoMore(row, ids)
}

// saysNoMore reports whether each value that can be returned in a row, but for its status, is that of one of these rules.
func (r *reader) saysNoMore(row row, ids []string) bool {
	before := len(r.found)
	defer func() { r.found = r.found[:before] }()
	for _, c := range r.tables[0].Columns {
		column, there := row.layout.at[squeezed(c.Title)]
		if !there || c.Key == "status" || !slices.Contains(fields, c.Key) {
			continue
		}
		if !slices.ContainsFunc(ids, func(id string) bool {
			value, ok := r.value(row, c, statement{was: r.today(id, c.Key), at: place{row.at.sheet, row.at.row, column}})
			return ok && value == ""
		}) {
			return false
		}
	}
	return true
}

// today is a value of a rule as its own row has it.
func (r *reader) today(id, key string) string {
	for _, t := range r.tables[1:] {
		at := slices.IndexFunc(t.Columns, func(c grid.Column) bool { return c.Key == key })
		for _, row := range t.Rows {
			if at >= 0 && row.ID == id {
				return squeezed(row.Cells[at].Text)
			}
		}
	}
	return ""
}

func (r *reader) hintDivided(row row) {
	r.hint("W11", row.at, "its rules have rows of their own, and other grouped rules", "the grouped rule %s is divided since the workbook was made, and says nothing that its rules do not", row.id)
}

// row takes from a row what it says that the site does not, if it is still of its rule.
func (r *reader) row(row row) {
	edits := map[string]statement{}
	bad, before := false, len(r.found)
	for i, c := range row.table.Columns {
		column, there := row.layout.at[squeezed(c.Title)]
		if !there || !slices.Contains(fields, c.Key) {
			continue
		}
		s := statement{was: row.today.Cells[i].Text, at: place{row.at.sheet, row.at.row, column}}
		ok := true
		if s.value, ok = r.value(row, c, s); !ok {
			bad = true
		} else if s.value != "" {
			edits[c.Key] = s
		}
	}
	if !bad && len(edits) == 0 {
		return
	}
	differs := row.differs()
	if len(differs) > 0 && r.divided(row) {
		r.found = r.found[:before]
		r.hintDivided(row)
		return
	}
	if len(differs) > 0 { // all else that is wrong with it may come of that
		r.found = r.found[:before]
		r.refuse("W04", row.at, "carry out what the rule says today, and return a workbook that is built today", "rule %s changed since the workbook was made: %s", row.id, strings.Join(differs, "; "))
		return
	}
	if bad {
		return
	}
	for _, f := range row.flows {
		for _, field := range fields {
			if s, ok := edits[field]; ok {
				r.say(f, field, s)
			}
		}
	}
}

// differs says in which of its values a row is not the rule of today.
func (row row) differs() []string {
	var all []string
	for _, c := range row.table.Form.Columns {
		if len(c.Fields) == 0 || slices.ContainsFunc(c.Fields, func(f string) bool { return !slices.Contains(meaning, f) }) {
			continue
		}
		column, there := row.layout.at[squeezed(c.Title)]
		if !there {
			continue
		}
		today := ""
		if i := slices.IndexFunc(row.table.Columns, func(t grid.Column) bool { return t.Title == c.Title }); i >= 0 { // a column without a value is left out
			today = squeezed(row.today.Cells[i].Text)
		}
		if returned := row.text(column); returned != today {
			all = append(all, fmt.Sprintf("%s %q in the workbook, %q in the plan", c.Title, clipped(returned), clipped(today)))
		}
	}
	return all
}

// mostNearest is how many rows of rules that are no more are held against all others.
const mostNearest = 50

// nearest names the rule of the plan that a row of none is most like: one that differs in a single value, and has no row of its own in the sheet.
func (r *reader) nearest(row row, sheet grid.Foreign) string {
	if r.missing++; r.missing > mostNearest {
		return ""
	}
	own := map[string]bool{}
	for _, cells := range sheet.Rows {
		if row.layout.id < len(cells) {
			own[squeezed(cells[row.layout.id])] = true
		}
	}
	for _, t := range r.tables {
		for _, today := range t.Rows {
			row.table, row.today = t, today
			if differs := row.differs(); !own[today.ID] && len(differs) == 1 {
				return fmt.Sprintf(" any more; it has rule %s: %s", today.ID, differs[0])
			}
		}
	}
	return ""
}

// text is that of a cell of the row.
func (row row) text(column int) string {
	if column >= len(row.cells) {
		return ""
	}
	return squeezed(row.cells[column])
}

// value is what a cell says of a field that the site does not say, or nothing. It is not ok where that cannot be taken over.
func (r *reader) value(row row, c grid.Column, s statement) (value string, ok bool) {
	text := row.text(s.at.column)
	if text != "" && text == squeezed(s.was) {
		return "", true
	}
	more, err := row.look(s.at.row, s.at.column)
	switch {
	case err != nil:
		r.refuse("W10", s.at, "", "the cell cannot be read")
		return "", false
	case more.Formula:
		r.refuse("W05", s.at, "copy the cell and paste its value", "%s of rule %s is a formula, which is not worked out", c.Key, row.id)
		return "", false
	case text == "": // says nothing
		return "", true
	}
	switch c.Key {
	case "status":
		return r.status(row, c, s, text)
	case "since", "until":
		day, fault := source.DateOf(more.Day), ""
		if more.Day.IsZero() {
			day, fault = dayOf(text)
		}
		if fault != "" {
			r.refuse("W06", s.at, "write it as 2026-10-01", "%s of rule %s is %q: %s", c.Key, row.id, clipped(text), fault)
			return "", false
		}
		if day.String() == s.was {
			return "", true
		}
		return day.String(), true
	}
	if fault, fine := source.OneLine(c.Key, text); !fine || len(text) > longest {
		r.refuse("W10", s.at, "", "%s of rule %s: %s", c.Key, row.id, reason(fault.What))
		return "", false
	}
	return text, true
}

// longest is the longest text that is taken over, in bytes.
const longest = 200

func reason(fault string) string {
	if fault == "" {
		return fmt.Sprintf("the text has more than %d bytes", longest)
	}
	return fault
}

// status is the status that a row gives, one of those that firewall teams decide.
func (r *reader) status(row row, c grid.Column, s statement, text string) (string, bool) {
	i := slices.IndexFunc(c.Choices, func(choice string) bool { return strings.EqualFold(squeezed(choice), text) })
	if i < 0 {
		r.refuse("W07", s.at, "choose one of "+strings.Join(c.Choices, ", "), "status of rule %s is %q, which is none", row.id, clipped(text))
		return "", false
	}
	before := slices.IndexFunc(c.Choices, func(choice string) bool { return choice == s.was })
	switch status := plan.Statuses[i]; {
	case i < done || i < before:
		return "", true // it was printed so, in another sheet or before another workbook came back; and who approved is not told by a workbook
	case row.flows[0].Internal:
		r.refuse("W07", s.at, "", "rule %s is inside a host: no firewall enforces it", row.id)
	case slices.ContainsFunc(row.flows, func(f *plan.Flow) bool { return f.Approval == nil }):
		r.refuse("W08", s.at, "let it be approved first: portolan approve", "rule %s is %q in the workbook, and it is not approved as it is", row.id, text)
	default:
		return status, true
	}
	return "", false
}

// done is the place of the first status that firewall teams decide.
var done = slices.Index(plan.Statuses, "implemented")

// squeezed is a text with single spaces: programs break lines of cells in their own ways.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

// clipped is a text as far as a message quotes it.
func clipped(text string) string {
	const most = 120
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}

// legible is a name without what does not show.
func legible(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, name)
}
