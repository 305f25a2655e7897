package ask

import (
	"fmt"
	"strings"

	"portolan/model"
	"portolan/model/columns"
)

// page writes a result for a person.
type page struct {
	b     strings.Builder
	width int
	plan  *model.Plan
}

const (
	inDetail = 4 // rules of an answer that are shown with all that is known of them; more become a table
	mostNear = 6 // rows of a list of what is near
	mostPair = 8 // pairs that are named

	mostQuiet = 12 // rules that no firewall sees, in a listing of all
)

func (t *page) line(indent int, format string, args ...any) {
	columns.Wrap(&t.b, t.width, indent, indent+2, fmt.Sprintf(format, args...))
}

// Text is the answer for a person: the verdict, why, and what is near.
func (a *Answer) Text(width int) string {
	t := &page{width: width, plan: a.plan}
	t.line(0, "%s: %s -> %s%s", strings.ToUpper(string(a.Verdict)), a.From.Name, a.To.Name, suffix(a.Service))
	t.line(2, "%s", a.sentence())
	t.pairs(a.Pairs)
	for _, note := range a.Notes {
		t.line(2, "Note: %s.", note)
	}
	if len(a.Rules) > inDetail {
		t.table("Rules", a.Rules, len(a.Rules))
	} else {
		for _, r := range a.Rules {
			t.detail(r)
		}
	}
	for _, w := range a.Ways {
		t.table(fmt.Sprintf("To the %s %s", w.How, w.Via), w.In, len(w.In))
		t.table(fmt.Sprintf("From the %s %s", w.How, w.Via), w.Out, len(w.Out))
	}
	t.table("Left out by the strict profile, because documents contradict each other", a.Dropped, mostNear)
	if !a.Allowed {
		t.nearest(a)
		t.topics(a.Covers)
	}
	return t.b.String()
}

func suffix(service string) string {
	if service == "any" {
		return ""
	}
	return " " + service
}

// sentence says in words what the verdict means. It speaks of the plan, since of real firewalls nothing is known here.
func (a *Answer) sentence() string {
	rules := "A rule of this plan opens it"
	if len(a.Rules) > 1 {
		rules = fmt.Sprintf("%d rules of this plan open it", len(a.Rules))
	}
	switch {
	case a.Verdict == NotAllowed:
		return "No rule of this plan opens it."
	case a.Verdict == Indirectly:
		var via []string
		for _, w := range a.Ways {
			via = append(via, "the "+string(w.How)+" "+w.Via)
		}
		return "No rule of this plan opens it straight. It goes by way of " + strings.Join(via, ", ") + ", in two connections."
	case a.Internal:
		return "It stays inside the host: no firewall between hosts sees it."
	case a.Verdict == Partly:
		return strings.Replace(rules, " it", " a part of it", 1) + a.when() + "."
	}
	return rules + a.when() + "."
}

