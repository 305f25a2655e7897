package runbook

import (
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// onPaper are the kinds of runbooks that the book of runbooks holds: what is done when something failed, and what is done in time so that nothing is
// lost. Planned changes are on pages.
var onPaper = []string{"backup", "restore", "failover", "failback", "start", "stop", "certificates", "check", "symptoms"}

// OnPaper tells whether the book of runbooks holds a runbook. A site's own stand in it whatever they are for.
func OnPaper(book *plan.Runbook) bool { return book.Own || slices.Contains(onPaper, book.Kind) }

// Paper is a runbook as the book of runbooks holds it: all that is done, without what the book says once for all of them (contacts, sources, the index of
// symptoms), and what a reader of paper has before him anyway (the steps at a glance, the values that commands are filled with). When it is used and
// what is needed for it are facts above it. It has one line to sign.
func Paper(resolved *plan.Plan, book *plan.Runbook, w *wordlist.List) *document.Document {
	b := builder{resolved, book, w, true}
	d := &document.Document{ID: docs.Runbook(book.ID).Document, Title: book.Title, Dense: true, Fields: b.inShort()}
	for _, part := range []func() []document.Block{b.front, b.faults, b.changes, b.preChecks, b.steps, b.verify, b.cleanUp, b.back, b.problems, b.escalation, b.signOff} {
		d.Blocks = append(d.Blocks, part()...)
	}
	b.mentions(d.Blocks)
	return d
}

// inShort are the facts that decide whether and by whom the runbook is begun.
func (b builder) inShort() []document.Field {
	var out []document.Field
	keep := []string{"field.duration", "field.roles", "book.serves", "book.alerts", "book.tested"}
	for _, f := range b.fields() {
		if f.Name == b.w.Text("book.tested") {
			f.Value = b.w.Fill("paper.tested", "tested", f.Value, "due", b.book.Test.Due.String())
		}
		if slices.ContainsFunc(keep, func(key string) bool { return b.w.Text(key) == f.Name }) {
			out = append(out, f)
		}
	}
	out = append([]document.Field{{Name: b.w.Text("runbook.use"), Value: Plain(b.book.Trigger)}}, out...)
	if len(b.book.Access) > 0 {
		out = append(out, document.Field{Name: b.w.Text("runbook.access"), Value: Plain(strings.Join(b.book.Access, "; ")) + "."})
	}
	return out
}

// Sources are the places in documents that runbooks follow, once for all of them.
func Sources(books []*plan.Runbook, w *wordlist.List) *document.Document {
	var all []plan.Citation
	for _, b := range books {
		all = append(all, b.Sources...)
	}
	return &document.Document{ID: docs.Sources, Title: w.Text("runbook.sources"), Dense: true, Blocks: []document.Block{document.Text{Text: w.Text("paper.sources-text")}, document.List{Items: worksheet.Cited(all, w), Small: true}}}
}

// labels of steps have no line to sign on paper: it is signed once, at the end.
func (b builder) labels(step string) document.StepLabels {
	l := Labels(b.w, step)
	if b.paper {
		l.By, l.At = "", ""
	}
	return l
}
