// Package document is the middle language between content and formats: a document is a list of typed blocks. Content packages
// write it, format packages print it. It knows neither HTML nor PDF, and it holds no text of its own.
package document

import (
	"slices"

	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// A Document is one thing a reader opens: a worksheet, a runbook, the overview of a site, the handover pack.
type Document struct {
	ID       string  // stable, from TOML ids; what references say, and the file name without its ending
	Title    string  // one line
	Subtitle string  // one line, may be empty
	Fields   []Field // facts about the document itself: customer, revision, date, classification ...
	Blocks   []Block
	OnPages  []Block // what pages have in place of the blocks: their rows open, so that they need fewer columns; nil where they have the same
	Lead     int     // so many of the first blocks are read in a hurry: pages have them before the facts, the contents and the clock
	Limits   []Limit // of the procedure that the document is, in rising order: pages have a clock beside them
	Alone    bool    // formats with pages give it pages of its own
	Dense    bool    // formats with pages set it with less white, and the facts of a step in one line
}

// Screen are the blocks of a document on pages.
func (d *Document) Screen() []Block {
	if d.OnPages != nil {
		return d.OnPages
	}
	return d.Blocks
}

// A Limit is a time that a procedure should not take longer than, with its name and its time in words.
type Limit struct {
	Name, Time string
	Minutes    int
}

// A Field is a name with its value, as on a cover or above a worksheet.
type Field struct {
	Name, Value string
	Cells       []Cell // in place of a value: several, each with where it leads
}

// A Block is one of the types below.
type Block interface{ block() }

// Heading opens a section. Level 1 is a chapter of a document (the document's title stands above it).
type Heading struct {
	Level int    // 1 to 3
	ID    string // unique in the document, from TOML ids
	Text  string
	Near  bool // rather on the page of what stands before it
}

// Prose is Markdown written by a person (a catalogue, a runbook, a site).
type Prose struct{ Markdown string }

// Text is one paragraph of plain text; no character in it has a meaning of its own.
type Text struct{ Text string }

// Fields is a two-column list of names and values.
type Fields struct{ Fields []Field }

// Table is a table of typed rows. Every row has one cell for each column.
type Table struct {
	ID        string
	Caption   string
	Columns   []Column
	Rows      []Row
	Empty     string  // printed in place of the rows when there are none
	Unordered bool    // the order of the rows has no meaning: pages let readers sort and filter them. Steps of a procedure are never so
	Same      []Field // what is the same in every row, said once above them
}

// Column says what stands in a column and how wide it is in relation to the others.
type Column struct {
	Key    string  // stable key, for CSV headers' mapping, CSS classes and filters
	Title  string  // as printed
	Weight float64 // relative width for paged formats; 0 means 1
	Kind   ColumnKind
	Names  bool // its cells are the names of the rows; the first column's are, where no column's are
}

// ColumnKind tells how the values of a column are set and compared.
type ColumnKind int

// The kinds of columns.
const (
	Words   ColumnKind = iota // running text
	Code                      // host names, addresses, ids: fixed pitch, breaks anywhere
	Numeric                   // ports, counts: compared as numbers
)

// Row is one row; its ID is a link target (a rule's id), empty where rows are not linked to. Badge says what the mark means here, where its own word
// is too general.
type Row struct {
	ID    string
	Cells []Cell
	Mark  Mark
	More  []Field // what pages show when a reader opens the row
	Badge string
}

// Mark is a row's or callout's weight; formats show it by word and colour, never by colour alone.
type Mark int

// The marks, in rising order of attention.
const (
	Plain Mark = iota
	Muted
	Note
	Warning
	Danger
)

// A Ref is a reference to a document of the pack and a place in it.
type Ref = ref.Ref

// Cell is the content of a cell: lines of text. Link is where it leads, if anywhere.
type Cell struct {
	Lines []string
	Link  Ref
	Paged bool // in a line of text on paper, the number of the page that it leads to stands behind it
}

// C makes a cell of the given lines.
func C(lines ...string) Cell { return Cell{Lines: lines} }

// L makes a cell of one line with a link.
func L(text string, link Ref) Cell { return Cell{Lines: []string{text}, Link: link} }

// W makes a cell of one line that leads to an address on the web, or nowhere.
func W(text, address string) Cell { return L(text, ref.Web(address)) }

// Figure is a picture. Format packages paint it; Path is the picture's file in the pack without extension
// ("diagrams/zones"), or empty.
type Figure struct {
	ID      string
	Caption string
	Picture diagram.Picture
	Path    string

	Editable bool // there is also a file in which people can move what the picture shows
	Apart    bool // pages show its file, and lead to it: it is large, and one that is like it stands in a page with all that can be done there
}

// Callout is a paragraph set apart.
type Callout struct {
	Mark     Mark
	Badge    string // as of a row
	Title    string
	Markdown string
}

// Step is one step of a procedure, numbered by the format in order of appearance within its document's section.
type Step struct {
	ID        string
	Title     string
	Where     []Cell // hosts on which the step is done, with links to their pages
	Who       string
	Callouts  []Callout // what must be seen before anything else: a change of the site's, the point of no return
	Body      string    // Markdown
	Files     []Cell    // files of the pack that the step uses, with links
	Commands  []Command
	Expect    string // Markdown
	IfFails   string // Markdown
	Rollback  string // Markdown
	Parts     []StepPart
	Danger    string     // Markdown; not empty means that the step can destroy something
	Minutes   int        // 0 means not stated
	Fields    []Field    // facts beside the place: how hosts are worked on, whether it can be undone
	Sources   Field      // the places in documents that it follows
	Elsewhere Field      // where it is told that it is not told here
	Count     int        // the steps that it stands for, where that is more than one
	Shared    Shared     // the procedure that it is a part of, where several documents have that
	Apart     bool       // it is not done when all goes well, such as a step of the way back
	Labels    StepLabels // without a word for a step that is done, there is no box to tick
}

// Around are its facts with where it is told, if that is elsewhere, before them.
func (s Step) Around() []Field {
	if len(s.Elsewhere.Cells) == 0 {
		return s.Fields
	}
	return append([]Field{s.Elsewhere}, s.Fields...)
}

// Facts are its facts with the sources as the last of them.
func (s Step) Facts() []Field {
	if len(s.Sources.Cells) == 0 {
		return s.Fields
	}
	return append(slices.Clone(s.Fields), s.Sources)
}

// Shared is a procedure that several documents have the steps of.
type Shared struct {
	ID, Title string
	Run       int // which procedure of the document it is: steps of one are done one after another
}

// StepPart is anything else that a step says, under a label.
type StepPart struct{ Label, Markdown string }

// StepLabels are the words printed beside the parts of a step, from the word list.
type StepLabels struct{ Step, Steps, Where, Who, Files, Run, Expect, IfFails, Rollback, Danger, Minutes, Done, By, At string }

// Command is text that a person copies into a shell.
type Command struct {
	Shell string // cmd, powershell, bash, sql
	Where string // the host, when a step is done on several; may be empty
	Text  string // exact, may have several lines
}

// Checklist is a list of boxes to tick.
type Checklist struct{ Items []string }

// List is a list of plain items with optional links.
type List struct {
	Items []Cell
	Small bool // formats with pages set it in small type: nobody reads it in order
}

// Index is a list of places in the pack, in the order of their entries. Formats with pages print beside each entry the number of the page
// on which its link lands, as far as the place is in the same file.
type Index struct{ Entries []Cell }

// Doors are the ways into a pack, on the page that is opened first. They are on pages only.
type Doors struct {
	Doors []Door
	Side  *Figure // beside them, or nil
}

// A Door is where readers with one task begin: the page that it leads to, and what they look for most.
type Door struct {
	ID, Title string
	Link      Ref
	Groups    []DoorGroup
}

// A DoorGroup is a run of links with a title, which may be empty. Short links stand in one line.
type DoorGroup struct {
	Title string
	Short bool
	Items []Cell
}

// Signatures are people who sign a document, with room to do it by hand.
type Signatures struct {
	ID      string
	Caption string
	Labels  SignatureLabels
	Signers []Signer
	Empty   string // printed in place of the signers when there are none
}

// SignatureLabels are the words beside the parts of a signature, from the word list. Open stands where nobody can sign with a pen.
type SignatureLabels struct{ Name, Role, Date, Signature, Open string }

// Signer is somebody who signs. Date and Record are empty until he did: paged formats leave room for a pen.
type Signer struct {
	Name, Role string
	Date       string
	Record     string // where the signature is on record
}

// Pieces are what rows that open refer to, each said once: a row that is open shows them in their place, and a filter looks into them. Only pages have
// them. Those that are shared are for the rows of all pages; to others, rows of their own page refer by ref.Here.
type Pieces struct {
	ID, Title string
	Items     []Piece
	Shared    bool
}

// A Piece is one of them.
type Piece struct {
	ID, Name string
	Lines    []Cell
}

// PageBreak starts a new page in paged formats.
type PageBreak struct{ Landscape bool }

func (Heading) block()    {}
func (Prose) block()      {}
func (Text) block()       {}
func (Fields) block()     {}
func (Table) block()      {}
func (Figure) block()     {}
func (Callout) block()    {}
func (Step) block()       {}
func (Checklist) block()  {}
func (List) block()       {}
func (Index) block()      {}
func (Signatures) block() {}
func (Pieces) block()     {}
func (PageBreak) block()  {}
func (Doors) block()      {}
