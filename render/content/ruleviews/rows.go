package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
)

// grid is a table of grouped rules: the columns that all have, those of the worksheet, and those of what is filed.
type grid struct {
	id, caption string
	zones       bool                 // a column for the zones and firewalls
	at          *policy.FirewallPart // the firewall as which addresses are seen, or nil
	rules       []*policy.Rule
	sheet       policy.Part     // all rules of the sheet: its tables have the same columns
	asked       worksheet.Asked // as the sheet's opening says
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

// table prints grouped rules.
func (f *filer) table(g grid) document.Table {
	if f.pieces != nil {
		return f.brief(g)
	}
	return worksheet.KeepShort(document.Fill(document.Table{Unordered: true, ID: g.id, Caption: g.caption, Empty: f.words.Text("filing.no-rules")}, f.columns(g), g.rules, func(r *policy.Rule) document.Row {
		return f.row(r.ID, r.Disputed)
	}))
}

// row is the row of a rule, which is marked where documents disagree on it.
func (f *filer) row(id, disputed string) document.Row {
	if disputed == "" {
		return document.Row{ID: id}
	}
	return document.Row{ID: id, Mark: document.Warning, Badge: f.words.Text("badge.disputed")}
}

// columns are those of a table of grouped rules. Those in which no row of the sheet has anything are left out; the spreadsheets have them all.
func (f *filer) columns(g grid) []document.ColumnOf[*policy.Rule] {
	type column = document.ColumnOf[*policy.Rule]
	w := f.words
	columns := []column{{Key: "id", Title: w.Text("filing.column-row"), Weight: 0.9, Kind: document.Code, Text: func(r *policy.Rule) string { return r.ID }}}
	if g.zones {
		columns = append(columns, column{Key: "zones", Title: w.Text("filing.column-zones"), Weight: 5, Cell: f.between})
	}
	columns = append(columns,
		column{Key: "source", Title: w.Text("column.source"), Weight: 16, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.source(g, r) }},
		column{Key: "destination", Title: w.Text("column.destination"), Weight: 8, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.destination(g, r) }},
		column{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 40, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.ports(r.Services) }},
		column{Key: "purpose", Title: w.Text("column.purpose"), Weight: 8, Cell: f.purposes},
		column{Key: "requirement", Title: w.Text("column.requirement"), Weight: 40, Text: f.need},
		column{Key: "states", Title: w.Text("column.states"), Weight: 2, Text: func(r *policy.Rule) string { return worksheet.StatesText(f.plan, r.States, w) }})
	if f.seenAt(g.firewall()) {
		columns = append(columns, column{Key: "evidence", Title: w.Text("rule-column.evidence"), Weight: 4, Cell: func(r *policy.Rule) document.Cell {
			return document.C(append(f.evidenceLines(g, r), worksheet.SeenIn(f.policy.Sighting(g.firewall(), r.ID), w)...)...)
		}})
	}
	var filed []plan.RuleMetadata
	for _, r := range f.rules(g.sheet.Rules) {
		filed = append(filed, f.metadata(g, r))
	}
	columns = append(columns, document.Through(worksheet.MetadataColumns(filed, g.asked, w), func(r *policy.Rule) plan.RuleMetadata { return f.metadata(g, r) })...)
	return append(columns,
		column{Key: "approval", Title: w.Text("column.approval"), Weight: 10, Text: func(r *policy.Rule) string { return worksheet.ApprovalText(r.Approval, r.Standing, w) }},
		column{Key: "rules", Title: w.Text("filing.column-rules"), Weight: 0.7, Kind: document.Numeric,
			Cell: func(r *policy.Rule) document.Cell { return counted(len(r.Flows), pairPage(r).At("of-"+r.ID)) }})
}

// between are the zones of a rule, and its firewalls.
func (f *filer) between(r *policy.Rule) document.Cell {
	return document.Cell{Lines: append([]string{f.pair(r.FromZone, r.ToZone)}, f.firewallNames(r.Firewalls)...), Link: pairLink(policy.ZonePair{From: r.FromZone, To: r.ToZone})}
}

// source is where a rule begins: as a firewall sees it, or with the addresses by which the other side knows it.
func (f *filer) source(g grid, r *policy.Rule) document.Cell {
	cell := f.end(r.From)
	if g.at != nil {
		return f.translated(cell, r.From, enforced(g.at, r).Source)
	}
	cell.Lines = append(cell.Lines, f.knownAs(plan.SourceTranslation, r.From, r.ToZone)...)
	return cell
}

