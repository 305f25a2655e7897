package grid

import (
	"slices"
	"strings"
)

// longestList is how long a list in a cell may get, in bytes: spreadsheet programs hold at most 32,767 characters in a cell.
const longestList = 30_000

// List is a list as the text of a cell. What a cell cannot hold is counted in words of the caller.
func List(list []string, between string, more func(n int) string) string {
	length := 0
	for i, item := range list {
		if length += len(item) + len(between); length > longestList {
			return strings.Join(append(list[:i:i], more(len(list)-i)), between)
		}
	}
	return strings.Join(list, between)
}

// A ColumnOf is a column with the cell that a value has in it.
type ColumnOf[V any] struct {
	Key     string
	Title   string
	Kind    Kind
	Width   float64
	Wrap    float64
	Choices []string
	Aside   bool
	Rare    bool           // left out where no value has anything in it
	Text    func(V) string // for cells that lead nowhere
	Cell    func(V) Cell   // for others
}

// Fill puts values into a table, a row each. row says what a row is called and how it is marked; nil where rows are neither.
func Fill[V any](t Table, columns []ColumnOf[V], values []V, row func(V) Row) Table {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c ColumnOf[V]) bool {
		return c.Rare && !slices.ContainsFunc(values, func(v V) bool { return c.cell(v).Text != "" })
	})
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Key: c.Key, Title: c.Title, Kind: c.Kind, Width: c.Width, Wrap: c.Wrap, Choices: c.Choices, Aside: c.Aside})
	}
	for _, v := range values {
		var r Row
		if row != nil {
			r = row(v)
		}
		for _, c := range columns {
			r.Cells = append(r.Cells, c.cell(v))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func (c *ColumnOf[V]) cell(v V) Cell {
	if c.Text != nil {
		return C(c.Text(v))
	}
	return c.Cell(v)
}

// Texts is a table as titles and rows of text, for files that hold nothing else.
func (t Table) Texts() (titles []string, rows [][]string) {
	for _, c := range t.Columns {
		titles = append(titles, c.Title)
	}
	for _, r := range t.Rows {
		row := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			row[i] = c.Text
		}
		rows = append(rows, row)
	}
	return titles, rows
}
