package runbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// back is the way back: a text, and steps where the runbook has them.
func (b builder) back() []document.Block {
	blocks := []document.Block{b.heading("rollback"), document.Prose{Markdown: b.book.Rollback}}
	for _, s := range b.book.Undo {
		step := b.step(s)
		step.Apart = true
		for i, from := range b.book.Steps {
			if from.ID == s.From {
				step.Callouts = append([]document.Callout{{Mark: document.Note, Title: b.w.Fill("book.undo-from", "n", i+1), Markdown: PlainMarkdown(from.Title)}}, step.Callouts...)
			}
		}
		blocks = append(blocks, step)
	}
	return blocks
}

// problems are what is known to go wrong. In an index of symptoms they are all there is.
func (b builder) problems() []document.Block {
	if len(b.book.Problems) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("problems")}
	labels := b.labels("book.symptom")
	labels.Done, labels.By, labels.At = "", "", "" // a symptom is looked up, not done
	for i, p := range b.book.Problems {
		step := document.Step{ID: problemID(i), Title: Plain(p.Symptom), Where: b.where(p.Where), Commands: b.commands(p.Commands), Expect: p.Pass, Sources: b.cited(p.Sources), Labels: labels}
		if p.Cause != "" {
			step.Parts = append(step.Parts, document.StepPart{Label: b.w.Text("book.cause"), Markdown: p.Cause})
		}
		step.Parts = append(step.Parts, document.StepPart{Label: b.w.Text("book.cure"), Markdown: p.Cure})
		for _, next := range b.plan.Runbooks {
			if next.ID == p.Runbook {
				step.Parts = append(step.Parts, document.StepPart{Label: b.w.Text("book.next"), Markdown: b.onWeb(next, "["+PlainMarkdown(next.Title)+"]("+docs.Runbook(next.ID).String()+")")})
			}
		}
		blocks = append(blocks, step)
	}
	return blocks
}

// problemID is the id of a known problem, by its place in the list.
func problemID(i int) string { return "problem-" + strconv.Itoa(i+1) }

// escalation says whom to call, and when.
func (b builder) escalation() []document.Block {
	contacts := len(b.plan.Contacts) > 0 && !b.paper // which the book has once
	if !contacts && len(b.book.Escalation) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("escalation")}
	if len(b.book.Escalation) > 0 && b.paper {
		var items []document.Cell
		for _, e := range b.book.Escalation {
			items = append(items, document.C(b.after(e)+": "+b.whom(e)+". "+Plain(e.Text)))
		}
		heading := b.heading("escalation")
		heading.Text = b.escalationCaption()
		return []document.Block{heading, document.List{Items: items}}
	}
	if len(b.book.Escalation) > 0 {
		t := document.Fill(document.Table{ID: "table-escalation", Caption: b.escalationCaption()}, []document.ColumnOf[plan.Escalation]{
			{Key: "after", Title: b.w.Text("book.after"), Weight: 1, Text: b.after},
			{Key: "who", Title: b.w.Text("step.who"), Weight: 2, Cell: b.toCall},
			{Key: "what", Title: b.w.Text("book.say"), Weight: 4, Text: func(e plan.Escalation) string { return Plain(e.Text) }}}, b.book.Escalation, nil)
		blocks = append(blocks, t)
	}
	if contacts {
		blocks = append(blocks, Contacts(b.plan, b.w))
	}
	return blocks
}

// escalationCaption says what the times of escalations are, or that there is nothing to wait for.
func (b builder) escalationCaption() string {
	if slices.ContainsFunc(b.book.Escalation, func(e plan.Escalation) bool { return e.AfterMinutes > 0 }) {
		return b.w.Text("book.escalation-caption")
	}
	return b.w.Text("book.escalation-now-caption")
}

// after is the time of an escalation.
func (b builder) after(e plan.Escalation) string {
	if e.AfterMinutes == 0 {
		return b.w.Text("book.at-once")
	}
	return whole(Duration(e.AfterMinutes, b.w))
}

// whom names them in a sentence: the next one is for when nobody answers.
func (b builder) whom(e plan.Escalation) string {
	return strings.Join(b.toCall(e).Lines, b.w.Text("book.otherwise"))
}

// toCall are the people of an escalation, and how they are reached.
func (b builder) toCall(e plan.Escalation) document.Cell {
	var who []string
	var first ref.Ref
	for _, c := range b.called(e) {
		if len(who) == 0 {
			first = ref.Phone(c.Phone) // the table of contacts has a link for each
		}
		who = append(who, reached(c))
	}
	if len(who) == 0 {
		return document.L(Unnamed(e.Teams, b.w), ref.Document(docs.Down).At("contacts"))
	}
	return document.Cell{Lines: who, Link: first}
}

// Unnamed are the teams to call where the site names nobody for them.
func Unnamed(teams []string, w *wordlist.List) string {
	return w.Fill("book.nobody", "teams", strings.Join(teams, w.Text("book.otherwise")))
}

// called are the contacts of an escalation in their order, and behind them those who answer at any hour, where none of them does.
func (b builder) called(e plan.Escalation) []plan.Contact {
	var who, always []plan.Contact
	for _, id := range e.Contacts {
		who = append(who, b.plan.Contacts[slices.IndexFunc(b.plan.Contacts, func(c plan.Contact) bool { return c.ID == id })])
	}
	for _, c := range b.plan.Contacts {
		if c.Always {
			always = append(always, c)
		}
	}
	if slices.ContainsFunc(who, func(c plan.Contact) bool { return c.Always }) {
		return who
	}
	return append(who, always...)
}

