// Package runbook turns a compiled runbook into a document: who, when, what to check first, numbered steps with commands, how to verify and
// how to go back. It fills nothing in; the plan already did.
package runbook

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Document is a runbook as an operator opens it.
func Document(plan *plan.Plan, book *plan.Runbook, w *wordlist.List) *document.Document {
	b := builder{plan, book, w, false}
	d := &document.Document{ID: docs.Runbook(book.ID).Document, Title: book.Title, Subtitle: w.Fill("runbook.subtitle", "site", plan.Document.Title), Fields: b.fields(), Limits: b.limits()}
	for _, part := range []func() []document.Block{b.front, b.symptoms, b.faults, b.changes, b.access, b.glance, b.values, b.preChecks, b.steps, b.verify, b.cleanUp, b.back, b.problems, b.escalation, b.signOff, b.history, b.related,
		b.sources} {
		d.Blocks = append(d.Blocks, part()...)
	}
	b.mentions(d.Blocks)
	return d
}

type builder struct {
	plan *plan.Plan
	book *plan.Runbook
	w    *wordlist.List

	paper bool // as it stands in the book of runbooks
}

func (b builder) heading(part string) document.Heading {
	return document.Heading{Level: 1, ID: part, Text: b.w.Text("runbook." + part)}
}

func (b builder) preChecks() []document.Block {
	if len(b.book.PreChecks) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("before")}
	for i, c := range b.book.PreChecks {
		blocks = append(blocks, b.check(fmt.Sprintf("before-%d", i+1), c))
	}
	text := b.w.Text("runbook.go")
	if b.book.Go != "" {
		text = b.book.Go
	}
	return append(blocks, document.Callout{Mark: document.Warning, Title: b.w.Text("book.go"), Markdown: text})
}

// check is a step whose title is the thing to look at.
func (b builder) check(id string, c plan.Check) document.Step {
	return document.Step{ID: id, Title: c.Text, Where: b.hosts(c.Hosts, c.Where), Commands: b.commands(c.Commands), Expect: c.Pass, IfFails: c.IfFails, Minutes: c.Minutes,
		Fields: b.grounds(c.Derived, c.MinutesSources), Sources: b.cited(c.Sources), Labels: b.labels("book.check")}
}

func (b builder) where(ids []string) []document.Cell {
	var cells []document.Cell
	for _, id := range ids {
		p := b.plan.Party(id)
		cells = append(cells, document.L(p.Name, worksheet.Link(p)))
	}
	return cells
}

// hosts are where something is done; of hosts of which each will do, the first, and how many others there are.
func (b builder) hosts(order string, ids []string) []document.Cell {
	if order != catalog.Whichever {
		return b.where(ids)
	}
	return append(b.where(ids[:1]), document.C(b.w.Fill("book.or-another", "n", strconv.Itoa(len(ids)))))
}

// places are the hosts of a step, or the words for a machine that the plan does not know; without either it is done at the operator's own desk.
func (b builder) places(s plan.Step) []document.Cell {
	if len(s.Where) == 0 {
		return []document.Cell{document.C(cmp.Or(s.Place, b.w.Text("book.anywhere")))}
	}
	return b.hosts(s.Hosts, s.Where)
}

func (b builder) commands(list []plan.Command) []document.Command {
	return Commands(b.plan, list, b.w)
}

// Commands are commands with the names of the hosts that each is for, where not all are the same.
func Commands(plan *plan.Plan, list []plan.Command, w *wordlist.List) []document.Command {
	var out []document.Command
	for _, c := range list {
		k := document.Command{Shell: w.Or("shell."+c.Shell, c.Shell), Text: c.Text}
		var hosts []string
		for _, id := range c.Parties {
			hosts = append(hosts, plan.Party(id).Name)
		}
		k.Where = strings.Join(hosts, ", ")
		out = append(out, k)
	}
	return out
}

func (b builder) steps() []document.Block {
	if len(b.book.Steps) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("steps")}
	if !b.paper {
		blocks = append(blocks, document.Text{Text: b.w.Text("book.copy")})
	}
	for _, s := range b.book.Steps {
		blocks = append(blocks, b.step(s))
	}
	return blocks
}

func (b builder) step(s plan.Step) document.Step {
	step := document.Step{ID: s.ID, Title: s.Title, Where: b.places(s), Who: s.Who, Callouts: b.callouts(s), Body: s.Text, Files: b.files(s.Files),
		Commands: b.commands(s.Commands), Expect: s.Expect, IfFails: s.IfFails, Rollback: s.Rollback, Danger: s.Danger, Minutes: s.Minutes, Fields: b.facts(s), Sources: b.cited(s.Sources), Labels: b.labels("step.step")}
	if s.Included != nil {
		step.Shared = document.Shared{ID: s.Included.Procedure, Title: s.Included.Title, Run: s.Included.Run}
		if !b.paper {
			shared := document.L(s.Included.Title, docs.Procedure(b.book.Installation, s.Included.Procedure))
			step.Fields = append(step.Fields, document.Field{Name: b.w.Text("paper.procedure"), Cells: []document.Cell{shared}})
		}
	}
	if s.NoRollback != "" {
		step.Parts = append(step.Parts, document.StepPart{Label: b.w.Text("book.no-rollback"), Markdown: s.NoRollback})
	}
	if s.Evidence != "" {
		step.Parts = append(step.Parts, document.StepPart{Label: b.w.Text("book.evidence"), Markdown: s.Evidence})
	}
	return step
}

