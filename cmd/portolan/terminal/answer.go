package terminal

import (
	"fmt"
	"slices"
	"strings"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/query"
)

// page writes lines and tables for a person at a terminal of that many characters per line.
type page struct {
	b     strings.Builder
	width int
	plan  *plan.Plan
}

const (
	inDetail = 4 // rules of an answer that are shown with all that is known of them; more become a table
	mostNear = 6 // rows of a list of what is near
	mostPair = 8 // pairs that are named

	mostQuiet = 12 // rules that no firewall sees, in a listing of all
)

func (t *page) line(indent int, format string, args ...any) {
	texttable.Wrap(&t.b, t.width, indent, indent+2, fmt.Sprintf(format, args...))
}

// Result is the answer to a question about a plan.
func Result(p *plan.Plan, r query.Result, width int) string {
	t := &page{width: width, plan: p}
	switch r := r.(type) {
	case *query.Answer:
		t.answer(r)
	case *query.Listing:
		t.listing(r)
	}
	return t.b.String()
}

// answer shows the verdict, why, and what is near.
func (t *page) answer(a *query.Answer) {
	t.line(0, "%s: %s -> %s%s", strings.ToUpper(string(a.Verdict)), a.From.Name, a.To.Name, suffix(a.Service))
	t.line(2, "%s", t.sentence(a))
	t.pairs(a.Pairs)
	if a.Verdict == query.Partly && slices.ContainsFunc(a.Rules, func(r query.Rule) bool { return r.Choice.Unsettled() }) {
		t.line(2, "A rule is for one of several numbers, and the plan does not know for which.")
	}
	for _, note := range a.Notes {
		t.line(2, "Note: %s.", note)
	}
	if len(a.Firewalls) > 0 && (a.Verdict != query.Allowed || len(a.Rules) > inDetail) {
		t.line(2, "Between the ends: %s.", t.firewalls(a.Firewalls))
	}
	if len(a.Rules) > inDetail {
		t.rules("Rules", a.Rules, len(a.Rules))
	} else {
		for _, r := range a.Rules {
			t.detail(r)
		}
	}
	for _, w := range a.Ways {
		t.rules(fmt.Sprintf("To the %s %s", w.How, w.Via), w.In, len(w.In))
		t.rules(fmt.Sprintf("From the %s %s", w.How, w.Via), w.Out, len(w.Out))
	}
	t.rules("Left out by the profile "+string(a.Profile)+" or a decision, because documents contradict each other", a.Dropped, mostNear)
	if !a.Holds() {
		t.nearest(a)
		t.topics(a.Covers)
	}
}

func suffix(service string) string {
	if service == "any" {
		return ""
	}
	return " " + service
}

// sentence says in words what the verdict means. It speaks of the plan, since of real firewalls nothing is known here.
func (t *page) sentence(a *query.Answer) string {
	rules := "A rule of this plan opens it"
	if len(a.Rules) > 1 {
		rules = fmt.Sprintf("%d rules of this plan open it", len(a.Rules))
	}
	switch {
	case a.Verdict == query.NotAllowed && a.From.Kind == query.OneParty && a.From.Name == a.To.Name && len(a.From.Members) == 1:
		return "No rule of this plan opens it; but it would stay inside the host, where no firewall between hosts sees it."
	case a.Verdict == query.NotAllowed:
		return "No rule of this plan opens it."
	case a.Verdict == query.ForSome:
		return rules + t.when(a) + ", for those below only."
	case a.Verdict == query.Indirectly:
		var via []string
		for _, w := range a.Ways {
			via = append(via, "the "+string(w.How)+" "+w.Via)
		}
		return "No rule of this plan opens it directly. It goes via " + strings.Join(via, ", ") + ", in two connections."
	case a.Internal:
		return "It stays inside the host: no firewall between hosts sees it."
	case a.Verdict == query.Partly:
		return strings.Replace(rules, " it", " a part of it", 1) + t.when(a) + "."
	}
	return rules + t.when(a) + "."
}

// when names the states in which the answer holds, where it is not plain.
func (t *page) when(a *query.Answer) string {
	switch {
	case a.AllStates && len(t.plan.States) == 1:
		return ""
	case a.AllStates:
		return ", in every state of the site"
	case len(a.States) == 0:
		return ", but in no state all of that at once: see the states of the rules"
	case len(a.States) == 1:
		return ", only in the state " + a.States[0]
	}
	return ", only in the states " + strings.Join(a.States, ", ")
}

func (t *page) pairs(p query.Pairs) {
	switch {
	case p.Asked == 1 && p.Partly == 1:
		t.line(2, "Some of the ports or addresses that were asked for are open, not all.")
	case p.Asked > 1 && p.Partly > 0:
		t.line(2, "Of %d pairs %d are allowed, %d in part.", p.Asked, p.Allowed, p.Partly)
	case p.Asked > 1:
		t.line(2, "Of %d pairs %d are allowed.", p.Asked, p.Allowed)
	}
	if p.Asked == 0 {
		t.line(2, "There is no pair of hosts to ask about.")
	}
	if p.Asked < 2 || len(p.Missing) == 0 || len(p.Missing) == p.Asked {
		return
	}
	var missing []string
	for i, pair := range p.Missing {
		if i == mostPair {
			missing = append(missing, fmt.Sprintf("and %d more", len(p.Missing)-i))
			break
		}
		missing = append(missing, pair.From+" -> "+pair.To)
	}
	t.line(2, "Not allowed: %s.", strings.Join(missing, ", "))
}

func (t *page) nearest(a *query.Answer) {
	n := a.Nearest
	t.rules(fmt.Sprintf("Open on %s at %s, but for others", a.Service, a.To.Name), n.Answers, mostNear)
	if n.Inside {
		t.b.WriteByte('\n')
		t.line(0, "%s answers on %s, but only inside its host.", a.To.Name, a.Service)
	}
	t.closed(fmt.Sprintf("%s listens on %s, and no rule leads there", a.To.Name, a.Service), n.Closed)
	t.rules(fmt.Sprintf("Open from %s to %s, but on other ports", a.From.Name, a.To.Name), n.Otherwise, mostNear)
	t.rules(fmt.Sprintf("Open on %s from %s, but at others", a.Service, a.From.Name), n.Elsewhere, mostNear)
	t.rules(fmt.Sprintf("Open the other way round, from %s to %s", a.To.Name, a.From.Name), n.Reverse, mostNear)
}

// topics say what the plan cannot know, so that a refusal is not taken for more than it is.
func (t *page) topics(list []query.Topic) {
	if len(list) == 0 {
		return
	}
	var declared, open []string
	for _, topic := range list {
		if len(topic.Declared) > 0 {
			declared = append(declared, fmt.Sprintf("%s (%s)", topic.Topic, strings.Join(topic.Declared, ", ")))
		} else {
			open = append(open, topic.Topic)
		}
	}
	t.b.WriteByte('\n')
	t.line(0, "What the documents cannot know is in the plan only where the site declares it")
	texttable.Table(&t.b, t.width, 2, [][]string{{"declared", orNone(declared, "-")}, {"not declared", orNone(open, "-")}})
}

func orNone(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}
