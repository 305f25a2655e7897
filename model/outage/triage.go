package outage

import (
	"slices"

	"portolan/model/plan"
)

// triageOf are the checks that decide what failed, in their order. A check that is made on lost hosts, among others, is made there alone; an
// answer about what no lost host holds is left out; a runbook for the failure of another node is not named.
func triageOf(p *plan.Plan, lost map[string]bool) []plan.TriageCheck {
	out := []plan.TriageCheck{}
	for _, t := range p.Triage {
		if hosts := only(t.Parties, lost); len(hosts) > 0 {
			out = append(out, checkAt(p, t, hosts, lost))
		}
	}
	return out
}

// checkAt is a check as it is made when some of its hosts are lost.
func checkAt(p *plan.Plan, t plan.TriageCheck, hosts []string, lost map[string]bool) plan.TriageCheck {
	if here := only(t.Where, lost); len(here) > 0 {
		t.Where, t.Commands = here, commandsOn(t.Commands, here)
	}
	t.Answers = slices.DeleteFunc(slices.Clone(t.Answers), func(a plan.TriageAnswer) bool {
		holdsAll := func(host string) bool {
			return !slices.ContainsFunc(a.Here, func(c string) bool { return !slices.Contains(p.Component(t.Installation, c).Parties, host) })
		}
		return !slices.ContainsFunc(hosts, holdsAll)
	})
	for i := range t.Answers {
		t.Answers[i].Runbooks = slices.DeleteFunc(slices.Clone(t.Answers[i].Runbooks), func(ref plan.RelatedRef) bool {
			b := p.Runbook(ref.ID)
			return !ref.Here || b.Lost != "" && !lost[b.Lost] // nobody is sent to a runbook that the pack does not hold
		})
	}
	return t
}

// commandsOn are those of some commands that are typed on one of some hosts. Of a single host they need not say so.
func commandsOn(list []plan.Command, hosts []string) []plan.Command {
	out := []plan.Command{}
	for _, c := range list {
		here := slices.DeleteFunc(slices.Clone(c.Parties), func(id string) bool { return !slices.Contains(hosts, id) })
		if len(c.Parties) > 0 && len(here) == 0 {
			continue
		}
		if c.Parties = here; len(hosts) == 1 {
			c.Parties = nil
		}
		out = append(out, c)
	}
	return out
}

// only are those of some parties that are lost.
func only(ids []string, lost map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !lost[id] })
}

// applicable are the runbooks to open: those of the answers of the checks, in their order, then those that call themselves the answer to the
// loss of one of the hosts. An answer counts only if all that has failed by it is on lost hosts: the rest is well. None is done by a host that
// is lost itself.
func applicable(p *plan.Plan, triage []plan.TriageCheck, lost map[string]bool) []*plan.Runbook {
	var out []*plan.Runbook
	add := func(b *plan.Runbook) {
		if !slices.Contains(out, b) && !lost[b.Taker] && (b.Lost == "" || lost[b.Lost]) {
			out = append(out, b)
		}
	}
	isLost := func(id string) bool { return lost[id] }
	for _, t := range triage {
		for _, a := range t.Answers {
			elsewhere := func(component string) bool {
				return !slices.ContainsFunc(p.Component(t.Installation, component).Parties, isLost)
			}
			if len(a.Failed) == 0 || slices.ContainsFunc(a.Failed, elsewhere) {
				continue
			}
			for _, ref := range a.Runbooks {
				if ref.Here {
					add(p.Runbook(ref.ID))
				}
			}
		}
	}
	for _, b := range p.Runbooks {
		if slices.ContainsFunc(b.Fits, func(l plan.Loss) bool { return slices.ContainsFunc(l.Parties, isLost) }) {
			add(b)
		}
	}
	return out
}
