package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
)

// Limits of a workbook that comes from elsewhere. It may be made so that it takes all memory or time: by much that is packed into little, or by a cell
// far from all others, for which the library makes all cells between.
const (
	mostUnpacked = 64 << 20 // bytes
	mostParts    = 2_000    // files in it
	mostRows     = 50_000   // of a sheet, and so the number of the last one
	mostCells    = 500_000
	deepest      = 64 // elements in one another
)

// Rows are the cells of the first sheet of a workbook that comes from elsewhere, as they are shown.
func Rows(data []byte) (rows [][]string, err error) {
	f, err := foreign(data)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.GetRows(f.GetSheetList()[0])
}

// Foreign reads the sheets of a workbook that comes from elsewhere and hands them to a function; they can be looked at until that returns. No formula is
// worked out.
func Foreign(data []byte, use func([]grid.Foreign)) (err error) {
	f, err := foreign(data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheets, err := sheetsOf(f)
	if err == nil {
		use(sheets)
	}
	return err
}

func sheetsOf(f *excelize.File) (sheets []grid.Foreign, err error) {
	defer gaveUp(&err)
	properties, err := f.GetWorkbookProps()
	if err != nil {
		return nil, fmt.Errorf("it is no workbook: %w", err)
	}
	from1904 := properties.Date1904 != nil && *properties.Date1904
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			continue // a sheet of charts has no rows
		}
		sheets = append(sheets, grid.Foreign{Name: name, Rows: rows, Look: func(row, column int) (grid.ForeignCell, error) {
			return lookAt(f, name, row, column, from1904)
		}})
	}
	return sheets, nil
}

// gaveUp makes an error of a panic of the library, which a file of strangers can bring about.
func gaveUp(err *error) {
	if what := recover(); what != nil {
		*err = fmt.Errorf("it is no workbook: %v", what)
	}
}

// foreign opens a workbook within the limits.
func foreign(data []byte) (f *excelize.File, err error) {
	defer gaveUp(&err)
	if err := bearable(data); err != nil {
		return nil, fmt.Errorf("it is no workbook that is read: %w", err)
	}
	f, err = excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook: %w", err)
	}
	if len(f.GetSheetList()) == 0 {
		return nil, errors.Join(errors.New("the workbook has no sheet"), f.Close())
	}
	return f, nil
}

// lookAt tells of a cell whether it is a formula, and the day that it holds. Rows and columns count from 0.
func lookAt(f *excelize.File, sheet string, row, column int, from1904 bool) (c grid.ForeignCell, err error) {
	defer gaveUp(&err)
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return c, err
	}
	formula, err := f.GetCellFormula(sheet, name)
	if c.Formula = formula != ""; err != nil || c.Formula {
		return c, err
	}
	kind, err := f.GetCellType(sheet, name)
	if err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		return c, err
	}
	value, err := f.GetCellValue(sheet, name, excelize.Options{RawCellValue: true})
	if err != nil {
		return c, err
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || number < 1 || number > 2_958_465 || !dated(f, sheet, name) { // the 31st of December 9999 is the last day that there is
		return c, nil
	}
	day, err := excelize.ExcelDateToTime(math.Floor(number), from1904)
	if !day.Before(firstDay) {
		c.Day = day.Truncate(24 * time.Hour)
	}
	return c, err
}

// dated reports whether a cell shows its number as a day.
func dated(f *excelize.File, sheet, cell string) bool {
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		return false
	}
	style, err := f.GetStyle(id)
	if err != nil || style == nil {
		return false
	}
	if style.CustomNumFmt != nil {
		return strings.ContainsAny(strings.ToLower(unquoted(*style.CustomNumFmt)), "yd")
	}
	return style.NumFmt >= 14 && style.NumFmt <= 22 || style.NumFmt >= 27 && style.NumFmt <= 36 || style.NumFmt >= 50 && style.NumFmt <= 58
}

// unquoted is a format without its texts, and without what stands in brackets, such as a colour or a language.
func unquoted(format string) string {
	var b strings.Builder
	end := rune(0)
	for _, r := range format {
		switch {
		case end != 0:
			if r == end {
				end = 0
			}
		case r == '"':
			end = '"'
		case r == '[':
			end = ']'
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// bearable looks at a workbook before the library reads it: how much there is in it, and where its cells are. Macros are not what a table needs.
func bearable(data []byte) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return errors.New("it is no XLSX file; older and encrypted workbooks, and other formats, must be saved as XLSX")
	}
	if len(r.File) > mostParts {
		return fmt.Errorf("it has %d parts; the limit is %d", len(r.File), mostParts)
	}
	left, cells := uint64(mostUnpacked), mostCells
	for _, part := range r.File {
		if part.UncompressedSize64 > left {
			return fmt.Errorf("it has more than %d bytes unpacked", mostUnpacked)
		}
		left -= part.UncompressedSize64
		name := strings.ToLower(part.Name)
		if strings.Contains(name, "vbaproject") {
			return errors.New("it holds macros; save it as XLSX without them")
		}
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		from, err := part.Open()
		if err == nil {
			err = errors.Join(bearablePart(from, &cells), from.Close())
		}
		if err != nil {
			return fmt.Errorf("its part %q: %w", part.Name, err)
		}
	}
	return nil
}

// bearablePart looks at the cells of a part, whatever it is: which parts are sheets is said by others.
func bearablePart(from io.Reader, left *int) error {
	d := xml.NewDecoder(from)
	depth, row, column := 0, 0, 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("it is no XML: %w", err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > deepest {
				return fmt.Errorf("more than %d elements in one another", deepest)
			}
			switch e.Name.Local {
			case "row":
				row, column = numbered(e, row+1), 0
				if row > mostRows {
					return fmt.Errorf("it has a row %d; the limit is %d", row, mostRows)
				}
			case "c":
				before := column
				column = max(column+1, columned(e))
				if *left -= column - before; *left < 0 {
					return fmt.Errorf("more than %d cells, or as many places between them", mostCells)
				}
			}
		}
	}
}

// numbered is the number that a row has, or the next one.
func numbered(e xml.StartElement, next int) int {
	for _, a := range e.Attr {
		if n, err := strconv.Atoi(a.Value); a.Name.Local == "r" && err == nil {
			return max(n, next)
		}
	}
	return next
}

// columned is the number of the column that a cell says it is in, 0 where it does not.
func columned(e xml.StartElement) int {
	for _, a := range e.Attr {
		if column, _, err := excelize.CellNameToCoordinates(a.Value); a.Name.Local == "r" && err == nil {
			return column
		}
	}
	return 0
}