// destination is where a rule ends, likewise.
func (f *filer) destination(g grid, r *policy.Rule) document.Cell {
	cell := f.end(r.To)
	if g.at != nil {
		return f.translated(cell, r.To, enforced(g.at, r).Destination)
	}
	cell.Lines = append(cell.Lines, f.knownAs(plan.DestinationTranslation, r.To, r.FromZone)...)
	return cell
}

// pairPage is the worksheet on which a rule stands.
func pairPage(r *policy.Rule) document.Ref {
	return pairLink(policy.ZonePair{From: r.FromZone, To: r.ToZone}).Whole()
}

// Place is where a grouped rule stands among those that start in its zone.
func Place(r *policy.Rule) document.Ref { return pairPage(r).At(r.ID) }

// metadata is what is filed beside a grouped rule; at a firewall, with what it logs by default.
func (f *filer) metadata(g grid, r *policy.Rule) plan.RuleMetadata {
	out := r.RuleMetadata
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
	link := ref.Document(docs.Groups).At("hosts-" + g.ID)
	if len(g.Members) == 1 && !g.Named && !worksheet.Link(f.plan.Party(g.Members[0])).IsZero() {
		link = worksheet.Link(f.plan.Party(g.Members[0]))
	}
	if f.pieces != nil {
		return document.Cell{Lines: f.briefLines(g), Link: link}
	}
	return document.Cell{Lines: f.lines(g), Link: link}
}

// lines are what a row says of a group. Hosts that have no name together stand each above its own addresses.
func (f *filer) lines(g *policy.HostGroup) []string {
	called, addresses := f.called(g), f.addresses(g)
	if !g.Nameless || len(addresses) < len(g.Members) {
		return slices.Concat(called, addresses)
	}
	lines := called[:1]
	for _, id := range g.Members {
		p := f.plan.Party(id)
		lines = append(lines, p.Name)
		for _, where := range worksheet.Where(p, f.words) {
			if where != p.Name {
				lines = append(lines, where)
			}
		}
	}
	return lines
}

// called is what a row calls a group: the object's id before what it holds, for those who make objects after it; the site's own name alone.
func (f *filer) called(g *policy.HostGroup) []string {
	name := worksheet.GroupName(f.plan, f.policy, g, f.words)
	if g.Named || len(g.Members) == 1 {
		return []string{name}
	}
	if g.Nameless && name == g.ID {
		return []string{name}
	}
	return []string{g.ID, name}
}

// inText is the same within a text.
func (f *filer) inText(g *policy.HostGroup) string {
	called := f.called(g)
	if len(called) == 1 {
		return called[0]
	}
	return f.words.Fill("filing.object", "id", called[0], "name", called[1])
}

// addresses are those of a group where they are few, else their number: they stand at the end of the sheet, once.
func (f *filer) addresses(g *policy.HostGroup) []string {
	all := f.where(g)
	if len(all) > worksheet.FewAddresses {
		return []string{worksheet.Folded(len(all), f.words)}
	}
	return all
}

// where are all addresses of a group, or names of hosts that have none. A party that is called by its address has it as its name already.
func (f *filer) where(g *policy.HostGroup) []string {
	var all []string
	for _, m := range g.Members {
		for _, a := range worksheet.Where(f.plan.Party(m), f.words) {
			if a != g.Name {
				all = append(all, a)
			}
		}
	}
	return all
}

// foldedAddresses lists, once on a sheet, the addresses that its rows only count: whoever enters the rules needs them, and has perhaps no more than this sheet.
func (f *filer) foldedAddresses(rules []*policy.Rule) []document.Block {
	if f.pieces != nil { // its rows open
		return nil
	}
	var groups []*policy.HostGroup
	for _, r := range rules {
		for _, id := range []string{r.From, r.To} {
			if g := f.policy.HostGroup(id); len(f.where(g)) > worksheet.FewAddresses && !slices.Contains(groups, g) {
				groups = append(groups, g)
			}
		}
	}
	var folds []worksheet.Fold
	for _, g := range groups {
		folds = append(folds, worksheet.Fold{Name: []string{f.inText(g)}, Addresses: f.where(g)})
	}
	return worksheet.Folds(folds, f.words)
}

// purposes are what a rule is for, each with the ports that it is about where it is not about all.
func (f *filer) purposes(r *policy.Rule) document.Cell {
	lines := worksheet.AtPorts(f.policy.Uses(r), func(u policy.Use) []string { return u.Purposes }, f.words)
	if len(lines) <= mostPurposes {
		return document.Cell{Lines: lines}
	}
	return document.L(f.words.Fill("pairs.many", "n", len(lines), "where", f.words.Text("filing.long"), "sheet", f.longSheet(r)), pairPage(r).At("of-"+r.ID))
}

