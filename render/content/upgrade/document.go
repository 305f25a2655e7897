// Package upgrade says what an upgrade of a product asks of a site's firewalls: what to open before, what to close after, what means
// something else, what is left over. It decides what the document says and knows no format; it compares nothing itself.
package upgrade

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/edition"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// Name is what its files are called but for the page, which is the first and only one.
const Name = "upgrade"

// Document is the comparison as a reader opens it: the order of work, every host with its lists, then what is no host's.
func Document(u *edition.Upgrade, w *wordlist.List) *document.Document {
	b := &builder{u: u, words: w, numbers: map[citation.Place]int{}}
	d := &document.Document{ID: docs.Front, Title: w.Fill("upgrade.title", "site", u.Document.Title), Subtitle: u.Document.Customer, Fields: b.control()}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("upgrade.counts", "open", len(u.Open), "close", len(u.Close), "changed", b.grave(), "unchanged", u.Unchanged,
		"worded", len(u.Changed)-b.grave(), "stale", len(u.Stale))})
	d.Blocks = append(d.Blocks, b.order()...)
	d.Blocks = append(d.Blocks, b.findings()...)
	d.Blocks = append(d.Blocks, b.leftOut()...)
	d.Blocks = append(d.Blocks, b.hosts()...)
	for _, h := range u.Hosts {
		if b.touched(h) {
			d.Blocks = append(d.Blocks, b.host(h)...)
		}
	}
	d.Blocks = append(d.Blocks, b.elsewhere()...)
	d.Blocks = append(d.Blocks, b.worded()...)
	d.Blocks = append(d.Blocks, b.sources()...)
	return d
}

type builder struct {
	u       *edition.Upgrade
	words   *wordlist.List
	cited   []citation.Place
	numbers map[citation.Place]int
}

func (b *builder) control() []document.Field {
	w, c := b.words, b.u.Document
	fields := []document.Field{{Name: w.Text("upgrade.from"), Value: b.u.From.Product}, {Name: w.Text("upgrade.to"), Value: b.u.To.Product}}
	if len(b.u.Installations) > 0 {
		fields = append(fields, document.Field{Name: w.Text("upgrade.installations"), Value: strings.Join(b.u.Installations, "; ")})
	}
	fields = append(fields, []document.Field{{Name: w.Text("field.revision"), Value: c.Revision}, {Name: w.Text("field.date"), Value: c.Date.String()},
		{Name: w.Text("field.classification"), Value: c.Classification}}...)
	if c.ID != "" {
		fields = append(fields, document.Field{Name: w.Text("field.document"), Value: c.ID})
	}
	return fields
}

// grave counts the changes that are more than words.
func (b *builder) grave() int { return len(grave(b.u.Changed)) }

func grave(changes []edition.Change) []edition.Change {
	return slices.DeleteFunc(slices.Clone(changes), edition.Change.Slight)
}

// order is what to do in which order: nothing is closed before the new edition runs.
func (b *builder) order() []document.Block {
	w := b.words
	return []document.Block{document.Heading{Level: 1, ID: "order", Text: w.Text("upgrade.order")},
		document.Checklist{Items: []string{w.Fill("upgrade.first", "n", len(b.u.Open)), w.Text("upgrade.second"), w.Fill("upgrade.third", "n", len(b.u.Close)),
			w.Fill("upgrade.fourth", "n", len(b.u.Stale))}}}
}

// findings are the vendor's rules that the site follows now and will not follow then.
func (b *builder) findings() []document.Block {
	if len(b.u.Findings) == 0 {
		return nil
	}
	w := b.words
	t := document.Fill(document.Table{ID: "table-findings", Caption: w.Text("upgrade.findings-caption")}, []document.ColumnOf[plan.Finding]{
		{Key: "id", Title: w.Text("column.id"), Weight: 0.8, Kind: document.Code, Text: func(f plan.Finding) string { return f.ID }},
		{Key: "level", Title: w.Text("column.level"), Weight: 0.8, Text: func(f plan.Finding) string { return w.Text("level." + f.Level) }},
		{Key: "what", Title: w.Text("column.what"), Weight: 5, Cell: func(f plan.Finding) document.Cell {
			return document.Cell{Lines: slices.DeleteFunc([]string{f.What, f.Help}, func(s string) bool { return s == "" })}
		}}}, b.u.Findings, func(plan.Finding) document.Row { return document.Row{Mark: document.Warning} })
	return []document.Block{document.Heading{Level: 1, ID: "findings", Text: w.Text("upgrade.findings")}, document.Text{Text: w.Text("upgrade.findings-text")}, t}
}

