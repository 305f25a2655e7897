package outage

import (
	"slices"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// answers are the services that others miss, those that nobody else answers first.
func (b builder) answers() []document.Block {
	type missed = outage.Missed
	blocks := []document.Block{b.heading("answers")}
	group := b.usual()
	if group != nil {
		blocks = append(blocks, document.Text{Text: b.w.Fill("alike.rest", "n", len(group.Members)-1, "group", group.Name)})
	}
	return append(blocks, document.Fill(document.Table{Unordered: true, ID: "table-answers", Caption: b.w.Text("loss.answers-caption"), Empty: b.w.Text("loss.answers-empty")}, []document.ColumnOf[missed]{
		{Key: "service", Title: b.w.Text("column.service"), Weight: 2, Text: func(m missed) string { return worksheet.ServiceName(m.Service, b.w) }},
		{Key: "port", Title: b.w.Text("column.port"), Weight: 1, Kind: document.Code, Text: func(m missed) string { return m.Socket }},
		{Key: "callers", Title: b.w.Text("loss.callers"), Weight: 5, Cell: func(m missed) document.Cell { return document.C(b.names(m.Users, m.Callers)...) }},
		{Key: "purpose", Title: b.w.Text("column.purpose"), Weight: 3, Text: func(m missed) string { return m.Purpose }},
		{Key: "others", Title: b.w.Text("loss.others"), Weight: 5, Cell: func(m missed) document.Cell { return document.C(b.instead(m, group)...) }}},
		b.lost.Missed, func(m missed) document.Row {
			if m.Change == outage.Gone {
				return document.Row{Mark: document.Warning}
			}
			return document.Row{}
		}))
}

// instead says who answers in the place of the lost host.
func (b builder) instead(m outage.Missed, usual *plan.Party) []string {
	switch m.Change {
	case outage.Gone:
		if m.Requirement == outage.Optional {
			return []string{b.w.Text("loss.nobody"), b.w.Text("loss.not-required")}
		}
		return []string{b.w.Text("loss.nobody")}
	case outage.Later:
		var lines []string
		for _, s := range m.Later {
			lines = append(lines, b.inState(s)...)
		}
		return lines
	case outage.Unknown:
		return []string{b.w.Text("loss.not-known")}
	}
	return b.others(m.Now, usual)
}

// inState says who answers in another state, or that nobody asks then.
func (b builder) inState(s outage.InState) []string {
	state := worksheet.StateName(b.plan, s.State, b.w)
	if len(s.Hosts) == 0 {
		return []string{b.w.Fill("loss.not-needed-in", "state", state)}
	}
	return append([]string{b.w.Fill("loss.in-state", "state", state)}, b.others(s.Hosts, nil)...)
}

// names are the users first, then hosts; of many hosts the number.
func (b builder) names(users, hosts []string) []string {
	const few = 5
	var out []string
	for _, id := range users {
		out = append(out, b.name(id))
	}
	for _, id := range hosts {
		if !slices.Contains(users, id) {
			out = append(out, b.name(id))
		}
	}
	if rest := len(out) - len(users) - few; rest > 1 { // the line that says "one more" has room for that one
		out = append(out[:len(users)+few], b.w.Fill("loss.rest", "n", rest))
	}
	return out
}
