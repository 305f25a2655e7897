package outage

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/plan"
)

// why names what makes a loss as grave as it is, for the table of all hosts.
func (o *Outcome) why() []string {
	out := []string{}
	add := func(text string) {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, a := range o.Access {
		if a.Requirement == Required && (a.Change == Gone || a.Change == Later) {
			add(fmt.Sprintf("%s: %s %s", a.Population, Name(a.Rule), a.Change))
		}
	}
	if hosts := stalledHosts(o.Stalled); len(hosts) > 0 {
		add(fmt.Sprintf("%d services stalled on %s", len(o.Stalled), Short(hosts)))
	}
	for _, change := range []Change{Gone, Later} {
		var rules []string
		for _, c := range o.Calls {
			if text := fmt.Sprintf("%s (%s)", c.Service, Name(c.Rule)); c.Requirement == Required && c.Change == change && !slices.Contains(rules, text) {
				rules = append(rules, text)
			}
		}
		if len(rules) > 0 {
			add(string(change) + ": " + strings.Join(rules, ", "))
		}
	}
	return out
}

func stalledHosts(list []Stalled) []string {
	var hosts []string
	for _, s := range list {
		hosts = append(hosts, s.Host)
	}
	return slices.Compact(hosts)
}

// Name is a rule as approvals name it.
func Name(rule string) string { return strings.TrimPrefix(rule, plan.DeclaredPrefix) }

// mostNamed is the number of hosts that a line names; of more it says how many.
const mostNamed = 5

// Short names hosts, or counts them where they are many.
func Short(hosts []string) string {
	if len(hosts) > mostNamed {
		return fmt.Sprintf("%d hosts", len(hosts))
	}
	return strings.Join(hosts, ", ")
}
