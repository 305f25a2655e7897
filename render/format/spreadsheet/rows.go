package spreadsheet

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
)

// rows are the rows of a tab as the file format writes them. They are written here, and not by the library: it keeps a structure for each cell, searches it again
// for each thing that is said of it and has it written by reflection, which was nine tenths of the time of a workbook. Its way for many rows is no way out: that
// puts every text into every cell again, and escapes some wrongly (see escaped). All that stands around the rows stays with the library.
type rows struct {
	texts   *texts
	letters []string // names of columns, as far as they were needed
	xml     []byte
}

// content is what is put into a tab's part.
type content struct{ columns, rows []byte }

// columns are the widths of columns as the file format writes them, neighbours of one width together. The library copies all columns for each one whose width
// is set.
func columns(widths []float64) []byte {
	xml := []byte("<cols>")
	for first := 0; first < len(widths); {
		last := first
		for last+1 < len(widths) && widths[last+1] == widths[first] {
			last++
		}
		xml = fmt.Appendf(xml, `<col customWidth="true" max="%d" min="%d" width="`, last+1, first+1)
		xml = append(strconv.AppendFloat(xml, widths[first], 'g', -1, 64), `"></col>`...)
		first = last + 1
	}
	return append(xml, "</cols>"...)
}

// open begins a row. Rows follow each other downwards.
func (r *rows) open(number int, height float64) {
	r.xml = append(r.xml, `<row r="`...)
	r.xml = strconv.AppendInt(r.xml, int64(number), 10)
	r.xml = append(r.xml, `" ht="`...)
	r.xml = strconv.AppendFloat(r.xml, height, 'f', -1, 64)
	r.xml = append(r.xml, `" customHeight="true">`...)
}

func (r *rows) close() { r.xml = append(r.xml, "</row>"...) }

// cell writes a cell of the open row; those of a row come from left to right. An empty text is a cell that only looks like something. It returns why no cell can
// hold the text, or nothing.
func (r *rows) cell(row, column int, text string, kind grid.Kind, style int) (what string) {
	r.xml = append(r.xml, `<c r="`...)
	r.xml = append(r.xml, r.letter(column)...)
	r.xml = strconv.AppendInt(r.xml, int64(row), 10)
	r.xml = append(r.xml, `" s="`...)
	r.xml = strconv.AppendInt(r.xml, int64(style), 10)
	if n, ok := number(text, kind); ok {
		r.xml = append(r.xml, `"><v>`...)
		r.xml = strconv.AppendInt(r.xml, int64(n), 10)
		r.xml = append(r.xml, `</v></c>`...)
		return ""
	}
	if text == "" {
		r.xml = append(r.xml, `"></c>`...)
		return ""
	}
	at, what := r.texts.number(text)
	r.xml = append(r.xml, `" t="s"><v>`...)
	r.xml = strconv.AppendInt(r.xml, int64(at), 10)
	r.xml = append(r.xml, `</v></c>`...)
	return what
}

// letter is the name of a column. A book has far fewer columns than would have none.
func (r *rows) letter(column int) string {
	for len(r.letters) < column {
		name, _ := excelize.ColumnNumberToName(len(r.letters) + 1)
		r.letters = append(r.letters, name)
	}
	return r.letters[column-1]
}
