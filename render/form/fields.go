// Package form decides which values of a rule stand in which column of a rule sheet: in the program's own order, or in that of a customer's
// form. It knows neither how a column is written nor where.
package form

import (
	"portolan/render/sheet"
	"portolan/render/words"
)

// A Line is what one row of a rule sheet can say: for each field its values, printed. A field without a value is absent.
type Line map[string][]string

// A Field is a value that a line can have.
type Field struct {
	Name string // as a customer's form asks for it
	Kind sheet.Kind
	Join string // between several values, where they stand on one line
}

// Fields are all of them. Their titles and meanings are words: rule-column.NAME and rule-meaning.NAME.
var Fields = []Field{
	{"id", sheet.Code, ""},
	{"rules", sheet.Text, " "},
	{"direction", sheet.Text, ""},
	{"action", sheet.Text, ""},
	{"source", sheet.Text, ""},
	{"source-zone", sheet.Text, ""},
	{"source-address", sheet.Address, " "},
	{"source-translated", sheet.Address, " "},
	{"source-port", sheet.Port, ""},
	{"destination", sheet.Text, ""},
	{"destination-zone", sheet.Text, ""},
	{"destination-address", sheet.Address, " "},
	{"destination-translated", sheet.Address, " "},
	{"protocol", sheet.Text, ""},
	{"port", sheet.Port, ""},
	{"protocol-port", sheet.Text, ", "},
	{"protocol-basis", sheet.Text, ""},
	{"port-choice", sheet.Text, ""},
	{"service", sheet.Text, ", "},
	{"service-group", sheet.Text, ""},
	{"caller", sheet.Text, ""},
	{"purpose", sheet.Text, "; "},
	{"encrypted", sheet.Text, ""},
	{"requirement", sheet.Text, ""},
	{"states", sheet.Text, ", "},
	{"phase", sheet.Text, ""},
	{"status", sheet.Text, ""},
	{"log", sheet.Text, ""},
	{"owner", sheet.Text, ""},
	{"requester", sheet.Text, ""},
	{"ticket", sheet.Text, ""},
	{"since", sheet.Date, ""},
	{"until", sheet.Date, ""},
	{"approval", sheet.Text, ""},
	{"approver", sheet.Text, ""},
	{"approval-date", sheet.Date, ""},
	{"approval-ticket", sheet.Text, ""},
	{"firewalls", sheet.Text, ", "},
	{"question", sheet.Text, ""},
	{"reason", sheet.Text, ", "},
	{"why", sheet.Text, ""},
	{"sources", sheet.Text, "; "},
	{"notes", sheet.Text, " "},
}

// field finds a field by its name.
func field(name string) (Field, bool) {
	for _, f := range Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
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
