// Package rulecolumns decides which values of a rule stand in which column of a rule sheet: in the program's own order, or in that of a customer's
// form. It knows neither how a column is written nor where.
package rulecolumns

import (
	"slices"

	"portolan/render/grid"
	"portolan/render/text/wordlist"
)

// A Field is a value that a line can have.
type Field struct {
	Name string // as a customer's form asks for it
	Kind grid.Kind
	Join string  // between several values, where they stand on one line
	Wrap float64 // the width at which it wraps, in digits; 0 is the format's own
	says func(*Line) []string
}

// Fields are all of them, each with what a line has in it. Their titles and meanings are words: rule-column.NAME and rule-meaning.NAME.
var Fields = []Field{
	{"id", grid.Code, "", 0, one(func(l *Line) string { return l.id })},
	{"rules", grid.Text, " ", 40, func(l *Line) []string { return l.rules }},
	{"direction", grid.Text, "", 0, one(func(l *Line) string { return l.direction })},
	{"action", grid.Text, "", 0, one(func(l *Line) string { return l.words.Text("filed.action-" + l.terms.Action) })},
	{"source", grid.Text, "", 24, one(func(l *Line) string { return l.source.name })},
	{"source-group", grid.Code, "", 22, one(func(l *Line) string { return l.source.group })},
	{"source-zone", grid.Text, "", 13, one(func(l *Line) string { return l.source.zone })},
	{"source-address", grid.Address, " ", 16, func(l *Line) []string { return l.source.addresses }},
	{"source-translated", grid.Address, " ", 14, func(l *Line) []string { return l.source.translated }},
	{"source-port", grid.Port, "", 0, one((*Line).sourcePort)},
	{"destination", grid.Text, "", 24, one(func(l *Line) string { return l.destination.name })},
	{"destination-group", grid.Code, "", 22, one(func(l *Line) string { return l.destination.group })},
	{"destination-zone", grid.Text, "", 13, one(func(l *Line) string { return l.destination.zone })},
	{"destination-address", grid.Address, " ", 16, func(l *Line) []string { return l.destination.addresses }},
	{"destination-translated", grid.Address, " ", 14, func(l *Line) []string { return l.destination.translated }},
	{"protocol", grid.Text, "", 9, one(func(l *Line) string { return l.only().Name() })},
	{"port", grid.Port, "", 0, one(func(l *Line) string { return l.only().Part() })},
	{"protocol-port", grid.Text, ", ", 12, (*Line).sockets},
	{"protocol-basis", grid.Text, "", 0, one(func(l *Line) string { return l.basis })},
	{"port-choice", grid.Text, "", 0, one(func(l *Line) string { return string(l.only().Choice) })},
	{"service", grid.Text, ", ", 0, func(l *Line) []string { return l.services }},
	{"service-group", grid.Code, "", 16, one(func(l *Line) string { return l.serviceGroup })},
	{"caller", grid.Text, "", 0, one(func(l *Line) string { return l.caller })},
	{"purpose", grid.Text, "; ", 30, func(l *Line) []string { return l.purposes }},
	{"via", grid.Text, "", 24, one(func(l *Line) string { return l.via })},
	{"encrypted", grid.Text, "", 0, one(func(l *Line) string { return l.encrypted })},
	{"requirement", grid.Text, "", 16, one(func(l *Line) string { return l.requirement })},
	{"states", grid.Text, ", ", 0, one(func(l *Line) string { return l.states })},
	{"phase", grid.Text, "", 0, one(func(l *Line) string { return l.words.Text("filing.phase-" + string(l.terms.Phase)) })},
	{"status", grid.Text, "", 12, one(func(l *Line) string { return l.worded("filed.status-", l.terms.Status) })},
	{"log", grid.Text, "", 0, one(func(l *Line) string { return l.worded("rule-log.", l.terms.Log) })},
	{"owner", grid.Text, "", 0, one(func(l *Line) string { return l.terms.Owner })},
	{"requester", grid.Text, "", 0, one(func(l *Line) string { return l.terms.Requester })},
	{"ticket", grid.Text, "", 12, one(func(l *Line) string { return l.terms.Ticket })},
	{"since", grid.Date, "", 0, one(func(l *Line) string { return day(l.terms.Since) })},
	{"until", grid.Date, "", 0, one(func(l *Line) string { return day(l.terms.Until) })},
	{"approval", grid.Text, "", 0, one((*Line).approval)},
	{"approver", grid.Text, "", 0, one((*Line).approver)},
	{"approval-date", grid.Date, "", 0, one(func(l *Line) string { return day(l.approved().Date) })},
	{"approval-ticket", grid.Text, "", 0, one(func(l *Line) string { return l.approved().Ticket })},
	{"firewalls", grid.Text, ", ", 0, func(l *Line) []string { return l.firewalls }},
	{"question", grid.Text, "", 0, one(func(l *Line) string { return l.question })},
	{"reason", grid.Text, ", ", 0, func(l *Line) []string { return l.reasons }},
	{"why", grid.Text, "", 30, one(func(l *Line) string { return l.why })},
	{"sources", grid.Text, "; ", 100, func(l *Line) []string { return l.sources }},
	{"notes", grid.Text, " ", 0, func(l *Line) []string { return l.notes }},
}

// one is a field with no more than one value.
func one(says func(*Line) string) func(*Line) []string {
	return func(l *Line) []string { return []string{says(l)} }
}

// values are those of a line that are not empty.
func (f *Field) values(l *Line) []string {
	all := f.says(l)
	if !slices.Contains(all, "") {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" })
}

// places are the places of fields among all.
var places = func() map[string]int {
	all := map[string]int{}
	for i, f := range Fields {
		all[f.Name] = i
	}
	return all
}()

// field finds a field by its name.
func field(name string) (Field, bool) {
	i, ok := places[name]
	if !ok {
		return Field{}, false
	}
	return Fields[i], true
}

// place is that of a field whose name stands in code, or was looked up when a form was read.
func place(name string) int {
	i, ok := places[name]
	if !ok {
		panic("no field has the name " + name)
	}
	return i
}

// Names are the names of all fields, in the order of the table.
func Names() []string {
	var names []string
	for _, f := range Fields {
		names = append(names, f.Name)
	}
	return names
}

// Meanings are the titles of all fields and what stands in them, for a legend.
func Meanings(w *wordlist.List) [][2]string {
	var all [][2]string
	for _, f := range Fields {
		all = append(all, [2]string{w.Text("rule-column." + f.Name), w.Text("rule-meaning." + f.Name)})
	}
	return all
}
