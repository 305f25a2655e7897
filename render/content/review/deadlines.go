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
	key  string // what it is, whatever its day
	day  source.Date
	what string
	who  string
	link document.Ref
}

// A Date is a day on which something ends or is due, for calendars.
type Date struct {
	Key  string // what it is, the same when the day moves
	Day  source.Date
	What string
	Who  string
}

// Dates are all days of a plan, in their order: those of the page's calendar, with the tests of runbooks that are due.
func Dates(resolved *plan.Plan, w *wordlist.List) []Date {
	var out []Date
	for _, d := range endings(resolved, w) {
		out = append(out, Date{d.key, d.day, d.what, d.who})
	}
	for _, b := range resolved.Runbooks {
		if !b.Test.Due.IsZero() {
			out = append(out, Date{"test " + b.ID, b.Test.Due, w.Fill("deadline.test", "runbook", b.Title), b.Owner})
		}
	}
	slices.SortStableFunc(out, func(a, b Date) int { return cmp.Compare(a.Day.String(), b.Day.String()) })
	return out
}

// endings are the next review of the rules, and the ends of accepted deviations, waivers, exceptions of policies, rules and approvals, by day.
func endings(resolved *plan.Plan, w *wordlist.List) []deadline {
	var all []deadline
	if r := resolved.Review; r != nil && !r.Next.IsZero() {
		all = append(all, deadline{"review", r.Next, w.Text("deadline.review"), r.By, ref.Document(docs.Review).At("summary")})
	}
	for _, f := range resolved.Findings {
		if f.Accepted != nil && !f.Accepted.Until.IsZero() {
			all = append(all, deadline{"accepted " + f.ID + " " + f.Node + f.About, f.Accepted.Until, w.Fill("deadline.accepted", "id", f.ID), f.Accepted.By, FindingPlace(f)})
		}
	}
	for _, v := range resolved.Waivers {
		if !v.Until.IsZero() {
			all = append(all, deadline{"waiver " + v.Name, v.Until, w.Fill("deadline.waiver", "name", v.Name), v.By, ref.Document(docs.Open).At("waived")})
		}
	}
	for _, p := range resolved.Policies {
		for _, e := range p.Excepted {
			all = append(all, deadline{"exception " + p.ID + " " + e.Covers, e.Until, w.Fill("deadline.exception", "covers", e.Covers, "policy", p.ID), e.By, ref.Document(docs.Review).At("policies")})
		}
	}
	for _, d := range resolved.Decisions {
		if !d.Until.IsZero() && slices.ContainsFunc(d.Answers, func(a plan.Answered) bool { return a.State == plan.Decided || a.State == plan.Lapsed }) {
			all = append(all, deadline{"decision " + d.ID, d.Until, w.Fill("deadline.decision", "id", d.ID, "what", d.Text), d.By, decisionPlace(d)})
		}
	}
	rules, approvals, reviews := map[deadline]int{}, map[deadline]int{}, map[deadline]int{}
	for _, f := range resolved.Network() {
		if !f.Until.IsZero() {
			rules[deadline{day: f.Until, who: f.Owner}]++
		}
		if !f.Review.IsZero() {
			reviews[deadline{day: f.Review, who: f.Owner}]++
		}
		if a := f.Approval; a != nil && !a.Until.IsZero() {
			approvals[deadline{day: a.Until, who: a.By}]++
		}
	}
	for key, counted := range map[string]map[deadline]int{"deadline.rules": rules, "deadline.approvals": approvals, "deadline.reviews": reviews} {
		for d, n := range counted {
			all = append(all, deadline{key + " " + d.day.String() + " " + d.who, d.day, w.Count(key, n), d.who, ref.Document(docs.Review).At("summary")})
		}
	}
	slices.SortFunc(all, func(a, b deadline) int {
		return cmp.Or(cmp.Compare(a.day.String(), b.day.String()), cmp.Compare(a.what, b.what), cmp.Compare(a.who, b.who))
	})
	return all
}

// deadlines are the endings as a table.
func deadlines(resolved *plan.Plan, w *wordlist.List) []document.Block {
	all := endings(resolved, w)
	if len(all) == 0 {
		return nil
	}
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
