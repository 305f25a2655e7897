package review

import (
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// Down is where somebody begins who has something that does not work: each host with what fails with it, the runbooks for failures, whom to call.
func Down(resolved *plan.Plan, failures document.Table, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Down, Title: w.Text("door.down"), Subtitle: resolved.Document.Title, Fields: promise(resolved, w)}
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "failures", Text: w.Text("paper.failures")}, document.Text{Text: w.Text("door.down-text")}, failures)
	d.Blocks = append(d.Blocks, booksOf(resolved, "failure", w)...)
	d.Blocks = append(d.Blocks, runbook.Alerts(resolved, w)...)
	d.Blocks = append(d.Blocks, contacts(resolved, w)...)
	d.Blocks = append(d.Blocks, runbook.Tell(resolved, w)...)
	return d
}
