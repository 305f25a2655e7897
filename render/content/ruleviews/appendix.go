package ruleviews

import (
	"strings"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Appendix is every rule between hosts once, by pairs of zones, as records keep them: lying, in the order of the grouped rules.
func Appendix(resolved *plan.Plan, p *policy.Policy, w *wordlist.List) *document.Document {
	f := &filer{plan: resolved, policy: p, words: w}
	d := &document.Document{ID: docs.Appendix, Title: w.Text("pack.appendix"), Subtitle: resolved.Document.Title, Dense: true}
	d.Blocks = []document.Block{document.PageBreak{Landscape: true}, document.Text{Text: w.Fill("paper.appendix-text", "n", len(resolved.Network()), "pairs", len(p.Zones))}}
	for _, z := range p.Zones {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "from-" + z.From + "-to-" + z.To, Text: f.pair(z.From, z.To)}, f.each(z))
	}
	return d
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
	end := func(id string) document.Cell {
		p := f.plan.Party(id)
		lines := []string{p.Name}
		if all := worksheet.Where(p, w); len(all) <= worksheet.FewAddresses {
			for _, a := range all {
				if a != p.Name {
					lines = append(lines, a)
				}
			}
		}
		return document.Cell{Lines: lines, Link: docs.Host(id)}
	}
	return document.Fill(document.Table{ID: "table-" + z.From + "-" + z.To, Caption: w.Fill("paper.appendix-caption", "n", len(members), "firewalls", strings.Join(f.enforcers(z), ", "))}, []document.ColumnOf[member]{
		{Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Text: func(m member) string { return m.flow.ID }},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.6, Kind: document.Code, Cell: func(m member) document.Cell { return end(m.flow.From) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2.6, Kind: document.Code, Cell: func(m member) document.Cell { return end(m.flow.To) }},
		{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(m member) string { return m.flow.Port.String() }},
		{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(m member) string { return m.flow.Purpose }},
		{Key: "requirement", Title: w.Text("column.requirement"), Weight: 1.6, Text: f.needOf},
		{Key: "owner", Title: w.Text("filed.owner"), Weight: 1.4, Text: func(m member) string { return m.flow.Owner }},
		{Key: "approval", Title: w.Text("column.approval"), Weight: 1.6, Text: func(m member) string { return worksheet.ApprovalText(m.flow.Approval, m.flow.Standing, w) }},
		{Key: "row", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(m member) string { return m.row.ID }},
		{Key: "reason", Title: w.Text("filing.column-reason"), Weight: 1.2, Text: func(m member) string { return strings.TrimPrefix(m.flow.Rule, plan.DeclaredPrefix) }}},
		members, func(m member) document.Row {
			row := document.Row{ID: m.flow.ID}
			if m.flow.Disputed != "" {
				row.Mark, row.Badge = document.Warning, w.Text("badge.disputed")
			}
			return row
		})
}

// needOf is why a rule is there, and in which phase; one for the set-up says until when.
func (f *filer) needOf(m member) string {
	text := f.words.Text("requirement." + m.flow.Requirement)
	if m.flow.Phase == plan.SetUpPhase {
		text = f.words.Fill("worksheet.set-up", "requirement", text) + ", " + f.ends(m.flow.RuleMetadata)
	}
	if m.flow.Disputed != "" {
		text = f.words.Fill("worksheet.disputed", "requirement", text, "question", m.flow.Disputed)
	}
	return text
}

// ends is the day on which a rule ends, or the word that the site gives none.
func (f *filer) ends(m plan.RuleMetadata) string {
	if m.Until.IsZero() {
		return f.words.Text("paper.no-end")
	}
	return f.words.Fill("filed.until", "date", m.Until)
}
