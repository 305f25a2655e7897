package ruleviews

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Appendix is every rule between hosts once, by pairs of zones, as records keep them: lying, in the order of the grouped rules. Addresses of its ends stand before
// them, once.
func Appendix(resolved *plan.Plan, p *policy.Policy, w *wordlist.List) *document.Document {
	f := &filer{plan: resolved, policy: p, words: w}
	d := &document.Document{ID: docs.Appendix, Title: w.Text("pack.appendix"), Subtitle: resolved.Document.Title, Dense: true}
	d.Blocks = append([]document.Block{document.PageBreak{Landscape: true}}, f.ends()...)
	d.Blocks = append(d.Blocks, document.Text{Text: w.Fill("paper.appendix-text", "n", len(resolved.Network()), "pairs", len(p.Zones)) + " " + w.Text("pairs.reasons")})
	for _, z := range p.Zones {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "from-" + z.From + "-to-" + z.To, Text: f.pair(z.From, z.To)}, f.each(z))
	}
	return d
}

// ends are the sources and destinations of all rules, each once with all of its addresses.
func (f *filer) ends() []document.Block {
	w := f.words
	var all []*plan.Party
	for _, p := range f.plan.Parties {
		if slices.ContainsFunc(f.plan.Network(), func(r *plan.Flow) bool { return r.From == p.ID || r.To == p.ID }) {
			all = append(all, p)
		}
	}
	table := document.Fill(document.Table{ID: "table-ends", Caption: w.Fill("paper.appendix-addresses-caption", "n", len(all))}, []document.ColumnOf[*plan.Party]{
		{Key: "name", Title: w.Text("column.name"), Weight: 2, Kind: document.Code, Cell: func(p *plan.Party) document.Cell { return document.L(p.Name, docs.Host(p.ID)) }},
		{Key: "kind", Title: w.Text("column.kind"), Weight: 1, Text: func(p *plan.Party) string { return w.Text("kind." + strings.ReplaceAll(string(p.Kind), " ", "-")) }},
		{Key: "zone", Title: w.Text("column.zone"), Weight: 1, Text: func(p *plan.Party) string { return f.zone(f.plan.ZoneOf(p)) }},
		{Key: "address", Title: w.Text("column.address"), Weight: 4, Kind: document.Code, Text: func(p *plan.Party) string { return strings.Join(worksheet.Where(p, w), ", ") }}}, all, nil)
	return []document.Block{document.Heading{Level: 1, ID: "addresses", Text: w.Text("paper.appendix-addresses")}, document.Text{Text: w.Fill("paper.appendix-addresses-text", "n", len(all))}, table}
}

// each is a row for each rule of a pair of zones.
func (f *filer) each(z policy.ZonePair) document.Table {
	w := f.words
	var members []member
	for _, r := range f.rules(z.Rules) {
		for i, flow := range f.inOrder(r) {
			members = append(members, member{r, flow, i})
		}
	}
	caption := w.Fill("paper.appendix-caption", "n", len(members), "firewalls", strings.Join(f.enforcers(z), ", "))
	if z.Inside() {
		caption = w.Fill("paper.appendix-inside", "n", len(members))
	}
	end := func(id string) document.Cell { return document.L(f.plan.Party(id).Name, docs.Host(id)) }
	return document.Fill(document.Table{ID: "table-" + z.From + "-" + z.To, Caption: caption}, []document.ColumnOf[member]{
		{Key: "id", Title: w.Text("paper.rule-ids"), Weight: 1, Kind: document.Code, Cell: func(m member) document.Cell { return document.C(m.flow.ID, m.row.ID) }},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.6, Kind: document.Code, Cell: func(m member) document.Cell { return end(m.flow.From) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2.6, Kind: document.Code, Cell: func(m member) document.Cell { return end(m.flow.To) }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(m member) string { return m.flow.Port.String() }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(m member) string { return m.flow.Purpose }},
		{Key: "requirement", Title: w.Text("column.requirement"), Weight: 1.6, Text: f.needOf},
		{Key: "approval", Title: w.Text("column.owner-approval"), Weight: 3, Cell: func(m member) document.Cell {
			return document.C(cmp.Or(m.flow.Owner, "–"), worksheet.ApprovalText(m.flow.Approval, m.flow.Standing, w))
		}},
		{Key: "reason", Title: w.Text("filing.column-reason"), Weight: 1.2, Text: func(m member) string { return strings.TrimPrefix(m.flow.Rule, plan.DeclaredPrefix) }}},
		members, func(m member) document.Row {
			return f.row(m.flow.ID, m.flow.Disputed)
		})
}

// needOf is why a rule is there, and in which phase; one for the set-up says until when.
func (f *filer) needOf(m member) string {
	text := f.words.Text("requirement." + m.flow.Requirement)
	if m.flow.Phase == plan.SetUpPhase {
		text = f.words.Fill("worksheet.set-up", "requirement", text) + ", " + f.endOf(m.flow.RuleMetadata)
	}
	if m.flow.Disputed != "" {
		text = f.words.Fill("worksheet.disputed", "requirement", text, "question", m.flow.Disputed)
	}
	return text
}

// endOf is the day on which a rule ends, or the word that the site gives none.
func (f *filer) endOf(m plan.RuleMetadata) string {
	if m.Until.IsZero() {
		return f.words.Text("paper.no-end")
	}
	return f.words.Fill("filed.until", "date", m.Until)
}