// when names the states in which the answer holds, where it is not plain.
func (a *Answer) when() string {
	switch {
	case a.AllStates && len(a.plan.States) == 1:
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

func (t *page) pairs(p Pairs) {
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

// detail shows all that is known of a rule but its chain of reasons, which explain tells.
func (t *page) detail(r Rule) {
	t.b.WriteByte('\n')
	columns.Table(&t.b, t.width, 2, [][]string{{r.ID, r.From + " -> " + r.To, r.socket()}})
	rows := [][]string{
		{"rule", r.name()},
		{"purpose", r.Purpose},
		{"service", r.service()},
		{"encrypted", r.Encrypted},
		{"need", strings.TrimSuffix(r.Requirement+": "+r.Condition, ": ")},
		{"states", strings.Join(r.States, ", ")},
	}
	if r.Choice != "" {
		rows = append(rows, []string{"port", choices[r.Choice]})
	}
	if r.Via != "" {
		rows = append(rows, []string{"by way of", fmt.Sprintf("%s, leg %d of 2", r.Via, r.Leg)})
	}
	if r.Internal {
		rows = append(rows, []string{"internal", "stays inside the host"})
	} else {
		rows = append(rows, []string{"approved", approval(r.Approval)})
	}
	if r.Disputed != "" {
		rows = append(rows, []string{"disputed", strings.TrimSpace(r.Disputed + " " + t.question(r.Disputed))})
	}
	columns.Table(&t.b, t.width, 4, rows)
}

// choices say what a port of several numbers means for the one that was asked for.
var choices = map[string]string{
	"alternatives": "one of these numbers, chosen when the product is set up",
	"one of":       "one number of this range, chosen by the program",
	"dynamic":      "any number of this range, at any time",
}

func (r Rule) service() string {
	if r.Service == r.Listener || strings.HasPrefix(r.Rule, model.DeclaredPrefix) {
		return r.Service
	}
	return fmt.Sprintf("%s (%s)", r.Service, r.Listener)
}

func approval(a *model.Approval) string {
	if a == nil {
		return "not yet"
	}
	return strings.TrimSuffix(fmt.Sprintf("%s on %s, %s", a.By, a.Date, a.Ticket), ", ")
}

func (t *page) question(id string) string {
	for _, q := range t.plan.Questions {
		if q.ID == id {
			return q.Title
		}
	}
	return ""
}

// table lists rules, of more than most only the first.
func (t *page) table(title string, rules []Rule, most int) {
	if len(rules) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s (%d)", title, len(rules))
	var rows [][]string
	for _, r := range rules[:min(most, len(rules))] {
		rows = append(rows, []string{r.ID, r.From + " -> " + r.To, r.socket(), r.name(), r.Purpose + r.marks()})
	}
	columns.Table(&t.b, t.width, 2, rows)
	if more := len(rules) - most; more > 0 {
		t.line(2, "and %d more", more)
	}
}

// marks say in brackets what is not plain about a rule.
func (r Rule) marks() string {
	var marks []string
	if r.Requirement != "required" {
		marks = append(marks, strings.TrimSuffix(r.Requirement+": "+r.Condition, ": "))
	}
	if !r.AllStates {
		marks = append(marks, "only in "+strings.Join(r.States, ", "))
	}
	if r.Via != "" {
		marks = append(marks, fmt.Sprintf("leg %d by way of %s", r.Leg, r.Via))
	}
	if r.Disputed != "" {
		marks = append(marks, "disputed: "+r.Disputed)
	}
	if r.Approval == nil && !r.Internal {
		marks = append(marks, "not approved")
	}
	if len(marks) == 0 {
		return ""
	}
	return " [" + strings.Join(marks, "; ") + "]"
}

func (t *page) nearest(a *Answer) {
	n := a.Nearest
	t.table(fmt.Sprintf("Open on %s at %s, but for others", a.Service, a.To.Name), n.Answers, mostNear)
	if n.Inside {
		t.b.WriteByte('\n')
		t.line(0, "%s answers on %s, but only inside its host.", a.To.Name, a.Service)
	}
	t.closed(fmt.Sprintf("%s listens on %s, and no rule leads there", a.To.Name, a.Service), n.Closed)
	t.table(fmt.Sprintf("Open from %s to %s, but on other ports", a.From.Name, a.To.Name), n.Otherwise, mostNear)
	t.table(fmt.Sprintf("Open on %s from %s, but at others", a.Service, a.From.Name), n.Elsewhere, mostNear)
	t.table(fmt.Sprintf("Open the other way round, from %s to %s", a.To.Name, a.From.Name), n.Reverse, mostNear)
}

// reasons say why no rule leads to a port.
var reasons = map[string]string{
	"never":   "no firewall may open it",
	"unknown": "the documents name nobody who calls it",
	"local":   "callers on the same host only",
	"unused":  "nobody calls it at this site",
}

func (t *page) closed(title string, ports []model.Listening) {
	if len(ports) == 0 {
		return
	}
	t.b.WriteByte('\n')
	t.line(0, "%s (%d)", title, len(ports))
	var rows [][]string
	for _, l := range ports {
		reason := reasons[l.Reason]
		if l.Reason == "never" && l.Note != "" {
			reason += ": " + l.Note
		}
		rows = append(rows, []string{l.Node, strings.TrimSuffix(l.Protocol+"/"+l.Port, "/"), l.Listener, reason})
	}
	columns.Table(&t.b, t.width, 2, rows)
}

// topics say what the plan cannot know, so that a refusal is not taken for more than it is.
func (t *page) topics(list []Topic) {
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
	columns.Table(&t.b, t.width, 2, [][]string{{"declared", orNone(declared)}, {"not declared", orNone(open)}})
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, ", ")
}

// Text is the listing for a person, by direction.
func (l *Listing) Text(width int) string {
	t := &page{width: width, plan: l.plan}
	t.line(0, "%s: %s", l.Site, l.label)
	if l.Subject.Kind == InZone || l.Subject.Kind == InSet {
		t.line(2, "members: %s", orNobody(l.Subject.Members))
	}
	within := "within"
	if l.Subject.Kind == Anything {
		within = "between hosts"
	}
	t.counts([]counted{{len(l.Inbound), "inbound"}, {len(l.Outbound), "outbound"}, {len(l.Within), within}, {len(l.Internal), "inside a host"},
		{len(l.Closed), "ports without a rule"}})
	for _, note := range l.Notes {
		t.line(2, "Note: %s.", note)
	}
	if !l.Holds() && len(l.Closed) == 0 {
		t.line(2, "No rule of this plan touches it.")
	}
	t.table("Inbound", l.Inbound, len(l.Inbound))
	t.table("Outbound", l.Outbound, len(l.Outbound))
	t.table(strings.ToUpper(within[:1])+within[1:], l.Within, len(l.Within))
	if len(l.Internal) <= mostQuiet || l.Service != "any" {
		t.table("Inside a host: no firewall between hosts sees it", l.Internal, len(l.Internal))
	}
	if len(l.Closed) <= mostQuiet || l.Service != "any" {
		t.closed("Ports to which no rule leads", l.Closed)
	}
	if l.Service == "any" && max(len(l.Internal), len(l.Closed)) > mostQuiet {
		t.b.WriteByte('\n')
		t.line(0, "What is inside a host and ports without a rule are counted only, where they are many; name a port or service too to see them, or ask with --json.")
	}
	t.table("Left out by the strict profile, because documents contradict each other", l.Dropped, len(l.Dropped))
	return t.b.String()
}

// counted is a number of things.
type counted struct {
	n    int
	what string
}

// counts names the numbers that are not zero.
func (t *page) counts(list []counted) {
	var parts []string
	for _, c := range list {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if len(parts) > 0 {
		t.line(2, "%s", strings.Join(parts, ", "))
	}
}
