// Package outage says what it means when a host is lost: a page that is opened when it has happened. It takes everything from the plan and works out
// nothing itself.
package outage

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// HasPage tells whether a party is a host of which a page is written.
func HasPage(p *plan.Party) bool { return p.IsHost() }

// Document is the page.
func Document(plan *plan.Plan, party *plan.Party, w *wordlist.List) *document.Document {
	b := builder{plan, plan.Lose(party.ID), w}
	d := &document.Document{ID: docs.Lost(party.ID).Document, Title: w.Fill("loss.title", "host", party.Name), Subtitle: w.Text("loss.subtitle"), Fields: b.fields()}
	for _, part := range []func() []document.Block{b.means, b.triage, b.runbooks, b.answers, b.whom, b.more} {
		d.Blocks = append(d.Blocks, part()...)
	}
	return d
}

type builder struct {
	plan *plan.Plan
	lost plan.HostLoss
	w    *wordlist.List
}

func (b builder) fields() []document.Field {
	var out []document.Field
	add := func(key string, values []string) {
		if len(values) > 0 {
			out = append(out, document.Field{Name: b.w.Text(key), Value: strings.Join(values, ", ")})
		}
	}
	add("field.addresses", b.lost.Party.Where())
	var resources, services []string
	for _, r := range b.lost.Resources {
		resources = append(resources, r.Name)
	}
	if n := b.plan.Node(b.lost.Party.ID); n != nil {
		if n.RoleName != "" {
			add("field.role", []string{n.RoleName})
		}
		for _, s := range n.Services {
			if !s.Implied {
				services = append(services, s.Name)
			}
		}
	}
	add("loss.services", services)
	add("loss.resources", resources)
	if note := b.lost.Party.Note; note != "" {
		add("field.note", []string{note})
	}
	return out
}

// means is what people notice and what to do first.
func (b builder) means() []document.Block {
	blocks := append(append([]document.Block{b.heading("means")}, b.first()...), b.noticed()...)
	for _, s := range b.lost.Takers {
		blocks = append(blocks, document.Text{Text: b.w.Fill("loss.taker", "host", b.plan.Party(s.Holder).Name)})
	}
	return slices.Concat(blocks, b.passed(), b.counts())
}

// passed says to whom nothing gets any more that comes by way of the host, a load balancer or forward proxy, and whom others still reach.
func (b builder) passed() []document.Block {
	lost, left := map[string]bool{}, map[string]bool{}
	others := map[string]bool{}
	for _, f := range b.plan.Outbound(b.lost.Party.ID) {
		if f.LegBy(b.lost.Party.ID) != 2 || !slices.Contains(f.States, plan.NormalState) {
			continue
		}
		ways := b.otherWays(f)
		if len(ways) == 0 {
			lost[b.plan.Party(f.To).Name] = true
			continue
		}
		left[b.plan.Party(f.To).Name] = true
		for _, via := range ways {
			others[b.plan.Party(via).Name] = true
		}
	}
	var blocks []document.Block
	if len(lost) > 0 {
		blocks = append(blocks, document.Text{Text: b.w.Fill("stays.passed", "targets", listed(lost))})
	}
	if len(left) > 0 {
		blocks = append(blocks, document.Text{Text: b.w.Fill("stays.passed-by", "targets", listed(left), "others", listed(others))})
	}
	return blocks
}

func listed(names map[string]bool) string {
	return strings.Join(slices.Sorted(maps.Keys(names)), ", ")
}

// otherWays are the load balancers or forward proxies that lead to the end of a second leg in the normal state under the same rule, by id.
func (b builder) otherWays(f *plan.Flow) []string {
	var ways []string
	for _, g := range b.plan.Flows {
		if g.Product != f.Product || g.Rule != f.Rule || g.Listener != f.Listener || g.To != f.To {
			continue
		}
		for _, h := range g.WaysIn(plan.NormalState) {
			if h.Via != b.lost.Party.ID {
				ways = append(ways, h.Via)
			}
		}
	}
	return ways
}

func (b builder) heading(part string) document.Heading {
	return document.Heading{Level: 1, ID: part, Text: b.w.Text("loss." + part)}
}

func (b builder) runbooks() []document.Block {
	blocks := []document.Block{b.heading("runbooks")}
	if len(b.lost.Runbooks) == 0 {
		return append(blocks, document.Text{Text: b.w.Text("loss.no-runbook")})
	}
	return append(blocks, document.Fill(document.Table{ID: "table-runbooks", Caption: b.w.Text("loss.runbooks-caption")}, []document.ColumnOf[*plan.Runbook]{
		{Key: "runbook", Title: b.w.Text("loss.runbook"), Weight: 4, Cell: func(k *plan.Runbook) document.Cell { return document.L(k.Title, docs.Runbook(k.ID)) }},
		{Key: "when", Title: b.w.Text("runbook.use"), Weight: 4, Text: func(k *plan.Runbook) string { return runbook.Plain(k.Trigger) }},
		{Key: "minutes", Title: b.w.Text("step.minutes"), Weight: .6, Kind: document.Numeric, Text: func(k *plan.Runbook) string { return minutes(k.Minutes) }}},
		b.lost.Runbooks, nil))
}

