package outage

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// triage are the checks that decide what failed, in the order in which they are made, each with what it can show and the smallest procedure for that.
func (b builder) triage() []document.Block {
	if len(b.lost.Triage) == 0 {
		return nil
	}
	blocks := []document.Block{b.heading("triage"), document.Text{Text: b.w.Text("loss.triage-text")}}
	for _, t := range b.lost.Triage {
		blocks = append(blocks, b.check(t))
	}
	return blocks
}

func (b builder) check(t plan.TriageCheck) document.Step {
	labels := runbook.Labels(b.w, "book.check")
	labels.By, labels.At = "", "" // nobody signs for a look
	s := document.Step{ID: "decide-" + t.ID, Title: t.Text, Where: b.places(t), Commands: runbook.Commands(b.plan, t.Commands, b.w), Minutes: t.Minutes, Labels: labels}
	for _, a := range t.Answers {
		s.Parts = append(s.Parts, document.StepPart{Label: b.verdict(a), Markdown: b.answer(t, a)})
	}
	return s
}

func (b builder) places(t plan.TriageCheck) []document.Cell {
	if len(t.Where) == 0 && t.Place != "" {
		return []document.Cell{document.C(t.Place)}
	}
	var cells []document.Cell
	for _, id := range t.Where {
		cells = append(cells, b.at(b.plan.Party(id)))
	}
	return cells
}

// at is a host at which something is done.
func (b builder) at(host *plan.Party) document.Cell {
	return document.L(host.Name, worksheet.Link(host))
}

// verdict is what an answer means: that what was looked at is well or has failed, or that it shows neither.
func (b builder) verdict(a plan.TriageAnswer) string {
	switch {
	case a.Undecided:
		return b.w.Text("loss.undecided")
	case len(a.Failed) > 0:
		return b.w.Text("loss.failed")
	}
	return b.w.Text("loss.well")
}

// answer is what a check shows, what has failed then, what to do, and the runbooks for it with their minutes.
func (b builder) answer(t plan.TriageCheck, a plan.TriageAnswer) string {
	var out strings.Builder
	var failed []string
	for _, id := range a.Failed {
		failed = append(failed, b.plan.Component(t.Installation, id).Name)
	}
	out.WriteString(a.Shows)
	if len(failed) > 0 {
		fmt.Fprintf(&out, " → **%s**", b.w.Fill("loss.has-failed", "what", strings.Join(failed, ", ")))
	}
	out.WriteString(".\n\n" + a.Next)
	if len(a.Failed)+len(a.Runbooks) == 0 && !a.Undecided {
		out.WriteString(strings.TrimRight(" "+b.next(t), " "))
	}
	for i, ref := range a.Runbooks {
		if i == 0 {
			out.WriteString("\n")
		}
		out.WriteString("\n- " + b.procedure(ref))
	}
	return out.String()
}

// next is where a reader goes on whose check shows that all is well.
func (b builder) next(t plan.TriageCheck) string {
	if len(b.card) > 0 {
		return b.w.Text("paper.triage-next")
	}
	at := slices.IndexFunc(b.lost.Triage, func(o plan.TriageCheck) bool { return o.ID == t.ID && o.Installation == t.Installation })
	if at+1 < len(b.lost.Triage) {
		return b.w.Fill("loss.next-check", "check", "#decide-"+b.lost.Triage[at+1].ID)
	}
	if book := b.symptoms(); book != nil {
		return b.w.Fill("loss.all-well", "runbook", "["+runbook.PlainMarkdown(book.Title)+"]("+docs.Runbook(book.ID).String()+")")
	}
	return "" // the contacts follow
}

func (b builder) procedure(ref plan.RelatedRef) string {
	book := b.plan.Runbook(ref.ID)
	link := "[" + runbook.PlainMarkdown(book.Title) + "](" + docs.Runbook(book.ID).String() + ")"
	if book.Minutes > 0 {
		link = b.w.Fill("loss.takes", "runbook", link, "time", runbook.About(book.Minutes, b.w))
	}
	return b.where(book, link)
}

// where says of a runbook on a card that it is not printed.
func (b builder) where(book *plan.Runbook, text string) string {
	if len(b.card) == 0 || runbook.OnPaper(book) {
		return text
	}
	return b.w.Fill("paper.web-only", "title", text)
}

// first is what to do first, once for the whole host whatever its duties: to find out what failed, or, where the catalogue has no checks for that, what it
// says of each duty, in its order.
func (b builder) first() []document.Block {
	var next []string
	for _, n := range b.lost.Notes {
		next = append(next, n.Next)
	}
	if n := len(b.lost.Triage); n > 0 {
		decide := b.w.Count("loss.decide", n)
		if len(b.card) > 0 && len(next) > 0 { // one page has all
			decide, next = decide+"\n\n"+inOrder(next), nil
		}
		blocks := []document.Block{document.Callout{Mark: document.Warning, Badge: b.w.Text("loss.first"), Title: b.w.Text("loss.first"), Markdown: decide}}
		if len(next) > 0 {
			blocks = append(blocks, b.heading("meanwhile"), document.Prose{Markdown: inOrder(next)})
		}
		return blocks
	}
	if len(next) == 0 {
		return nil
	}
	return []document.Block{document.Callout{Mark: document.Warning, Badge: b.w.Text("loss.first"), Title: b.w.Text("loss.first"), Markdown: inOrder(next)}}
}

// noticed is what people notice.
func (b builder) noticed() []document.Block {
	texts := b.symptomsSeen()
	if len(texts) == 0 {
		return nil
	}
	return []document.Block{b.heading("noticed"), document.Prose{Markdown: inOrder(texts)}}
}

// symptomsSeen is what people notice, of all duties of the host.
func (b builder) symptomsSeen() []string {
	var texts []string
	for _, n := range b.lost.Notes {
		texts = append(texts, n.Text)
	}
	return texts
}

// inOrder is one text as it is, and several as a numbered list: the order is that in which they are done.
func inOrder(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	var out strings.Builder
	for i, t := range texts {
		fmt.Fprintf(&out, "%d. %s\n", i+1, strings.ReplaceAll(t, "\n", "\n   "))
	}
	return out.String()
}
