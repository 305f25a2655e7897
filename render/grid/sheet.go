// Package grid is the middle language of workbooks: a book of tabs, a tab of tables, a table of typed columns and rows. Content fills it, a
// format writes it; it knows neither what a cell says nor how a spreadsheet program stores it.
package grid

import (
	"time"

	"portolan/render/ref"
)

// A Book is a workbook.
type Book struct {
	Title    string
	Subject  string
	Creator  string    // who answers for it
	Company  string    // whom it is about
	Keywords string    // classification and the like, for programs that file documents
	Language string    // BCP 47
	Dated    time.Time // the document's own day, in UTC; no clock is asked
	Header   [3]string // of every printed page: left, middle, right
	Footer   [3]string // likewise; {page} and {pages} are numbers that the printing program fills in
	Tabs     []Tab
}

// A Tab is one sheet of a book. Where it holds one table, that table's header stays in view and can be filtered; several tables stand one
// below the other.
type Tab struct {
	Key    string // by which links find it; unique in its book
	Name   string // as wanted; the format shortens it and makes it unique where it must
	Title  string
	Notes  []Note // between title and table
	Tables []Table
}

// A Note is a line of text above the tables. With a Link it leads to another tab.
type Note struct {
	Text string
	Link ref.Ref
	Mark Mark
}

// A Table has a header and rows under it.
type Table struct {
	Title   string // over the header, where a tab has several tables
	NewPage bool   // begins a page of its own, where it is printed
	Columns []Column
	Rows    []Row
	Frozen  int    // the columns that stay in view, from the left; the first one does in any case
	Empty   string // printed where there are no rows
	Heat    bool   // numbers are shaded by size
}

// A Kind says how a column's cells are stored and set.
type Kind string

// The kinds. Text that looks like a number stays text in every kind but Number and Date.
const (
	Text    Kind = "text"
	Code    Kind = "code"    // ids
	Address Kind = "address" // addresses, one a line
	Port    Kind = "port"    // a port or a range of ports
	Number  Kind = "number"  // a whole number
	Date    Kind = "date"    // 2026-10-01
)

// A Column is a column of a table.
type Column struct {
	Key     string
	Title   string
	Kind    Kind
	Width   float64  // in digits of the standard font; 0 is taken from the content
	Wrap    float64  // the width at which its text wraps; 0 is the format's own
	Choices []string // what may be entered; any text where there are none
	Aside   bool     // stands right of the part that is printed
}

// A Mark sets a row, a cell or a note apart. No mark is the only sign of what it stands for: a cell says it in words.
type Mark string

// The marks.
const (
	Plain   Mark = ""
	Muted   Mark = "muted"
	Warning Mark = "warning"
	Strong  Mark = "strong"
)

// A Row is a row of a table; ID is what links name it by, and may be empty.
type Row struct {
	ID    string
	Mark  Mark
	Cells []Cell
}

// A Cell is text, which may have several lines. Link leads to a tab of its book by its key, and to a row of it by its id.
type Cell struct {
	Text string
	Link ref.Ref
}

// C is a cell of text.
func C(text string) Cell { return Cell{Text: text} }

// L is a cell that leads elsewhere in its book.
func L(text string, link ref.Ref) Cell { return Cell{Text: text, Link: link} }
