// Package outage says what it means when a host is lost: a page that is opened when it has happened. It words what the model has worked out of the
// loss, and works out nothing itself.
package outage

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// HasPage tells whether a party is a host of which a page is written.
func HasPage(p *plan.Party) bool { return p.IsHost() }

// Pages writes the pages of a plan. The loss of each host is worked out once, for its own page and for those of several.
type Pages struct {
	plan   *plan.Plan
	w      *wordlist.List
	lost   map[string]func() *outage.Outcome // by host
	domain string
}

// NewPages makes a writer that may be asked from several goroutines.
func NewPages(resolved *plan.Plan, w *wordlist.List) *Pages {
	p := &Pages{resolved, w, map[string]func() *outage.Outcome{}, commonDomain(resolved)}
	for _, party := range resolved.Parties {
		if HasPage(party) {
			p.lost[party.ID] = sync.OnceValue(func() *outage.Outcome {
				o := outage.Simulate(resolved, []string{party.ID})
				o.Flows = nil // pages say what they add up to; all flows for each host are more than all else of a large site
				return o
			})
		}
	}
	return p
}

// Document is the page of a host.
func (p *Pages) Document(party *plan.Party) *document.Document { return p.of(party).document() }

// Procedures is the number of runbooks for the loss of a host.
func (p *Pages) Procedures(host string) int { return len(p.lost[host]().Applicable()) }

func (p *Pages) of(party *plan.Party) builder {
	return builder{plan: p.plan, party: party, lost: p.lost[party.ID](), w: p.w, groups: map[*string]foundGroup{}}
}

func (b builder) document() *document.Document {
	d := &document.Document{ID: docs.Lost(b.party.ID).Document, Title: b.w.Fill("loss.title", "host", b.party.Name), Subtitle: b.w.Text("loss.subtitle"), Fields: append(b.firstMinute(), b.fields()...), Limits: runbook.Objective(b.plan, b.w)}
	d.Blocks = append(b.noticed(), b.first()...) // a reader makes sure that this is the page, and begins
	d.Lead = len(d.Blocks)
	for _, part := range []func() []document.Block{b.means, b.triage, b.runbooks, b.answers, b.whom, b.more} {
		d.Blocks = append(d.Blocks, part()...)
	}
	return d
}

// builder words the loss of a host.
type builder struct {
	plan   *plan.Plan
	party  *plan.Party // that is lost
	lost   *outage.Outcome
	w      *wordlist.List
	card   []*plan.Party          // hosts of the failure card on paper; none on a page
	groups map[*string]foundGroup // by the first of a list of hosts
	cut    string                 // domain that the card leaves out of the names of hosts
}

func (b builder) fields() []document.Field {
	var out []document.Field
	add := func(key string, values []string) {
		if len(values) > 0 {
			out = append(out, document.Field{Name: b.w.Text(key), Value: strings.Join(values, ", ")})
		}
	}
	add("field.addresses", worksheet.Where(b.party, b.w))
	var resources, services []string
	for _, r := range b.lost.Resources {
		resources = append(resources, r.Name)
	}
	if n := b.plan.Node(b.party.ID); n != nil {
		add("field.role", n.RoleNames())
		for _, s := range n.NamedServices() {
			services = append(services, s.Name)
		}
	}
	add("loss.services", services)
	add("loss.resources", resources)
	if note := b.party.Note; note != "" {
		add("field.note", []string{note})
	}
	return out
}

// means is what the loss means: who gets in, what is passed on no more, and which services are still answered.
func (b builder) means() []document.Block {
	blocks := []document.Block{b.heading("means")}
	for _, s := range b.lost.States {
		switch {
		case s.Needed && s.Possible && s.Location != "":
			blocks = append(blocks, document.Prose{Markdown: b.w.Fill("loss.location-taker", "state", runbook.PlainMarkdown(worksheet.StateName(b.plan, s.ID, b.w)), "runbook", docs.Runbook(s.ID).Document)})
		case s.Needed && s.Possible && b.moved(s.ID) != nil:
			state := b.moved(s.ID)
			blocks = append(blocks, document.Prose{Markdown: b.w.Fill("floating.can-take", "host", runbook.PlainMarkdown(b.name(s.Holder)), "address", runbook.PlainMarkdown(b.plan.Party(state.Floating).Name), "title", MoveTitle(b.plan, *state, b.w), "runbook", docs.Runbook(s.ID).Document)})
		case s.Needed && s.Possible:
			blocks = append(blocks, document.Text{Text: b.w.Fill("loss.taker", "host", b.name(s.Holder))})
		}
	}
	if len(b.card) == 0 { // whose facts say who gets in
		blocks = append(blocks, b.access()...)
	}
	blocks = slices.Concat(blocks, b.passed(), b.stalled(), b.derived())
	if len(b.card) == 0 || len(b.rows()) == 0 { // whose table says which services
		blocks = append(blocks, b.counts()...)
	}
	if len(blocks) == 1 {
		return nil
	}
	return blocks
}

