package outage

import (
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// Alike gathers hosts whose pages say the same of each of them: their losses mean the same, they have the same duties and files, and they are
// members of the same groups.
func (p *Pages) Alike(hosts []*plan.Party) [][]*plan.Party {
	var out [][]*plan.Party
	var first []alike
	for _, host := range hosts {
		own := p.alikeness(host)
		i := slices.IndexFunc(first, own.same)
		if i < 0 {
			i = len(out)
			first, out = append(first, own), append(out, nil)
		}
		out[i] = append(out[i], host)
	}
	return out
}

// alike is what makes a host's page differ from those of others.
type alike struct {
	lost                          *outage.Outcome
	groups, role, services, files []string
}

func (p *Pages) alikeness(host *plan.Party) alike {
	a := alike{lost: p.lost[host.ID]()}
	for _, party := range p.plan.Parties {
		if party.Kind == plan.GroupParty && party.Is(host.ID) {
			a.groups = append(a.groups, party.ID)
		}
	}
	if n := p.plan.Node(host.ID); n != nil {
		for _, part := range n.Parts() {
			a.role = append(a.role, part.Installation, part.Role)
			for _, s := range part.Services {
				a.services = append(a.services, s.ID)
			}
		}
	}
	for _, f := range p.plan.Files {
		if f.Party == host.ID {
			a.files = append(a.files, f.ID)
		}
	}
	return a
}

func (a alike) same(b alike) bool {
	return slices.Equal(a.groups, b.groups) && slices.Equal(a.role, b.role) && slices.Equal(a.services, b.services) && slices.Equal(a.files, b.files) && a.lost.Alike(b.lost)
}

// ForAll is the page of the first of several hosts whose pages say the same, as it stands in a book for all of them: it names them, with
// addresses and notes, in the place of the facts about the first.
func (p *Pages) ForAll(hosts []*plan.Party) *document.Document {
	first, w := hosts[0], p.w
	b := p.of(first)
	d := b.document()
	d.Title = b.titled(hosts)
	var fields []document.Field
	for _, f := range d.Fields {
		if f.Name != w.Text("field.addresses") && f.Name != w.Text("field.note") {
			fields = append(fields, f)
		}
	}
	d.Fields = fields
	t := document.Fill(document.Table{ID: "table-alike", Caption: w.Fill("alike.caption", "n", len(hosts))}, []document.ColumnOf[*plan.Party]{
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: func(h *plan.Party) document.Cell { return document.L(h.Name, worksheet.Link(h)) }},
		{Key: "address", Title: w.Text("column.address"), Weight: 1.6, Kind: document.Code, Text: func(h *plan.Party) string { return strings.Join(worksheet.Where(h, w), ", ") }},
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
	if group, known := b.groups[&others[0]]; known && group.n == len(others) {
		return group.party
	}
	group := b.findGroup(others)
	if b.groups != nil {
		b.groups[&others[0]] = foundGroup{len(others), group}
	}
	return group
}

// foundGroup is the group that a list of so many others makes up with the lost host, or nil.
type foundGroup struct {
	n     int
	party *plan.Party
}

func (b builder) findGroup(others []string) *plan.Party {
	var these map[string]bool
	for _, p := range b.plan.Parties {
		if p.Kind != plan.GroupParty || len(p.Members) != len(others)+1 {
			continue
		}
		if these == nil {
			these = map[string]bool{b.party.ID: true}
			for _, id := range others {
				these[id] = true
			}
		}
		if !slices.ContainsFunc(p.Members, func(id string) bool { return !these[id] }) {
			return p
		}
	}
	return nil
}

// usual is the group whose others answer in several rows of the page, so that it is named once above them; nil where there is none.
func (b builder) usual() *plan.Party {
	var found *plan.Party
	rows := map[*plan.Party]int{}
	for _, m := range b.lost.Missed {
		if group := b.groupOf(m.Now); group != nil && m.Change == outage.Some {
			if rows[group]++; rows[group] > 1 && (found == nil || rows[group] > rows[found]) {
				found = group
			}
		}
	}
	return found
}

// fewHosts are as many as a title names.
const fewHosts = 3

// titled is the title of a page for several hosts: by their names, by the group that they make up, or by their number.
func (b builder) titled(hosts []*plan.Party) string {
	if names := b.named(idsOf(hosts)); len(names) <= fewHosts {
		last := len(names) - 1
		return b.w.Fill("loss.title", "host", b.w.Fill("alike.or", "first", strings.Join(names[:last], ", "), "last", names[last]))
	}
	if group := b.groupOf(idsOf(hosts[1:])); group != nil {
		return b.w.Fill("alike.title", "host", b.name(hosts[0].ID), "n", len(hosts), "group", group.Name)
	}
	return b.w.Fill("alike.title-some", "host", b.name(hosts[0].ID), "n", len(hosts))
}
