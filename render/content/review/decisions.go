package review

import (
	"slices"
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Decisions are what was decided on open items: what, by whom, when, on what evidence and until when; an item that is open again says why.
func Decisions(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.Decisions) == 0 {
		return nil
	}
	type decided = plan.Decision
	blocks := []document.Block{document.Heading{Level: 1, ID: "decisions", Text: w.Text("decision.title")}, document.Text{Text: w.Text("decision.text")}}
	return append(blocks, document.Fill(document.Table{Unordered: true, ID: "table-decisions", Caption: w.Text("decision.title")}, []document.ColumnOf[decided]{
		{Key: "id", Title: w.Text("decision.decision"), Weight: 1, Kind: document.Code, Text: func(d decided) string { return d.ID }},
		{Key: "decision", Title: w.Text("decision.what"), Weight: 4, Cell: func(d decided) document.Cell { return document.C(decisionLines(d, w)...) }},
		{Key: "answers", Title: w.Text("decision.answers"), Weight: 4, Cell: func(d decided) document.Cell { return document.C(answerLines(d, w)...) }},
		{Key: "by", Title: w.Text("decision.by"), Weight: 2, Text: func(d decided) string { return d.Who() }},
		{Key: "date", Title: w.Text("column.date"), Weight: 1.2, Text: func(d decided) string { return d.Date.String() }},
		{Key: "evidence", Title: w.Text("decision.evidence"), Weight: 2.5, Cell: func(d decided) document.Cell {
			return document.C(slices.DeleteFunc([]string{d.Evidence, d.Ticket}, func(s string) bool { return s == "" })...)
		}},
		{Key: "until", Title: w.Text("open.until"), Weight: 1.2, Text: func(d decided) string { return d.Until.String() }}},
		resolved.Decisions, func(d decided) document.Row {
			row := document.Row{ID: docs.DecisionRow(d.ID)}
			if slices.ContainsFunc(d.Answers, openAgain) {
				row.Mark = document.Warning
			}
			return row
		}))
}

// openAgain reports whether a decision on an item counts no more, and no other does instead.
func openAgain(a plan.Answered) bool { return a.State == plan.Reopened || a.State == plan.Lapsed }

func decisionLines(d plan.Decision, w *wordlist.List) []string {
	lines := []string{d.Text}
	if d.Choose != "" {
		lines = append(lines, w.Fill("decision.chosen", "n", d.Choose))
	}
	return lines
}

// answerLines are what a decision answers, a line each.
func answerLines(d plan.Decision, w *wordlist.List) []string {
	var lines []string
	for _, a := range d.Answers {
		line := w.Fill("decision.item-"+string(a.Kind), "id", a.ID, "title", a.Title)
		switch a.State {
		case plan.Reopened:
			line += ": " + w.Fill("decision.changed", "changes", decision.Some(a.Changes))
		case plan.Lapsed:
			line += ": " + w.Text("decision.lapsed")
		case plan.Replaced:
			line += ": " + w.Text("decision.replaced")
		}
		lines = append(lines, line)
	}
	return lines
}

// DecidedBy says on one line who decided an item, and what; it is empty while the item is open.
func DecidedBy(resolved *plan.Plan, kind decision.Kind, id string, w *wordlist.List) string {
	d := plan.DecisionOn(resolved, kind, id)
	if d == nil {
		return ""
	}
	return w.Fill("decision.decided", "id", d.ID, "who", d.Who(), "date", d.Date.String(), "what", strings.Join(decisionLines(*d, w), " "))
}

// openConflicts are the conflicts that no decision answers.
func openConflicts(resolved *plan.Plan) []plan.Question {
	return kept(resolved.Questions, func(q plan.Question) bool { return plan.IsOpen(resolved, decision.Conflict, q.ID) })
}

// decisionPlace leads to a decision.
func decisionPlace(d plan.Decision) document.Ref {
	return ref.Document(docs.Open).At(docs.DecisionRow(d.ID))
}