func minutes(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// answers are the services that others miss, those that nobody else answers first.
func (b builder) answers() []document.Block {
	type answer = plan.LostAnswer
	blocks := []document.Block{b.heading("answers")}
	group := b.usual()
	if group != nil {
		blocks = append(blocks, document.Text{Text: b.w.Fill("alike.rest", "n", len(group.Members)-1, "group", group.Name)})
	}
	return append(blocks, document.Fill(document.Table{ID: "table-answers", Caption: b.w.Text("loss.answers-caption"), Empty: b.w.Text("loss.answers-empty")}, []document.ColumnOf[answer]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 2, Text: func(a answer) string { return a.Service }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(a answer) string { return a.Port }},
		{Key: "callers", Title: b.w.Text("loss.callers"), Weight: 5, Cell: func(a answer) document.Cell { return document.C(b.names(a.Users, a.Callers)...) }},
		{Key: "purpose", Title: b.w.Text("column.purpose"), Weight: 3, Text: func(a answer) string { return a.Purpose }},
		{Key: "others", Title: b.w.Text("loss.others"), Weight: 5, Cell: func(a answer) document.Cell { return document.C(b.instead(a, group)...) }}},
		b.lost.Answers, func(a answer) document.Row {
			if fateOf(a) == alone {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		}))
}

// instead says who answers in the place of the lost host.
func (b builder) instead(a plan.LostAnswer, usual *plan.Party) []string {
	switch fate := fateOf(a); {
	case fate == alone && a.Optional:
		return []string{b.w.Text("loss.nobody"), b.w.Text("loss.not-required")}
	case fate == alone:
		return []string{b.w.Text("loss.nobody")}
	case fate == open:
		return []string{b.w.Text("loss.not-known")}
	}
	return b.others(a.Others, usual)
}

// names are the users first, then hosts; of many hosts the number.
func (b builder) names(users, hosts []string) []string {
	const few = 5
	var out []string
	for _, id := range users {
		out = append(out, b.plan.Party(id).Name)
	}
	for _, id := range hosts {
		if !slices.Contains(users, id) {
			out = append(out, b.plan.Party(id).Name)
		}
	}
	if rest := len(out) - len(users) - few; rest > 1 { // the line that says "one more" has room for that one
		out = append(out[:len(users)+few], b.w.Fill("loss.rest", "n", rest))
	}
	return out
}

// whom are those who answer for the host's services, and everybody who can be called.
func (b builder) whom() []document.Block {
	var blocks []document.Block
	if t := b.owners(); len(t.Rows) > 0 {
		blocks = append(blocks, document.Text{Text: b.w.Text("loss.owners-text")}, t)
	}
	if len(b.plan.Contacts) > 0 {
		blocks = append(blocks, runbook.Contacts(b.plan, b.w))
	}
	if len(blocks) == 0 {
		return nil
	}
	return append([]document.Block{document.Heading{Level: 1, ID: "escalation", Text: b.w.Text("runbook.escalation")}}, blocks...)
}

// owners are the teams that the rules of the host name, with the services that each answers for, and how they are reached.
func (b builder) owners() document.Table {
	services := map[string][]string{}
	for _, a := range b.lost.Answers {
		for _, owner := range a.Owners {
			if !slices.Contains(services[owner], a.Service) {
				services[owner] = append(services[owner], a.Service)
			}
		}
	}
	return document.Fill(document.Table{ID: "table-owners", Caption: b.w.Text("loss.owners-caption")}, []document.ColumnOf[string]{
		{Key: "owner", Title: b.w.Text("step.who"), Weight: 2, Text: func(owner string) string { return owner }},
		{Key: "services", Title: b.w.Text("loss.answers-for"), Weight: 4, Text: func(owner string) string { return strings.Join(services[owner], ", ") }},
		{Key: "reach", Title: b.w.Text("loss.reach"), Weight: 2, Text: b.phone}}, slices.Sorted(maps.Keys(services)), nil)
}

// phone is that of the contact of this name.
func (b builder) phone(name string) string {
	for _, c := range b.plan.Contacts {
		if c.Name == name && c.Phone != "" {
			return c.Phone
		}
	}
	return b.w.Text("loss.no-number")
}

// more are the host's worksheet, its files, and where the words come from.
func (b builder) more() []document.Block {
	items := []document.Cell{document.L(b.w.Fill("worksheet.title", "host", b.lost.Party.Name), worksheet.Link(b.lost.Party))}
	for _, f := range b.lost.Files {
		items = append(items, document.L(f.Title+": "+f.Path, ref.File(f.Path)))
	}
	blocks := []document.Block{b.heading("more"), document.List{Items: items}}
	var places []plan.Citation
	for _, n := range b.lost.Notes {
		places = append(places, n.Sources...)
	}
	for _, t := range b.lost.Triage {
		places = append(places, t.Sources...)
	}
	var sources []document.Cell
	for _, c := range citation.Distinct(places) {
		sources = append(sources, document.C(citation.One(c, b.w)))
	}
	if len(sources) > 0 {
		blocks = append(blocks, document.Heading{Level: 1, ID: "sources", Text: b.w.Text("runbook.sources")}, document.List{Items: sources})
	}
	return blocks
}
