package runbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/text/wordlist"
)

// fields are what a reader wants to know of a runbook before its first word.
func (b builder) fields() []document.Field {
	k, w := b.book, b.w
	var out []document.Field
	add := func(key, value string) {
		if value != "" {
			out = append(out, document.Field{Name: w.Text(key), Value: value})
		}
	}
	if len(k.Steps) > 0 {
		add("field.duration", b.duration())
	}
	add("field.roles", strings.Join(k.Roles, ", "))
	if k.Severity != "" {
		add("book.severity", w.Text("severity."+k.Severity))
	}
	add("book.serves", b.promise())
	add("book.alerts", strings.Join(k.Alerts, ", "))
	add("book.owner", k.Owner)
	if k.ReviewedHere {
		add("book.reviewed-here", k.LastReviewed.String())
	} else {
		add("book.reviewed", k.LastReviewed.String())
	}
	if k.Test.EveryDays > 0 || !k.Test.Last.IsZero() {
		add("book.tested", b.tested())
		add("book.due", k.Test.Due.String())
	}
	return out
}

// duration is what a test took, where one was timed, and the planned time, which is an estimate.
func (b builder) duration() string {
	about := About(b.book.Minutes, b.w)
	if took := b.book.Test.Took(); took > 0 {
		return b.w.Fill("runbook.minutes-tested", "tested", Duration(took, b.w), "time", about)
	}
	return b.w.Fill("runbook.minutes", "time", about)
}

// Duration is a time in minutes, or in hours and minutes from one hour on.
func Duration(minutes int, w *wordlist.List) string {
	const hour = 60
	if minutes < hour {
		return w.Count("book.minutes", minutes)
	}
	hours := w.Count("book.hours", minutes/hour)
	if minutes%hour == 0 {
		return hours
	}
	return hours + " " + w.Count("book.minutes", minutes%hour)
}

// About is an estimated time: from two hours on to ten minutes, since nobody knows it better.
func About(minutes int, w *wordlist.List) string {
	const hours, step = 120, 10
	if minutes >= hours {
		minutes = (minutes + step/2) / step * step
	}
	return Duration(minutes, w)
}

// impact is the text on the impact, with the time without services as a reader counts it.
func (b builder) impact() string {
	if b.book.Down == 0 {
		return b.book.Impact
	}
	before, rest := b.book.Impact[:b.book.DownAt], b.book.Impact[b.book.DownAt:]
	after, counted := strings.CutPrefix(rest, b.w.Count("book.minutes", b.book.Down))
	if !counted { // the catalogue counts in other words
		return b.book.Impact
	}
	return before + About(b.book.Down, b.w) + after
}

// promise is what the site promised that this runbook has to keep.
func (b builder) promise() string {
	r := b.plan.Recovery
	if r == nil {
		return ""
	}
	var parts []string
	if slices.Contains(b.book.Serves, "rto") {
		parts = append(parts, b.w.Fill("book.rto", "time", Duration(r.RTO, b.w)))
	}
	if plan.MissesRTO(b.plan, b.book) {
		parts = []string{b.w.Fill("book.rto-missed", "time", Duration(r.RTO, b.w))}
	}
	if slices.Contains(b.book.Serves, "rpo") {
		parts = append(parts, b.w.Fill("book.rpo", "time", Duration(r.RPO, b.w)))
	}
	return strings.Join(parts, "; ")
}

