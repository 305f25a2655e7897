package review

import (
	"cmp"
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// A deadline is a day on which something ends or is due.
type deadline struct {
	day  source.Date
	what string
	who  string
	link document.Ref
}

// deadlines are the next review of the rules, and the ends of accepted deviations, rules and approvals, by day.
func deadlines(resolved *plan.Plan, w *wordlist.List) []document.Block {
	var all []deadline
	if r := resolved.Review; r != nil && !r.Next.IsZero() {
		all = append(all, deadline{r.Next, w.Text("deadline.review"), r.By, ref.Document(docs.Review).At("summary")})
	}
	for _, f := range resolved.Findings {
		if f.Accepted != nil && !f.Accepted.Until.IsZero() {
			all = append(all, deadline{f.Accepted.Until, w.Fill("deadline.accepted", "id", f.ID), f.Accepted.By, FindingPlace(f)})
		}
	}
	for _, v := range resolved.Waivers {
		if !v.Until.IsZero() {
			all = append(all, deadline{v.Until, w.Fill("deadline.waiver", "name", v.Name), v.By, ref.Document(docs.Open).At("waived")})
		}
	}
	rules, approvals := map[deadline]int{}, map[deadline]int{}
	for _, f := range resolved.Network() {
		if !f.Until.IsZero() {
			rules[deadline{day: f.Until, who: f.Owner}]++
		}
		if a := f.Approval; a != nil && !a.Until.IsZero() {
			approvals[deadline{day: a.Until, who: a.By}]++
		}
	}
	for key, counted := range map[string]map[deadline]int{"deadline.rules": rules, "deadline.approvals": approvals} {
		for d, n := range counted {
			all = append(all, deadline{d.day, w.Count(key, n), d.who, ref.Document(docs.Review).At("summary")})
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b deadline) int {
		return cmp.Or(cmp.Compare(a.day.String(), b.day.String()), cmp.Compare(a.what, b.what), cmp.Compare(a.who, b.who))
	})
	return []document.Block{document.Fill(document.Table{ID: "table-deadlines", Caption: w.Text("deadline.caption")}, []document.ColumnOf[deadline]{
		{Key: "day", Title: w.Text("column.date"), Weight: 1, Text: func(d deadline) string { return d.day.String() }},
		{Key: "what", Title: w.Text("deadline.what"), Weight: 4, Cell: func(d deadline) document.Cell { return document.L(d.what, d.link) }},
		{Key: "who", Title: w.Text("filed.owner"), Weight: 2, Text: func(d deadline) string { return d.who }}}, all, func(d deadline) document.Row {
		if d.day.Before(resolved.Document.Date) {
			return document.Row{Mark: document.Warning}
		}
		return document.Row{}
	})}
}
