// Package prose turns Markdown that a person wrote into a small typed tree, so that every format prints the same text. It is the
// one door to the Markdown library. It never writes HTML, never passes on raw HTML or a link that runs code, and reads no file.
package prose

import "portolan/render/ref"

// A Tree is a parsed text: blocks in order.
type Tree struct{ Blocks []Block }

// A Block is one of the types below.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct{ Inlines []Inline }

// Heading is a heading within the text, level 1 to 6.
type Heading struct {
	Level   int
	Inlines []Inline
}

// List is a list; items may hold lists again.
type List struct {
	Ordered bool
	Start   int  // number of the first item of an ordered list
	Tight   bool // no blank lines between items
	Items   []Item
}

// Item is one item of a list.
type Item struct {
	Task   Task
	Blocks []Block
}

// Task tells whether an item is a box to tick.
type Task int

// The states of an item.
const (
	NoTask Task = iota
	OpenTask
	DoneTask
)

// Code is text to be shown exactly, in fixed pitch.
type Code struct {
	Language string // as written after the fence, may be empty
	Text     string // without the last line feed
}

// Quote is text of somebody else.
type Quote struct{ Blocks []Block }

// Callout is text set apart, written as a quote that starts with [!NOTE] or one of its kin.
type Callout struct {
	Kind   CalloutKind
	Blocks []Block
}

// CalloutKind is the weight of a callout, in rising order of attention.
type CalloutKind int

// The kinds of callouts, as GitHub names them.
const (
	Note CalloutKind = iota
	Tip
	Important
	Warning
	Caution
)

// Table is a table; every row has as many cells as the head.
type Table struct {
	Align []Align
	Head  []Cell
	Rows  [][]Cell
}

// Cell is the content of a cell.
type Cell struct{ Inlines []Inline }

// Align is the alignment of a column.
type Align int

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Rule is a thematic break.
type Rule struct{}

// An Inline is one of the types below.
type Inline interface{ inline() }

// Text is plain text; nothing in it has a meaning of its own.
type Text struct{ Text string }

// Strong is text of strong importance.
type Strong struct{ Inlines []Inline }

// Emphasis is stressed text.
type Emphasis struct{ Inlines []Inline }

// CodeSpan is code within a line.
type CodeSpan struct{ Text string }

// Link is text that leads elsewhere: to an address outside (https:, http:, mailto:), or to a place in the pack. Other targets never get here.
type Link struct {
	Outside string  // empty for places in the pack
	Inside  ref.Ref // zero for addresses outside
	Inlines []Inline
}

// PageNumber is the text of a link that stands, on paper, for the number of the page that it leads to.
const PageNumber = "#"

// IsPageNumber reports whether a link is one.
func IsPageNumber(l Link) bool {
	return len(l.Inlines) == 1 && l.Outside == "" && l.Inlines[0] == Inline(Text{Text: PageNumber})
}

// HardBreak ends a line within a paragraph.
type HardBreak struct{}

func (Paragraph) block() {}
func (Heading) block()   {}
func (List) block()      {}
func (Code) block()      {}
func (Quote) block()     {}
func (Callout) block()   {}
func (Table) block()     {}
func (Rule) block()      {}

func (Text) inline()      {}
func (Strong) inline()    {}
func (Emphasis) inline()  {}
func (CodeSpan) inline()  {}
func (Link) inline()      {}
func (HardBreak) inline() {}
