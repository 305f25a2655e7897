package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
)

// topics are the ids of all that Explain knows.
func topics(p *plan.Plan) []string {
	var ids []string
	for _, f := range p.Flows {
		ids = append(ids, f.ID)
	}
	for _, q := range p.Questions {
		ids = append(ids, q.ID)
	}
	for _, f := range p.Findings {
		ids = append(ids, f.ID)
	}
	for _, r := range p.Runbooks {
		ids = append(ids, r.ID)
	}
	for _, l := range p.LeftOut {
		ids = append(ids, l.ID)
	}
	return ids
}

// explainTopic tells what the pack says of a question, a finding or a runbook; "" where there is none of that id. A finding stands once for
// every node that it is about.
func explainTopic(p *plan.Plan, id string) string {
	var t topicText
	for _, q := range p.Questions {
		if strings.EqualFold(q.ID, id) {
			t.question(q)
		}
	}
	for _, f := range p.Findings {
		if strings.EqualFold(f.ID, id) {
			t.finding(f)
		}
	}
	for _, r := range p.Runbooks {
		if strings.EqualFold(r.ID, id) {
			t.runbook(r)
		}
	}
	for _, l := range p.LeftOut {
		if strings.EqualFold(l.ID, id) {
			t.head("%s  runbook  %s", l.ID, l.Title)
			t.line("not here", l.Why())
		}
	}
	return t.b.String()
}

type topicText struct{ b strings.Builder }

func (t *topicText) head(format string, args ...any) { fmt.Fprintf(&t.b, format+"\n", args...) }

func (t *topicText) line(name, text string) {
	if text != "" {
		fmt.Fprintf(&t.b, "  %-12s %s\n", name, text)
	}
}

func (t *topicText) sources(list []plan.Citation) {
	for _, c := range list {
		t.line("document", c.String())
		t.line("", c.URL)
	}
}

func (t *topicText) question(q plan.Question) {
	t.head("%s  question  %s", q.ID, q.Title)
	for _, side := range q.Sides {
		t.line("one side", side.Says)
		t.sources(side.Sources)
	}
	t.line("decision", q.Decision)
	t.line("nodes", strings.Join(q.Nodes, ", "))
	t.line("rules", strings.Join(q.Flows, ", "))
}

func (t *topicText) finding(f plan.Finding) {
	t.head("%s  %s  %s", f.ID, f.Level, f.What)
	t.line("node", f.Node)
	t.line("cure", f.Help)
	if a := f.Accepted; a != nil {
		t.line("accepted", strings.TrimSuffix(fmt.Sprintf("until %s: %s, by %s", a.Until, a.Reason, a.By), ", by "))
	}
	t.sources(f.Sources)
}

func (t *topicText) runbook(r *plan.Runbook) {
	t.head("%s  runbook  %s", r.ID, r.Title)
	t.line("kind", r.Kind)
	t.line("when", r.Trigger)
	t.line("not when", r.NotWhen)
	t.line("impact", r.Impact)
	t.line("minutes", fmt.Sprint(r.Minutes))
	for i, s := range r.Steps {
		where := ""
		if len(s.Where) > 0 {
			where = " (" + strings.Join(slices.Compact(slices.Clone(s.Where)), ", ") + ")"
		}
		t.line(fmt.Sprintf("step %d", i+1), s.Title+where)
	}
	t.sources(r.Sources)
}
