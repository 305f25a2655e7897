// Package runbook turns a compiled runbook into a document: who, when, what to check first, numbered steps with commands, how to verify and
// how to go back. It fills nothing in; the plan already did.
package runbook

import (
	"cmp"
	"fmt"
	"strings"

	"portolan/model"
	"portolan/render/cite"
	"portolan/render/document"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// Document is a runbook as an operator opens it.
func Document(plan *model.Plan, book *model.Runbook, w *words.List) *document.Document {
	b := builder{plan, book, w}
	d := &document.Document{ID: "runbooks/" + book.ID, Title: book.Title, Subtitle: w.Fill("runbook.subtitle", "site", plan.Document.Title), Fields: b.fields()}
	d.Blocks = append(d.Blocks, b.front()...)
	d.Blocks = append(d.Blocks, b.preChecks()...)
	d.Blocks = append(d.Blocks, b.steps()...)
	d.Blocks = append(d.Blocks, b.verify()...)
	d.Blocks = append(d.Blocks, b.back()...)
	return d
}

type builder struct {
	plan *model.Plan
	book *model.Runbook
	w    *words.List
}

func (b builder) fields() []document.Field {
	return []document.Field{{Name: b.w.Text("field.duration"), Value: b.w.Fill("runbook.minutes", "n", b.book.Minutes)},
		{Name: b.w.Text("field.roles"), Value: strings.Join(b.book.Roles, ", ")}}
}

func (b builder) front() []document.Block {
	blocks := []document.Block{b.heading("use"), document.Prose{Markdown: b.book.Trigger}}
	if b.book.NotWhen != "" {
		blocks = append(blocks, document.Callout{Mark: document.Warning, Title: b.w.Text("runbook.not-when"), Markdown: b.book.NotWhen})
	}
	blocks = append(blocks, document.Callout{Mark: document.Danger, Title: b.w.Text("runbook.impact"), Markdown: b.book.Impact})
	if len(b.book.Access) > 0 {
		blocks = append(blocks, b.heading("access"), document.Prose{Markdown: "- " + strings.Join(b.book.Access, "\n- ")})
	}
	return append(blocks, b.values()...)
}

func (b builder) heading(part string) document.Heading {
	return document.Heading{Level: 1, ID: part, Text: b.w.Text("runbook." + part)}
}

// values shows what was filled in, so that a reader can check it against the site before the first command runs.
func (b builder) values() []document.Block {
	t := document.Table{ID: "table-values", Caption: b.w.Text("runbook.values-caption"), Columns: []document.Column{
		{Key: "name", Title: b.w.Text("column.name"), Weight: 1.2, Kind: document.Code}, {Key: "value", Title: b.w.Text("column.value"), Weight: 2, Kind: document.Code},
		{Key: "meaning", Title: b.w.Text("column.meaning"), Weight: 2}}}
	for _, v := range b.book.Values {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(v.Name), document.C(v.Text), document.C(b.meaning(v))}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []document.Block{b.heading("values"), t}
}

// meaning says what a value is: in the words of whoever defined it, or of the word list, by its whole name or by its last part.
func (b builder) meaning(v model.Value) string {
	_, last, _ := strings.Cut(v.Name, ".")
	return cmp.Or(v.Meaning, b.w.Or("value."+v.Name, b.w.Or("value."+last, "")))
}

func (b builder) preChecks() []document.Block {
	if len(b.book.PreChecks) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("before"), document.Text{Text: b.w.Text("runbook.go")}}
	for i, c := range b.book.PreChecks {
		blocks = append(blocks, b.check(fmt.Sprintf("before-%d", i+1), c))
	}
	return blocks
}

// check is a step whose title is the thing to look at.
func (b builder) check(id string, c model.Check) document.Step {
	return document.Step{ID: id, Title: c.Text, Where: b.where(c.Where), Commands: b.commands(c.Commands), Expect: c.Pass, Labels: b.labels()}
}

func (b builder) where(ids []string) []document.Cell {
	var cells []document.Cell
	for _, id := range ids {
		p := b.plan.Party(id)
		cells = append(cells, document.L(p.Name, worksheet.Link(p)))
	}
	return cells
}

func (b builder) commands(list []model.Command) []document.Command {
	var out []document.Command
	for _, c := range list {
		k := document.Command{Shell: c.Shell, Text: c.Text}
		if c.Party != "" {
			k.Where = b.plan.Party(c.Party).Name
		}
		out = append(out, k)
	}
	return out
}

func (b builder) steps() []document.Block {
	blocks := []document.Block{b.heading("steps")}
	for _, s := range b.book.Steps {
		blocks = append(blocks, document.Step{ID: s.ID, Title: s.Title, Where: b.where(s.Where), Who: s.Who, Body: s.Text, Commands: b.commands(s.Commands),
			Expect: s.Expect, IfFails: s.IfFails, Rollback: s.Rollback, Danger: s.Danger, Minutes: s.Minutes,
			Fields: []document.Field{{Name: b.w.Text("field.sources"), Value: cite.All(s.Sources, b.w)}}, Labels: b.labels()})
	}
	return blocks
}

func (b builder) labels() document.StepLabels {
	t := func(part string) string { return b.w.Text("step." + part) }
	return document.StepLabels{Step: t("step"), Where: t("where"), Who: t("who"), Run: t("run"), Expect: t("expect"), IfFails: t("if-fails"),
		Rollback: t("rollback"), Danger: t("danger"), Minutes: t("minutes"), Done: t("done")}
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

func (b builder) back() []document.Block {
	blocks := []document.Block{b.heading("rollback"), document.Prose{Markdown: b.book.Rollback}}
	if len(b.plan.Contacts) > 0 {
		blocks = append(blocks, b.heading("escalation"), Contacts(b.plan, b.w))
	}
	var items []document.Cell
	for _, c := range b.book.Sources {
		items = append(items, document.C(cite.One(c, b.w)))
	}
	return append(blocks, b.heading("sources"), document.List{Items: items})
}

// Contacts is the table of people to call.
func Contacts(plan *model.Plan, w *words.List) document.Table {
	t := document.Table{ID: "table-contacts", Caption: w.Text("runbook.contacts-caption"), Columns: []document.Column{
		{Key: "name", Title: w.Text("column.name"), Weight: 2}, {Key: "role", Title: w.Text("column.role"), Weight: 2},
		{Key: "phone", Title: w.Text("column.phone"), Weight: 1.6}, {Key: "mail", Title: w.Text("column.mail"), Weight: 2.4, Kind: document.Code},
		{Key: "when", Title: w.Text("column.when"), Weight: 1.6}}}
	for _, c := range plan.Contacts {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{document.C(c.Name), document.C(c.Role), document.C(c.Phone), document.C(c.Mail), document.C(c.When)}})
	}
	return t
}