// Reach is how and when somebody is reached.
func Reach(c plan.Contact) string {
	how := whole(cmp.Or(c.Phone, c.Mail))
	if how == "" || c.When == "" {
		return how + c.When
	}
	return how + ", " + c.When
}

// reached is a contact with how and when it is reached.
func reached(c plan.Contact) string {
	return strings.TrimSpace(c.Name + " " + Reach(c))
}

// Reached is a team or person with phone and hours, or that no contact of the site has this name.
func Reached(resolved *plan.Plan, name string, w *wordlist.List) string {
	for _, c := range resolved.Contacts {
		if c.Name == name {
			return reached(c)
		}
	}
	return w.Fill("loss.unreached", "who", name)
}

// related are other runbooks; those that are not in this pack are named without a link.
func (b builder) related() []document.Block {
	if len(b.book.Related) == 0 {
		return nil
	}
	var items []document.Cell
	for _, r := range b.book.Related {
		if r.Here {
			item := document.L(r.Title, docs.Runbook(r.ID))
			item.Paged = b.paper
			items = append(items, item)
		} else {
			items = append(items, document.C(b.w.Fill("book.not-here", "title", r.Title)))
		}
	}
	return []document.Block{b.heading("related"), document.List{Items: items}}
}

// whole keeps a short text on one line: a telephone number in two parts is misread.
func whole(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// signOff is the block that is filled in by hand when it is over.
func (b builder) signOff() []document.Block {
	if len(b.book.SignOff) == 0 {
		return nil
	}
	blank := func(string) string { return "" }
	t := document.Fill(document.Table{ID: "table-sign-off", Caption: b.w.Text("book.sign-off-caption")}, []document.ColumnOf[string]{
		{Key: "role", Title: b.w.Text("column.role"), Weight: 0.2, Text: func(role string) string { return role }},
		{Key: "name", Title: b.w.Text("column.name"), Weight: 60, Text: blank}, {Key: "date", Title: b.w.Text("book.when"), Weight: 10, Text: blank},
		{Key: "signature", Title: b.w.Text("column.signature"), Weight: 120, Text: blank}}, b.book.SignOff, nil) // empty cells ask for no room of their own: weights have to leave it for a pen
	heading := b.heading("sign-off")
	if b.paper {
		heading.Text, t.Caption = b.w.Text("runbook.sign-off-after"), ""
	}
	heading.Near = true // whoever signs has the people to call in view
	return []document.Block{heading, t}
}

func (b builder) sources() []document.Block {
	items := worksheet.Cited(b.book.Sources, b.w)
	if len(items) == 0 {
		return nil
	}
	return []document.Block{b.heading("sources"), document.List{Items: items, Small: true}}
}

// A role is a team that runbooks call, with the owners of these runbooks.
type role struct {
	team   string
	owners []string
}

// Roles is the table in which those are written down who are called for each team, where the site names nobody. It is empty where no runbook escalates.
func Roles(resolved *plan.Plan, w *wordlist.List) document.Table {
	var all []role
	for _, b := range resolved.Runbooks {
		for _, e := range b.Escalation {
			for _, team := range e.Teams {
				i := slices.IndexFunc(all, func(r role) bool { return r.team == team })
				if i < 0 {
					i, all = len(all), append(all, role{team: team})
				}
				if b.Owner != "" && !slices.Contains(all[i].owners, b.Owner) {
					all[i].owners = append(all[i].owners, b.Owner)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b role) int { return cmp.Compare(a.team, b.team) })
	blank := func(role) string { return "" }
	return document.Fill(document.Table{ID: "table-roles", Caption: w.Text("overview.roles-caption")}, []document.ColumnOf[role]{
		{Key: "role", Title: w.Text("column.role"), Weight: 2, Text: func(r role) string { return Capital(r.team) }},
		{Key: "by", Title: w.Text("overview.named-by"), Weight: 3, Text: func(r role) string { return strings.Join(r.owners, ", ") }},
		{Key: "name", Title: w.Text("column.name"), Weight: 2, Text: blank}, {Key: "phone", Title: w.Text("column.phone"), Weight: 2, Text: blank},
		{Key: "when", Title: w.Text("column.when"), Weight: 2, Text: blank}}, all, nil)
}

// Contacts is the table of people to call.
func Contacts(resolved *plan.Plan, w *wordlist.List) document.Table {
	return document.Fill(document.Table{ID: "table-contacts", Caption: w.Text("runbook.contacts-caption")}, []document.ColumnOf[plan.Contact]{
		{Key: "name", Title: w.Text("column.name"), Weight: 2, Text: func(c plan.Contact) string { return c.Name }},
		{Key: "role", Title: w.Text("column.role"), Weight: 2, Text: func(c plan.Contact) string { return c.Role }},
		{Key: "phone", Title: w.Text("column.phone"), Weight: 1.6, Cell: func(c plan.Contact) document.Cell { return document.L(whole(c.Phone), ref.Phone(c.Phone)) }},
		{Key: "mail", Title: w.Text("column.mail"), Weight: 2.4, Kind: document.Code, Cell: func(c plan.Contact) document.Cell { return document.L(c.Mail, ref.Mail(c.Mail)) }},
		{Key: "when", Title: w.Text("column.when"), Weight: 1.6, Text: func(c plan.Contact) string { return c.When }}}, resolved.Contacts, func(c plan.Contact) document.Row { return document.Row{ID: docs.Contact(c.ID)} })
}
