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

	absent func(*Line) string // what stands there where nothing is said and a form has no text of its own for that; may be nil
}

// Fields are all of them, each with what a line has in it. Their titles and meanings are words: rule-column.NAME and rule-meaning.NAME.
var Fields = []Field{
	{"id", grid.Code, "", 0, one(func(l *Line) string { return l.id }), nil},
	{"rules", grid.Text, " ", 40, func(l *Line) []string { return l.rules }, nil},
	{"grouped-rule", grid.Code, "", 0, one(func(l *Line) string { return l.grouped }), nil},
	{"direction", grid.Text, "", 0, one(func(l *Line) string { return l.direction }), nil},
	{"action", grid.Text, "", 0, one(func(l *Line) string { return l.words.Text("filed.action-" + l.terms.Action) }), nil},
	{"source", grid.Text, "", 24, one(func(l *Line) string { return l.source.name }), nil},
	{"source-group", grid.Code, "", 22, one(func(l *Line) string { return l.source.group }), nil},
	{"source-zone", grid.Text, "", 13, one(func(l *Line) string { return l.source.zone }), nil},
	{"source-address", grid.Address, " ", 16, func(l *Line) []string { return l.source.addresses }, nil},
	{"source-ipv4", grid.Address, " ", 16, func(l *Line) []string { return of(fourth, l.source.addresses) }, nil},
	{"source-ipv6", grid.Address, " ", 18, func(l *Line) []string { return of(sixth, l.source.addresses) }, nil},
	{"source-host", grid.Address, " ", 20, func(l *Line) []string { return of(named, l.source.addresses) }, nil},
	{"source-translated", grid.Address, " ", 14, func(l *Line) []string { return l.source.translated }, nil},
	{"source-translated-ipv4", grid.Address, " ", 16, func(l *Line) []string { return of(fourth, l.source.translated) }, nil},
	{"source-translated-ipv6", grid.Address, " ", 24, func(l *Line) []string { return of(sixth, l.source.translated) }, nil},
	{"source-port", grid.Port, "", 0, one((*Line).sourcePort), nil},
	{"destination", grid.Text, "", 24, one(func(l *Line) string { return l.destination.name }), nil},
	{"destination-group", grid.Code, "", 22, one(func(l *Line) string { return l.destination.group }), nil},
	{"destination-zone", grid.Text, "", 13, one(func(l *Line) string { return l.destination.zone }), nil},
	{"destination-address", grid.Address, " ", 16, func(l *Line) []string { return l.destination.addresses }, nil},
	{"destination-ipv4", grid.Address, " ", 16, func(l *Line) []string { return of(fourth, l.destination.addresses) }, nil},
	{"destination-ipv6", grid.Address, " ", 18, func(l *Line) []string { return of(sixth, l.destination.addresses) }, nil},
	{"destination-host", grid.Address, " ", 20, func(l *Line) []string { return of(named, l.destination.addresses) }, nil},
	{"destination-translated", grid.Address, " ", 14, func(l *Line) []string { return l.destination.translated }, nil},
	{"destination-translated-ipv4", grid.Address, " ", 16, func(l *Line) []string { return of(fourth, l.destination.translated) }, nil},
	{"destination-translated-ipv6", grid.Address, " ", 24, func(l *Line) []string { return of(sixth, l.destination.translated) }, nil},
	{"protocol", grid.Text, "", 9, one(func(l *Line) string { return l.only().Name() }), nil},
	{"port", grid.Port, "", 0, one(func(l *Line) string { return PortText(l.only(), l.only().Numbers, l.only().Part()) }), nil},
	{"protocol-port", grid.Text, ", ", 12, (*Line).sockets, nil},
	{"protocol-basis", grid.Text, "", 0, one(func(l *Line) string { return l.basis }), nil},
	{"port-choice", grid.Text, "", 0, one(func(l *Line) string { return string(l.only().Choice) }), nil},
	{"service", grid.Text, ", ", 0, func(l *Line) []string { return l.services }, nil},
	{"service-group", grid.Code, "", 16, one(func(l *Line) string { return l.serviceGroup }), nil},
	{"caller", grid.Text, "", 0, one(func(l *Line) string { return l.caller }), nil},
	{"purpose", grid.Text, "; ", 30, func(l *Line) []string { return l.purposes }, nil},
	{"via", grid.Text, "", 24, one(func(l *Line) string { return l.via }), nil},
	{"encrypted", grid.Text, "", 0, one(func(l *Line) string { return l.encrypted }), nil},
	{"requirement", grid.Text, "", 16, one(func(l *Line) string { return l.requirement }), nil},
	{"states", grid.Text, ", ", 0, one(func(l *Line) string { return l.states }), nil},
	{"phase", grid.Text, "", 0, one(func(l *Line) string { return l.words.Text("filing.phase-" + string(l.terms.Phase)) }), nil},
	{"status", grid.Text, "", 12, one(func(l *Line) string { return l.worded("filed.status-", l.terms.Status) }), (*Line).standing},
	{"task", grid.Text, "; ", 0, func(l *Line) []string { return l.tasks }, nil},
	{"evidence", grid.Text, "; ", 40, func(l *Line) []string { return l.evidence }, nil},
	{"log", grid.Text, ", ", 0, (*Line).log, nil},
	{"owner", grid.Text, "", 0, one(func(l *Line) string { return l.terms.Owner }), nil},
	{"requester", grid.Text, "", 0, one(func(l *Line) string { return l.terms.Requester }), nil},
	{"ticket", grid.Text, "", 12, one(func(l *Line) string { return l.terms.Ticket }), nil},
	{"since", grid.Date, "", 0, one(func(l *Line) string { return day(l.terms.Since) }), nil},
	{"until", grid.Date, "", 0, one(func(l *Line) string { return day(l.terms.Until) }), nil},
	{"justification", grid.Text, "", 30, one(func(l *Line) string { return l.terms.Justification }), nil},
	{"review", grid.Date, "", 0, one(func(l *Line) string { return day(l.terms.Review) }), nil},
	{"implementer", grid.Text, "", 0, one(func(l *Line) string { return l.terms.Implementer }), nil},
	{"approval", grid.Text, "", 0, one((*Line).approval), nil},
	{"approver", grid.Text, "", 0, one((*Line).approver), nil},
	{"approval-date", grid.Date, "", 0, one(func(l *Line) string { return day(l.approved().Date) }), nil},
	{"approval-ticket", grid.Text, "", 0, one(func(l *Line) string { return l.approved().Ticket }), nil},
	{"firewalls", grid.Text, ", ", 0, func(l *Line) []string { return l.firewalls }, nil},
	{"question", grid.Text, "", 0, one(func(l *Line) string { return l.question }), nil},
	{"reason", grid.Text, ", ", 0, func(l *Line) []string { return l.reasons }, nil},
	{"why", grid.Text, "", 30, one(func(l *Line) string { return l.why }), nil},
	{"sources", grid.Text, "; ", 100, func(l *Line) []string { return l.sources }, nil},
	{"notes", grid.Text, " ", 0, func(l *Line) []string { return l.notes }, nil},
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

// Meanings are the titles of the columns of a workbook's rules and what stands in them, for a legend; with those that are there where there is evidence, and
// where the site has words of its own.
func Meanings(w *wordlist.List, seen, ownWords bool) [][2]string {
	shown := slices.Concat(standard[BookView][0], standard[BookView][1], standard[BookGroupedView][0], standard[BookGroupedView][1])
	if seen {
		shown = append(shown, Seen...)
	}
	if ownWords {
		shown = append(shown, OwnWords...)
	}
	var all [][2]string
	for _, f := range Fields {
		if slices.Contains(shown, f.Name) {
			all = append(all, [2]string{w.Text("rule-column." + f.Name), w.Text("rule-meaning." + f.Name)})
		}
	}
	return all
}
