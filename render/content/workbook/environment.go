package workbook

import (
	"portolan/model/plan"
	"portolan/render/grid"
)

// environment is what the site differs in from its base, a value a row.
func (b *builder) environment() grid.Table {
	w, e := b.Words, b.Plan.Environment
	return grid.Fill(grid.Table{NewPage: true, Title: w.Text("environment.title") + ": " + e.Base, Empty: w.Text("environment.empty")}, []grid.ColumnOf[plan.Difference]{
		{Title: w.Text("environment.part"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Part }},
		{Title: w.Text("environment.key"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Key }},
		{Title: w.Text("column.change"), Text: func(d plan.Difference) string { return w.Text("environment." + d.Change) }},
		{Title: w.Text("environment.from"), Wrap: 60, Text: func(d plan.Difference) string { return d.Base }},
		{Title: w.Text("environment.to"), Wrap: 60, Text: func(d plan.Difference) string { return d.Here }},
		{Title: w.Text("environment.where"), Kind: grid.Code, Wrap: 40, Text: func(d plan.Difference) string { return d.Where }}}, e.Differences, nil)
}