// callouts are what must be seen before the step is read: that the site changed it, that it cannot work here, that there is no way back.
func (b builder) callouts(s plan.Step) []document.Callout {
	var out []document.Callout
	if s.Change != nil {
		out = append(out, document.Callout{Mark: document.Note, Title: b.w.Text("book.change-" + s.Change.Kind), Markdown: s.Change.Reason})
	}
	for _, f := range b.book.Faults {
		if f.Step == s.ID {
			out = append(out, document.Callout{Mark: document.Warning, Title: b.w.Text("book.fault"), Markdown: PlainMarkdown(f.What)})
		}
	}
	if s.NoReturn != "" {
		out = append(out, document.Callout{Mark: document.Danger, Title: b.w.Text("book.no-return"), Markdown: s.NoReturn})
	}
	return append(out, b.guards(s)...)
}

// facts are the small print beside a step's place and time.
func (b builder) facts(s plan.Step) []document.Field {
	var out []document.Field
	add := func(name, value string) {
		if value != "" {
			out = append(out, document.Field{Name: name, Value: value})
		}
	}
	if s.Hosts != "" && s.Hosts != catalog.Whichever {
		hosts := b.order(s)
		if s.Each > 0 {
			hosts = b.w.Fill("book.hosts-each", "how", hosts, "time", Duration(s.Each, b.w))
		}
		add(b.w.Text("book.hosts"), hosts)
	}
	if s.MaxWait > 0 {
		add(b.w.Text("book.max-wait"), Duration(s.MaxWait, b.w))
	}
	if s.Reversible != "" {
		add(b.w.Text("book.reversible"), b.w.Text("reversible."+s.Reversible))
	}
	return append(out, b.grounds(s.Derived, s.MinutesSources)...)
}

// grounds say that no document states what is printed, and which states how long it takes.
func (b builder) grounds(derived bool, minutes []plan.Citation) []document.Field {
	var out []document.Field
	if derived {
		out = append(out, document.Field{Name: b.w.Text("book.basis"), Value: b.w.Text("book.derived")})
	}
	if len(minutes) > 0 {
		stated := document.Field{Name: b.w.Text("book.minutes-source"), Cells: worksheet.Cited(minutes, b.w)}
		if b.paper {
			stated = document.Field{Name: stated.Name, Value: b.w.Text("book.minutes-stated")}
		}
		out = append(out, stated)
	}
	return out
}

// order is how the hosts of a step are worked on.
func (b builder) order(s plan.Step) string {
	switch {
	case s.Hosts == catalog.Together && s.First != "" && s.Last != "":
		return b.w.Fill("hosts.first-last", "first", s.First, "last", s.Last)
	case s.Hosts == catalog.Together && s.First != "":
		return b.w.Fill("hosts.first", "first", s.First)
	case s.Hosts == catalog.Together && s.Last != "":
		return b.w.Fill("hosts.last", "last", s.Last)
	}
	return b.w.Text("hosts." + s.Hosts)
}

// cited are the sources of a step, where the book does not list them at its end.
func (b builder) cited(sources []plan.Citation) document.Field {
	if len(sources) == 0 || b.paper {
		return document.Field{}
	}
	return document.Field{Name: b.w.Text("field.sources"), Cells: worksheet.Cited(sources, b.w)}
}

func (b builder) files(refs []plan.FileRef) []document.Cell {
	var cells []document.Cell
	for _, f := range refs {
		cells = append(cells, document.L(f.Path, ref.File(f.Path)))
	}
	return cells
}

// Labels are the words beside the parts of a step; step is the key of what it is called.
func Labels(w *wordlist.List, step string) document.StepLabels {
	t := func(part string) string { return w.Text("step." + part) }
	return document.StepLabels{Step: w.Text(step), Steps: w.Text("step.steps"), Where: t("where"), Who: t("who"), Files: w.Text("book.files"), Run: t("run"), Expect: t("expect"), IfFails: t("if-fails"),
		Rollback: t("rollback"), Danger: t("danger"), Minutes: t("minutes"), Done: t("done"), By: w.Text("book.done-by"), At: w.Text("book.done-at")}
}

// cleanUp is what was changed for the time of the procedure only.
func (b builder) cleanUp() []document.Block {
	if len(b.book.CleanUp) == 0 {
		return nil
	}
	return []document.Block{b.heading("clean-up"), document.Prose{Markdown: "- " + strings.Join(b.book.CleanUp, "\n- ")}}
}

// history are the tests on record.
func (b builder) history() []document.Block {
	if len(b.book.Test.History) == 0 {
		return nil
	}
	minutes := func(x plan.Exercise) string {
		if x.Minutes == 0 {
			return ""
		}
		return Duration(x.Minutes, b.w)
	}
	return []document.Block{b.heading("history"), document.Fill(document.Table{ID: "table-history", Caption: b.w.Text("book.history-caption")}, []document.ColumnOf[plan.Exercise]{
		{Key: "date", Title: b.w.Text("column.date"), Weight: 1, Text: func(x plan.Exercise) string { return x.Date.String() }},
		{Key: "by", Title: b.w.Text("book.done-by"), Weight: 1.5, Text: func(x plan.Exercise) string { return x.By }},
		{Key: "result", Title: b.w.Text("book.result"), Weight: 3, Text: func(x plan.Exercise) string { return x.Result }},
		{Key: "minutes", Title: b.w.Text("book.took"), Weight: 1, Text: minutes},
		{Key: "evidence", Title: b.w.Text("book.evidence"), Weight: 2, Text: func(x plan.Exercise) string { return x.Evidence }}}, b.book.Test.History, func(x plan.Exercise) document.Row {
		if x.Failed {
			return document.Row{Mark: document.Warning, Badge: b.w.Text("book.test-failed")}
		}
		return document.Row{}
	})}
}

func (b builder) verify() []document.Block {
	if len(b.book.Verify) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("verify")}
	for i, c := range b.book.Verify {
		blocks = append(blocks, b.check(fmt.Sprintf("verify-%d", i+1), c))
	}
	return blocks
}
