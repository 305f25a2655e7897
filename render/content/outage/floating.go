package outage

import (
	"strings"

	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// MoveTitle is the title of the runbook for a state in which a floating address has moved.
func MoveTitle(resolved *plan.Plan, s plan.State, w *wordlist.List) string {
	return w.Fill("floating.title", "address", resolved.Party(s.Floating).Name, "host", resolved.Party(s.Holder).Name)
}

// Move is the runbook for a state in which a floating address has moved: what the plan knows of it, and who knows the rest.
func (p *Pages) Move(s plan.State) *document.Document {
	w, address := p.w, p.plan.Party(s.Floating)
	b := p.of(p.plan.Party(s.From))
	from, to := b.name(s.From), b.name(s.Holder)
	who := w.Text("drill.unnamed")
	if owners := b.answerable(); len(owners) > 0 {
		who = strings.Join(owners, ", ")
	}
	items := []string{w.Fill("floating.confirm", "host", from), w.Fill("floating.fence", "host", from), w.Fill("floating.move", "who", who)}
	if probe, ok := outage.ProbeOf(p.plan, address); ok {
		items = append(items, w.Fill("floating.probe", "host", to)+"\n\n"+runbook.Fenced(w.Or("shell."+probe.Shell, probe.Shell), probe.Text))
	} else {
		items = append(items, w.Fill("floating.probe-none", "host", to))
	}
	items = append(items, w.Fill("floating.return", "host", from))
	d := &document.Document{ID: docs.Runbook(s.ID).Document, Title: MoveTitle(p.plan, s, w), Subtitle: w.Text("floating.subtitle"),
		Fields: []document.Field{{Name: w.Text("column.state"), Value: worksheet.StateName(p.plan, s.ID, w)}, {Name: w.Text("field.addresses"), Value: strings.Join(worksheet.Where(address, w), ", ")}}}
	d.Blocks = []document.Block{document.Heading{Level: 1, ID: "steps", Text: w.Text("relocation.steps")}, document.Prose{Markdown: inOrder(items)}}
	if len(p.plan.Contacts) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, ID: "escalation", Text: w.Text("runbook.escalation")}, runbook.Contacts(p.plan, w))
	}
	return d
}
