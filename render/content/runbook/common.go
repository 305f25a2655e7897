package runbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Common finds the procedures that several documents of the book of runbooks include, and the steps that they have word for word, hosts and commands among the
// words. It returns the document that holds each of them once, or nil where there is none, and leaves in their places what they are called, where and by whom
// they are done, what is dangerous about them, and the way there. A check that guards a step moves with it: nobody turns pages between the two.
func Common(books []*document.Document, w *wordlist.List) *document.Document {
	c := &common{w: w, times: map[string]int{}, at: map[string]int{}, danger: map[string]string{}}
	for _, d := range books {
		for _, p := range passages(d.Blocks) {
			c.see(p)
		}
	}
	for _, d := range books {
		var blocks []document.Block
		done := 0
		for _, p := range passages(d.Blocks) {
			if c.times[p.said()] > 1 {
				blocks = append(append(blocks, d.Blocks[done:p.from]...), c.reference(p))
				done = p.from + len(p.steps)
			}
		}
		d.Blocks = append(blocks, d.Blocks[done:]...)
	}
	blocks := c.procedures
	if len(c.steps) > 0 && len(blocks) > 0 {
		blocks = append(blocks, document.Heading{Level: 1, ID: "other", Text: w.Text("paper.common-other")})
	}
	if blocks = append(blocks, c.steps...); len(blocks) == 0 {
		return nil
	}
	c.printOnce(blocks, books)
	return &document.Document{ID: docs.Common, Title: w.Text("paper.common"), Dense: true, Blocks: append([]document.Block{document.Text{Text: w.Text("paper.common-text")}}, blocks...)}
}

type common struct {
	w          *wordlist.List
	times      map[string]int    // that a passage stands in the books
	at         map[string]int    // number of a procedure or common step
	danger     map[string]string // of a passage that is as dangerous wherever it stands; "" where documents differ
	count      int               // of procedures
	procedures []document.Block
	steps      []document.Block
}

// see counts a passage.
func (c *common) see(p passage) {
	key, danger := p.said(), p.danger()
	if c.times[key]++; c.times[key] == 1 {
		c.danger[key] = danger
	} else if c.danger[key] != danger {
		c.danger[key] = ""
	}
}

// danger is what is dangerous about the steps of a passage.
func (p passage) danger() string {
	var out strings.Builder
	for _, s := range p.steps {
		out.WriteString(s.Danger)
	}
	return out.String()
}

// printOnce leaves out the commands of steps whose commands stand before them in another step, and says where.
func (c *common) printOnce(first []document.Block, books []*document.Document) {
	at := map[string]document.Cell{}
	see := func(id string, block document.Block) (document.Cell, bool) {
		s, ok := block.(document.Step)
		if key := fmt.Sprint(s.Commands); ok && movable(s) && len(key) > wordy {
			if to, printed := at[key]; printed {
				return to, true
			}
			cell := document.L(c.w.Fill("paper.same-commands", "step", s.Title), ref.Document(id).At(s.ID))
			cell.Paged = true
			at[key] = cell
		}
		return document.Cell{}, false
	}
	for _, block := range first {
		see(docs.Common, block)
	}
	for _, d := range books {
		for i, block := range d.Blocks {
			if to, printed := see(d.ID, block); printed {
				s := block.(document.Step)
				s.Commands, s.Files, s.Elsewhere = nil, nil, document.Field{Name: c.w.Text("step.run"), Cells: []document.Cell{to}}
				d.Blocks[i] = s
			}
		}
	}
}

// wordy are the letters of commands from which on it is worth a page to turn.
const wordy = 400

// A passage is what may stand elsewhere once: the steps of a procedure, or a step.
type passage struct {
	from  int // of its document's blocks, the first
	steps []document.Step
}

// passages are those of a document that are worth a page to turn.
func passages(blocks []document.Block) []passage {
	var out []passage
	for i := 0; i < len(blocks); i++ {
		s, ok := blocks[i].(document.Step)
		if !ok {
			continue
		}
		p := passage{i, []document.Step{s}}
		for s.Shared.Run > 0 && i+1 < len(blocks) {
			next, ok := blocks[i+1].(document.Step)
			if !ok || next.Shared != s.Shared {
				break
			}
			p.steps = append(p.steps, next)
			i++
		}
		if slices.ContainsFunc(p.steps, movable) {
			out = append(out, p)
		}
	}
	return out
}

