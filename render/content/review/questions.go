package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/decision"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Questions is the page of documentation conflicts: where the vendor's documents disagree, what was decided, and what the profile left out. What
// somebody still has to decide is on the page of open items.
func Questions(resolved *plan.Plan, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Questions, Title: w.Text("questions.title"), Subtitle: resolved.Document.Title,
		Fields: []document.Field{{Name: w.Text("field.product"), Value: Products(resolved)}}}
	d.Blocks = append(d.Blocks, document.Text{Text: w.Count("questions.text", len(resolved.Questions))})
	d.Blocks = append(d.Blocks, dropped(resolved, w)...)
	asked := openConflicts(resolved)
	section := func(id string, of []plan.Question) {
		if len(of) > 0 {
			d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: id, Text: w.Text("questions." + id)})
		}
		for _, q := range of {
			d.Blocks = append(d.Blocks, question(resolved, q, w)...)
		}
	}
	section("disagree", asked)
	section("decided", kept(resolved.Questions, func(q plan.Question) bool {
		return !slices.ContainsFunc(asked, func(o plan.Question) bool { return o.ID == q.ID })
	}))
	return d
}

// NotCovered is the traffic that no document describes, with what of it the site declares, and for the rest what to write into the site or to agree.
func NotCovered(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.NotCovered) == 0 {
		return nil
	}
	declared := func(n plan.NotCovered) string { return strings.Join(n.Names, ", ") }
	said := func(n plan.NotCovered) document.Cell {
		switch {
		case declared(n) != "":
			return document.C(declared(n))
		case !plan.IsOpen(resolved, decision.Topic, n.ID):
			return document.C(DecidedBy(resolved, decision.Topic, n.ID, w))
		case n.Lines != "":
			return document.C(append([]string{w.Text("questions.undeclared-lines")}, strings.FieldsFunc(n.Lines, func(r rune) bool { return r == '\n' })...)...)
		}
		return document.C(w.Text("questions.undeclared"))
	}
	return []document.Block{document.Heading{Level: 1, ID: "not-covered", Text: w.Text("questions.not-covered")}, document.Text{Text: notCoveredText(resolved, w)},
		document.Fill(document.Table{Unordered: true, ID: "table-not-covered", Caption: w.Text("questions.not-covered-caption")}, []document.ColumnOf[plan.NotCovered]{
			{Key: "topic", Title: w.Text("column.topic"), Weight: 5, Text: func(n plan.NotCovered) string { return n.Topic }},
			{Key: "text", Title: w.Text("column.text"), Weight: 3.4, Cell: func(n plan.NotCovered) document.Cell {
				return document.C(slices.DeleteFunc([]string{n.Text, n.Agree}, func(s string) bool { return s == "" })...)
			}},
			{Key: "declared", Title: w.Text("column.declared"), Weight: 1.4, Cell: said}},
			resolved.NotCovered, func(n plan.NotCovered) document.Row {
				row := document.Row{ID: "topic-" + n.ID}
				if declared(n) == "" && plan.IsOpen(resolved, decision.Topic, n.ID) {
					row.Mark = document.Note
				}
				return row
			})}
}

// notCoveredText says how to read the table, and what to do with the lines for a site where it has any.
func notCoveredText(resolved *plan.Plan, w *wordlist.List) string {
	text := w.Text("questions.not-covered-text")
	if slices.ContainsFunc(resolved.NotCovered, func(n plan.NotCovered) bool { return n.Lines != "" && len(n.Declared) == 0 }) {
		text += " " + w.Text("questions.not-covered-lines")
	}
	return text
}

