package spreadsheet

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
	"portolan/render/ref"
	"portolan/render/text/font"
)

// A tabWriter writes one tab, from top to bottom.
type tabWriter struct {
	*writer
	rows    rows
	tab     *grid.Tab
	name    string
	row     int       // the last that was written, from 1
	widths  []float64 // of the columns, in digits
	printed int       // columns that are printed
	header  int       // the row of the header that stays in view, or 0
	frozen  int       // the columns that stay in view
}

func (w *writer) tab(tab *grid.Tab, index int) error {
	t := &tabWriter{writer: w, rows: rows{texts: w.texts}, tab: tab, name: w.names[tab.Key]}
	if index == 0 {
		if err := w.file.SetSheetName(w.file.GetSheetName(0), t.name); err != nil {
			return fmt.Errorf("sheet %q: %w", t.name, err)
		}
	} else if _, err := w.file.NewSheet(t.name); err != nil {
		return fmt.Errorf("sheet %q: %w", t.name, err)
	}
	t.rows.xml = make([]byte, 0, cellSize*cells(tab))
	w.places[ref.Document(tab.Key)] = quoted(t.name) + "!A1"
	t.measure()
	for _, step := range []func() error{t.top, t.tables, t.page, t.extent} {
		if err := step(); err != nil {
			return fmt.Errorf("sheet %q: %w", t.name, err)
		}
	}
	w.tabs = append(w.tabs, content{columns: columns(t.widths), rows: t.rows.xml})
	return nil
}

// cellSize is about what a cell takes in the file, in bytes, with its part of the row around it.
const cellSize = 40

// cells is about the number of a tab's cells.
func cells(tab *grid.Tab) int {
	n := 1 + len(tab.Notes)
	for _, table := range tab.Tables {
		n += (2 + len(table.Rows)) * (1 + len(table.Columns))
	}
	return n
}

// top writes title and notes.
func (t *tabWriter) top() error {
	if err := t.spanned(grid.Note{Text: t.tab.Title}, inTitle); err != nil {
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
func (t *tabWriter) spanned(n grid.Note, p part) error {
	t.row++
	if t.printed > 1 {
		if err := t.file.MergeCell(t.name, cellName(1, t.row), cellName(t.printed, t.row)); err != nil {
			return err
		}
	}
	face, size := t.ruler.plain, float64(fontSize)
	if p != inNote {
		face, size = t.ruler.bold, sizes[p]
	}
	t.rows.open(t.row, height(t.ruler.wrapped(face, n.Text, size, t.printedWidth()), size))
	defer t.rows.close()
	return t.cell(1, grid.Cell{Text: n.Text, Link: n.Link}, look{part: p, mark: n.Mark, link: !n.Link.IsZero()}, strconv.Itoa(t.row), "A")
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

func (t *tabWriter) table(table *grid.Table) error {
	if table.NewPage {
		if err := t.file.InsertPageBreak(t.name, cellName(1, t.row+1)); err != nil {
			return err
		}
	}
	if table.Title != "" {
		if err := t.spanned(grid.Note{Text: table.Title}, inHeading); err != nil {
			return err
		}
	}
	t.row++
	header := t.row
	if err := t.titles(table); err != nil {
		return err
	}
	if err := t.body(table); err != nil {
		return err
	}
	if len(t.tab.Tables) == 1 {
		t.header, t.frozen = header, t.inView(table.Frozen)
		last := cellName(len(table.Columns), max(t.row, header+1))
		if err := t.file.AutoFilter(t.name, cellName(1, header)+":"+last, nil); err != nil {
			return err
		}
	}
	return t.entries(table, header)
}

// mostInView is the width of the columns that may stay in view: more would leave a laptop's screen no room for the others.
const mostInView = 130

// inView is the number of columns that stay in view of those that are to: the first in any case.
func (t *tabWriter) inView(wanted int) int {
	n, width := 1, t.widths[0]
	for n < wanted && width+t.widths[n] <= mostInView {
		width += t.widths[n]
		n++
	}
	return n
}

// titles writes the header of a table.
func (t *tabWriter) titles(table *grid.Table) error {
	t.rows.open(t.row, height(t.headerLines(table), fontSize))
	defer t.rows.close()
	for i, c := range table.Columns {
		if err := t.cell(i+1, grid.C(c.Title), look{part: inHeader, kind: c.Kind}, strconv.Itoa(t.row), c.Title); err != nil {
			return err
		}
	}
	return nil
}

// body writes the rows of a table, or what stands there when it has none.
func (t *tabWriter) body(table *grid.Table) error {
	for n := range table.Rows {
		t.row++
		row := &table.Rows[n]
		if len(row.Cells) != len(table.Columns) {
			return fmt.Errorf("row %d has %d cells, not %d", n+1, len(row.Cells), len(table.Columns))
		}
		if row.ID != "" {
			t.place(row.ID)
		}
		if err := t.line(table, row, n); err != nil {
			return err
		}
	}
	if len(table.Rows) == 0 && table.Empty != "" {
		return t.spanned(grid.Note{Text: table.Empty, Mark: grid.Muted}, inNote)
	}
	return nil
}

// line writes a row of a table.
func (t *tabWriter) line(table *grid.Table, row *grid.Row, n int) error {
	t.rows.open(t.row, height(t.bodyLines(table, row), fontSize))
	defer t.rows.close()
	for i, c := range row.Cells {
		column := &table.Columns[i]
		if err := t.cell(i+1, c, look{kind: column.Kind, mark: row.Mark, link: !c.Link.IsZero()}, rowName(row, n), column.Title); err != nil {
			return err
		}
	}
	return nil
}

// bodyLines is the number of lines of the highest cell of a row; those at the side do not make the printed rows higher.
func (t *tabWriter) bodyLines(table *grid.Table, row *grid.Row) int {
	high, face := 1, t.face(row.Mark)
	for i, c := range row.Cells {
		if !table.Columns[i].Aside {
			high = max(high, t.ruler.wrapped(face, c.Text, fontSize, t.widths[i]))
		}
	}
	return high
}

// headerLines is the number of lines of the highest title.
func (t *tabWriter) headerLines(table *grid.Table) int {
	n := 1
	for i, c := range table.Columns {
		n = max(n, t.ruler.wrapped(t.ruler.bold, c.Title, fontSize, t.widths[i]-filterSign+margin))
	}
	return n
}

func (t *tabWriter) face(m grid.Mark) *font.Face {
	if m == grid.Strong {
		return t.ruler.bold
	}
	return t.ruler.plain
}

// place notes where links to a row lead: to its first one of this id.
func (t *tabWriter) place(id string) {
	key := ref.Document(t.tab.Key).At(id)
	if _, taken := t.places[key]; !taken {
		t.places[key] = quoted(t.name) + "!" + cellName(1, t.row)
	}
}

// rowName is what people find a row by.
func rowName(row *grid.Row, n int) string {
	if row.ID != "" {
		return row.ID
	}
	return strconv.Itoa(n + 1)
}

// cell writes a cell of the open row. A fault is found by the names that people know the row and the column by.
func (t *tabWriter) cell(column int, c grid.Cell, l look, row, title string) error {
	style, err := t.style(l)
	if err != nil {
		return err
	}
	kind := l.kind
	if l.part != inTable {
		kind = grid.Text
	}
	if what := t.rows.cell(t.row, column, c.Text, kind, style); what != "" {
		return &Fault{Tab: t.name, Row: row, Column: title, What: what}
	}
	if !c.Link.IsZero() && c.Text != "" {
		t.links = append(t.links, pending{tab: t.name, cell: cellName(column, t.row), to: c.Link})
	}
	return nil
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
