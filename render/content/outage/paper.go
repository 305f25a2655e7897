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

// A Card is the failure card of a host on paper, or of several that are alike: one page that can be printed and pinned up.
type Card struct {
	Hosts []*plan.Party
	*document.Document
}

// Cards are the failure cards of all hosts: how bad it is, what to type first, whom to call and when, which checks decide what failed, the runbooks, and what
// nobody answers in the host's place. With them comes the document of the checks, each once, or nil where no host has any. The services that others still
// answer, and the sources, are on the host's page.
func (p *Pages) Cards() ([]Card, *document.Document) {
	var hosts []*plan.Party
	for _, party := range p.plan.Parties {
		if HasPage(party) {
			hosts = append(hosts, party)
		}
	}
	var cards []Card
	all := &checks{w: p.w}
	for _, alike := range p.Alike(hosts) {
		cards = append(cards, Card{alike, p.card(alike, all)})
	}
	return cards, all.document()
}

func (p *Pages) card(hosts []*plan.Party, all *checks) *document.Document {
	b := p.of(hosts[0])
	b.card, b.cut = hosts, p.domain
	d := &document.Document{ID: docs.Lost(hosts[0].ID).Document, Title: b.w.Fill("loss.title", "host", b.name(hosts[0].ID)), Dense: true, Alone: true}
	if len(hosts) > 1 {
		d.Title = b.titled(hosts)
	}
	triage := b.toCheck(all)
	d.Fields = b.firstMinute()
	if texts := b.symptomsSeen(); len(texts) > 0 {
		d.Fields = append(d.Fields, document.Field{Name: b.w.Text("loss.noticed"), Value: runbook.Plain(strings.Join(texts, " "))})
	}
	if len(hosts) > 1 {
		d.Fields = append(d.Fields, document.Field{Name: b.w.Text("column.host"), Value: b.all(hosts)})
	}
	for _, f := range b.fields() {
		if f.Name == b.w.Text("field.role") || f.Name == b.w.Text("field.addresses") && len(hosts) == 1 {
			d.Fields = append(d.Fields, f)
		}
	}
	for _, part := range [][]document.Block{b.first(), triage, b.inBook(), b.means(), b.unanswered()} {
		d.Blocks = append(d.Blocks, part...)
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
		if len(b.plan.Contacts) == 0 {
			return []document.Block{document.Text{Text: b.w.Text("loss.no-runbook-unnamed")}}
		}
		return []document.Block{document.Text{Text: b.w.Text("loss.no-runbook-card")}} // whom to call is said above
	}
	list := document.Field{Name: b.w.Text("loss.runbooks")}
	for _, k := range books {
		cell := document.L(b.where(k.Runbook, k.Title), docs.Runbook(k.ID))
		cell.Paged = true
		list.Cells = append(list.Cells, cell)
	}
	out := []document.Field{list}
	if alerts := b.alerts(books); len(alerts) > 0 {
		out = append(out, document.Field{Name: b.w.Text("book.alerts"), Value: joined(alerts)})
	}
	return []document.Block{document.Fields{Fields: out}}
}

// alerts are the names of those that lead to the runbooks for the loss.
func (b builder) alerts(books []outage.Book) []string {
	var names []string
	for _, k := range books {
		names = append(names, k.Runbook.Alerts...)
	}
	return names
}

// A row of a card is what the same callers miss in the same way: services with their ports.
type cardRow struct {
	outage.Missed
	services        []cardService
	callers, others string
}

type cardService struct {
	name    string
	sockets []string
}

// rows are the services that no other host answers, or another one after a failover.
func (b builder) rows() []cardRow {
	var out []cardRow
	for _, m := range b.lost.Missed {
		if m.Upkeep || m.Change != outage.Gone && m.Change != outage.Later {
			continue
		}
		others := strings.Join(b.insteadInShort(m), "; ")
		i := slices.IndexFunc(out, func(o cardRow) bool {
			return o.Change == m.Change && o.others == others && slices.Equal(o.Users, m.Users) && slices.Equal(o.Callers, m.Callers)
		})
		if i < 0 {
			i = len(out)
			out = append(out, cardRow{Missed: m, callers: strings.Join(b.names(m.Users, m.Callers), ", "), others: others})
		}
		out[i].add(worksheet.ServiceName(m.Service, b.w), m.Socket)
	}
	return out
}

// add puts a port to a service of a row.
func (r *cardRow) add(name, socket string) {
	i := slices.IndexFunc(r.services, func(s cardService) bool { return s.name == name })
	if i < 0 {
		r.services = append(r.services, cardService{name, []string{socket}})
	} else if !slices.Contains(r.services[i].sockets, socket) {
		r.services[i].sockets = append(r.services[i].sockets, socket)
	}
}

// said are the services of a row with their ports.
func (r cardRow) said() string {
	var out []string
	for _, s := range r.services {
		out = append(out, s.name+" ("+strings.Join(s.sockets, ", ")+")")
	}
	return strings.Join(out, "; ")
}

