package review

import (
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Environment is the page of what a site differs in from its base.
func Environment(resolved *plan.Plan, w *wordlist.List) *document.Document {
	e := resolved.Environment
	d := &document.Document{ID: docs.Environment, Title: w.Text("environment.title"), Subtitle: resolved.Document.Title,
		Fields: []document.Field{{Name: w.Text("environment.base"), Value: e.Base}}}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Text("environment.text")}, document.Text{Text: RulesOfEnvironment(e, w)})
	d.Blocks = append(d.Blocks, document.Fill(document.Table{Unordered: true, ID: "table-differences", Caption: w.Text("environment.caption"), Empty: w.Text("environment.empty")}, []document.ColumnOf[plan.Difference]{
		{Key: "part", Title: w.Text("environment.part"), Weight: 2, Kind: document.Code, Text: func(c plan.Difference) string { return c.Part }},
		{Key: "key", Title: w.Text("environment.key"), Weight: 1.6, Kind: document.Code, Text: func(c plan.Difference) string { return c.Key }},
		{Key: "change", Title: w.Text("column.change"), Weight: 1, Text: func(c plan.Difference) string { return w.Text("environment." + c.Change) }},
		{Key: "base", Title: w.Text("environment.from"), Weight: 2.4, Text: func(c plan.Difference) string { return c.Base }},
		{Key: "here", Title: w.Text("environment.to"), Weight: 2.4, Text: func(c plan.Difference) string { return c.Here }},
		{Key: "where", Title: w.Text("environment.where"), Weight: 1.4, Kind: document.Code, Text: func(c plan.Difference) string { return c.Where }}},
		e.Differences, nil))
	return d
}

// RulesOfEnvironment says how many rules differ from those of the base.
func RulesOfEnvironment(e *plan.Environment, w *wordlist.List) string {
	if e.Rules == nil {
		return w.Text("environment.no-rules")
	}
	return w.Fill("environment.rules", "same", e.Rules.Same, "changed", e.Rules.Changed, "added", e.Rules.Added, "removed", e.Rules.Removed)
}
