package document

import "fmt"

// Split cuts a table that has too many columns for paper into several of at most so many, each with the first column.
func Split(t Table, most int) []Block {
	var out []Block
	for from := 1; from < len(t.Columns); from += most - 1 {
		to := min(from+most-1, len(t.Columns))
		part := Table{ID: t.ID, Caption: t.Caption, Empty: t.Empty, Columns: append([]Column{t.Columns[0]}, t.Columns[from:to]...)}
		if len(out) > 0 {
			part.ID = fmt.Sprintf("%s-%d", t.ID, len(out)+1)
		}
		for _, r := range t.Rows {
			row := Row{Mark: r.Mark, Badge: r.Badge, Cells: append([]Cell{r.Cells[0]}, r.Cells[from:to]...)}
			if len(out) == 0 {
				row.ID = r.ID
			}
			part.Rows = append(part.Rows, row)
		}
		out = append(out, part)
	}
	if len(out) == 0 {
		return []Block{t}
	}
	return out
}
