package policy

import (
	"fmt"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// Explain tells what a grouped rule of a plan stands for, for a person at a terminal who has its id from a worksheet; false where there is
// no such rule. The reasons are those of the rules that it names.
func Explain(resolved *plan.Plan, id string) (string, bool) {
	p := Of(resolved)
	r := p.Rule(strings.ToUpper(id))
	if r == nil {
		return "", false
	}
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-12s %s\n", name, text)
		}
	}
	fmt.Fprintf(&b, "%s  %s -> %s  %s\n", r.ID, p.host[r.From].Name, p.host[r.To].Name, portsText(p.svc[r.Services].Ports))
	for _, m := range p.host[r.From].Members {
		line("from", endText(resolved.Party(m)))
	}
	for _, m := range p.host[r.To].Members {
		line("to", endText(resolved.Party(m)))
	}
	line("zones", strings.Trim(r.FromZone, "_")+" -> "+strings.Trim(r.ToZone, "_"))
	line("enforced by", strings.Join(r.Firewalls, ", "))
	for _, s := range Share(p.Uses(r), func(u Use) []string { return u.Purposes }) {
		line("purpose", strings.TrimPrefix(portsText(s.Ports)+": "+s.Text, ": "))
	}
	line("need", strings.TrimSuffix(r.Requirement+": "+r.Condition, ": "))
	line("phase", string(r.Phase))
	line("states", strings.Join(r.States, ", "))
	line("disputed", r.Disputed)
	line("source port", r.SourcePort)
	line("approval", r.Standing.Text(r.Approval))
	for _, stated := range r.Stated() {
		line(stated[0], stated[1])
	}
	b.WriteString("includes\n")
	for _, flow := range r.Flows {
		f := resolved.Flow(flow)
		fmt.Fprintf(&b, "  %s  %s -> %s  %s  %s\n", f.ID, f.From, f.To, f.Port, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix))
	}
	return b.String(), true
}

func portsText(ports []catalog.Port) string {
	var texts []string
	for _, p := range ports {
		texts = append(texts, p.String())
	}
	return strings.Join(texts, ", ")
}

func endText(p *plan.Party) string {
	return fmt.Sprintf("%s (%s)", p.ID, strings.Join(p.Where(), ", "))
}
