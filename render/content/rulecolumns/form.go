package rulecolumns

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/grid"
	"portolan/render/text/wordlist"
)

// A Form is the columns of a rule sheet.
type Form struct {
	Columns []Column
	Custom  bool // a customer's own
}

// A Column shows fields of a line, or the same text in every row.
type Column struct {
	Title   string
	Fields  []string // several are joined
	Join    string
	Text    string            // instead of fields
	Empty   string            // where the fields have no value
	Replace map[string]string // the customer's words for ours; what is not in it stays
	Width   float64           // in digits; 0 is taken from the content
	Aside   bool              // not on paper
	Rare    bool              // not there where no row has a value
}

// A View is a kind of rule sheet of the program's own.
type View string

// The views.
const (
	HostView    View = "host"    // the rules of one host
	LongView    View = "long"    // every rule
	GroupedView View = "grouped" // grouped rules

	BookView        View = "book"         // every rule, in the workbook: what stays in view first, one address family a column
	BookGroupedView View = "book-grouped" // grouped rules, likewise
)

// standard are the program's own columns: those that are printed, and those that stand right of them.
var standard = map[View][2][]string{
	HostView: {
		{"id", "direction", "source", "source-address", "source-translated", "destination", "destination-address", "destination-translated", "protocol", "port",
			"purpose", "requirement", "status", "ticket", "until"},
		{"action", "source-port", "log", "service", "caller", "via", "owner", "requester", "since", "states", "phase", "encrypted", "protocol-basis", "port-choice", "approval",
			"firewalls", "why", "sources", "notes"}},
	LongView: {
		{"id", "source-zone", "source", "source-address", "source-translated", "destination-zone", "destination", "destination-address", "destination-translated",
			"protocol", "port", "purpose", "status", "ticket"},
		{"until", "direction", "action", "source-port", "log", "service", "caller", "via", "requirement", "owner", "requester", "since", "states", "phase", "encrypted",
			"protocol-basis", "port-choice", "approval", "firewalls", "question", "why", "sources", "notes"}},
	GroupedView: {
		{"id", "source-zone", "source", "source-group", "source-address", "source-translated", "destination-zone", "destination", "destination-group",
			"destination-address", "destination-translated", "protocol-port", "purpose", "status", "ticket"},
		{"service-group", "until", "action", "source-port", "log", "service", "requirement", "owner", "requester", "since", "states", "phase", "approval",
			"firewalls", "question", "reason", "rules"}},
	BookView: {
		slices.Concat(lead, ends, []string{"protocol", "port", "purpose", "status", "ticket"}),
		slices.Concat([]string{"grouped-rule"}, translated, []string{"owner", "until", "direction", "action", "source-port", "log", "service", "caller", "via", "requirement", "requester", "since",
			"implementer", "states", "phase", "encrypted", "protocol-basis", "port-choice", "approval", "firewalls", "question", "why", "sources", "notes"})},
	BookGroupedView: {
		slices.Concat(lead, ends, []string{"protocol-port", "purpose", "status", "ticket"}),
		slices.Concat([]string{"source-group", "destination-group", "service-group"}, translated, []string{"firewalls", "owner", "until", "action", "source-port", "log", "service", "requirement",
			"requester", "since", "implementer", "states", "phase", "approval", "question", "reason", "rules"})},
}

// lead are the columns that a workbook keeps in view.
var lead = []string{"id", "source-zone", "source", "destination-zone", "destination"}

// Addresses of a rule in the workbook, and those by which the other end knows them.
var (
	ends       = []string{"source-ipv4", "source-ipv6", "source-host", "destination-ipv4", "destination-ipv6", "destination-host"}
	translated = []string{"source-translated-ipv4", "source-translated-ipv6", "destination-translated-ipv4", "destination-translated-ipv6"}
)

// families are what columns are called after that hold addresses of one family, and are there only where there are such addresses.
var families = []string{"-ipv4", "-ipv6", "-host"}

// Seen are the columns that grouped rules have where there is evidence of them.
var Seen = []string{"task", "evidence"}

// OwnWords are the columns that rules have where the site says why it needs one of them, or when it looks again whether it does.
var OwnWords = []string{"justification", "review"}

// HasOwnWords reports whether a site has something to say there.
func HasOwnWords(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Flows, func(f *plan.Flow) bool { return f.Justification != "" || !f.Review.IsZero() })
}

// With are the columns with more of them, first of those that are not printed.
func (f *Form) With(w *wordlist.List, names []string) *Form {
	at := slices.IndexFunc(f.Columns, func(c Column) bool { return c.Aside })
	for i, name := range names {
		f.Columns = slices.Insert(f.Columns, at+i, Column{Title: w.Text("rule-column." + name), Fields: []string{name}, Aside: true})
	}
	return f
}

