package spreadsheet

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"portolan/render/grid"
	"portolan/render/ref"
	"portolan/themes"
)

// Workbook writes a book as XLSX. Equal books give equal bytes.
//
// Every cell but those of numbers and dates is stored as a string with the format "text": a spreadsheet program shows it as it is, and keeps it so
// when somebody edits it. Text that begins like a formula therefore needs no guard here, and gets none: an apostrophe in the cell would
// become part of what people copy. A CSV has no types, so there the apostrophe is the only guard (see Neutral).
//
// A text that XLSX cannot hold (too long, or with characters that XML lacks) is a *Fault.
func Workbook(book *grid.Book, theme *themes.Theme) ([]byte, error) {
	ruler, err := newRuler(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		return nil, fmt.Errorf("measure: %w", err)
	}
	f := excelize.NewFile()
	w := &writer{file: f, book: book, theme: theme, ruler: ruler, styles: map[look]int{}, texts: &texts{numbers: map[string]int{}}}
	if err := w.write(); err != nil {
		return nil, err
	}
	return w.finish()
}

// A Fault is a text that a workbook cannot hold.
type Fault struct {
	Tab    string
	Row    string // its id, or its number in the table, from 1
	Column string
	What   string
}

// Error names the place and the fault.
func (f *Fault) Error() string {
	return fmt.Sprintf("sheet %q, row %s, column %q: %s", f.Tab, f.Row, f.Column, f.What)
}

type writer struct {
	file   *excelize.File
	book   *grid.Book
	theme  *themes.Theme
	ruler  *ruler
	styles map[look]int
	last   struct {
		look  look
		style int
	}
	texts  *texts
	tabs   []content
	names  map[string]string  // tab's key -> its name in the file
	places map[ref.Ref]string // what links name -> the cell they lead to
	links  []pending
}

// pending is a link that is written when every cell has its place.
type pending struct {
	tab, cell string
	to        ref.Ref
}

func (w *writer) write() error {
	var err error
	if w.names, err = names(w.book.Tabs); err != nil {
		return err
	}
	if err := w.properties(); err != nil {
		return err
	}
	w.places = map[ref.Ref]string{}
	for i := range w.book.Tabs {
		if err := w.tab(&w.book.Tabs[i], i); err != nil {
			return err
		}
	}
	for _, l := range w.links {
		if err := w.link(l); err != nil {
			return err
		}
	}
	return nil
}

// properties are the file's own: who, what, and the document's day as its date.
func (w *writer) properties() error {
	b := w.book
	day := b.Dated.UTC().Format(time.RFC3339)
	if err := w.file.SetDefaultFont(fontName); err != nil {
		return fmt.Errorf("set the font: %w", err)
	}
	if err := w.file.SetDocProps(&excelize.DocProperties{Title: b.Title, Subject: b.Subject, Creator: b.Creator, LastModifiedBy: b.Creator,
		Keywords: b.Keywords, Language: b.Language, Created: day, Modified: day}); err != nil {
		return fmt.Errorf("set the properties: %w", err)
	}
	if err := w.file.SetAppProps(&excelize.AppProperties{Company: b.Company}); err != nil {
		return fmt.Errorf("set the properties: %w", err)
	}
	// With a first text the library lists the part that ours are in.
	if err := w.file.SetCellStr(w.file.GetSheetName(0), "A1", ""); err != nil {
		return fmt.Errorf("begin the texts: %w", err)
	}
	return nil
}

// link leads from a cell to a tab, to a row of it, or to an address on the web.
func (w *writer) link(l pending) error {
	if l.to.Web != "" {
		return w.file.SetCellHyperLink(l.tab, l.cell, l.to.Web, "External")
	}
	to, ok := w.places[l.to]
	if !ok {
		return fmt.Errorf("sheet %q, cell %s: the link leads to %q, which is not there", l.tab, l.cell, strings.TrimPrefix(l.to.String(), ref.Scheme))
	}
	if err := w.file.SetCellHyperLink(l.tab, l.cell, to, "Location"); err != nil {
		return fmt.Errorf("sheet %q, cell %s: %w", l.tab, l.cell, err)
	}
	return nil
}
