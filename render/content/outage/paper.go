package outage

import (
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// A Card is the failure card of a host on paper, or of several that are alike.
type Card struct {
	Hosts []*plan.Party
	*document.Document
}

// Cards are the failure cards of all hosts: what to do first, the checks that decide what failed, the runbooks, and what nobody answers in the host's place.
// Whom to call stands before all cards; the services that others still answer, and the sources, are on the host's page.
func (p *Pages) Cards() []Card {
	var hosts []*plan.Party
	for _, party := range p.plan.Parties {
		if HasPage(party) {
			hosts = append(hosts, party)
		}
	}
	var cards []Card
	for _, alike := range p.Alike(hosts) {
		cards = append(cards, Card{alike, p.card(alike)})
	}
	return cards
}

func (p *Pages) card(hosts []*plan.Party) *document.Document {
	b := p.of(hosts[0])
	d := &document.Document{ID: docs.Lost(hosts[0].ID).Document, Title: b.w.Fill("loss.title", "host", hosts[0].Name), Dense: true}
	if len(hosts) > 1 {
		d.Title = b.titled(hosts)
		d.Fields = []document.Field{{Name: b.w.Text("column.host"), Value: joined(namesOf(hosts))}}
	}
	for _, f := range b.fields() {
		if f.Name == b.w.Text("field.role") || f.Name == b.w.Text("field.addresses") && len(hosts) == 1 {
			d.Fields = append(d.Fields, f)
		}
	}
	for _, part := range []func() []document.Block{b.means, b.triage, b.inBook, b.unanswered} {
		d.Blocks = append(d.Blocks, part()...)
	}
	return d
}

func namesOf(hosts []*plan.Party) []string {
	var names []string
	for _, h := range hosts {
		names = append(names, h.Name)
	}
	return names
}

// inBook are the runbooks for the loss, with their pages.
func (b builder) inBook() []document.Block {
	books := b.lost.Applicable()
	if len(books) == 0 {
		return []document.Block{b.heading("runbooks"), document.Text{Text: b.w.Text("loss.no-runbook")}}
	}
	var list document.Index
	for _, k := range books {
		list.Entries = append(list.Entries, document.L(k.Title, docs.Runbook(k.ID)))
	}
	return []document.Block{b.heading("runbooks"), list}
}

// unanswered are the services that no other host answers, or another one after a failover.
func (b builder) unanswered() []document.Block {
	type missed = outage.Missed
	rows := slices.DeleteFunc(slices.Clone(b.lost.Missed), func(m missed) bool { return m.Change != outage.Gone && m.Change != outage.Later })
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{b.heading("answers"), document.Fill(document.Table{ID: "table-answers", Caption: b.w.Text("loss.answers-caption")}, []document.ColumnOf[missed]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 2, Text: func(m missed) string { return worksheet.ServiceName(m.Service, b.w) }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(m missed) string { return m.Socket }},
		{Key: "callers", Title: b.w.Text("loss.callers"), Weight: 4, Text: func(m missed) string { return strings.Join(b.names(m.Users, m.Callers), ", ") }},
		{Key: "others", Title: b.w.Text("loss.others"), Weight: 4, Text: func(m missed) string { return strings.Join(b.instead(m, nil), ", ") }}},
		rows, func(m missed) document.Row {
			if m.Change == outage.Gone {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		})}
}

// Matrix says of each failure card in one row what fails with the hosts and which runbook is opened first.
func (p *Pages) Matrix(cards []Card) document.Table {
	w := p.w
	return document.Fill(document.Table{ID: "table-failures", Caption: w.Text("paper.failures-caption")}, []document.ColumnOf[Card]{
		{Key: "host", Title: w.Text("column.host"), Weight: 3, Kind: document.Code, Cell: func(c Card) document.Cell {
			return document.Cell{Lines: namesOf(c.Hosts), Link: docs.Lost(c.Hosts[0].ID)}
		}},
		{Key: "fails", Title: w.Text("paper.failures-gone"), Weight: 3, Text: func(c Card) string { return p.services(c, outage.Gone) }},
		{Key: "later", Title: w.Text("paper.failures-later"), Weight: 3, Text: func(c Card) string { return p.services(c, outage.Later) }},
		{Key: "runbook", Title: w.Text("paper.failures-runbook"), Weight: 3, Cell: p.firstRunbook}}, cards, nil)
}

// EachHost is the same matrix with a row for every host.
func (p *Pages) EachHost() document.Table {
	var cards []Card
	for _, party := range p.plan.Parties {
		if HasPage(party) {
			cards = append(cards, Card{Hosts: []*plan.Party{party}})
		}
	}
	return p.Matrix(cards)
}

// services are those of hosts that become of a loss what is asked for.
func (p *Pages) services(c Card, change outage.Change) string {
	var names []string
	for _, m := range p.lost[c.Hosts[0].ID]().Services() {
		if m.Change == change {
			names = append(names, worksheet.ServiceName(m.Service, p.w))
		}
	}
	if len(names) == 0 {
		return p.w.Text("paper.failures-none")
	}
	return joined(names)
}

func (p *Pages) firstRunbook(c Card) document.Cell {
	books := p.lost[c.Hosts[0].ID]().Applicable()
	if len(books) == 0 {
		return document.C(p.w.Text("paper.failures-none"))
	}
	cell := document.L(books[0].Title, docs.Runbook(books[0].ID))
	if n := books[0].Runbook.Minutes; n > 0 {
		cell.Lines = append(cell.Lines, runbook.About(n, p.w))
	}
	return cell
}
