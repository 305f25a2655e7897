package spreadsheet

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"portolan/render/font"
	"portolan/render/sheet"
)

// A tabWriter writes one tab, from top to bottom.
type tabWriter struct {
	*writer
	tab     *sheet.Tab
	name    string
	row     int       // the last that was written, from 1
	widths  []float64 // of the columns, in digits
	printed int       // columns that are printed
	header  int       // the row of the header that stays in view, or 0
}

func (w *writer) tab(tab *sheet.Tab, index int) error {
	t := &tabWriter{writer: w, tab: tab, name: w.names[tab.Key]}
	if index == 0 {
		if err := w.file.SetSheetName(w.file.GetSheetName(0), t.name); err != nil {
			return fmt.Errorf("sheet %q: %w", t.name, err)
		}
	} else if _, err := w.file.NewSheet(t.name); err != nil {
		return fmt.Errorf("sheet %q: %w", t.name, err)
	}
	w.places[tab.Key] = quoted(t.name) + "!A1"
	t.measure()
	for _, step := range []func() error{t.columns, t.top, t.tables, t.page, t.extent} {
		if err := step(); err != nil {
			return fmt.Errorf("sheet %q: %w", t.name, err)
		}
	}
	return nil
}

// columns sets widths before rows are written.
func (t *tabWriter) columns() error {
	for i, width := range t.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := t.file.SetColWidth(t.name, name, name, width); err != nil {
			return err
		}
	}
	return nil
}

// top writes title and notes.
func (t *tabWriter) top() error {
	if err := t.spanned(sheet.Note{Text: t.tab.Title}, inTitle); err != nil {
		return err
	}
	for _, n := range t.tab.Notes {
		if err := t.spanned(n, inNote); err != nil {
			return err
		}
	}
	if len(t.tab.Notes) > 0 {
		t.row++
	}
	return nil
}

// spanned writes a line over all printed columns, as high as its text needs there.
func (t *tabWriter) spanned(n sheet.Note, p part) error {
	t.row++
	if what := holds(n.Text); what != "" {
		return &Fault{Tab: t.name, Row: strconv.Itoa(t.row), Column: "A", What: what}
	}
	if t.printed > 1 {
		if err := t.file.MergeCell(t.name, cellName(1, t.row), cellName(t.printed, t.row)); err != nil {
			return err
		}
	}
	face, size := t.ruler.plain, float64(fontSize)
	if p != inNote {
		face, size = t.ruler.bold, sizes[p]
	}
	if err := t.file.SetRowHeight(t.name, t.row, height(t.ruler.wrapped(face, n.Text, size, t.printedWidth()), size)); err != nil {
		return err
	}
	return t.cell(t.row, 1, sheet.Cell{Text: n.Text, Link: n.Link}, look{part: p, mark: n.Mark, link: n.Link != ""})
}

func (t *tabWriter) tables() error {
	for i := range t.tab.Tables {
		if i > 0 {
			t.row++ // stays empty
		}
		if err := t.table(&t.tab.Tables[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tabWriter) table(table *sheet.Table) error {
	if table.NewPage {
		if err := t.file.InsertPageBreak(t.name, cellName(1, t.row+1)); err != nil {
			return err
		}
	}
	if table.Title != "" {
		if err := t.spanned(sheet.Note{Text: table.Title}, inHeading); err != nil {
			return err
		}
	}
	t.row++
	header := t.row
	for i, c := range table.Columns {
		if what := holds(c.Title); what != "" {
			return &Fault{Tab: t.name, Row: strconv.Itoa(t.row), Column: c.Title, What: what}
		}
		if err := t.cell(t.row, i+1, sheet.C(c.Title), look{part: inHeader, kind: c.Kind}); err != nil {
			return err
		}
	}
	if err := t.file.SetRowHeight(t.name, t.row, height(t.headerLines(table), fontSize)); err != nil {
		return err
	}
	if err := t.rows(table); err != nil {
		return err
	}
	if len(t.tab.Tables) == 1 {
		t.header = header
		last := cellName(len(table.Columns), max(t.row, header+1))
		if err := t.file.AutoFilter(t.name, cellName(1, header)+":"+last, nil); err != nil {
			return err
		}
	}
	return t.entries(table, header)
}

func (t *tabWriter) rows(table *sheet.Table) error {
	for n, row := range table.Rows {
		t.row++
		if len(row.Cells) != len(table.Columns) {
			return fmt.Errorf("row %d has %d cells, not %d", n+1, len(row.Cells), len(table.Columns))
		}
		if row.ID != "" {
			t.place(row.ID)
		}
		high := 1
		for i, c := range row.Cells {
			column := table.Columns[i]
			if what := holds(c.Text); what != "" {
				return &Fault{Tab: t.name, Row: rowName(row, n), Column: column.Title, What: what}
			}
			if err := t.cell(t.row, i+1, c, look{kind: column.Kind, mark: row.Mark, link: c.Link != ""}); err != nil {
				return err
			}
			if column.Aside { // does not make the printed rows higher
				continue
			}
			high = max(high, t.ruler.wrapped(t.face(row.Mark), c.Text, fontSize, t.widths[i]))
		}
		if err := t.file.SetRowHeight(t.name, t.row, height(high, fontSize)); err != nil {
			return err
		}
	}
	if len(table.Rows) == 0 && table.Empty != "" {
		return t.spanned(sheet.Note{Text: table.Empty, Mark: sheet.Muted}, inNote)
	}
	return nil
}

// headerLines is the number of lines of the highest title.
func (t *tabWriter) headerLines(table *sheet.Table) int {
	n := 1
	for i, c := range table.Columns {
		n = max(n, t.ruler.wrapped(t.ruler.bold, c.Title, fontSize, t.widths[i]-filterSign+margin))
	}
	return n
}

func (t *tabWriter) face(m sheet.Mark) *font.Face {
	if m == sheet.Strong {
		return t.ruler.bold
	}
	return t.ruler.plain
}

// place notes where links to a row lead: to its first one of this id.
func (t *tabWriter) place(id string) {
	key := t.tab.Key + "#" + id
	if _, taken := t.places[key]; !taken {
		t.places[key] = quoted(t.name) + "!" + cellName(1, t.row)
	}
}

// rowName is what people find a row by.
func rowName(row sheet.Row, n int) string {
	if row.ID != "" {
		return row.ID
	}
	return strconv.Itoa(n + 1)
}

func (t *tabWriter) cell(row, column int, c sheet.Cell, l look) error {
	name := cellName(column, row)
	id, err := t.style(l)
	if err != nil {
		return err
	}
	v := any(c.Text)
	if l.part == inTable {
		v = value(c, l.kind)
	}
	if err := t.set(t.name, name, v); err != nil {
		return err
	}
	if c.Link != "" && c.Text != "" {
		t.links = append(t.links, pending{tab: t.name, cell: name, to: c.Link})
	}
	return t.file.SetCellStyle(t.name, name, name, id)
}

// extent tells programs that read a file row by row how far it goes.
func (t *tabWriter) extent() error {
	return t.file.SetSheetDimension(t.name, "A1:"+cellName(len(t.widths), max(t.row, 1)))
}

// cellName is a cell as references name it. A book has far fewer columns and rows than would be none.
func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row)
	return name
}
