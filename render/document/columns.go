package document

// A ColumnOf is a column with the cell that a value has in it. Column and cell stand together, so that no cell is found by its place.
type ColumnOf[V any] struct {
	Key    string
	Title  string
	Weight float64
	Kind   ColumnKind
	Names  bool
	Text   func(V) string // for cells of one line
	Cell   func(V) Cell   // for others
}

func (c *ColumnOf[V]) cell(v V) Cell {
	if c.Text != nil {
		return C(c.Text(v))
	}
	return c.Cell(v)
}

// Fill puts values into a table, a row each. row says what a row is called and how much it weighs; nil where rows have neither.
func Fill[V any](t Table, columns []ColumnOf[V], values []V, row func(V) Row) Table {
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Key: c.Key, Title: c.Title, Weight: c.Weight, Kind: c.Kind, Names: c.Names})
	}
	for _, v := range values {
		var r Row
		if row != nil {
			r = row(v)
		}
		r.Cells = make([]Cell, len(columns))
		for i, c := range columns {
			r.Cells[i] = c.cell(v)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// Through are columns of what is a part of a value, as columns of the value.
func Through[V, Part any](columns []ColumnOf[Part], part func(V) Part) []ColumnOf[V] {
	out := make([]ColumnOf[V], len(columns))
	for i, c := range columns {
		out[i] = ColumnOf[V]{Key: c.Key, Title: c.Title, Weight: c.Weight, Kind: c.Kind, Names: c.Names, Cell: func(v V) Cell { return c.cell(part(v)) }}
	}
	return out
}
