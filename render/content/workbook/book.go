// Package workbook decides what stands in the workbook of a site: its rules in groups and one by one, the objects and services that they name, what passes
// between zones, what is still open, and the counts that show that nothing is missing. It knows no file format.
package workbook

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/rulecolumns"
	"portolan/render/grid"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Keys of tabs.
const (
	summaryTab  = "summary"
	groupedTab  = "grouped"
	longTab     = "long"
	objectsTab  = "objects"
	servicesTab = "services"
	matrixTab   = "matrix"
	openTab     = "open"
)

// limits are the numbers of values that a cell of a rule holds, where more would make a row higher than a screen, or would not fit. They stand
// one a row in another sheet, and the cell says so. Files for programs hold all.
var limits = []struct {
	field string
	most  int
	word  string
	where string // the word of the sheet
}{
	{"source-address", mostAddresses, "addresses", objectsTab},
	{"source-ipv4", mostAddresses, "addresses", objectsTab},
	{"source-ipv6", mostAddresses, "addresses", objectsTab},
	{"source-host", mostAddresses, "addresses", objectsTab},
	{"destination-address", mostAddresses, "addresses", objectsTab},
	{"destination-ipv4", mostAddresses, "addresses", objectsTab},
	{"destination-ipv6", mostAddresses, "addresses", objectsTab},
	{"destination-host", mostAddresses, "addresses", objectsTab},
	{"protocol-port", 12, "ports", servicesTab},
	{"service", 12, "services", servicesTab},
	{"purpose", 6, "purposes", longTab},
	{"rules", 500, "rules", longTab},
}

const mostAddresses = 12

// A Source is what a workbook is made from.
type Source struct {
	Plan   *plan.Plan
	Policy *policy.Policy
	Form   *rulecolumns.Form // a customer's own columns, or nil
	Words  *wordlist.List
}

// Of makes the workbook of a site.
func Of(s Source) *grid.Book {
	b := &builder{Source: s, printer: rulecolumns.NewPrinter(s.Plan, s.Policy, s.Words)}
	book := b.properties()
	book.Tabs = []grid.Tab{b.summary(), b.grouped(), b.long(), b.objects(), b.services(), b.matrix(), b.open()}
	return book
}

type builder struct {
	Source
	printer *rulecolumns.Printer
}

// properties are what the file itself and each printed page say.
func (b *builder) properties() *grid.Book {
	c, w := b.Plan.Document, b.Words
	title := c.Title
	if c.ID != "" {
		title = c.ID + " " + title
	}
	return &grid.Book{Title: c.Title, Subject: w.Text("workbook.subject"), Creator: strings.Join(c.Authors, ", "), Company: c.Customer, Keywords: c.Classification,
		Language: w.Language(), Dated: c.Date.Time(), Header: [3]string{title, "", c.Classification},
		Footer: [3]string{w.Fill("workbook.revision", "revision", c.Revision, "date", c.Date), "", w.Text("workbook.page")}}
}

// view is the customer's form, or the program's own for this kind of sheet.
func (b *builder) view(v rulecolumns.View) *rulecolumns.Form {
	if b.Form != nil {
		return b.Form
	}
	form := rulecolumns.Standard(v, b.Words, len(b.Plan.Translations) > 0)
	if v == rulecolumns.BookGroupedView && b.Policy.Sightings() != nil {
		form = form.With(b.Words, rulecolumns.Seen)
	}
	if rulecolumns.HasOwnWords(b.Plan) {
		form = form.With(b.Words, rulecolumns.OwnWords)
	}
	return form
}

// rules is a table of rules in a form. links give a field's cell a way to lead on.
func (b *builder) rules(f *rulecolumns.Form, rows []ruleRow) grid.Table {
	var columns []grid.ColumnOf[ruleRow]
	for _, c := range f.Table(rulecolumns.Statuses(b.Words), b.instead) {
		columns = append(columns, grid.ColumnOf[ruleRow]{Key: c.Key, Title: c.Title, Kind: c.Kind, Width: c.Width, Wrap: c.Wrap, Choices: c.Choices, Aside: c.Aside, Rare: c.Rare,
			Cell: func(r ruleRow) grid.Cell { return grid.L(c.Text(r.line), r.links[c.Key]) }})
	}
	frozen := 1 + slices.IndexFunc(columns, func(c grid.ColumnOf[ruleRow]) bool { return c.Key == "destination" })
	return grid.Fill(grid.Table{Frozen: frozen, Empty: b.Words.Text("workbook.no-rules")}, columns, rows, func(r ruleRow) grid.Row { return grid.Row{ID: r.id, Mark: r.mark} })
}

// ruleRow is a rule on its way into a table.
type ruleRow struct {
	id    string
	mark  grid.Mark
	line  *rulecolumns.Line
	links map[string]ref.Ref // field -> where its cell leads
}

// instead says where the values are that are too many for a cell.
func (b *builder) instead(field rulecolumns.Field, n int) string {
	for _, l := range limits {
		if l.field == field.Name && n > l.most {
			return b.more(n, l.word, l.where)
		}
	}
	return ""
}

func (b *builder) more(n int, what, tab string) string {
	return b.Words.Fill("workbook.more", "n", n, "what", b.Words.Text("workbook-more."+what), "sheet", b.Words.Text("workbook."+tab))
}
