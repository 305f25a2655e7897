package filing

import (
	"slices"
	"strings"

	"portolan/model"
	"portolan/model/policy"
	"portolan/render/document"
	"portolan/render/worksheet"
)

// fewAddresses is the number of addresses up to which a row prints them; more stand with the group.
const fewAddresses = 4

// grid is a table of grouped rules: the columns that all have, those of the worksheet, and those of what is filed.
type grid struct {
	id, caption string
	zones       bool                 // a column for the zones and firewalls
	at          *policy.FirewallPart // the firewall as which addresses are seen, or nil
	rules       []*policy.Rule
}

func (f *filer) rules(ids []string) []*policy.Rule {
	var out []*policy.Rule
	for i := range f.policy.Rules { // in the order of the policy, not of ids
		for _, id := range ids {
			if f.policy.Rules[i].ID == id {
				out = append(out, &f.policy.Rules[i])
			}
		}
	}
	return out
}

// table prints grouped rules. Columns in which no row has anything are left out; the spreadsheets have them all.
func (f *filer) table(g grid) document.Table {
	w := f.words
	t := document.Table{ID: g.id, Caption: g.caption, Empty: w.Text("filing.no-rules"), Columns: []document.Column{
		{Key: "id", Title: w.Text("filing.column-row"), Weight: 0.9, Kind: document.Code}}}
	add := func(key, title string, weight float64, kind document.ColumnKind) {
		t.Columns = append(t.Columns, document.Column{Key: key, Title: w.Text(title), Weight: weight, Kind: kind})
	}
	if g.zones {
		add("zones", "filing.column-zones", 1.5, document.Words)
	}
	add("source", "column.source", 2.6, document.Code)
	add("destination", "column.destination", 2.6, document.Code)
	add("ports", "filing.column-ports", 2.5, document.Code)
	add("purpose", "column.purpose", 2.2, document.Words)
	add("requirement", "column.requirement", 1, document.Words)
	add("states", "column.states", 1, document.Words)
	var filed []worksheet.Filed
	for _, r := range g.rules {
		filed = append(filed, f.filed(g, r))
	}
	more := worksheet.FiledColumns(filed, w)
	for _, c := range more {
		t.Columns = append(t.Columns, c.Column)
	}
	add("approval", "column.approval", 1.1, document.Words)
	add("rules", "filing.column-rules", 0.7, document.Numeric)
	for i, r := range g.rules {
		t.Rows = append(t.Rows, f.row(g, r, filed[i], more))
	}
	return t
}

func (f *filer) row(g grid, r *policy.Rule, filed worksheet.Filed, more []worksheet.FiledColumn) document.Row {
	row := document.Row{ID: r.ID, Cells: []document.Cell{document.C(r.ID)}}
	if r.Disputed != "" {
		row.Mark = document.Warning
	}
	if g.zones {
		row.Cells = append(row.Cells, document.Cell{Lines: append([]string{f.pair(r.FromZone, r.ToZone)}, f.walls(r.Firewalls)...), Link: pairLink(policy.ZonePair{From: r.FromZone, To: r.ToZone})})
	}
	from, to := f.end(r.From), f.end(r.To)
	if g.at != nil {
		from, to = f.seen(g.at, r, from, to)
	} else {
		from.Lines = append(from.Lines, f.knownAs(model.SourceTranslation, r.From, r.ToZone)...)
		to.Lines = append(to.Lines, f.knownAs(model.DestinationTranslation, r.To, r.FromZone)...)
	}
	row.Cells = append(row.Cells, from, to, f.ports(r.Services), document.C(r.Purposes...), document.C(f.need(r)...), document.C(worksheet.StatesText(f.plan, r.States, f.words)))
	for _, c := range more {
		row.Cells = append(row.Cells, c.Cell(filed))
	}
	row.Cells = append(row.Cells, f.behind(r)...)
	return row
}

// behind are the last cells: who agreed, and the rules that the row stands for.
func (f *filer) behind(r *policy.Rule) []document.Cell {
	return []document.Cell{document.C(worksheet.ApprovalText(r.Approval, f.words)), counted(len(r.Flows), pairPage(r)+"#of-"+r.ID)}
}

func pairPage(r *policy.Rule) string {
	page, _, _ := strings.Cut(pairLink(policy.ZonePair{From: r.FromZone, To: r.ToZone}), "#")
	return page
}

// filed is what is filed beside a grouped rule; at a firewall, with what it logs by default.
func (f *filer) filed(g grid, r *policy.Rule) worksheet.Filed {
	out := worksheet.Filed{Action: r.Action, SourcePort: r.SourcePort, Log: r.Log, Status: r.Status, Owner: r.Owner, Requester: r.Requester, Ticket: r.Ticket, Since: r.Since, Until: r.Until}
	if g.at != nil {
		for _, e := range g.at.Enforced {
			if e.Rule == r.ID {
				out.Log = e.Log
			}
		}
	}
	return out
}