// insteadInShort says who answers in the place of the lost host, a state in one piece.
func (b builder) insteadInShort(m outage.Missed) []string {
	if m.Change != outage.Later {
		return b.instead(m, nil)
	}
	var out []string
	for _, s := range m.Later {
		state := worksheet.StateName(b.plan, s.State, b.w)
		switch i := slices.IndexFunc(b.plan.States, func(of plan.State) bool { return of.ID == s.State }); {
		case len(s.Hosts) == 0:
			out = append(out, b.w.Fill("loss.not-needed-in", "state", state))
		case len(s.Hosts) == 1 && s.Hosts[0] == b.plan.States[i].Holder:
			out = append(out, b.w.Fill("loss.taken-over", "host", b.name(s.Hosts[0])))
		default:
			out = append(out, b.w.Fill("loss.by-in-state", "hosts", strings.Join(b.others(s.Hosts, nil), ", "), "state", state))
		}
	}
	return out
}

func (b builder) unanswered() []document.Block {
	rows := b.rows()
	if len(rows) == 0 {
		return nil
	}
	return []document.Block{document.Fill(document.Table{ID: "table-answers", Caption: b.w.Text("loss.answers-caption")}, []document.ColumnOf[cardRow]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 5, Text: cardRow.said},
		{Key: "callers", Title: b.w.Text("loss.callers"), Weight: 4, Text: func(r cardRow) string { return r.callers }},
		{Key: "others", Title: b.w.Text("loss.others"), Weight: 3, Text: func(r cardRow) string { return r.others }}},
		rows, nil)}
}

// Matrix says of each failure card in one row what fails with the hosts and what to start with.
func (p *Pages) Matrix(cards []Card) document.Table {
	w := p.w
	return document.Fill(document.Table{ID: "table-failures", Caption: w.Text("paper.failures-caption")}, []document.ColumnOf[Card]{
		{Key: "host", Title: w.Text("column.host"), Weight: 3, Kind: document.Code, Cell: func(c Card) document.Cell {
			return document.Cell{Lines: namesOf(c.Hosts), Link: docs.Lost(c.Hosts[0].ID)}
		}},
		{Key: "fails", Title: w.Text("paper.failures-gone"), Weight: 3, Text: func(c Card) string { return p.services(c, outage.Gone) }},
		{Key: "later", Title: w.Text("paper.failures-later"), Weight: 3, Text: func(c Card) string { return p.services(c, outage.Later) }},
		{Key: "start", Title: w.Text("paper.failures-start"), Weight: 3, Cell: p.start}}, cards, nil)
}

// EachHost is the same matrix with a row for every host.
func (p *Pages) EachHost() document.Table {
	var cards []Card
	for _, party := range p.Gravest() {
		cards = append(cards, Card{Hosts: []*plan.Party{party}})
	}
	return p.Matrix(cards)
}

// Gravest are all hosts, those first whose loss stops the users of the site and has no failover, then those of the products, then the rest.
func (p *Pages) Gravest() []*plan.Party {
	const stopping, ofProduct, rest = 0, 1, 2
	class := map[string]int{}
	var hosts []*plan.Party
	for _, party := range p.plan.Parties {
		if HasPage(party) {
			hosts, class[party.ID] = append(hosts, party), rest
		}
	}
	for _, n := range p.plan.OfProducts() {
		class[n.ID] = ofProduct
	}
	for _, h := range hosts {
		if p.lost[h.ID]().Verdict == outage.Outage {
			class[h.ID] = stopping
		}
	}
	slices.SortStableFunc(hosts, func(a, b *plan.Party) int {
		if by := class[a.ID] - class[b.ID]; by != 0 || class[a.ID] == ofProduct {
			return by
		}
		return p.lost[b.ID]().Count.Lost - p.lost[a.ID]().Count.Lost
	})
	return hosts
}

// services are those of hosts that become of a loss what is asked for.
func (p *Pages) services(c Card, change outage.Change) string {
	lost := p.lost[c.Hosts[0].ID]()
	names := p.of(c.Hosts[0]).services(change)
	switch {
	case len(names) > 0:
		return strings.Join(names, ", ")
	case change == outage.Gone && len(lost.Missed) == 0:
		return p.w.Text("paper.failures-nobody")
	}
	return p.w.Text("paper.failures-none")
}

// start is what to begin with: the checks that decide what failed, where there are some, else the runbook for the loss, else a call.
func (p *Pages) start(c Card) document.Cell {
	lost := p.lost[c.Hosts[0].ID]()
	books := lost.Applicable()
	switch {
	case len(lost.Triage) > 0:
		return document.L(p.w.Count("paper.failures-triage", len(lost.Triage)), docs.Lost(c.Hosts[0].ID).At("triage"))
	case len(books) == 0:
		text := p.w.Text("paper.failures-restore")
		if owners := p.of(c.Hosts[0]).answerable(); len(owners) > 0 {
			text = p.w.Fill("paper.failures-call", "who", strings.Join(owners, ", "))
		}
		return document.L(text, docs.Lost(c.Hosts[0].ID).At("runbooks"))
	}
	cell := document.L(books[0].Title, docs.Runbook(books[0].ID))
	if n := books[0].Runbook.Minutes; n > 0 {
		cell.Lines = append(cell.Lines, runbook.About(n, p.w))
	}
	return cell
}
