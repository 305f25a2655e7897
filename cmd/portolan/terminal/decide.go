package terminal

import (
	"portolan/model/decision"
	"portolan/model/plan"
)

// OpenItems are what decisions can answer at a site, kind by kind, with the decision that counts.
func OpenItems(p *plan.Plan, width int) string {
	t := &page{width: width}
	items, open := plan.OpenItems(p), 0
	rows := map[decision.Kind][][]string{}
	for _, item := range items {
		state := "open"
		if d := plan.DecisionOn(p, item.Kind, item.ID); d != nil {
			state = d.ID + ", " + d.Date.String()
		} else {
			open++
		}
		rows[item.Kind] = append(rows[item.Kind], []string{item.ID, state, item.Title})
	}
	t.line(0, "%s: %d of %d items are open", p.Site, open, len(items))
	for _, kind := range decision.Kinds {
		if len(rows[kind]) > 0 {
			t.table(itemTitles[kind], append([][]string{{"item", "decision", "about"}}, rows[kind]...))
		}
	}
	return t.b.String()
}

var itemTitles = map[decision.Kind]string{
	decision.Conflict:   "Documentation conflicts",
	decision.Topic:      "Traffic that no rule covers",
	decision.Encryption: "Services without known encryption",
	decision.Missing:    "Runbooks that are not included",
	decision.Blocked:    "Runbooks with steps that cannot be done",
	decision.Objective:  "Runbooks that exceed the RTO",
}