// mostPurposes is the number of purposes up to which a row has a line for each. A row of more would fill pages on which nothing else stands.
const mostPurposes = 12

// longSheet is the title of the worksheet that holds the rules of a row one by one.
func (f *filer) longSheet(r *policy.Rule) string {
	if (policy.ZonePair{From: r.FromZone, To: r.ToZone}).Inside() {
		return f.words.Text("filing.same-zone-title")
	}
	return f.words.Fill("filing.from-title", "zone", f.zone(r.FromZone))
}

// fewPorts is the number of ports up to which a row has a line for each.
const fewPorts = 6

// perLine is the number of ports on a line, where there are more.
const perLine = 3

// ports are the ports of a service group, protocol by protocol, under the site's name where it has one. Of many, a line for each would make
// the row higher than what stands beside it.
func (f *filer) ports(id string) document.Cell {
	g := f.policy.ServiceGroup(id)
	cell := document.Cell{Link: ref.Document(docs.Groups).At("services-" + g.ID)}
	if g.Named {
		cell.Lines = append(cell.Lines, g.Name)
	}
	if len(g.Ports) > fewPorts {
		for i := 0; i < len(g.Ports); i += perLine {
			line := worksheet.Ports(g.Ports[i:min(i+perLine, len(g.Ports))])
			if i+perLine < len(g.Ports) {
				line += ","
			}
			cell.Lines = append(cell.Lines, line)
		}
		return cell
	}
	for _, p := range g.Ports {
		cell.Lines = append(cell.Lines, p.String())
	}
	return cell
}

func (f *filer) need(r *policy.Rule) string {
	w := f.words
	text := w.Text("requirement." + r.Requirement)
	if r.Condition != "" {
		text = w.Fill("worksheet.if", "requirement", text, "condition", r.Condition)
	}
	if r.Phase == plan.SetUpPhase {
		text = w.Fill("worksheet.set-up", "requirement", text) + ", " + f.endOf(r.RuleMetadata)
	}
	if r.Disputed != "" {
		text = w.Fill("worksheet.disputed", "requirement", text, "question", r.Disputed)
	}
	return text
}

// firewallNames are the names of firewalls.
func (f *filer) firewallNames(ids []string) []string {
	var names []string
	for _, id := range ids {
		names = append(names, f.plan.Firewall(id).Name)
	}
	return names
}

// A member is one of the rules that a row stands for.
type member struct {
	row  *policy.Rule
	flow *plan.Flow
	nth  int // from 0
}

// long is the table of the rules that grouped rows stand for, each with the place where its reason stands.
func (f *filer) long(id string, rules []*policy.Rule) document.Table {
	w := f.words
	var members []member
	for _, r := range rules {
		for i, flow := range f.inOrder(r) {
			members = append(members, member{r, flow, i})
		}
	}
	return document.Fill(document.Table{Unordered: true, ID: id, Caption: w.Text("filing.long-caption")}, []document.ColumnOf[member]{
		{Key: "row", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Cell: func(m member) document.Cell { return document.L(m.row.ID, pairPage(m.row).At(m.row.ID)) }},
		{Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Cell: func(m member) document.Cell { return document.L(m.flow.ID, worksheet.Place(f.plan, m.flow)) }},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.4, Kind: document.Code, Text: func(m member) string { return f.plan.Party(m.flow.From).Name }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2.4, Kind: document.Code, Text: func(m member) string { return f.plan.Party(m.flow.To).Name }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(m member) string { return m.flow.Port.String() }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 2, Text: func(m member) string { return m.flow.Purpose }},
		{Key: "reason", Title: w.Text("filing.column-reason"), Weight: 1, Text: func(m member) string { return strings.TrimPrefix(m.flow.Rule, plan.DeclaredPrefix) }}},
		members, func(m member) document.Row {
			if m.nth == 0 {
				return document.Row{ID: "of-" + m.row.ID}
			}
			return document.Row{}
		})
}

// inOrder are the flows of a rule in the order of the plan.
func (f *filer) inOrder(r *policy.Rule) []*plan.Flow {
	in := map[string]bool{}
	for _, id := range r.Flows {
		in[id] = true
	}
	var out []*plan.Flow
	for _, flow := range f.plan.Flows {
		if in[flow.ID] {
			out = append(out, flow)
		}
	}
	return out
}
