package document

import (
	"fmt"
	"testing"
)

// TestSplitKeepsEveryCell cuts tables of any width: each cell is there once, beside the first of its row, and no table is wider than allowed.
func TestSplitKeepsEveryCell(t *testing.T) {
	for _, width := range []int{1, 2, 4, 5, 6, 17} {
		const most = 5
		whole := Table{ID: "t", Caption: "c"}
		for i := range width {
			whole.Columns = append(whole.Columns, Column{Key: fmt.Sprint(i)})
		}
		for r := range 3 {
			row := Row{ID: fmt.Sprint("row", r)}
			for i := range width {
				row.Cells = append(row.Cells, C(fmt.Sprint(r, " ", i)))
			}
			whole.Rows = append(whole.Rows, row)
		}
		seen, ids, rows := map[string]int{}, map[string]bool{}, map[string]bool{}
		for _, block := range Split(whole, most) {
			part := block.(Table)
			if len(part.Columns) > most || part.Columns[0].Key != "0" || ids[part.ID] || part.Caption != "c" {
				t.Errorf("%d columns: %+v", width, part.Columns)
			}
			ids[part.ID] = true
			for r, row := range part.Rows {
				if len(row.Cells) != len(part.Columns) || row.Cells[0].Lines[0] != fmt.Sprint(r, " 0") || row.ID != "" && rows[row.ID] {
					t.Errorf("%d columns: row %+v", width, row)
				}
				rows[row.ID] = true
				for i, c := range row.Cells[1:] {
					if seen[c.Lines[0]]++; c.Lines[0] != fmt.Sprint(r, " ", part.Columns[i+1].Key) {
						t.Errorf("%d columns: %q in column %s", width, c.Lines[0], part.Columns[i+1].Key)
					}
				}
			}
		}
		if len(seen) != 3*(width-1) || !ids["t"] {
			t.Errorf("%d columns: %d cells", width, len(seen))
		}
	}
}