// shared reports whether it is a procedure.
func (p passage) shared() bool { return p.steps[0].Shared.Run > 0 }

// said is all that it says. A procedure is another one than a step in the same words.
func (p passage) said() string {
	var out strings.Builder
	fmt.Fprintln(&out, p.steps[0].Shared.ID)
	for _, s := range p.steps {
		out.WriteString(said(s))
	}
	return out.String()
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

// reference stands in the place of a passage.
func (c *common) reference(p passage) document.Step {
	key := p.said()
	if c.at[key] == 0 {
		c.at[key] = c.once(p)
	}
	word, id := "paper.common-step", fmt.Sprintf("common-%d", c.at[key])
	if p.shared() {
		word, id = "paper.procedure", fmt.Sprintf("procedure-%d", c.at[key])
	}
	do := document.L(c.w.Text(word)+" "+strconv.Itoa(c.at[key]), ref.Document(docs.Common).At(id))
	do.Paged = true
	out := p.steps[0]
	out = document.Step{ID: out.ID, Title: out.Title, Minutes: out.Minutes, Sources: out.Sources, Apart: out.Apart, Labels: out.Labels, Fields: out.Fields}
	if p.shared() { // which says the rest, and on which hosts each step is done
		out.Fields = nil
	}
	if out.Count = len(p.steps); out.Count > 1 {
		out.Title, out.Minutes = p.steps[0].Shared.Title, 0
		for _, s := range p.steps {
			out.Minutes += s.Minutes
		}
	}
	out.Elsewhere = document.Field{Name: c.w.Text("paper.as-common"), Cells: []document.Cell{do}}
	if slices.ContainsFunc(p.steps, func(s document.Step) bool { return len(guards(s)) > 0 }) {
		out.Elsewhere.Cells = append(out.Elsewhere.Cells, document.C(c.w.Text("paper.guarded")))
	}
	c.inPlace(&out, p.steps, c.danger[key] == "")
	return out
}

// inPlace is what a reference to steps says of them: where and by whom they are done, what the book says of them only here, and what is dangerous, where that
// differs from document to document.
func (c *common) inPlace(out *document.Step, steps []document.Step, differs bool) {
	var who, dangers []string
	add := func(list []string, text string) []string {
		if text == "" || slices.Contains(list, text) {
			return list
		}
		return append(list, text)
	}
	for _, s := range steps {
		for _, cell := range short(s.Where) {
			if !slices.ContainsFunc(out.Where, func(x document.Cell) bool { return slices.Equal(x.Lines, cell.Lines) }) {
				out.Where = append(out.Where, cell)
			}
		}
		if who = add(who, s.Who); differs {
			dangers = add(dangers, s.Danger)
		}
		out.Callouts = append(out.Callouts, slices.DeleteFunc(slices.Clone(s.Callouts), guarding)...)
	}
	out.Who, out.Danger = strings.Join(who, ", "), strings.Join(dangers, "\n\n")
}

// short are the hosts of a step as a line can name them: of many the procedure says which.
func short(where []document.Cell) []document.Cell {
	const few = 2
	if len(where) > few {
		return nil
	}
	return where
}

// once sets a passage among those that the book has once, and returns its number.
func (c *common) once(p passage) int {
	if p.shared() {
		c.count++
		id := fmt.Sprintf("procedure-%d", c.count)
		title := c.w.Fill("paper.procedure-title", "word", c.w.Text("paper.procedure"), "n", c.count, "title", p.steps[0].Shared.Title)
		c.procedures = append(c.procedures, document.Heading{Level: 1, ID: id, Text: title})
		for _, s := range p.steps {
			s.Callouts, s.ID = guards(s), id+"-"+s.ID
			if c.danger[p.said()] == "" {
				s.Danger = ""
			}
			c.procedures = append(c.procedures, s)
		}
		return c.count
	}
	s := p.steps[0]
	isCheck := s.Labels.Step == c.w.Text("book.check") && s.Expect != "" // a question of the triage has answers instead
	s.Callouts, s.ID, s.Labels.Step, s.Danger = guards(s), fmt.Sprintf("common-%d", len(c.steps)+1), c.w.Text("paper.common-step"), c.danger[p.said()]
	if isCheck {
		s.Title = c.w.Fill("paper.common-check", "check", s.Title)
	}
	c.steps = append(c.steps, s)
	return len(c.steps)
}
