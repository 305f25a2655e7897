// Package form decides which values of a rule stand in which column of a rule sheet: in the program's own order, or in that of a customer's
// form. It knows neither how a column is written nor where.
package form

import (
	"portolan/render/sheet"
	"portolan/render/words"
)

// A Line is what one row of a rule sheet can say: for each field, by its place among Fields, its values, printed. A field without a value has none.
type Line [][]string

// newLine is a line that says nothing yet.
func newLine() Line { return make(Line, len(Fields)) }

// Values are those of a field.
func (l Line) Values(field string) []string { return l[place(field)] }

// A Field is a value that a line can have.
type Field struct {
	Name string // as a customer's form asks for it
	Kind sheet.Kind
	Join string  // between several values, where they stand on one line
	Wrap float64 // the width at which it wraps, in digits; 0 is the format's own
}

// Fields are all of them. Their titles and meanings are words: rule-column.NAME and rule-meaning.NAME.
var Fields = []Field{
	{"id", sheet.Code, "", 0},
	{"rules", sheet.Text, " ", 40},
	{"direction", sheet.Text, "", 0},
	{"action", sheet.Text, "", 0},
	{"source", sheet.Text, "", 24},
	{"source-group", sheet.Code, "", 22},
	{"source-zone", sheet.Text, "", 13},
	{"source-address", sheet.Address, " ", 16},
	{"source-translated", sheet.Address, " ", 14},
	{"source-port", sheet.Port, "", 0},
	{"destination", sheet.Text, "", 24},
	{"destination-group", sheet.Code, "", 22},
	{"destination-zone", sheet.Text, "", 13},
	{"destination-address", sheet.Address, " ", 16},
	{"destination-translated", sheet.Address, " ", 14},
	{"protocol", sheet.Text, "", 9},
	{"port", sheet.Port, "", 0},
	{"protocol-port", sheet.Text, ", ", 12},
	{"protocol-basis", sheet.Text, "", 0},
	{"port-choice", sheet.Text, "", 0},
	{"service", sheet.Text, ", ", 0},
	{"service-group", sheet.Code, "", 16},
	{"caller", sheet.Text, "", 0},
	{"purpose", sheet.Text, "; ", 30},
	{"via", sheet.Text, "", 24},
	{"encrypted", sheet.Text, "", 0},
	{"requirement", sheet.Text, "", 16},
	{"states", sheet.Text, ", ", 0},
	{"phase", sheet.Text, "", 0},
	{"status", sheet.Text, "", 12},
	{"log", sheet.Text, "", 0},
	{"owner", sheet.Text, "", 0},
	{"requester", sheet.Text, "", 0},
	{"ticket", sheet.Text, "", 12},
	{"since", sheet.Date, "", 0},
	{"until", sheet.Date, "", 0},
	{"approval", sheet.Text, "", 0},
	{"approver", sheet.Text, "", 0},
	{"approval-date", sheet.Date, "", 0},
	{"approval-ticket", sheet.Text, "", 0},
	{"firewalls", sheet.Text, ", ", 0},
	{"question", sheet.Text, "", 0},
	{"reason", sheet.Text, ", ", 0},
	{"why", sheet.Text, "", 30},
	{"sources", sheet.Text, "; ", 100},
	{"notes", sheet.Text, " ", 0},
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
