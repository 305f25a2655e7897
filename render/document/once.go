package document

import "slices"

// Once takes out of a table what is the same in every row, columns and what rows say when they open, and says it once above them. The column of the
// rows' names stays.
func Once(t Table) Table {
	if len(t.Rows) < 2 {
		return t
	}
	var keep []int
	for i, c := range t.Columns {
		if c.Names || !shared(t.Rows, func(r Row) Cell { return r.Cells[i] }, equalCells) {
			keep = append(keep, i)
			continue
		}
		if cell := t.Rows[0].Cells[i]; slices.ContainsFunc(cell.Lines, func(line string) bool { return line != "" }) {
			t.Same = append(t.Same, Field{Name: c.Title, Cells: []Cell{cell}})
		}
	}
	columns := make([]Column, len(keep))
	for n, i := range keep {
		columns[n] = t.Columns[i]
	}
	rows := make([]Row, len(t.Rows))
	for n, r := range t.Rows {
		cells := make([]Cell, len(keep))
		for k, i := range keep {
			cells[k] = r.Cells[i]
		}
		r.Cells = cells
		rows[n] = r
	}
	t.Columns, t.Rows = columns, rows
	return onceOpen(t)
}

// onceOpen does so for what rows say when they open. The rows are the table's own.
func onceOpen(t Table) Table {
	for _, f := range slices.Clone(t.Rows[0].More) {
		if !shared(t.Rows, func(r Row) *Field { return fieldOf(r, f.Name) }, equalFields) {
			continue
		}
		t.Same = append(t.Same, f)
		for i := range t.Rows {
			t.Rows[i].More = slices.DeleteFunc(slices.Clone(t.Rows[i].More), func(each Field) bool { return each.Name == f.Name })
		}
	}
	return t
}

func fieldOf(r Row, name string) *Field {
	if i := slices.IndexFunc(r.More, func(f Field) bool { return f.Name == name }); i >= 0 {
		return &r.More[i]
	}
	return nil
}

// shared tells whether all rows have the same of something.
func shared[T any](rows []Row, of func(Row) T, equal func(a, b T) bool) bool {
	first := of(rows[0])
	return !slices.ContainsFunc(rows[1:], func(r Row) bool { return !equal(first, of(r)) })
}

func equalCells(a, b Cell) bool { return a.Link == b.Link && slices.Equal(a.Lines, b.Lines) }

func equalFields(a, b *Field) bool {
	return a != nil && b != nil && a.Value == b.Value && slices.EqualFunc(a.Cells, b.Cells, equalCells)
}
