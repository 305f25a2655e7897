package outage

import (
	"reflect"
	"slices"

	"portolan/model/plan"
)

// Alike reports whether the losses of two hosts mean the same: with the two exchanged for each other, one loss is the other. What a loss means
// for single flows is left out; it follows from the rest.
func (o *Outcome) Alike(other *Outcome) bool {
	if len(o.Lost) != 1 || len(other.Lost) != 1 {
		return false
	}
	x := exchange{o.Lost[0], other.Lost[0], map[*string][]ordered{}}
	return reflect.DeepEqual(x.meaning(o), exchange{known: map[*string][]ordered{}}.meaning(other))
}

// meaning is what is compared of two losses.
type meaning struct {
	Verdict   Verdict
	States    []StateAfter
	Missed    []Missed
	Passed    []Passed
	Stalled   []Stalled
	Resources []Resource
	Notes     []plan.LossNote
	Triage    []plan.TriageCheck
	Runbooks  []Book
}

// exchange puts two hosts in each other's place.
type exchange struct {
	a, b  string
	known map[*string][]ordered // lists that it did so in, by their first
}

func (x exchange) meaning(o *Outcome) meaning {
	m := meaning{Verdict: o.Verdict, Stalled: slices.Clone(o.Stalled), Missed: slices.Clone(o.Missed), Passed: slices.Clone(o.Passed), Resources: slices.Clone(o.Resources), Notes: o.Notes,
		States: slices.Clone(o.States), Triage: slices.Clone(o.Triage), Runbooks: slices.Clone(o.Runbooks)}
	for i := range m.States {
		s := &m.States[i]
		s.Holder, s.From, s.CutOff = x.host(s.Holder), x.host(s.From), nil
	}
	for i := range m.Missed {
		s := &m.Missed[i]
		s.Hosts, s.Callers, s.Users, s.Left = x.hosts(s.Hosts), x.hosts(s.Callers), x.hosts(s.Users), x.left(s.Left)
	}
	for i := range m.Passed {
		s := &m.Passed[i]
		s.Via, s.To, s.Left = x.hosts(s.Via), x.host(s.To), x.left(s.Left)
	}
	for i := range m.Stalled {
		s := &m.Stalled[i]
		s.Host, s.Cause = x.host(s.Host), Cause{Kind: s.Cause.Kind, Lost: x.hosts(s.Cause.Lost)} // the text names hosts
	}
	slices.SortFunc(m.Stalled, compareStalled)
	for i := range m.Resources {
		m.Resources[i].On = x.host(m.Resources[i].On)
	}
	for i := range m.Triage {
		t := &m.Triage[i]
		t.Parties, t.Where, t.Commands = nil, x.hosts(t.Where), slices.Clone(t.Commands)
		for j := range t.Commands {
			t.Commands[j].Parties = x.hosts(t.Commands[j].Parties)
		}
	}
	return m
}

func (x exchange) host(id string) string {
	switch id {
	case "":
		return ""
	case x.a:
		return x.b
	case x.b:
		return x.a
	}
	return id
}

func (x exchange) hosts(ids []string) []string {
	if len(ids) == 0 {
		return []string{}
	}
	for _, known := range x.known[&ids[0]] {
		if len(known.of) == len(ids) {
			return known.list
		}
	}
	var out []string
	for _, id := range ids {
		out = append(out, x.host(id))
	}
	out = sorted(out)
	x.known[&ids[0]] = append(x.known[&ids[0]], ordered{ids, out})
	return out
}

func (x exchange) left(l Left) Left {
	l.Now, l.Later = x.hosts(l.Now), slices.Clone(l.Later)
	for i := range l.Later {
		l.Later[i].Hosts = x.hosts(l.Later[i].Hosts)
	}
	return l
}
