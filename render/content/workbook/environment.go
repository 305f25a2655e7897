package workbook

import (
	"portolan/model/plan"
	"portolan/render/content/review"
	"portolan/render/grid"
)

// environment is what the site differs in from its base, a value a row.
func (b *builder) environment() grid.Tab {
	w, e := b.Words, b.Plan.Environment
	return grid.Tab{Key: environmentTab, Name: w.Text("workbook.environment"), Title: w.Text("environment.title") + ": " + e.Base,
		Notes: []grid.Note{{Text: review.RulesOfEnvironment(e, w)}, b.back()},
		Tables: []grid.Table{grid.Fill(grid.Table{Empty: w.Text("environment.empty")}, []grid.ColumnOf[plan.Difference]{
			{Title: w.Text("environment.part"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Part }},
			{Title: w.Text("environment.key"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Key }},
			{Title: w.Text("column.change"), Text: func(d plan.Difference) string { return w.Text("environment." + d.Change) }},
			{Title: w.Text("environment.from"), Wrap: 60, Text: func(d plan.Difference) string { return d.Base }},
			{Title: w.Text("environment.to"), Wrap: 60, Text: func(d plan.Difference) string { return d.Here }},
			{Title: w.Text("environment.where"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Where }}},
			e.Differences, nil)}}
}
