package policy

import (
	"slices"

	"portolan/model/catalog"
)

// A Use is one port of a grouped rule with what the rule's flows at this port are for. The rule's own lists are sorted each by itself, so only
// this tells which purpose belongs to which port.
type Use struct {
	catalog.Port
	Answers  []string // names of the services that answer there, sorted
	Purposes []string // each once, sorted
	Flows    []string // ids, sorted
}

// Uses are the ports of a grouped rule, in the order of its service group.
func (p *Policy) Uses(r *Rule) []Use {
	ports := p.svc[r.Services].Ports
	uses := make([]Use, len(ports))
	for i, port := range ports {
		uses[i].Port = port
	}
	for _, id := range r.Flows {
		f := p.plan.Flow(id)
		u := &uses[slices.Index(ports, f.Port)]
		u.Flows, u.Answers, u.Purposes = append(u.Flows, id), append(u.Answers, f.Service), append(u.Purposes, f.Purpose)
	}
	for i := range uses {
		u := &uses[i]
		slices.Sort(u.Answers)
		slices.Sort(u.Purposes)
		u.Answers, u.Purposes = slices.Compact(u.Answers), slices.Compact(u.Purposes)
	}
	return uses
}

// A Shared is what is said of some ports of a rule.
type Shared struct {
	Text  string
	Ports []catalog.Port // those of which it is said; none where it is said of all
}

// Share turns what is said of each port of a rule into texts with their ports: each text once, in the order of the first port that has it. A
// text that holds at every port needs none named.
func Share(uses []Use, said func(Use) []string) []Shared {
	var out []Shared
	for _, u := range uses {
		for _, text := range said(u) {
			i := slices.IndexFunc(out, func(s Shared) bool { return s.Text == text })
			if i < 0 {
				i = len(out)
				out = append(out, Shared{Text: text})
			}
			out[i].Ports = append(out[i].Ports, u.Port)
		}
	}
	for i := range out {
		if len(out[i].Ports) == len(uses) {
			out[i].Ports = nil
		}
	}
	return out
}
