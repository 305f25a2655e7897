// Package returned reads what a firewall team wrote into the workbook of a site: which rows are still of the rules that the plan has, and what status,
// ticket, dates and implementer they give. It knows no file format, and takes nothing else over.
package returned

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/workbook"
	"portolan/render/grid"
)

// A Result is what was read.
type Result struct {
	Changes []Change           // in the order of the plan
	Rows    int                // of rules that the plan has
	Refused source.Diagnostics // in the order of the workbook; hints are of rows that say nothing new
}

// A Change is what a workbook says of a rule and the site does not say yet.
type Change struct {
	Flow   *plan.Flow
	Record approval.Record
	What   []string // "status approved -> implemented"
}

// Read reads the sheets of a workbook, which people know by the name of a file. records are those that there are; nil where there are none.
func Read(file string, sheets []grid.Foreign, s workbook.Source, records *approval.Records) Result {
	r := &reader{Source: s, file: file, records: records, tables: workbook.RuleTables(s), said: map[*plan.Flow]map[string]statement{}, torn: map[*plan.Flow]bool{}}
	found := false
	for _, sheet := range sheets {
		if layout := r.layoutOf(sheet); layout != nil {
			found = true
			r.sheet(sheet, layout)
		}
	}
	if !found {
		r.refuse("W02", place{}, "return the workbook of the pack, with the titles of its columns", "no sheet has the columns of rules: the id, the source, the destination, the port, and one that can be taken over")
	}
	return Result{r.changes(), r.rows, r.found}
}

type reader struct {
	workbook.Source
	file    string
	records *approval.Records
	tables  []workbook.RuleTable
	said    map[*plan.Flow]map[string]statement
	torn    map[*plan.Flow]bool // rules of which the workbook says several things
	rows    int
	missing int // rows of rules that the plan does not have
	found   source.Diagnostics
}

// A statement is what a row says of one field of a rule.
type statement struct {
	was, value string
	at         place
}

// A place is a cell.
type place struct {
	sheet       string
	row, column int
}

// position is a place as people look it up: "rules.xlsx:Rules!K12".
func (r *reader) position(p place) source.Position {
	if p.sheet == "" {
		return source.OfFile(r.file)
	}
	return source.OfFile(r.file + ":" + legible(p.sheet) + "!" + letters(p.column) + fmt.Sprint(p.row+1))
}

func (r *reader) refuse(code string, at place, help, format string, args ...any) {
	r.found = append(r.found, source.Diagnostic{Code: code, At: r.position(at), What: fmt.Sprintf(format, args...), Help: help})
}

// hint tells what nobody has to do anything about.
func (r *reader) hint(code string, at place, help, format string, args ...any) {
	r.refuse(code, at, help, format, args...)
	r.found[len(r.found)-1].Severity = source.Hint
}

// letters is the name of a column, counted from 0.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// fields that are taken over, in their order.
var fields = []string{"status", "ticket", "since", "until", "implementer"}

// say keeps what a row says of a rule. Two rows that say different things of one rule say nothing.
func (r *reader) say(f *plan.Flow, field string, s statement) {
	if r.said[f] == nil {
		r.said[f] = map[string]statement{}
	}
	other, known := r.said[f][field]
	if known && other.value != s.value {
		r.torn[f] = true
		r.refuse("W09", s.at, "let one of the rows say it", "%s of rule %s is %q here, and %q in %s", field, f.ID, s.value, other.value, strings.TrimPrefix(r.position(other.at).File(), r.file+":"))
		return
	}
	r.said[f][field] = s
}

// changes are what is to be recorded.
func (r *reader) changes() []Change {
	var out []Change
	for _, f := range slices.SortedFunc(maps.Keys(r.said), plan.CompareFlows) {
		if r.torn[f] {
			continue
		}
		c := Change{Flow: f, Record: r.record(f)}
		for _, field := range fields {
			if s, ok := r.said[f][field]; ok {
				set(&c.Record, field, s.value)
				c.What = append(c.What, strings.TrimSpace(fmt.Sprintf("%s %s -> %s", field, cmp.Or(s.was, `""`), s.value)))
			}
		}
		since, until := latest(c.Record.Since, f.Since), latest(c.Record.Until, f.Until)
		if !since.IsZero() && !until.IsZero() && until.Before(since) {
			at := cmp.Or(r.said[f]["until"].at, r.said[f]["since"].at)
			r.refuse("W06", at, "correct one of the dates", "rule %s would end on %s, before it starts on %s", f.ID, until, since)
			continue
		}
		out = append(out, c)
	}
	return out
}

// latest is the date that counts: the one that was returned, or the one of the site.
func latest(returned, site source.Date) source.Date {
	if returned.IsZero() {
		return site
	}
	return returned
}

// record is that of a rule so far, as long as it is of the rule as it is today.
func (r *reader) record(f *plan.Flow) approval.Record {
	meaning := r.Plan.MeaningOf(f)
	fresh := approval.Record{ID: f.ID, Follows: strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), Digest: meaning.Digest()}
	if r.records == nil {
		return fresh
	}
	if known, ok := r.records.Of[f.ID]; ok && known.Digest == fresh.Digest {
		return known
	}
	return fresh
}

// set writes a field, whose value was checked.
func set(to *approval.Record, field, value string) {
	switch field {
	case "status":
		to.Status = value
	case "ticket":
		to.Ticket = value
	case "implementer":
		to.Implementer = value
	case "since":
		to.Since, _ = source.ParseDate(value)
	case "until":
		to.Until, _ = source.ParseDate(value)
	}
}
