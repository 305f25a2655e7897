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

// Request are the documents of the firewall change request: the zones, a part for each firewall, and the objects. Of a site without firewalls, all that
// passes from zone to zone stands in their place. Its tables have the seven columns of which a firewall team makes rules; all others are on pages and in the
// workbook.
func Request(resolved *plan.Plan, p *policy.Policy, w *wordlist.List) []*document.Document {
	f := &filer{plan: resolved, policy: p, words: w}
	zones := &document.Document{ID: docs.Zones, Title: w.Text("filing.zones-title"), Subtitle: w.Text("filing.zones-subtitle"), Dense: true}
	zones.Blocks = append([]document.Block{heading(1, "pairs", w.Text("filing.pairs")), f.pairs()}, f.matrix()...)
	if len(p.Firewalls) > 0 {
		zones.Blocks = append(zones.Blocks, heading(1, "firewalls", w.Text("filing.firewalls")), f.firewallCounts())
	}
	zones.Blocks = append(zones.Blocks, heading(1, "phases", w.Text("filing.phases")), f.phases())
	out := []*document.Document{zones}
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
	covers := w.Fill("filing.firewall-covers", "flows", len(part.Flows), "rows", len(part.Rules), "name", firewall.Name)
	if shared := f.alsoElsewhere(part); shared > 0 {
		covers += " " + w.Fill("filing.firewall-shared", "n", shared)
	}
	d.Blocks = append(f.preface(covers, part.Part), f.translations(firewall)...)
	d.Blocks = append(d.Blocks, f.askedFor(grid{id: "table-rows", at: part, rules: f.rules(part.Rules), sheet: part.Part})...)
	return d
}

func (f *filer) requestedEverywhere() *document.Document {
	w := f.words
	var part policy.Part
	for _, z := range f.policy.Zones {
		if !z.Inside() {
			part.Flows, part.Rules = append(part.Flows, z.Flows...), append(part.Rules, z.Rules...)
		}
	}
	d := &document.Document{ID: docs.Perimeter, Title: w.Text("filing.perimeter-title"), Dense: true}
	d.Blocks = append(f.preface(w.Fill("filing.perimeter-covers", "flows", len(part.Flows), "rows", len(part.Rules)), part),
		f.askedFor(grid{id: "table-rows", rules: f.rules(part.Rules), sheet: part})...)
	return d
}

// preface says what a part covers, who asked for its rules, and what nobody has asked for.
func (f *filer) preface(covers string, part policy.Part) []document.Block {
	w := f.words
	blocks := []document.Block{document.Text{Text: covers}}
	if f.plainly(part) {
		blocks = append(blocks, document.Text{Text: w.Text("filing.plain-terms")})
	}
	blocks = append(blocks, worksheet.Askers(f.asked(part), w)...)
	return append(blocks, document.Callout{Mark: document.Note, Title: w.Text("worksheet.not-covered-title"), Markdown: w.Fill("worksheet.not-covered", "n", worksheet.Undeclared(f.plan))})
}

// askedFor are the rules of a part, what is disputed of them, and how they are taken back.
func (f *filer) askedFor(g grid) []document.Block {
	type column = document.ColumnOf[*policy.Rule]
	w, asked := f.words, f.asked(g.sheet)
	t := document.Fill(document.Table{ID: g.id, Caption: w.Fill("filing.rows-caption", "n", len(g.rules)), Empty: w.Text("filing.no-rules")}, []column{
		{Key: "id", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(r *policy.Rule) string { return r.ID }},
		{Key: "source", Title: w.Text("column.source"), Weight: 3, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.source(g, r) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 3, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.destination(g, r) }},
		{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 1.4, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.ports(r.Services) }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Cell: f.purposes},
		{Key: "requirement", Title: w.Text("column.requirement"), Weight: 2, Cell: func(r *policy.Rule) document.Cell {
			return document.C(f.need(r), worksheet.ApprovalText(r.Approval, r.Standing, w))
		}},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 2, Cell: func(r *policy.Rule) document.Cell {
			return document.C(worksheet.MetadataLines(f.metadata(g, r), asked, w)...)
		}}}, g.rules, func(r *policy.Rule) document.Row {
		row := document.Row{ID: r.ID}
		if r.Disputed != "" {
			row.Mark, row.Badge = document.Warning, w.Text("badge.disputed")
		}
		return row
	})
	blocks := append([]document.Block{heading(1, "rows", w.Text("filing.rows")), t}, f.foldedAddresses(g.rules)...)
	return append(append(blocks, f.disputed(g.rules)...), document.Callout{Mark: document.Note, Title: w.Text("paper.rollback"), Markdown: w.Text("paper.rollback-text")})
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
