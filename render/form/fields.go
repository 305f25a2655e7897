// Package form decides which values of a rule stand in which column of a rule sheet: in the program's own order, or in that of a customer's
// form. It knows neither how a column is written nor where.
package form

import (
	"slices"

	"portolan/render/sheet"
	"portolan/render/words"
)

// A Field is a value that a line can have.
type Field struct {
	Name string // as a customer's form asks for it
	Kind sheet.Kind
	Join string  // between several values, where they stand on one line
	Wrap float64 // the width at which it wraps, in digits; 0 is the format's own
	says func(*Line) []string
}

// Fields are all of them, each with what a line has in it. Their titles and meanings are words: rule-column.NAME and rule-meaning.NAME.
var Fields = []Field{
	{"id", sheet.Code, "", 0, one(func(l *Line) string { return l.id })},
	{"rules", sheet.Text, " ", 40, func(l *Line) []string { return l.rules }},
	{"direction", sheet.Text, "", 0, one(func(l *Line) string { return l.direction })},
	{"action", sheet.Text, "", 0, one(func(l *Line) string { return l.words.Text("filed.action-" + l.terms.Action) })},
	{"source", sheet.Text, "", 24, one(func(l *Line) string { return l.source.name })},
	{"source-group", sheet.Code, "", 22, one(func(l *Line) string { return l.source.group })},
	{"source-zone", sheet.Text, "", 13, one(func(l *Line) string { return l.source.zone })},
	{"source-address", sheet.Address, " ", 16, func(l *Line) []string { return l.source.addresses }},
	{"source-translated", sheet.Address, " ", 14, func(l *Line) []string { return l.source.translated }},
	{"source-port", sheet.Port, "", 0, one((*Line).sourcePort)},
	{"destination", sheet.Text, "", 24, one(func(l *Line) string { return l.destination.name })},
	{"destination-group", sheet.Code, "", 22, one(func(l *Line) string { return l.destination.group })},
	{"destination-zone", sheet.Text, "", 13, one(func(l *Line) string { return l.destination.zone })},
	{"destination-address", sheet.Address, " ", 16, func(l *Line) []string { return l.destination.addresses }},
	{"destination-translated", sheet.Address, " ", 14, func(l *Line) []string { return l.destination.translated }},
	{"protocol", sheet.Text, "", 9, one(func(l *Line) string { return l.only().Protocol })},
	{"port", sheet.Port, "", 0, one(func(l *Line) string { return l.only().Port })},
	{"protocol-port", sheet.Text, ", ", 12, (*Line).sockets},
	{"protocol-basis", sheet.Text, "", 0, one(func(l *Line) string { return l.basis })},
	{"port-choice", sheet.Text, "", 0, one(func(l *Line) string { return l.only().Choice })},
	{"service", sheet.Text, ", ", 0, func(l *Line) []string { return l.services }},
	{"service-group", sheet.Code, "", 16, one(func(l *Line) string { return l.serviceGroup })},
	{"caller", sheet.Text, "", 0, one(func(l *Line) string { return l.caller })},
	{"purpose", sheet.Text, "; ", 30, func(l *Line) []string { return l.purposes }},
	{"via", sheet.Text, "", 24, one(func(l *Line) string { return l.via })},
	{"encrypted", sheet.Text, "", 0, one(func(l *Line) string { return l.encrypted })},
	{"requirement", sheet.Text, "", 16, one(func(l *Line) string { return l.requirement })},
	{"states", sheet.Text, ", ", 0, one(func(l *Line) string { return l.states })},
	{"phase", sheet.Text, "", 0, one(func(l *Line) string { return l.words.Text("filing.phase-" + string(l.terms.Phase)) })},
	{"status", sheet.Text, "", 12, one(func(l *Line) string { return l.worded("filed.status-", l.terms.Status) })},
	{"log", sheet.Text, "", 0, one(func(l *Line) string { return l.worded("rule-log.", l.terms.Log) })},
	{"owner", sheet.Text, "", 0, one(func(l *Line) string { return l.terms.Owner })},
	{"requester", sheet.Text, "", 0, one(func(l *Line) string { return l.terms.Requester })},
	{"ticket", sheet.Text, "", 12, one(func(l *Line) string { return l.terms.Ticket })},
	{"since", sheet.Date, "", 0, one(func(l *Line) string { return day(l.terms.Since) })},
	{"until", sheet.Date, "", 0, one(func(l *Line) string { return day(l.terms.Until) })},
	{"approval", sheet.Text, "", 0, one((*Line).approval)},
	{"approver", sheet.Text, "", 0, one((*Line).approver)},
	{"approval-date", sheet.Date, "", 0, one(func(l *Line) string { return day(l.approved().Date) })},
	{"approval-ticket", sheet.Text, "", 0, one(func(l *Line) string { return l.approved().Ticket })},
	{"firewalls", sheet.Text, ", ", 0, func(l *Line) []string { return l.firewalls }},
	{"question", sheet.Text, "", 0, one(func(l *Line) string { return l.question })},
	{"reason", sheet.Text, ", ", 0, func(l *Line) []string { return l.reasons }},
	{"why", sheet.Text, "", 30, one(func(l *Line) string { return l.why })},
	{"sources", sheet.Text, "; ", 100, func(l *Line) []string { return l.sources }},
	{"notes", sheet.Text, " ", 0, func(l *Line) []string { return l.notes }},
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
func Meanings(w *words.List) [][2]string {
	var all [][2]string
	for _, f := range Fields {
		all = append(all, [2]string{w.Text("rule-column." + f.Name), w.Text("rule-meaning." + f.Name)})
	}
	return all
}