// moved is a state in which a floating address has moved, or nil.
func (b builder) moved(id string) *plan.State {
	for i := range b.plan.States {
		if s := &b.plan.States[i]; s.ID == id && s.Floating != "" {
			return s
		}
	}
	return nil
}

func (b builder) heading(part string) document.Heading {
	return document.Heading{Level: 1, ID: part, Text: b.w.Text("loss." + part)}
}

func (b builder) runbooks() []document.Block {
	blocks, books := []document.Block{b.heading("runbooks")}, b.lost.Applicable()
	if len(books) == 0 {
		return append(blocks, b.noRunbook())
	}
	return append(blocks, document.Fill(document.Table{ID: "table-runbooks", Caption: b.w.Text("loss.runbooks-caption")}, []document.ColumnOf[outage.Book]{
		{Key: "runbook", Title: b.w.Text("loss.runbook"), Weight: 4, Cell: func(k outage.Book) document.Cell { return document.L(k.Title, docs.Runbook(k.ID)) }},
		{Key: "when", Title: b.w.Text("runbook.use"), Weight: 4, Text: func(k outage.Book) string { return runbook.Plain(k.Trigger) }},
		{Key: "minutes", Title: b.w.Text("step.minutes"), Weight: .6, Kind: document.Numeric, Text: func(k outage.Book) string { return minutes(k.Runbook.Minutes) }}},
		books, nil))
}

func minutes(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
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
	for _, a := range b.lost.Missed {
		for _, owner := range a.Owners {
			if name := worksheet.ServiceName(a.Service, b.w); !slices.Contains(services[owner], name) {
				services[owner] = append(services[owner], name)
			}
		}
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-owners", Caption: b.w.Text("loss.owners-caption")}, []document.ColumnOf[string]{
		{Key: "owner", Title: b.w.Text("step.who"), Weight: 2, Text: func(owner string) string { return owner }},
		{Key: "services", Title: b.w.Text("loss.answers-for"), Weight: 4, Text: func(owner string) string { return strings.Join(services[owner], ", ") }},
		{Key: "reach", Title: b.w.Text("loss.reach"), Weight: 2, Cell: b.reach}}, slices.Sorted(maps.Keys(services)), nil)
}

// reach is how and when the contact of this name is reached.
func (b builder) reach(name string) document.Cell {
	for _, c := range b.plan.Contacts {
		if how := runbook.Reach(c); c.Name == name && how != "" {
			return document.L(how, ref.Phone(c.Phone))
		}
	}
	return document.C(b.w.Text("loss.no-number"))
}

// more are the host's worksheet, its files, and where the words come from.
func (b builder) more() []document.Block {
	items := []document.Cell{document.L(b.w.Fill("worksheet.title", "host", b.party.Name), worksheet.Link(b.party))}
	for _, f := range b.plan.Files {
		if f.Party == b.party.ID {
			items = append(items, document.L(f.Title+": "+f.Path, ref.File(f.Path)))
		}
	}
	blocks := []document.Block{b.heading("more"), document.List{Items: items}}
	var places []plan.Citation
	for _, n := range b.lost.Notes {
		places = append(places, n.Sources...)
	}
	for _, t := range b.lost.Triage {
		places = append(places, t.Sources...)
	}
	if sources := worksheet.Cited(places, b.w); len(sources) > 0 {
		blocks = append(blocks, document.Heading{Level: 1, ID: "sources", Text: b.w.Text("runbook.sources")}, document.List{Items: sources})
	}
	return blocks
}
