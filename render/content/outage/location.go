package outage

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// Relocation is the runbook for a state in which a location stands in for a lost one: what to do in which order, what works then and what does not.
// All of it follows from the plan.
func (p *Pages) Relocation(s plan.State) *document.Document {
	var ids []string
	for _, party := range p.plan.Location(s.Lost).Parties(p.plan) {
		ids = append(ids, party.ID)
	}
	r := relocation{builder{plan: p.plan, lost: outage.Simulate(p.plan, ids), w: p.w}, s}
	w := p.w
	d := &document.Document{ID: docs.Runbook(s.ID).Document, Title: w.Fill("relocation.title", "lost", p.plan.Location(s.Lost).Name, "location", p.plan.Location(s.Location).Name),
		Subtitle: w.Text("relocation.subtitle"), Fields: []document.Field{{Name: w.Text("column.state"), Value: worksheet.StateName(p.plan, s.ID, w)}}}
	d.Blocks = append(d.Blocks, r.patterns()...)
	d.Blocks = append(d.Blocks, document.Text{Text: r.opened()}, document.Heading{Level: 1, ID: "steps", Text: w.Text("relocation.steps")}, r.steps(),
		document.Heading{Level: 1, ID: "access", Text: w.Text("relocation.access")}, r.access())
	if stays := r.stays(); len(stays.Rows) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "not-there", Text: w.Text("relocation.stays")}, stays)
	}
	d.Blocks = append(d.Blocks, r.drill()...)
	d.Blocks = append(d.Blocks, r.runbooks()...)
	if len(p.plan.Contacts) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "escalation", Text: w.Text("runbook.escalation")}, runbook.Contacts(p.plan, w))
	}
	return d
}

type relocation struct {
	builder
	state plan.State
}

// opened says how many rules are for this state alone.
func (r relocation) opened() string {
	all, only := 0, 0
	for _, f := range r.plan.Network() {
		if slices.Contains(f.States, r.state.ID) {
			all++
			if len(f.States) == 1 {
				only++
			}
		}
	}
	return r.w.Fill("relocation.opened", "all", all, "only", only)
}

// A task is a step with the hosts at which it is done.
type task struct {
	text  string
	hosts []document.Cell
}

// steps are what to do: first what others need, last who opens connections.
func (r relocation) steps() document.Table {
	w := r.w
	tasks := []task{{w.Fill("relocation.confirm", "lost", r.plan.Location(r.state.Lost).Name), r.hosts(func(p *plan.Party) bool { return p.IsHost() })},
		{w.Text("relocation.fence"), nil}}
	holds := map[string]bool{}
	for _, res := range r.plan.Resources {
		if taker := r.plan.Party(r.state.StandIns[res.On]); taker != nil {
			holds[taker.ID] = true
			tasks = append(tasks, task{w.Fill("relocation.resource", "resource", res.Name, "host", r.plan.Party(res.On).Name), []document.Cell{r.host(taker)}})
		}
	}
	for _, kind := range []plan.PartyKind{plan.ServerParty, plan.NodeParty, plan.BalancerParty, plan.ProxyParty} {
		for _, old := range r.plan.Location(r.state.Lost).Parties(r.plan) {
			taker := r.plan.Party(r.state.StandIns[old.ID])
			if old.Kind != kind || taker == nil || holds[taker.ID] && kind == plan.ServerParty {
				continue
			}
			tasks = append(tasks, task{r.start(old), []document.Cell{r.host(taker)}})
		}
	}
	tasks = append(tasks, task{w.Text("relocation.verify"), nil}, task{w.Fill("relocation.return", "lost", r.plan.Location(r.state.Lost).Name), nil})
	number := 0
	return document.Fill(document.Table{ID: "table-steps", Caption: w.Text("relocation.steps-caption")}, []document.ColumnOf[task]{
		{Key: "number", Title: w.Text("relocation.number"), Weight: .4, Kind: document.Numeric, Text: func(task) string { number++; return strconv.Itoa(number) }},
		{Key: "step", Title: w.Text("relocation.step"), Weight: 4, Text: func(t task) string { return t.text }},
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: func(t task) document.Cell { return listed(t.hosts) }}}, tasks, nil)
}

// start says what to start at the stand-in of a host.
func (r relocation) start(old *plan.Party) string {
	var services []string
	if n := r.plan.Node(old.ID); n != nil {
		for _, s := range n.NamedServices() {
			services = append(services, s.Name)
		}
	}
	switch {
	case len(services) > 0:
		return r.w.Fill("relocation.start", "services", strings.Join(services, ", "), "host", old.Name)
	case old.Kind == plan.BalancerParty || old.Kind == plan.ProxyParty:
		return r.w.Fill("relocation.direct", "host", old.Name)
	}
	return r.w.Fill("relocation.bring-up", "host", old.Name)
}

func (r relocation) host(p *plan.Party) document.Cell {
	return document.L(p.Name, worksheet.Link(p))
}

func (r relocation) hosts(keep func(*plan.Party) bool) []document.Cell {
	var out []document.Cell
	for _, p := range r.plan.Location(r.state.Lost).Parties(r.plan) {
		if keep(p) {
			out = append(out, r.host(p))
		}
	}
	return out
}

func listed(cells []document.Cell) document.Cell {
	if len(cells) == 1 {
		return cells[0]
	}
	var lines []string
	for _, c := range cells {
		lines = append(lines, c.Lines...)
	}
	return document.Cell{Lines: lines}
}

// access is who gets in then, and where.
func (r relocation) access() document.Table {
	w := r.w
	where := func(a outage.Access) string {
		for _, in := range a.Later {
			if in.State == r.state.ID && len(in.Hosts) > 0 {
				return strings.Join(in.Hosts, ", ")
			}
		}
		if len(a.Now) > 0 {
			return strings.Join(a.Now, ", ")
		}
		return w.Text("relocation.no-access")
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-access", Caption: w.Text("relocation.access-caption")}, []document.ColumnOf[outage.Access]{
		{Key: "who", Title: w.Text("column.source"), Weight: 1.5, Text: func(a outage.Access) string { return r.plan.Party(a.Population).Name }},
		{Key: "service", Title: w.Text("column.service"), Weight: 2, Text: func(a outage.Access) string { return worksheet.ServiceName(a.Service, w) }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(a outage.Access) string { return a.Socket }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(a outage.Access) string { return a.Purpose }},
		{Key: "where", Title: w.Text("relocation.where"), Weight: 2, Kind: document.Code, Text: where}}, r.lost.Access, func(a outage.Access) document.Row {
		if where(a) == w.Text("relocation.no-access") {
			return document.Row{Mark: document.Warning}
		}
		return document.Row{}
	})
}

// stays are the hosts of the lost location that nothing stands in for.
func (r relocation) stays() document.Table {
	w := r.w
	var left []*plan.Party
	for _, p := range r.plan.Location(r.state.Lost).Parties(r.plan) {
		if p.IsHost() && r.state.StandIns[p.ID] == "" {
			left = append(left, p)
		}
	}
	return document.Fill(document.Table{Unordered: true, ID: "table-not-there", Caption: w.Text("relocation.stays-caption")}, []document.ColumnOf[*plan.Party]{
		{Key: "host", Title: w.Text("column.host"), Weight: 2, Kind: document.Code, Cell: r.host},
		{Key: "note", Title: w.Text("column.note"), Weight: 3, Text: func(p *plan.Party) string { return p.Note }}}, left, nil)
}