// leftOut says what the comparison is incomplete in.
func (b *builder) leftOut() []document.Block {
	if len(b.u.LeftOut) == 0 {
		return nil
	}
	w := b.words
	t := document.Fill(document.Table{ID: "table-left-out", Caption: w.Text("upgrade.left-out-caption")}, []document.ColumnOf[edition.Omission]{
		{Key: "where", Title: w.Text("upgrade.key"), Weight: 1, Kind: document.Code, Text: func(o edition.Omission) string { return o.Place() }},
		{Key: "what", Title: w.Text("upgrade.what"), Weight: 5, Text: func(o edition.Omission) string {
			return w.Fill("upgrade.omitted-"+o.Kind, "edition", b.u.To.Product, "name", o.Name, "of", w.Fill("upgrade.of-"+key(o.HolderKind), "id", o.Holder))
		}}}, b.u.LeftOut, func(edition.Omission) document.Row { return document.Row{Mark: document.Warning} })
	return []document.Block{document.Heading{Level: 1, ID: "left-out", Text: w.Text("upgrade.left-out")}, document.Text{Text: w.Text("upgrade.left-out-text")}, t}
}

// hosts is the table of contents by host, with counts.
func (b *builder) hosts() []document.Block {
	w := b.words
	type change = edition.HostChange
	t := document.Fill(document.Table{ID: "table-hosts", Caption: w.Text("upgrade.hosts-caption")}, []document.ColumnOf[change]{
		{Key: "host", Title: w.Text("column.host"), Weight: 3, Kind: document.Code, Cell: func(h change) document.Cell {
			if b.touched(h) {
				return document.L(h.Name, ref.Here("host-"+h.ID))
			}
			return document.C(h.Name)
		}},
		{Key: "address", Title: w.Text("column.address"), Weight: 2.4, Kind: document.Code, Cell: func(h change) document.Cell { return document.Cell{Lines: b.where(h.Endpoint)} }},
		{Key: "open", Title: w.Text("upgrade.column-open"), Weight: 1, Kind: document.Numeric, Text: func(h change) string { return strconv.Itoa(h.Open) }},
		{Key: "close", Title: w.Text("upgrade.column-close"), Weight: 1, Kind: document.Numeric, Text: func(h change) string { return strconv.Itoa(h.Close) }},
		{Key: "changed", Title: w.Text("upgrade.column-changed"), Weight: 1, Kind: document.Numeric, Text: func(h change) string {
			return strconv.Itoa(len(grave(edition.At(b.u.Changed, h.ID))))
		}},
		{Key: "stale", Title: w.Text("upgrade.column-stale"), Weight: 1, Kind: document.Numeric, Text: func(h change) string { return strconv.Itoa(h.Stale) }}},
		b.u.Hosts, nil)
	return []document.Block{document.Heading{Level: 1, ID: "hosts", Text: w.Text("overview.hosts")}, document.Text{Text: w.Text("upgrade.hosts-text")}, t}
}

// touched tells whether a host has anything to do; words that changed are no work.
func (b *builder) touched(h edition.HostChange) bool {
	return h.Open+h.Close+h.Stale > 0 || len(grave(edition.At(b.u.Changed, h.ID))) > 0
}

// where are an end's addresses, or the number of its hosts, without what its name says already.
func (b *builder) where(e edition.Endpoint) []string {
	if len(e.Members) > 0 {
		return []string{b.words.Count("worksheet.hosts", len(e.Members))}
	}
	return slices.DeleteFunc(slices.Clone(e.Where), func(s string) bool { return s == e.Name })
}

// key turns a value of the plan into a part of a word list's key.
func key(value string) string { return strings.ReplaceAll(value, " ", "-") }
