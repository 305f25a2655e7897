package runbook

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Events is the index of the book of runbooks by what happened: symptoms, alerts, and the occasions of runbooks, with their pages.
func Events(resolved *plan.Plan, w *wordlist.List) []document.Block {
	blocks := []document.Block{document.Heading{Level: 1, ID: "events", Text: w.Text("paper.events")}, document.Text{Text: w.Text("paper.events-text")}}
	part := func(id, title string, entries []document.Cell) {
		if len(entries) > 0 {
			blocks = append(blocks, document.Heading{Level: 2, ID: "events-" + id, Text: title}, document.Index{Entries: entries})
		}
	}
	part("alerts", w.Text("paper.events-alerts"), alerts(resolved, OnPaper))
	for _, group := range catalog.RunbookGroups {
		var entries []document.Cell
		for _, b := range resolved.Runbooks {
			if b.Group == group && OnPaper(b) {
				entries = append(entries, document.L(firstSentence(Plain(b.Trigger))+" "+b.Title, docs.Runbook(b.ID)))
			}
		}
		part(group, w.Text("operations.title-"+group), entries)
	}
	part("symptoms", w.Text("paper.events-symptoms"), symptomsOf(resolved))
	return blocks
}

// symptomsOf are what is known to go wrong, in alphabetical order, each once.
func symptomsOf(resolved *plan.Plan) []document.Cell {
	var entries []document.Cell
	for _, b := range resolved.Runbooks {
		for i, p := range b.Problems {
			if e := document.L(Plain(p.Symptom), docs.Runbook(b.ID).At(problemID(i))); OnPaper(b) && !slices.ContainsFunc(entries, func(o document.Cell) bool { return o.Lines[0] == e.Lines[0] }) {
				entries = append(entries, e)
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b document.Cell) int {
		return cmp.Compare(strings.ToLower(a.Lines[0]), strings.ToLower(b.Lines[0]))
	})
	return entries
}

// alerts are the names of alerts that lead to runbooks.
func alerts(resolved *plan.Plan, keep func(*plan.Runbook) bool) []document.Cell {
	var entries []document.Cell
	for _, b := range resolved.Runbooks {
		for _, name := range b.Alerts {
			if keep(b) {
				entries = append(entries, document.L(name+": "+b.Title, docs.Runbook(b.ID)))
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b document.Cell) int { return cmp.Compare(a.Lines[0], b.Lines[0]) })
	return entries
}

// Alerts lists the alerts that lead to runbooks; nothing where none does.
func Alerts(resolved *plan.Plan, w *wordlist.List) []document.Block {
	entries := alerts(resolved, func(*plan.Runbook) bool { return true })
	if len(entries) == 0 {
		return nil
	}
	return []document.Block{document.Heading{Level: 1, ID: "alerts", Text: w.Text("paper.events-alerts")}, document.List{Items: entries}}
}

// firstSentence is a text up to its first full stop.
func firstSentence(text string) string {
	first, _, more := strings.Cut(text, ". ")
	if more {
		return first + "."
	}
	return text
}

// Record is the form that is filled in by hand for an event.
func Record(w *wordlist.List) []document.Block {
	keys := []string{"event", "noticed", "declared", "began", "ended", "deviations", "temporary", "lessons"}
	t := document.Fill(document.Table{ID: "table-record", Caption: w.Text("paper.record-text")}, []document.ColumnOf[string]{
		{Key: "what", Title: w.Text("book.what"), Weight: 0.2, Text: func(key string) string { return w.Text("paper.record-" + key) }},
		{Key: "value", Title: w.Text("paper.record-entry"), Weight: 400, Text: func(string) string { return "" }}}, keys, nil)
	return []document.Block{document.Heading{Level: 1, ID: "record", Text: w.Text("paper.record")}, t}
}

// Tell are the texts for users, ready to be copied: the site's own, or the usual ones.
func Tell(resolved *plan.Plan, w *wordlist.List) []document.Block {
	i := resolved.Incident
	who, phone := w.Text("tell.unnamed"), ""
	for _, c := range resolved.Contacts {
		if slices.Contains(i.Tell, c.ID) || phone == "" && c.Always {
			phone = cmp.Or(c.Phone, c.Mail)
		}
		if slices.Contains(i.Tell, c.ID) {
			who = reached(c)
		}
	}
	start := w.Fill("tell.start", "site", resolved.Document.Title)
	if i.UpdateMinutes > 0 {
		start = w.Fill("tell.start-every", "site", resolved.Document.Title, "minutes", i.UpdateMinutes)
	}
	texts := []document.StepPart{{Label: "start", Markdown: cmp.Or(i.Start, start)},
		{Label: "progress", Markdown: cmp.Or(i.Progress, w.Fill("tell.progress", "site", resolved.Document.Title))},
		{Label: "end", Markdown: cmp.Or(i.End, w.Fill("tell.end", "site", resolved.Document.Title, "phone", cmp.Or(phone, w.Text("tell.unnamed"))))}}
	blocks := []document.Block{document.Heading{Level: 1, ID: "tell", Text: w.Text("tell.title")}, document.Text{Text: w.Fill("tell.text", "who", who)}}
	for _, t := range texts {
		blocks = append(blocks, document.Prose{Markdown: "**" + w.Text("tell.label-"+t.Label) + "**\n\n" + Fenced("text", t.Markdown)})
	}
	return blocks
}
