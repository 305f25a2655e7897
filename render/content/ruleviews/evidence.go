package ruleviews

import (
	"slices"
	"strings"

	"portolan/model/policy"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// seenAt reports whether there is evidence of a firewall.
func (f *filer) seenAt(firewall string) bool {
	s := f.policy.Sightings()
	return s != nil && slices.Contains(s.Firewalls, firewall)
}

// known says what the tasks come from: the site's description, and the evidence of which firewalls.
func (f *filer) known() []document.Block {
	w, s := f.words, f.policy.Sightings()
	if s == nil {
		return []document.Block{document.Text{Text: w.Fill("request.text", "date", f.plan.Document.Date)}}
	}
	var seen, unseen []string
	for _, wall := range f.plan.Firewalls {
		if f.seenAt(wall.ID) {
			seen = append(seen, w.Fill("evidence.firewall", "firewall", wall.Name, "day", worksheet.CollectedOn(s.Days[wall.ID], w)))
		} else {
			unseen = append(unseen, wall.Name)
		}
	}
	out := []document.Block{document.Text{Text: w.Fill("evidence.text", "date", f.plan.Document.Date)}}
	if len(seen) > 0 {
		out = append(out, document.Text{Text: w.Fill("evidence.firewalls", "firewalls", strings.Join(seen, ", "))})
	}
	if len(unseen) > 0 {
		out = append(out, document.Text{Text: w.Fill("evidence.none", "firewalls", strings.Join(unseen, ", "))})
	}
	return out
}

// firewall is the id of the firewall whose rules a table has, or "".
func (g grid) firewall() string {
	if g.at == nil {
		return ""
	}
	return g.at.Firewall
}

// askedBeside are the rules of a firewall of which there is evidence: what is asked for, what is there, and all else.
func (f *filer) askedBeside(g grid) []document.Block {
	w, by := f.words, f.policy.ByTask(g.firewall(), g.sheet)
	missing, others := g, g
	missing.rules = by[policy.Implement]
	missing.caption = w.Fill("evidence.to-implement-caption", "n", len(missing.rules))
	others.id, others.rules = "table-others", nil
	for _, r := range g.rules {
		if task := f.policy.TaskAt(g.firewall(), r); task != policy.Implement && task != policy.There {
			others.rules = append(others.rules, r)
		}
	}
	others.caption = w.Fill("evidence.others-caption", "n", len(others.rules))
	blocks := []document.Block{heading(1, "rows", w.Text("evidence.to-implement")), document.Text{Text: w.Text("evidence.to-implement-text")}, f.rowsAsked(missing),
		heading(1, "there", w.Text("request.do-there")), document.Text{Text: w.Text("evidence.there-text")}, f.there(g, by[policy.There])}
	if len(others.rules) > 0 {
		blocks = append(blocks, heading(1, "others", w.Text("evidence.others")), f.rowsAsked(others))
	}
	return blocks
}

// there are the rules that a firewall has already, with where that was seen.
func (f *filer) there(g grid, rules []*policy.Rule) document.Table {
	w := f.words
	seen := func(r *policy.Rule) *policy.Sighting { return f.policy.Sighting(g.firewall(), r.ID) }
	return document.Fill(document.Table{ID: "table-there", Caption: w.Fill("evidence.there-caption", "n", len(rules)), Empty: w.Text("evidence.nothing")}, []document.ColumnOf[*policy.Rule]{
		{Key: "id", Title: w.Text("filing.column-row"), Weight: 1, Kind: document.Code, Text: func(r *policy.Rule) string { return r.ID }},
		{Key: "source", Title: w.Text("column.source"), Weight: 2.6, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.source(g, r) }},
		{Key: "destination", Title: w.Text("column.destination"), Weight: 2.6, Kind: document.Code, Cell: func(r *policy.Rule) document.Cell { return f.destination(g, r) }},
		{Key: "ports", Title: w.Text("filing.column-ports"), Weight: 1.2, Kind: document.Code, Cell: f.portsAsked},
		{Key: "where", Title: w.Text("evidence.seen-in"), Weight: 3, Cell: func(r *policy.Rule) document.Cell { return document.C(worksheet.SeenIn(seen(r), w)...) }},
		{Key: "wider", Title: w.Text("evidence.also"), Weight: 2, Text: func(r *policy.Rule) string { return seen(r).Wider }}}, rules, func(r *policy.Rule) document.Row {
		if seen(r).Wider != "" {
			return document.Row{ID: r.ID, Mark: document.Danger, Badge: w.Text("evidence.badge")}
		}
		return f.row(r.ID, r.Disputed)
	})
}

// evidenceLines are what evidence shows of a rule at the firewall of a table; nothing where nobody has looked.
func (f *filer) evidenceLines(g grid, r *policy.Rule) []string {
	if !f.seenAt(g.firewall()) {
		return nil
	}
	return []string{f.words.Fill("evidence.line", "text", worksheet.Evidence(f.policy.Sighting(g.firewall(), r.ID), f.words))}
}

// evidence is what the evidence of a firewall shows of the rules of its sheet, in numbers.
func (f *filer) evidence(part *policy.FirewallPart) []document.Block {
	if !f.seenAt(part.Firewall) {
		return nil
	}
	there, wider, missing, unknown := 0, 0, 0, 0
	for _, r := range f.rules(part.Rules) {
		switch s := f.policy.Sighting(part.Firewall, r.ID); {
		case s == nil || s.Seen == policy.Unseen:
			unknown++
		case s.Seen == policy.Absent && s.Detail == "": // as it should be
		case s.Seen == policy.Absent:
			missing++
		case s.Wider != "":
			wider++
			fallthrough
		default:
			there++
		}
	}
	return []document.Block{document.Text{Text: f.words.Fill("evidence.counts", "day", worksheet.CollectedOn(f.policy.Sightings().Days[part.Firewall], f.words), "there", there, "wider", wider, "missing", missing, "unknown", unknown)}}
}
