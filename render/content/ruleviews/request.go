package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Request are the documents of the firewall change request: what to do, the zones, a part for each firewall, and the objects. Of a site without firewalls,
// all that passes from zone to zone stands in their place. Its tables have the seven columns of which a firewall team makes rules; all others are on pages
// and in the workbook. Phases and objects are those of its rules.
func Request(resolved *plan.Plan, p *policy.Policy, w *wordlist.List) []*document.Document {
	f := &filer{plan: resolved, policy: p, words: w, asks: map[string]bool{}}
	for _, s := range f.sheets() {
		for _, id := range s.part.Rules {
			f.asks[id] = true
		}
	}
	zones := &document.Document{ID: docs.Zones, Title: w.Text("filing.zones-title"), Subtitle: w.Text("filing.zones-subtitle"), Dense: true}
	zones.Blocks = append([]document.Block{heading(1, "pairs", w.Text("filing.pairs")), f.pairs()}, f.matrix()...)
	if len(p.Firewalls) > 0 {
		zones.Blocks = append(zones.Blocks, heading(1, "firewalls", w.Text("filing.firewalls")), f.firewallCounts())
	}
	if n := p.Counts.Inside; n > 0 {
		zones.Blocks = append(zones.Blocks, document.Text{Text: w.Count("request.inside", n)})
	}
	zones.Blocks = append(zones.Blocks, heading(1, "phases", w.Text("filing.phases")), f.phases())
	out := []*document.Document{f.toDo(), zones}
	for i := range p.Firewalls {
		out = append(out, f.requested(&p.Firewalls[i]))
	}
	if len(p.Firewalls) == 0 {
		out = append(out, f.requestedEverywhere())
	}
	groups := f.groups()
	groups.Dense = true
	return append(out, groups)
}

// requested is the part of one firewall.
func (f *filer) requested(part *policy.FirewallPart) *document.Document {
	w, firewall := f.words, f.plan.Firewall(part.Firewall)
	d := &document.Document{ID: docs.Firewall(firewall.ID).Document, Title: w.Fill("filing.firewall-title", "name", firewall.Name), Fields: f.firewallFields(firewall), Dense: true}
	d.Blocks = slices.Concat(f.preface(f.covers(part), part.Part), f.evidence(part), f.translations(firewall))
	d.Blocks = append(d.Blocks, f.askedFor(grid{id: "table-rows", at: part, rules: f.rules(part.Rules), sheet: part.Part})...)
	return d
}

func (f *filer) requestedEverywhere() *document.Document {
	w, part := f.words, f.crossing()
	d := &document.Document{ID: docs.Perimeter, Title: w.Text("filing.perimeter-title"), Dense: true}
	d.Blocks = append(f.preface(w.Fill("filing.perimeter-covers", "flows", len(part.Flows), "rows", len(part.Rules)), part),
		f.askedFor(grid{id: "table-rows", rules: f.rules(part.Rules), sheet: part})...)
	return d
}

// preface says what a part covers, who asked for its rules, and what nobody has asked for.
func (f *filer) preface(covers string, part policy.Part) []document.Block {
	w := f.words
	blocks := []document.Block{document.Text{Text: covers}, f.terms(part)}
	for _, r := range f.rules(part.Rules) {
		if f.policy.Single(r) != 0 {
			blocks = append(blocks, document.Text{Text: w.Text("request.family-text")})
			break
		}
	}
	blocks = append(blocks, worksheet.Askers(f.asked(part), w)...)
	return append(blocks, f.undeclared())
}

// askedFor are the rules of a part, what is disputed of them, and how they are taken back. Where there is evidence of the firewall, what it shows to be there
// stands apart: nobody is asked for it.
func (f *filer) askedFor(g grid) []document.Block {
	w := f.words
	var blocks []document.Block
	if g.at != nil && f.seenAt(g.at.Firewall) {
		blocks = f.askedBeside(g)
	} else {
		g.caption = w.Fill("filing.rows-caption", "n", len(g.rules))
		blocks = []document.Block{heading(1, "rows", w.Text("filing.rows")), f.rowsAsked(g)}
	}
	blocks = append(blocks, f.foldedAddresses(g.rules)...)
	return append(append(blocks, f.disputed(g.rules)...), document.Callout{Mark: document.Warning, Title: w.Text("paper.rollback"), Markdown: w.Text("paper.rollback-text")})
}

