package grid

import "time"

// A Foreign is a sheet of a workbook that comes from elsewhere.
type Foreign struct {
	Name string
	Rows [][]string // values as they are stored: texts, numbers, what formulas gave when they were last worked out
	Look func(row, column int) (ForeignCell, error)
}

// A ForeignCell is what more there is to know of a cell than its value.
type ForeignCell struct {
	Formula bool
	Day     time.Time // of a number that is shown as a day; else zero
}
