package typeset

// A Role is what an element of a document's structure is.
type Role uint8

// The roles in use. The number of a heading depends on the file that holds it.
const (
	RoleSection Role = iota
	RoleGroup
	RoleQuote
	RoleHeading
	RoleParagraph
	RoleCode
	RoleLink
	RoleList
	RoleItem
	RoleLabel
	RoleItemBody
	RoleTable
	RoleCaption
	RoleTableHead
	RoleTableBody
	RoleRow
	RoleHeadCell
	RoleCell
	RoleContents
	RoleEntry
	RoleReference
	RoleFigure
)

// roleNames are the standard structure types of ISO 32000-1, 14.8.4.
var roleNames = [...]string{
	RoleSection: "Sect", RoleGroup: "Div", RoleQuote: "BlockQuote", RoleHeading: "H", RoleParagraph: "P", RoleCode: "Code", RoleLink: "Link",
	RoleList: "L", RoleItem: "LI", RoleLabel: "Lbl", RoleItemBody: "LBody",
	RoleTable: "Table", RoleCaption: "Caption", RoleTableHead: "THead", RoleTableBody: "TBody", RoleRow: "TR", RoleHeadCell: "TH", RoleCell: "TD",
	RoleContents: "TOC", RoleEntry: "TOCI", RoleReference: "Reference", RoleFigure: "Figure",
}

func (r Role) String() string { return roleNames[r] }

// A Tag is an element of a document's structure, which readers that speak follow: it says what a block is, wherever its pieces come to stand. Its place
// among others is that of its first content on the pages. Only the worker that sets and draws the document changes it. There are tens of thousands:
// what few have stands apart.
type Tag struct {
	Kids   []Kid
	More   *More // nil for none
	parent *Tag
	first  [1]Kid // most elements hold no more
	Level  int8   // of a heading: PartLevel, 0 for a document's title, more for what stands below it
	Role   Role
	placed bool
}

// More is what few elements say.
type More struct {
	Said    string // of a figure and of code, what is said in place of what is shown; of a link, its text
	Columns int    // that a cell takes; 0 for one
	Box     Box    // that a figure takes on its page
	to      target // of a link
}

// PartLevel is the level of the title of a book's part, above that of documents.
const PartLevel = -1

// A Kid is what an element holds: an element, or on a page a run of content or a link.
type Kid struct {
	Tag  *Tag
	Page *Canvas
	At   int32 // of the page's runs or links
	Link bool  // of its links
}

// A Run is content of one element on a page without a break. Later tells whether it is among what depends on the file.
type Run struct {
	Tag   *Tag
	Later bool
}

// Element is an element below the open one.
func (c *Composer) Element(r Role) *Tag { return &Tag{Role: r, parent: c.tag} }

// Open opens an element below the open one, until Close.
func (c *Composer) Open(r Role) *Tag {
	c.tag = c.Element(r)
	return c.tag
}

// Close closes the element that was opened last.
func (c *Composer) Close() { c.tag = c.tag.parent }

// as gives a paragraph another role.
func as(r Role, paragraph []Piece) []Piece {
	paragraph[0].Tag.Role = r
	return paragraph
}

// AsHeading makes a paragraph the heading of a level.
func AsHeading(level int, paragraph []Piece) []Piece {
	paragraph[0].Tag.Level = int8(level)
	return as(RoleHeading, paragraph)
}

// place puts an element behind those that its parent has.
func (t *Tag) place() {
	if t.placed {
		return
	}
	t.placed = true
	if t.parent != nil {
		t.parent.place()
		t.parent.add(Kid{Tag: t})
	}
}

func (t *Tag) add(k Kid) {
	if t.Kids == nil {
		t.Kids = t.first[:0]
	}
	t.Kids = append(t.Kids, k)
}

// link is a link in an element.
func (t *Tag) link(said string, to target) *Tag {
	return &Tag{Role: RoleLink, parent: t, More: &More{Said: said, to: to}}
}

// Leads tells whether a link leads to an address, or to an anchor.
func (t *Tag) Leads() (anchor, uri string) { return t.More.to.anchor, t.More.to.uri }

// Within lets what is drawn next belong to an element, and returns the one before. What belongs to none is decoration, or said elsewhere.
func (p *Canvas) Within(t *Tag) (before *Tag) {
	before, p.tag = p.tag, t
	return before
}

// run is the number of the run that content of the current element belongs to, from 1; 0 for none.
func (p *Canvas) run(later bool) int {
	if p.tag == nil {
		return 0
	}
	n := len(p.Runs)
	if n > 0 && p.Runs[n-1] == (Run{p.tag, later}) {
		return n
	}
	p.Runs = append(p.Runs, Run{p.tag, later})
	p.tag.place()
	p.tag.add(Kid{Page: p, At: int32(n)})
	return n + 1
}

// linked enters the link that a text belongs to, which may have begun with the text before it, and returns the element around it.
func (p *Canvas) linked(to target, text string) (around *Tag) {
	around = p.tag
	if to == (target{}) || around == nil {
		return around
	}
	if around.Role == RoleLink {
		around.More.Said += text
		return around
	}
	if n := len(around.Kids); n > 0 {
		if last := around.Kids[n-1].Tag; last != nil && last.Role == RoleLink && last.More.to == to {
			last.More.Said += text
			p.tag = last
			return around
		}
	}
	p.tag = around.link(text, to)
	return around
}

// addLink adds an area that leads somewhere, which belongs to the current element.
func (p *Canvas) addLink(l Link) {
	if l.Tag = p.tag; l.Tag != nil {
		l.Tag.place()
		l.Tag.add(Kid{Page: p, At: int32(len(p.Links)), Link: true})
	}
	p.Links = append(p.Links, l)
}