// rowsAsked is a table of rules as a change request has them.
func (f *filer) rowsAsked(g grid) document.Table {
	type column = document.ColumnOf[*policy.Rule]
	w, asked := f.words, f.asked(g.sheet)
	return document.Fill(document.Table{ID: g.id, Caption: g.caption, Empty: w.Text("filing.no-rules")}, []column{
		{Key: "id", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(r *policy.Rule) string { return r.ID }},
		{Key: "source", Title: w.Text("column.source"), Weight: 3, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.source(g, r) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 3, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.destination(g, r) }},
		{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 1.4, Kind: document.Code, Cell: f.portsAsked},
		{Key: "purpose", Title: w.Text("request.purpose"), Weight: 2.8, Cell: f.purposeAsked},
		{Key: "status", Title: w.Text("brief.status"), Weight: 1.6, Cell: func(r *policy.Rule) document.Cell { return document.C(f.statusAsked(g, r)...) }},
		{Key: "owner", Title: w.Text("column.owner-approval"), Weight: 2.8, Cell: func(r *policy.Rule) document.Cell {
			return document.C(worksheet.Filing(f.metadata(g, r), r.Standing, asked, w)...)
		}}}, g.rules, func(r *policy.Rule) document.Row { return f.markAsked(g, r) })
}

// disputed are the conflicts behind rules, with the way to the review.
func (f *filer) disputed(rules []*policy.Rule) []document.Block {
	var list document.List
	for _, q := range f.plan.Questions {
		var ids []string
		for _, r := range rules {
			if r.Disputed == q.ID && !slices.Contains(ids, r.ID) {
				ids = append(ids, r.ID)
			}
		}
		if len(ids) > 0 {
			list.Items = append(list.Items, document.L(q.ID+": "+q.Title+" ("+strings.Join(ids, ", ")+")", document.Ref{Document: docs.Review}.At(strings.ToLower(q.ID))))
		}
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []document.Block{heading(1, "disputed", f.words.Text("paper.disputed")), list}
}

// portsAsked are the ports of a rule, with what narrows them: the ports of its source, and the only family of addresses in which it runs.
func (f *filer) portsAsked(r *policy.Rule) document.Cell {
	cell := f.ports(r.Services)
	if r.SourcePort != plan.AnyPort {
		cell.Lines = append(cell.Lines, f.words.Fill("request.source-port", "ports", r.SourcePort))
	}
	if only := f.policy.Single(r); only != 0 {
		cell.Lines = append(cell.Lines, f.words.Fill("request.family", "family", only.String()))
	}
	return cell
}

// purposeAsked is what a rule is for, and when it is needed where that is not always.
func (f *filer) purposeAsked(r *policy.Rule) document.Cell {
	cell := f.purposes(r)
	if r.Requirement != "required" || r.Phase == plan.SetUpPhase {
		cell.Lines = append(slices.Clone(cell.Lines), f.need(r))
	}
	return cell
}

// statusAsked is what to do about a rule, and how far it has come.
func (f *filer) statusAsked(g grid, r *policy.Rule) []string {
	w := f.words
	lines := []string{w.Text("request.do-" + string(f.policy.TaskAt(g.firewall(), r))), w.Text("filed.status-" + worksheet.StatusOf(r.RuleMetadata, r.Standing))}
	lines = append(lines, f.evidenceLines(g, r)...)
	if r.Disputed != "" {
		lines = append(lines, w.Fill("brief.disputed", "question", r.Disputed))
	}
	if log := f.metadata(g, r).Log; log != "" {
		lines = append(lines, w.Text("filed.log-"+log))
	}
	return lines
}

// markAsked marks what nobody may implement yet, before what is disputed.
func (f *filer) markAsked(g grid, r *policy.Rule) document.Row {
	switch f.policy.TaskAt(g.firewall(), r) {
	case policy.Refuse, policy.Decide:
		return document.Row{ID: r.ID, Mark: document.Danger, Badge: f.words.Text("badge.not-approved")}
	case policy.Remove:
		return document.Row{ID: r.ID, Mark: document.Warning}
	}
	return f.row(r.ID, r.Disputed)
}