func (b builder) tested() string {
	t := b.book.Test
	if t.Last.IsZero() {
		return b.w.Text("book.never-tested")
	}
	var parts []string
	for _, part := range []string{t.Last.String(), t.By, t.Result, t.Evidence} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func (b builder) front() []document.Block {
	var blocks []document.Block
	if !b.paper { // which has it among its facts
		blocks = []document.Block{b.heading("use"), document.Prose{Markdown: b.book.Trigger}}
	}
	if b.book.Lost != "" {
		before, after := b.book.Lost, b.book.Taker
		if b.book.Kind == catalog.FailbackKind {
			before, after = after, before
		}
		blocks = append(blocks, document.Text{Text: b.w.Fill("book.failover", "before", b.plan.Party(before).Name, "after", b.plan.Party(after).Name)})
	}
	if b.book.Activation != "" {
		blocks = append(blocks, document.Callout{Mark: document.Note, Title: b.w.Text("runbook.activation"), Markdown: b.book.Activation})
	}
	if b.book.NotWhen != "" {
		blocks = append(blocks, document.Callout{Mark: document.Warning, Title: b.w.Text("runbook.not-when"), Markdown: b.book.NotWhen})
	}
	mark := document.Danger
	if b.harmless() {
		mark = document.Note
	}
	return append(blocks, document.Callout{Mark: mark, Badge: b.w.Text("runbook.impact"), Title: b.w.Text("runbook.impact"), Markdown: b.impact()})
}

// harmless tells whether the impact begins with the word that there is none. Every other impact takes something from users, and is marked as a
// danger: who reads only what is marked must not miss it.
func (b builder) harmless() bool {
	first, _, _ := strings.Cut(Plain(b.book.Impact), " ")
	first = strings.ToLower(strings.Trim(first, ".,:;"))
	return slices.Contains(strings.Fields(b.w.Text("runbook.no-impact")), first)
}

// symptoms list what a book of symptoms knows, before everything else: who opens it looks for one.
func (b builder) symptoms() []document.Block {
	if len(b.book.Steps) > 0 || len(b.book.Problems) < 2 {
		return nil
	}
	var out document.Index
	for i, p := range b.book.Problems {
		out.Entries = append(out.Entries, document.L(Plain(p.Symptom), docs.Runbook(b.book.ID).At(problemID(i))))
	}
	return []document.Block{b.heading("symptoms"), out}
}

// faults are what this site cannot keep of the runbook as a whole; those of steps stand with them.
func (b builder) faults() []document.Block {
	var blocks []document.Block
	for _, f := range b.book.Faults {
		if f.Step == "" || !slices.ContainsFunc(b.book.Steps, func(s plan.Step) bool { return s.ID == f.Step }) {
			blocks = append(blocks, document.Callout{Mark: document.Warning, Title: b.w.Text("book.fault"), Markdown: PlainMarkdown(f.What)})
		}
	}
	return blocks
}

// changes are what the site changed of the product's procedure.
func (b builder) changes() []document.Block {
	if b.book.Own {
		return []document.Block{document.Callout{Mark: document.Note, Title: b.w.Text("book.own"), Markdown: b.w.Text("book.own-text")}}
	}
	if len(b.book.Changes) == 0 {
		return nil
	}
	t := document.Fill(document.Table{ID: "table-changes", Caption: b.w.Text("book.changes-caption")}, []document.ColumnOf[plan.BookChange]{
		{Key: "step", Title: b.w.Text("step.step"), Weight: 2, Text: func(c plan.BookChange) string { return c.Title }},
		{Key: "change", Title: b.w.Text("column.change"), Weight: 1, Text: func(c plan.BookChange) string { return b.w.Text("changed." + c.Kind) }},
		{Key: "reason", Title: b.w.Text("book.reason"), Weight: 3, Text: func(c plan.BookChange) string { return c.Reason }}}, b.book.Changes, nil)
	return []document.Block{b.heading("changes"), t}
}

func (b builder) access() []document.Block {
	if len(b.book.Access) == 0 {
		return nil
	}
	return []document.Block{b.heading("access"), document.Prose{Markdown: "- " + strings.Join(b.book.Access, "\n- ")}}
}

// glance is the whole procedure in one table: what, where, how long, and when it should be over.
func (b builder) glance() []document.Block {
	if len(b.book.Steps) < 2 {
		return nil
	}
	total := 0
	for _, c := range b.book.PreChecks {
		total += c.Minutes
	}
	var all []glanced
	for i, s := range b.book.Steps {
		total += s.Minutes
		all = append(all, glanced{s, i + 1, total})
	}
	return []document.Block{b.heading("glance"), document.Fill(document.Table{ID: "table-glance", Caption: b.w.Text("book.glance-caption")}, []document.ColumnOf[glanced]{
		{Key: "number", Title: b.w.Text("step.step"), Weight: .6, Kind: document.Numeric, Text: func(s glanced) string { return strconv.Itoa(s.number) }},
		{Key: "what", Title: b.w.Text("book.what"), Weight: 4, Cell: b.glanceWhat},
		{Key: "where", Title: b.w.Text("step.where"), Weight: 3, Text: func(s glanced) string { return b.glancePlace(s.Step) }},
		{Key: "minutes", Title: b.w.Text("step.minutes"), Weight: .9, Kind: document.Numeric, Text: func(s glanced) string { return number(s.Minutes) }},
		{Key: "until", Title: b.w.Text("book.until"), Weight: .8, Kind: document.Numeric, Text: func(s glanced) string { return number(s.until) }}}, all, glanceMark)}
}

// A glanced is a step with its number, and the minutes after which it should be over.
type glanced struct {
	plan.Step
	number, until int
}

// glanceWhat is what a step does, with what makes it weigh more than others.
func (b builder) glanceWhat(s glanced) document.Cell {
	cell := document.L(s.Title, docs.Runbook(b.book.ID).At(s.ID))
	if s.Change != nil {
		cell.Lines = append(cell.Lines, b.w.Text("book.change-"+s.Change.Kind))
	}
	switch {
	case s.NoReturn != "":
		cell.Lines = append(cell.Lines, b.w.Text("book.no-return"))
	case s.Reversible == "no":
		cell.Lines = append(cell.Lines, b.w.Text("book.not-undone"))
	}
	for _, d := range s.Destroys {
		cell.Lines = append(cell.Lines, b.w.Fill("harm.unless", "unless", d.Unless))
	}
	return cell
}

func glanceMark(s glanced) document.Row {
	switch {
	case s.NoReturn != "" || len(s.Destroys) > 0:
		return document.Row{Mark: document.Danger}
	case s.Reversible == "no":
		return document.Row{Mark: document.Warning}
	case s.Change != nil:
		return document.Row{Mark: document.Note}
	}
	return document.Row{}
}

// glancePlace names the hosts of a step, as many as can be read at a glance.
func (b builder) glancePlace(s plan.Step) string {
	const few = 3
	if s.Hosts == catalog.Whichever {
		return s.Where[0] + " " + b.w.Fill("book.or-another", "n", strconv.Itoa(len(s.Where)))
	}
	if len(s.Where) > few {
		return b.w.Count("book.hosts-count", len(s.Where))
	}
	return cmp.Or(strings.Join(s.Where, ", "), s.Place, b.w.Text("book.anywhere"))
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// PlainMarkdown keeps a sentence from being read as Markdown.
func PlainMarkdown(s string) string {
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~&!", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
