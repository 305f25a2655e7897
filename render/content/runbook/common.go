package runbook

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Common finds the steps that several documents of the book of runbooks have word for word, hosts and commands among the words. It returns the document that
// holds each of them once, or nil where there is none, and leaves in their places what they are called, where and by whom they are done, what is dangerous
// about them, and the way there. A check that guards a step moves with it: nobody turns pages between the two.
func Common(books []*document.Document, w *wordlist.List) *document.Document {
	c := &common{w: w, times: map[string]int{}, at: map[string]int{}}
	for _, d := range books {
		for _, block := range d.Blocks {
			if s, ok := block.(document.Step); ok && movable(s) {
				c.times[said(s)]++
			}
		}
	}
	for _, d := range books {
		for i, block := range d.Blocks {
			if s, ok := block.(document.Step); ok && movable(s) && c.times[said(s)] > 1 {
				d.Blocks[i] = c.reference(s)
			}
		}
	}
	if len(c.steps) == 0 {
		return nil
	}
	return &document.Document{ID: docs.Common, Title: w.Text("paper.common"), Dense: true, Blocks: append([]document.Block{document.Text{Text: w.Text("paper.common-text")}}, c.steps...)}
}

type common struct {
	w     *wordlist.List
	times map[string]int // that a step stands in the books
	at    map[string]int // number of a common step
	steps []document.Block
}

// movable tells whether a step is long enough to be worth a page to turn.
func movable(s document.Step) bool {
	const letters = 240
	return len(s.Commands) > 0 && len(said(s)) > letters
}

// guarding are the callouts of a step without which its commands must not be run.
func guarding(c document.Callout) bool { return c.Mark == document.Danger }

// guards are those of a step.
func guards(s document.Step) []document.Callout {
	var out []document.Callout
	for _, c := range s.Callouts {
		if guarding(c) {
			out = append(out, c)
		}
	}
	return out
}

// said is all that a step says but for how this book counts it, what is said of it in this book only, and its danger, which stays in its place.
func said(s document.Step) string {
	var out strings.Builder
	fmt.Fprintln(&out, s.Labels.Step, s.Title, s.Where, s.Who, guards(s), s.Body, s.Files, s.Expect, s.IfFails, s.Rollback, s.Parts, s.Minutes, s.Facts())
	for _, c := range s.Commands {
		fmt.Fprintln(&out, c.Shell, c.Where, c.Text)
	}
	return out.String()
}

// reference stands in the place of a common step.
func (c *common) reference(s document.Step) document.Step {
	key := said(s)
	n := c.at[key]
	if n == 0 {
		once := s
		once.Callouts, once.ID, once.Labels.Step, once.Danger = guards(s), fmt.Sprintf("common-%d", len(c.steps)+1), c.w.Text("paper.common-step"), ""
		if s.Labels.Step == c.w.Text("book.check") && s.Expect != "" { // a question of the triage has answers instead
			once.Title = c.w.Fill("paper.common-check", "check", s.Title)
		}
		c.steps = append(c.steps, once)
		n = len(c.steps)
		c.at[key] = n
	}
	danger := s.Danger
	if len(guards(s)) > 0 {
		danger = strings.TrimSpace(danger + "\n\n" + c.w.Text("paper.guarded"))
	}
	link := ref.Document(docs.Common).At(fmt.Sprintf("common-%d", n))
	do := document.Field{Name: c.w.Text("paper.as-common"), Cells: []document.Cell{document.L(c.w.Fill("paper.as-common-step", "step", c.w.Text("paper.common-step"), "n", n), link)}}
	return document.Step{ID: s.ID, Title: s.Title, Where: s.Where, Who: s.Who, Minutes: s.Minutes, Fields: append([]document.Field{do}, s.Fields...), Sources: s.Sources, Apart: s.Apart, Danger: danger, Callouts: slices.DeleteFunc(slices.Clone(s.Callouts), guarding), Labels: s.Labels}
}