// Standard are the program's own columns of a view. Where nothing is translated, the columns for that are there and not printed.
func Standard(v View, w *wordlist.List, translates bool) *Form {
	f := &Form{}
	add := func(name string, aside bool) {
		ofFamily := slices.ContainsFunc(families, func(end string) bool { return strings.HasSuffix(name, end) })
		f.Columns = append(f.Columns, Column{Title: w.Text("rule-column." + name), Fields: []string{name}, Aside: aside, Rare: ofFamily})
	}
	rare := func(name string) bool { return !translates && strings.HasSuffix(name, "-translated") }
	for _, name := range standard[v][0] {
		if !rare(name) {
			add(name, false)
		}
	}
	for _, name := range slices.Concat(slices.DeleteFunc(slices.Clone(standard[v][0]), func(n string) bool { return !rare(n) }), standard[v][1]) {
		add(name, true)
	}
	return f
}

// Table is the form as columns of a workbook, each with what a line has in it: addresses stand one below the other. choices are those of the
// column of states of work; instead says what a cell shows that would have too many values, or nothing.
func (f *Form) Table(choices []string, instead func(field Field, n int) string) []grid.ColumnOf[*Line] {
	var columns []grid.ColumnOf[*Line]
	for i := range f.Columns {
		c := &f.Columns[i]
		column := grid.ColumnOf[*Line]{Title: c.Title, Kind: c.kind(), Width: c.Width, Aside: c.Aside, Rare: c.Rare, Text: func(l *Line) string {
			return c.cell(l, func(at int) string { return tabled(l, at, instead) })
		}}
		if len(c.Fields) == 1 {
			column.Key = c.Fields[0]
			known, _ := field(column.Key)
			column.Wrap = known.Wrap
		}
		if column.Key == "status" {
			for _, choice := range choices {
				column.Choices = append(column.Choices, c.replaced(choice))
			}
		}
		columns = append(columns, column)
	}
	return columns
}

// tabled is what a workbook shows of a field.
func tabled(l *Line, at int, instead func(field Field, n int) string) string {
	known, values := &Fields[at], Fields[at].values(l)
	if text := instead(*known, len(values)); text != "" {
		return text
	}
	if known.Kind == grid.Address {
		return strings.Join(values, "\n")
	}
	return strings.Join(values, known.Join)
}

// kind is that of the one field; what was joined or replaced is text.
func (c *Column) kind() grid.Kind {
	if len(c.Fields) != 1 || len(c.Replace) > 0 {
		return grid.Text
	}
	f, _ := field(c.Fields[0])
	return f.Kind
}

// Plain is a line in a form, for files that programs and people read alike: everything on one line, addresses too.
func (f *Form) Plain(l *Line) []string {
	cells := make([]string, len(f.Columns))
	for i := range f.Columns {
		cells[i] = f.Columns[i].cell(l, func(at int) string { return strings.Join(Fields[at].values(l), Fields[at].Join) })
	}
	return cells
}

// cell is what a column has of a line. text is what one field says, given its place.
func (c *Column) cell(l *Line, text func(at int) string) string {
	if cell := c.joined(text); cell != "" || len(c.Fields) == 0 {
		return cell
	}
	if absent := Fields[place(c.Fields[0])].absent; absent != nil && c.Empty == "" && len(c.Fields) == 1 {
		return c.replaced(absent(l))
	}
	return c.Empty
}

func (c *Column) joined(text func(at int) string) string {
	switch len(c.Fields) {
	case 0:
		return c.Text
	case 1: // as in most columns
		if part := text(place(c.Fields[0])); part != "" {
			return c.replaced(part)
		}
		return ""
	}
	var parts []string
	for _, name := range c.Fields {
		if part := text(place(name)); part != "" {
			parts = append(parts, c.replaced(part))
		}
	}
	return strings.Join(parts, c.Join)
}

func (c *Column) replaced(text string) string {
	if own, ok := c.Replace[text]; ok {
		return own
	}
	return text
}

// Titles are the titles of the columns.
func (f *Form) Titles() []string {
	var titles []string
	for _, c := range f.Columns {
		titles = append(titles, c.Title)
	}
	return titles
}

// Meanings are the titles of a form's columns and what stands in them, for a legend.
func (f *Form) Meanings(w *wordlist.List) [][2]string {
	var all [][2]string
	for _, c := range f.Columns {
		var parts []string
		for _, name := range c.Fields {
			parts = append(parts, w.Text("rule-column."+name)+": "+w.Text("rule-meaning."+name))
		}
		if len(c.Fields) == 0 {
			parts = []string{w.Fill("workbook.fixed", "text", c.Text)}
		}
		all = append(all, [2]string{c.Title, strings.Join(parts, "\n")})
	}
	return all
}
