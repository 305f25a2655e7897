package review

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// A Date is a day on which something ends or is due, for calendars.
type Date struct {
	Key  string // what it is, the same when the day moves; of rules it names the day, which is all that they have in common
	Day  source.Date
	What string
	Who  string
}

// Dates are all days of a plan, in their order.
func Dates(resolved *plan.Plan, w *wordlist.List) []Date {
	var out []Date
	for _, e := range plan.Calendar(resolved) {
		out = append(out, Date{eventKey(e), e.Day, eventText(e, w), e.Who})
	}
	return out
}

func eventKey(e plan.Event) string {
	switch e.Kind {
	case plan.ReviewEvent:
		return "review"
	case plan.AcceptedEvent, plan.ExceptionEvent:
		return string(e.Kind) + " " + e.ID + " " + e.Of
	case plan.WaiverEvent, plan.DecisionEvent, plan.TestEvent:
		return string(e.Kind) + " " + e.ID
	}
	return "deadline." + string(e.Kind) + " " + e.Day.String() + " " + e.Who
}

// eventText says what is due.
func eventText(e plan.Event, w *wordlist.List) string {
	switch e.Kind {
	case plan.ReviewEvent:
		return w.Text("deadline.review")
	case plan.AcceptedEvent:
		return w.Fill("deadline.accepted", "id", e.ID)
	case plan.WaiverEvent:
		return w.Fill("deadline.waiver", "name", e.ID)
	case plan.ExceptionEvent:
		return w.Fill("deadline.exception", "covers", e.Of, "policy", e.ID)
	case plan.DecisionEvent:
		return w.Fill("deadline.decision", "id", e.ID, "what", e.Of)
	case plan.TestEvent:
		return w.Fill("deadline.test", "runbook", e.Of)
	}
	return w.Count("deadline."+string(e.Kind), e.Rules)
}

// eventPlace leads to what is due.
func eventPlace(resolved *plan.Plan, e plan.Event) document.Ref {
	switch e.Kind {
	case plan.AcceptedEvent:
		for _, f := range resolved.Findings {
			if f.ID == e.ID && f.Node+f.About == e.Of {
				return FindingPlace(f)
			}
		}
	case plan.WaiverEvent:
		return ref.Document(docs.Open).At("waived")
	case plan.ExceptionEvent:
		return ref.Document(docs.Review).At("policies")
	case plan.DecisionEvent:
		return ref.Document(docs.Open).At(docs.DecisionRow(e.ID))
	case plan.TestEvent:
		return docs.Runbook(e.ID)
	}
	return ref.Document(docs.Review).At("summary")
}

// Calendar is the page of all days: what ends or is due when, with who sees to it, and the tests of runbooks.
func Calendar(resolved *plan.Plan, w *wordlist.List) *document.Document {
	d := &document.Document{ID: docs.Calendar, Title: w.Text("deadline.title"), Subtitle: resolved.Document.Title,
		Blocks: []document.Block{document.Text{Text: w.Fill("deadline.text", "date", resolved.Document.Date.String())}}}
	if events := plan.Calendar(resolved); len(events) > 0 {
		d.Blocks = append(d.Blocks, document.List{Items: []document.Cell{document.L(w.Text("deadline.file"), ref.File(CalendarPath))}},
			document.Heading{Level: 1, ID: "dates", Text: w.Text("deadline.dates")}, eventTable(resolved, events, w))
	}
	if tests := tests(resolved, w); len(tests) > 0 {
		d.Blocks = append(append(d.Blocks, document.Heading{Level: 1, ID: "tests", Text: w.Text("paper.calendar-caption")}), tests...)
	}
	return d
}

// HasCalendar tells whether there is such a page: something is due, or is to be tested.
func HasCalendar(resolved *plan.Plan, w *wordlist.List) bool {
	return len(plan.Calendar(resolved)) > 0 || len(tests(resolved, w)) > 0
}

// deadlines are the days as a table, but for tests of runbooks, which have one of their own.
func deadlines(resolved *plan.Plan, w *wordlist.List) []document.Block {
	all := slices.DeleteFunc(plan.Calendar(resolved), func(e plan.Event) bool { return e.Kind == plan.TestEvent })
	if len(all) == 0 {
		return nil
	}
	return []document.Block{eventTable(resolved, all, w)}
}

func eventTable(resolved *plan.Plan, events []plan.Event, w *wordlist.List) document.Table {
	type event = plan.Event
	return document.Fill(document.Table{ID: "table-deadlines", Caption: w.Text("deadline.caption")}, []document.ColumnOf[event]{
		{Key: "day", Title: w.Text("column.date"), Weight: 1, Text: func(e event) string { return e.Day.String() }},
		{Key: "what", Title: w.Text("deadline.what"), Weight: 4, Cell: func(e event) document.Cell { return document.L(eventText(e, w), eventPlace(resolved, e)) }},
		{Key: "who", Title: w.Text("filed.owner"), Weight: 2, Text: func(e event) string { return e.Who }}}, events, func(e event) document.Row {
		if e.Day.Before(resolved.Document.Date) {
			return document.Row{Mark: document.Warning, Badge: w.Text("deadline.overdue")}
		}
		return document.Row{}
	})
}