func dropped(resolved *plan.Plan, w *wordlist.List) []document.Block {
	if len(resolved.Dropped) == 0 {
		return nil
	}
	type flow = *plan.Flow
	return []document.Block{document.Heading{Level: 1, ID: "dropped", Text: w.Text("questions.dropped")}, document.Text{Text: w.Text("questions.dropped-text")},
		document.Fill(document.Table{Unordered: true, ID: "table-dropped", Caption: w.Text("questions.dropped-caption")}, []document.ColumnOf[flow]{
			{Key: "id", Title: w.Text("column.id"), Weight: 1, Kind: document.Code, Text: func(f flow) string { return f.ID }},
			{Key: "source", Title: w.Text("column.source"), Weight: 2, Kind: document.Code, Text: func(f flow) string { return resolved.Party(f.From).Short() }},
			{Key: "destination", Title: w.Text("column.destination"), Weight: 2, Kind: document.Code, Text: func(f flow) string { return resolved.Party(f.To).Short() }},
			{Key: "port", Title: w.Text("column.port"), Weight: 1, Kind: document.Numeric, Text: func(f flow) string { return f.Part() }},
			{Key: "purpose", Title: w.Text("column.purpose"), Weight: 3, Text: func(f flow) string { return f.Purpose }},
			{Key: "question", Title: w.Text("column.question"), Weight: 1, Cell: func(f flow) document.Cell { return document.L(f.Disputed, docs.Question(f.Disputed)) }},
			{Key: "decision", Title: w.Text("questions.left-out-by"), Weight: 1.2, Text: func(f flow) string { return cmp.Or(f.Decision, w.Text("questions.profile")) }}},
			resolved.Dropped, func(f flow) document.Row {
				return document.Row{ID: f.ID, Mark: document.Warning, Badge: w.Text("badge.disputed")}
			})}
}

func question(resolved *plan.Plan, q plan.Question, w *wordlist.List) []document.Block {
	blocks := []document.Block{document.Heading{Level: 2, ID: strings.ToLower(q.ID), Text: q.ID + " " + q.Title}}
	for i, side := range q.Sides {
		blocks = append(blocks, document.Text{Text: w.Fill("questions.side", "n", string(rune('A'+i)), "says", side.Says)})
		if cited := worksheet.Cited(side.Sources, w); len(cited) > 0 {
			blocks = append(blocks, document.List{Items: cited, Small: true})
		}
	}
	blocks = append(blocks, document.Text{Text: w.Fill("questions.decision", "decision", q.Decision)})
	if d := plan.DecisionOn(resolved, decision.Conflict, q.ID); d != nil {
		blocks = append(blocks, document.List{Items: []document.Cell{document.L(DecidedBy(resolved, decision.Conflict, q.ID, w), decisionPlace(*d))}})
	} else if choices := choices(q, w); choices != "" {
		blocks = append(blocks, document.Text{Text: w.Fill("questions.choices", "choices", choices, "id", q.ID)})
	}
	if touches := Touched(resolved, q); touches != "" {
		blocks = append(blocks, document.Text{Text: w.Fill("questions.touches", "what", touches)})
	}
	return blocks
}

// choices say what it means for the rules that a decision chooses a source; they are empty where none can be chosen.
func choices(q plan.Question, w *wordlist.List) string {
	var parts []string
	for i, side := range q.Sides {
		if side.Choice == nil {
			continue
		}
		var effects []string
		for key, list := range side.Choice.Effects() {
			effects = append(effects, w.Fill("questions.choice-"+key, "what", strings.Join(list, ", ")))
		}
		parts = append(parts, w.Fill("questions.choice", "n", plan.SideName(i), "effects", strings.Join(effects, ", ")))
	}
	return strings.Join(parts, "; ")
}

// Touched names what a question bears on: rules by id as long as they are few, and hosts.
func Touched(plan *plan.Plan, q plan.Question) string {
	const few = 12
	var parts []string
	for i, id := range q.Flows {
		if i == few {
			parts = append(parts, fmt.Sprintf("+ %d", len(q.Flows)-few))
			break
		}
		parts = append(parts, id)
	}
	for _, id := range q.Nodes {
		if p := plan.Party(id); worksheet.HasSheet(p) {
			parts = append(parts, p.Name)
		}
	}
	return strings.Join(parts, ", ")
}
