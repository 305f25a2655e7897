package outage

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// A Reader tells pages of hosts apart that are members of the same groups: which of the others a page names as examples makes no difference.
type Reader struct{ alike *strings.Replacer }

// NewReader makes a reader of the pages of some hosts, whose rules must all be those of groups.
func NewReader(hosts []*plan.Party) Reader {
	longest := slices.SortedStableFunc(slices.Values(hosts), func(a, b *plan.Party) int { return len(b.Name) - len(a.Name) }) // before those that they begin with
	var pairs []string
	for _, h := range longest {
		pairs = append(pairs, h.Name, "host", "/"+h.ID+".", "/host.", "/"+h.ID+"/", "/host/", "/"+h.ID+"#", "/host#", "/"+h.ID+`"`, `/host"`)
	}
	return Reader{strings.NewReplacer(pairs...)}
}

// Fingerprint is the same for the pages of two hosts that say the same.
func (r Reader) Fingerprint(page *document.Document) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(r.alike.Replace(fmt.Sprintf("%#v", page.Blocks)))))
}

// ForAll is the page of the first of several hosts whose pages say the same, as it stands in a book for all of them: it names them, with
// addresses and notes, in the place of the facts about the first.
func ForAll(resolved *plan.Plan, hosts []*plan.Party, w *wordlist.List) *document.Document {
	first := hosts[0]
	d := Document(resolved, first, w)
	d.Title = builder{resolved, resolved.Lose(first.ID), w}.titled(hosts)
	var fields []document.Field
	for _, f := range d.Fields {
		if f.Name != w.Text("field.addresses") && f.Name != w.Text("field.note") {
			fields = append(fields, f)
		}
	}
	d.Fields = fields
	t := document.Fill(document.Table{ID: "table-alike", Caption: w.Fill("alike.caption", "n", len(hosts))}, []document.ColumnOf[*plan.Party]{
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: func(h *plan.Party) document.Cell { return document.L(h.Name, worksheet.Link(h)) }},
		{Key: "address", Title: w.Text("column.address"), Weight: 1.6, Kind: document.Code, Text: func(h *plan.Party) string { return strings.Join(h.Where(), ", ") }},
		{Key: "note", Title: w.Text("column.note"), Weight: 2, Text: func(h *plan.Party) string { return h.Note }}},
		hosts, func(h *plan.Party) document.Row { return document.Row{ID: "alike-" + h.ID} })
	d.Blocks = append([]document.Block{document.Text{Text: w.Fill("alike.text", "host", first.Name)}}, d.Blocks...)
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "alike", Text: w.Text("alike.heading")}, t)
	return d
}

// others are the hosts that still answer: all others of a group in one line, of the usual one as words that stand explained above the table; else
// by name.
func (b builder) others(hosts []string, usual *plan.Party) []string {
	switch group := b.groupOf(hosts); {
	case group == nil:
		return b.names(nil, hosts)
	case group == usual:
		return []string{b.w.Text("alike.the-others")}
	default:
		return []string{b.w.Fill("alike.others", "n", len(hosts), "group", group.Name)}
	}
}

// groupOf is the group that the lost host and these others make up, if there is one.
func (b builder) groupOf(others []string) *plan.Party {
	if len(others) < 2 {
		return nil
	}
	for _, p := range b.plan.Parties {
		if p.Kind == plan.GroupParty && len(p.Members) == len(others)+1 && !slices.ContainsFunc(p.Members, func(id string) bool {
			return id != b.lost.Party.ID && !slices.Contains(others, id)
		}) {
			return p
		}
	}
	return nil
}

// usual is the group whose others answer in several rows of the page, so that it is named once above them; nil where there is none.
func (b builder) usual() *plan.Party {
	var found *plan.Party
	rows := map[*plan.Party]int{}
	for _, a := range b.lost.Answers {
		if group := b.groupOf(a.Others); group != nil && fateOf(a) == shared {
			if rows[group]++; rows[group] > 1 && (found == nil || rows[group] > rows[found]) {
				found = group
			}
		}
	}
	return found
}

// titled is the title of a page for several hosts: by the group that they make up, or by their number.
func (b builder) titled(hosts []*plan.Party) string {
	var others []string
	for _, h := range hosts[1:] {
		others = append(others, h.ID)
	}
	if group := b.groupOf(others); group != nil {
		return b.w.Fill("alike.title", "host", hosts[0].Name, "n", len(hosts), "group", group.Name)
	}
	return b.w.Fill("alike.title-some", "host", hosts[0].Name, "n", len(hosts))
}
