package worksheet

import (
	"unicode/utf8"

	"portolan/render/document"
)

// shortLine is the number of letters up to which a line of a cell is not to be broken.
const shortLine = 10

// keeping is a weight that gives a column all the room that its lines need.
const keeping = 1000

// KeepShort lets columns whose lines are all short have them whole: there a broken line makes every row higher and saves next to nothing.
func KeepShort(t document.Table) document.Table {
	for i := range t.Columns {
		if short(t, i) {
			t.Columns[i].Weight = keeping
		}
	}
	return t
}

func short(t document.Table, column int) bool {
	for _, row := range t.Rows {
		for _, line := range row.Cells[column].Lines {
			if utf8.RuneCountInString(line) > shortLine {
				return false
			}
		}
	}
	return true
}