// end is a source or destination: its name, and the addresses of its members where they are few. A host alone leads to its own worksheet.
func (f *filer) end(id string) document.Cell {
	g := f.policy.HostGroup(id)
	link := "groups.html#hosts-" + g.ID
	if len(g.Members) == 1 && !g.Named && worksheet.HasSheet(f.plan.Party(id)) {
		link = worksheet.Link(f.plan.Party(id))
	}
	return document.Cell{Lines: f.lines(g), Link: link}
}

// lines are what a row says of a group. Hosts that have no name together stand each above its own addresses.
func (f *filer) lines(g *policy.HostGroup) []string {
	called, addresses := f.called(g), f.addresses(g)
	if !worksheet.Nameless(f.plan, g) || len(addresses) < len(g.Members) {
		return slices.Concat(called, addresses)
	}
	var lines []string
	for _, id := range g.Members {
		p := f.plan.Party(id)
		lines = append(lines, p.Name)
		for _, where := range p.Where() {
			if where != p.Name {
				lines = append(lines, where)
			}
		}
	}
	return append(lines, called[1:]...)
}

// called is what a row calls a group: its name, and its id where the site gives it no name, for those who make objects after it.
func (f *filer) called(g *policy.HostGroup) []string {
	name := worksheet.GroupName(f.plan, g, f.words)
	if g.Named || len(g.Members) == 1 {
		return []string{name}
	}
	return []string{name, f.words.Fill("filing.object", "id", g.ID)}
}

func (f *filer) addresses(g *policy.HostGroup) []string {
	var all []string
	hosts := 0
	for _, m := range g.Members {
		p := f.plan.Party(m)
		hosts += max(1, len(p.Members))
		for _, a := range p.Where() {
			if a != g.Name {
				all = append(all, a)
			}
		}
	}
	if len(all) > fewAddresses {
		return []string{f.words.Count("worksheet.hosts", hosts)}
	}
	return all
}

// ports are the ports of a service group, protocol by protocol, under the site's name where it has one.
func (f *filer) ports(id string) document.Cell {
	g := f.policy.ServiceGroup(id)
	cell := document.Cell{Link: "groups.html#services-" + g.ID}
	if g.Named {
		cell.Lines = append(cell.Lines, g.Name)
	}
	for _, p := range g.Ports {
		cell.Lines = append(cell.Lines, p.String())
	}
	return cell
}

func (f *filer) need(r *policy.Rule) []string {
	w := f.words
	text := w.Text("requirement." + r.Requirement)
	if r.Condition != "" {
		text = w.Fill("worksheet.if", "requirement", text, "condition", r.Condition)
	}
	if r.Phase == model.SetUpPhase {
		text = w.Fill("worksheet.set-up", "requirement", text)
	}
	if r.Disputed != "" {
		text = w.Fill("worksheet.disputed", "requirement", text, "question", r.Disputed)
	}
	return []string{text}
}

// walls are the names of firewalls.
func (f *filer) walls(ids []string) []string {
	var names []string
	for _, id := range ids {
		names = append(names, f.plan.Firewall(id).Name)
	}
	return names
}

// long is the table of the rules that grouped rows stand for, each with the place where its reason stands.
func (f *filer) long(id string, rules []*policy.Rule) document.Table {
	w := f.words
	t := document.Table{ID: id, Caption: w.Text("filing.long-caption"), Columns: []document.Column{
		{Key: "row", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code}, {Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.4, Kind: document.Code}, {Key: "destination", Title: w.Text("column.destination"), Weight: 2.4, Kind: document.Code},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code}, {Key: "reason", Title: w.Text("filing.column-reason"), Weight: 1}}}
	for _, r := range rules {
		for i, flow := range f.inOrder(r) {
			row := document.Row{Cells: []document.Cell{document.L(r.ID, pairPage(r)+"#"+r.ID), document.L(flow.ID, f.sheet(flow)+"#"+flow.ID),
				document.C(f.plan.Party(flow.From).Name), document.C(f.plan.Party(flow.To).Name), document.C(socket(flow)), document.C(strings.TrimPrefix(flow.Rule, model.DeclaredPrefix))}}
			if i == 0 {
				row.ID = "of-" + r.ID
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// inOrder are the flows of a rule in the order of the plan.
func (f *filer) inOrder(r *policy.Rule) []*model.Flow {
	in := map[string]bool{}
	for _, id := range r.Flows {
		in[id] = true
	}
	var out []*model.Flow
	for _, flow := range f.plan.Flows {
		if in[flow.ID] {
			out = append(out, flow)
		}
	}
	return out
}

// sheet is the page on which a flow stands with its reason: of the host that opens it, else of the host that answers, else the overview.
func (f *filer) sheet(flow *model.Flow) string {
	for _, id := range []string{flow.From, flow.To} {
		if p := f.plan.Party(id); worksheet.HasSheet(p) {
			return worksheet.Link(p)
		}
	}
	return "index.html"
}

func socket(flow *model.Flow) string {
	return policy.Port{Protocol: flow.Protocol, Port: flow.Port, Choice: flow.Choice}.String()
}
