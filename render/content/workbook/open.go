package workbook

import (
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/review"
	"portolan/render/grid"
	"portolan/render/ref"
)

// An item is one thing that somebody still has to decide or to do.
type item struct {
	kind, id, what, state, owner string
	rules                        []string // that it is about
	link                         ref.Ref  // of the id
}

// open is what is still open, one thing a row: grouped rules of each kind, documentation conflicts, traffic that nobody declared, deviations and tests.
func (b *builder) open() grid.Tab {
	w := b.Words
	t := func(key string) string { return w.Text("workbook-column." + key) }
	table := grid.Fill(grid.Table{Frozen: 2, Empty: w.Text("paper.open-empty")}, []grid.ColumnOf[item]{
		{Title: t("open-kind"), Wrap: 34, Text: func(i item) string { return i.kind }},
		{Title: t("item"), Kind: grid.Code, Cell: func(i item) grid.Cell { return grid.L(i.id, i.link) }},
		{Title: t("what"), Wrap: 60, Text: func(i item) string { return i.what }},
		{Title: t("state"), Wrap: 50, Text: func(i item) string { return i.state }},
		{Title: w.Text("filed.owner"), Text: func(i item) string { return i.owner }},
		{Title: t("rules"), Kind: grid.Number, Text: func(i item) string { return counted(i.rules) }},
		{Title: t("rule-ids"), Wrap: 40, Aside: true, Text: func(i item) string { return b.list(i.rules, " ") }}}, b.items(), nil)
	return grid.Tab{Key: openTab, Name: w.Text("workbook.open"), Title: w.Text("paper.open"), Notes: []grid.Note{{Text: w.Text("paper.open-caption")}, b.back()}, Tables: []grid.Table{table}}
}

// list is a list as the text of a cell.
func (b *builder) list(list []string, between string) string {
	return grid.List(list, between, func(n int) string { return b.Words.Fill("workbook.and-more", "n", n) })
}

func counted(rules []string) string {
	if len(rules) == 0 {
		return ""
	}
	return strconv.Itoa(len(rules))
}

func (b *builder) items() []item {
	var all []item
	for _, o := range review.Opened(b.Plan) {
		for _, i := range b.itemsOf(o) {
			i.kind = o.Title(b.Words)
			all = append(all, i)
		}
	}
	return all
}

// itemsOf are the things of one kind.
func (b *builder) itemsOf(o review.Open) []item {
	w := b.Words
	var all []item
	if o.Key == "disputed" {
		all = b.conflicts(o.Flows)
	} else {
		all = b.ruleItems(o.Flows)
	}
	for _, n := range o.Topics {
		all = append(all, item{id: n.ID, what: n.Topic, state: strings.Join(slices.DeleteFunc([]string{n.Text, n.Agree}, func(s string) bool { return s == "" }), "\n")})
	}
	for _, f := range o.Findings {
		all = append(all, item{id: f.ID, what: f.What, state: w.Text("overview.not-accepted")})
	}
	for _, v := range o.Waivers {
		all = append(all, item{id: v.Name, what: b.list(slices.Concat(v.Topics, v.Rules, v.Hosts), ", "), state: v.Reason, owner: v.By})
	}
	for _, l := range o.LeftOut {
		all = append(all, item{id: l.ID, what: l.Title, state: w.Text("open.keys") + ": " + strings.Join(l.Missing, ", ")})
	}
	for _, r := range o.Runbooks {
		state := w.Text("book.never-tested")
		if !r.Test.Last.IsZero() {
			state = w.Text("paper.due") + ": " + r.Test.Due.String()
		}
		all = append(all, item{id: r.ID, what: r.Title, state: state, owner: r.Owner})
	}
	return all
}

// ruleItems are rules, put together as on the page of open items.
func (b *builder) ruleItems(flows []*plan.Flow) []item {
	var all []item
	for _, r := range review.OpenRows(b.Policy, flows, b.Words) {
		like := r.Like()
		what := b.Words.Fill("workbook.open-rule", "source", strings.Join(r.Sources(b.Plan, b.Words), ", "), "destination", strings.Join(r.Destinations(b.Plan, b.Words), ", "), "ports", like.Socket())
		i := item{id: r.Grouped.ID, what: what, state: r.Approval(b.Words), owner: like.Owner, link: ref.Document(groupedTab).At(r.Grouped.ID)}
		for _, f := range r.Flows {
			i.rules = append(i.rules, f.ID)
		}
		all = append(all, i)
	}
	return all
}

// conflicts are the questions behind disputed rules, with what was decided.
func (b *builder) conflicts(flows []*plan.Flow) []item {
	var all []item
	for _, q := range b.Plan.Questions {
		i := item{id: q.ID, what: q.Title, state: q.Decision}
		for _, f := range flows {
			if f.Disputed == q.ID {
				i.rules = append(i.rules, f.ID)
			}
		}
		if len(i.rules) > 0 {
			all = append(all, i)
		}
	}
	return all
}
