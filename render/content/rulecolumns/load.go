package rulecolumns

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
)

// SchemaVersion is the version of the files that this program reads.
const SchemaVersion = 1

// Limits of a form.
const (
	maxColumns = 200
	maxWidth   = 120 // digits
)

type fileForm struct {
	Schema  source.Val[int] `toml:"schema,required"`
	Columns []fileColumn    `toml:"columns,required"`
}

// Table is what the file is read into, for the reference of its keys.
var Table = reflect.TypeFor[fileForm]()

type fileColumn struct {
	At      source.Position
	Title   source.Val[string]            `toml:"title,required"`
	Value   source.Val[string]            `toml:"value"`
	Values  []source.Val[string]          `toml:"values"`
	Join    source.Val[string]            `toml:"join"`
	Text    source.Val[string]            `toml:"text"`
	Empty   source.Val[string]            `toml:"empty"`
	Replace map[string]source.Val[string] `toml:"replace"`
	Width   source.Val[int]               `toml:"width"`
	Print   source.Val[bool]              `toml:"print"`
}

// Load reads a customer's form and finds all its faults. Where there are errors the form is nil.
func Load(name string, data []byte) (*Form, source.Diagnostics) {
	file, found := source.Parse(name, data)
	if found.HasErrors() {
		return nil, found
	}
	written, found := source.Bind[fileForm](file)
	l := &loader{found: found, titles: map[string]source.Position{}}
	form := l.form(file, written)
	if l.found.HasErrors() {
		return nil, l.found.Sorted()
	}
	return form, l.found.Sorted()
}

type loader struct {
	found  source.Diagnostics
	titles map[string]source.Position
}

func (l *loader) fault(code string, at source.Position, help, format string, args ...any) {
	l.found = append(l.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

func (l *loader) form(file *source.File, written fileForm) *Form {
	if written.Schema.Set() && written.Schema.V != SchemaVersion {
		l.fault("C01", written.Schema.At, fmt.Sprintf("write schema = %d", SchemaVersion), "schema %d is unknown", written.Schema.V)
	}
	switch n := len(written.Columns); {
	case n > maxColumns:
		l.fault("C02", file.Top(), "", "%d columns; the limit is %d", n, maxColumns)
		return nil
	case n == 0 && !l.found.HasErrors():
		l.fault("C12", file.Top(), "add [[columns]] with title and value", "the form has no columns")
	}
	form, aside := &Form{Custom: true}, false
	for _, c := range written.Columns {
		l.column(c)
		switch printed := !c.Print.Set() || c.Print.V; {
		case printed && aside:
			l.fault("C10", c.At, "move it before the columns with print = false", "the column %q is printed but is to the right of one that is not", c.Title.V)
		case !printed:
			aside = true
		}
		form.Columns = append(form.Columns, c.plain())
	}
	if len(form.Columns) > 0 && !slices.ContainsFunc(form.Columns, func(c Column) bool { return slices.Contains(c.Fields, "id") }) {
		l.found = append(l.found, source.Diagnostic{Severity: source.Warning, Code: "C11", At: file.Top(), What: "no column holds the id of the rule: its row cannot be traced back",
			Help: `add a column with value = "id"`})
	}
	return form
}

// plain is a column without places.
func (c *fileColumn) plain() Column {
	column := Column{Title: c.Title.V, Join: ", ", Text: c.Text.V, Empty: c.Empty.V, Width: float64(c.Width.V), Aside: c.Print.Set() && !c.Print.V}
	for _, v := range c.values() {
		column.Fields = append(column.Fields, v.V)
	}
	if c.Join.Set() {
		column.Join = c.Join.V
	}
	for ours, theirs := range c.Replace {
		if column.Replace == nil {
			column.Replace = map[string]string{}
		}
		column.Replace[ours] = theirs.V
	}
	return column
}

func (c *fileColumn) values() []source.Val[string] {
	if c.Value.Set() {
		return []source.Val[string]{c.Value}
	}
	return c.Values
}

func (l *loader) column(c fileColumn) {
	l.title(c.Title)
	l.kind(c)
	for _, v := range c.values() {
		if _, ok := field(v.V); !ok {
			l.fault("C05", v.At, valueHelp(v.V), "a rule has no value %q", v.V)
		}
	}
	if c.Join.Set() && len(c.Values) < 2 {
		l.fault("C06", c.Join.At, `name several values, or leave join out`, "join is for several values")
	}
	if c.Text.Set() && (c.Empty.Set() || len(c.Replace) > 0) {
		l.fault("C07", c.Text.At, "leave empty and replace out", "a column of fixed text has nothing to replace")
	}
	if c.Width.Set() && (c.Width.V < 1 || c.Width.V > maxWidth) {
		l.fault("C08", c.Width.At, fmt.Sprintf("write a number from 1 to %d, or leave it out", maxWidth), "the width %d", c.Width.V)
	}
	for _, v := range []source.Val[string]{c.Join, c.Text, c.Empty} {
		l.shown(v)
	}
	for _, ours := range sortedKeys(c.Replace) {
		l.shown(c.Replace[ours])
	}
}

// title checks that a column can be told from the others.
func (l *loader) title(v source.Val[string]) {
	if !v.Set() {
		return
	}
	l.shown(v)
	if strings.TrimSpace(v.V) == "" {
		l.fault("C03", v.At, "write the content of the column", "the title is empty")
		return
	}
	if first, ok := l.titles[v.V]; ok {
		l.found = append(l.found, source.Diagnostic{Code: "C13", At: v.At, What: fmt.Sprintf("two columns have the title %q", v.V), Help: "rename one of them",
			Related: []source.Related{{At: first, What: "the first is here"}}})
		return
	}
	l.titles[v.V] = v.At
}

// kind checks that a column says in one way what stands in it.
func (l *loader) kind(c fileColumn) {
	ways := 0
	for _, set := range []bool{c.Value.Set(), c.Values != nil, c.Text.Set()} {
		if set {
			ways++
		}
	}
	if ways != 1 || c.Values != nil && len(c.Values) == 0 {
		l.fault("C04", c.At, `write value = "NAME", values = ["NAME", "NAME"] or text = "..."`, "a column has one of value, values and text")
	}
}

// shown refuses what would start another line or cell in some of the formats.
func (l *loader) shown(v source.Val[string]) {
	if strings.ContainsAny(v.V, "\n\r\t") {
		l.fault("C09", v.At, "leave it out", "the text has an end of a line or a tab")
	}
}

// valueHelp names the nearest value, or where they are listed.
func valueHelp(name string) string {
	if help := source.DidYouMean(name, Names()); help != "" {
		return help
	}
	return "the values are " + strings.Join(Names(), ", ")
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
