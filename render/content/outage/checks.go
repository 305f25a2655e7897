package outage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// checks are those of all failure cards, each once: cards name them in the order in which they are made.
type checks struct {
	w     *wordlist.List
	steps []document.Step
	own   []bool // made on whichever host failed
}

// document holds them, or is nil where there is none.
func (c *checks) document() *document.Document {
	if len(c.steps) == 0 {
		return nil
	}
	d := &document.Document{ID: docs.Triage, Title: c.w.Text("loss.triage"), Dense: true, Blocks: []document.Block{document.Text{Text: c.w.Text("paper.triage-text")}}}
	for i, s := range c.steps {
		if c.own[i] && len(s.Where) > 1 {
			s.Fields = append(slices.Clone(s.Fields), document.Field{Name: c.w.Text("book.hosts"), Value: c.w.Text("hosts.any one")})
		}
		d.Blocks = append(d.Blocks, s)
	}
	return d
}

// add finds the number of a check, or gives it one. A check that is made on the failed host itself is the same for another host that fails in the same
// way, unless a further card has it made on one of them.
func (c *checks) add(s document.Step, own bool) int {
	i := slices.IndexFunc(c.steps, func(o document.Step) bool { return asks(o) == asks(s) && sameCells(o.Where, s.Where) })
	if i >= 0 {
		c.own[i] = c.own[i] && own
		return i + 1
	}
	for i := range c.steps {
		if own && c.own[i] && asks(c.steps[i]) == asks(s) {
			c.steps[i].Where = append(c.steps[i].Where, s.Where...)
			return i + 1
		}
	}
	s.ID = fmt.Sprintf("check-%d", len(c.steps)+1)
	c.steps, c.own = append(c.steps, s), append(c.own, own)
	return len(c.steps)
}

// asks is all that a check says but for where it is made.
func asks(s document.Step) string { return fmt.Sprint(s.Title, s.Commands, s.Parts, s.Minutes) }

func sameCells(a, b []document.Cell) bool {
	return slices.EqualFunc(a, b, func(x, y document.Cell) bool { return slices.Equal(x.Lines, y.Lines) })
}

// toCheck are the checks of a card in their order, with their pages, and where to look if all is well.
func (b builder) toCheck(all *checks) []document.Block {
	if len(b.lost.Triage) == 0 {
		return nil
	}
	var list document.Index
	for _, t := range b.lost.Triage {
		s := b.check(t)
		own := slices.Equal(t.Where, []string{b.party.ID})
		if own {
			s.Where = nil
			for _, h := range b.card {
				s.Where = append(s.Where, b.at(h))
			}
		}
		n := strconv.Itoa(all.add(s, own))
		list.Entries = append(list.Entries, document.L(b.w.Fill("paper.triage-check", "n", n, "check", t.Text), ref.Document(docs.Triage).At("check-"+n)))
	}
	if book := b.symptoms(); book != nil {
		list.Entries = append(list.Entries, document.L(b.where(book, b.w.Fill("paper.all-well", "runbook", book.Title)), docs.Runbook(book.ID)))
	}
	return []document.Block{b.heading("triage"), list}
}

// symptoms is the runbook in which a reader looks up what he sees, or nil.
func (b builder) symptoms() *plan.Runbook {
	for _, book := range b.plan.Runbooks {
		if book.Kind == catalog.SymptomsKind {
			return book
		}
	}
	return nil
}

// inOneLine is a command as it can be pasted in one line, where it has so few lines that this can be read, and none that is a part of another.
func inOneLine(command string) (string, bool) {
	const most = 3
	lines := strings.Split(strings.TrimSpace(command), "\n")
	if len(lines) > most || slices.ContainsFunc(lines, func(line string) bool {
		return line == "" || strings.TrimSpace(line) != line || strings.ContainsAny(line[len(line)-1:], "\\`|{(,;&") || strings.ContainsAny(line[:1], "})|#")
	}) {
		return "", false
	}
	return strings.Join(lines, "; "), true
}
