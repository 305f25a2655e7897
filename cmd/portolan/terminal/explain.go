package terminal

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
)

// Explain tells why a rule exists, from the site's line over the catalogue's rule to the vendor's document, for a person at a terminal. Of a
// question, a finding or a runbook it tells what the pack says of it. The error names near ids when there is no such thing.
func Explain(p *plan.Plan, asked string) (string, error) {
	id := strings.ToUpper(asked)
	f := p.Flow(id)
	dropped := false
	if f == nil {
		i := slices.IndexFunc(p.Dropped, func(d *plan.Flow) bool { return d.ID == id })
		if i < 0 {
			if text := explainTopic(p, asked); text != "" {
				return text, nil
			}
			what := fmt.Sprintf("the site %s has no rule %s, nor a question, finding or runbook of that name", p.Site, id)
			if near := source.DidYouMean(id, topics(p)); near != "" {
				what += "; " + near
			}
			return "", errors.New(what)
		}
		f, dropped = p.Dropped[i], true
	}
	var b strings.Builder
	from, to := p.Party(f.From), p.Party(f.To)
	fmt.Fprintf(&b, "%s  %s -> %s  %s\n", f.ID, from.Name, to.Name, f.Socket())
	line := func(name, format string, args ...any) {
		if text := fmt.Sprintf(format, args...); text != "" {
			fmt.Fprintf(&b, "  %-12s %s\n", name, text)
		}
	}
	line("from", "%s (%s)", from.ID, strings.Join(from.Where(), ", "))
	line("to", "%s (%s)", to.ID, strings.Join(to.Where(), ", "))
	for _, end := range []*plan.Party{from, to} {
		if end.Was != "" {
			line("renamed", "%s was %s when the id of this rule was made", end.ID, end.Was)
		}
	}
	line("service", "%s", f.Service)
	line("purpose", "%s", f.Purpose)
	line("need", "%s", strings.TrimSuffix(f.Requirement+": "+f.Condition, ": "))
	line("states", "%s", strings.Join(f.States, ", "))
	line("encrypted", "%s", f.Encrypted)
	line("protocol", "%s", f.Basis)
	if f.Via != "" {
		line("via", "%s, hop %d of 2", f.Via, f.Leg)
	}
	line("approval", "%s", f.ApprovalText())
	for _, id := range f.Firewalls {
		line("enforced by", "%s (%s)", id, p.Firewall(id).Name)
	}
	for _, stated := range f.Stated() {
		line(stated[0], "%s", stated[1])
	}
	for _, note := range f.Notes {
		line("note", "%s", note)
	}
	switch {
	case dropped && f.Decision != "":
		line("dropped", "the decision %s leaves it out: question %s", f.Decision, f.Disputed)
	case dropped:
		line("dropped", "the profile %s leaves it out: question %s", p.Profile, f.Disputed)
	}
	b.WriteString("because\n")
	for _, link := range f.Chain {
		fmt.Fprintf(&b, "  %-10s %s\n", link.Kind, link.What)
		if link.Where != "" {
			fmt.Fprintf(&b, "  %-10s   %s\n", "", link.AtPresent())
		}
	}
	for _, q := range p.Questions {
		if q.ID == f.Disputed || slices.Contains(q.Flows, f.ID) {
			fmt.Fprintf(&b, "  %-10s %s %s\n", "question", q.ID, q.Title)
		}
	}
	return b.String(), nil
}
