package plan

import (
	"slices"
)

// TriageCheck is a look that decides what failed, as the pages of some hosts print it.
type TriageCheck struct {
	ID        string         `json:"id"`
	Catalogue string         `json:"catalogue"`
	Parties   []string       `json:"parties"` // the hosts on whose pages it stands
	Text      string         `json:"text"`
	Where     []string       `json:"where,omitempty"`
	Place     string         `json:"place,omitempty"` // a machine that the plan does not know, in words
	Commands  []Command      `json:"commands"`
	Minutes   int            `json:"minutes,omitempty"`
	Answers   []TriageAnswer `json:"answers"`
	Sources   []Citation     `json:"sources"`
}

// TriageAnswer is something that a check can show, and what to do then.
type TriageAnswer struct {
	Shows     string       `json:"shows"`
	Failed    []string     `json:"failed,omitempty"`    // ids of components; none when what was looked at is well
	Undecided bool         `json:"undecided,omitempty"` // it shows neither: the check could not be made
	Here      []string     `json:"here,omitempty"`      // only on the pages of hosts that hold all of these components
	Next      string       `json:"next"`
	Runbooks  []RelatedRef `json:"runbooks,omitempty"` // those that are not here, too
}

// Component is a part of a product that can fail while the rest is well, and the hosts that it is on.
type Component struct {
	ID        string   `json:"id"`
	Catalogue string   `json:"catalogue"`
	Name      string   `json:"name"`
	Parties   []string `json:"parties"`
}

// TriageOf are the checks that decide what failed when a host is lost, in their order. A check that is made on the host itself, among others, is
// made there alone; an answer about what the host does not hold is left out; a runbook for the failure of another node is not named.
func (p *Plan) TriageOf(id string) []TriageCheck {
	var out []TriageCheck
	for _, t := range p.Triage {
		if !slices.Contains(t.Parties, id) {
			continue
		}
		if slices.Contains(t.Where, id) {
			t.Where, t.Commands = []string{id}, commandsOn(t.Commands, id)
		}
		t.Answers = slices.DeleteFunc(slices.Clone(t.Answers), func(a TriageAnswer) bool {
			return slices.ContainsFunc(a.Here, func(c string) bool { return !slices.Contains(p.Component(t.Catalogue, c).Parties, id) })
		})
		for i := range t.Answers {
			t.Answers[i].Runbooks = slices.DeleteFunc(slices.Clone(t.Answers[i].Runbooks), func(ref RelatedRef) bool {
				b := p.Runbook(ref.ID)
				return ref.Here && b.Lost != "" && b.Lost != id
			})
		}
		out = append(out, t)
	}
	return out
}

// commandsOn are those of some commands that are typed on a host.
func commandsOn(list []Command, id string) []Command {
	var out []Command
	for _, c := range list {
		if len(c.Parties) == 0 || slices.Contains(c.Parties, id) {
			c.Parties = nil
			out = append(out, c)
		}
	}
	return out
}

// Component is a component of a product by its id; it has no hosts where the site has none.
func (p *Plan) Component(catalogue, id string) Component {
	for _, c := range p.Components {
		if c.Catalogue == catalogue && c.ID == id {
			return c
		}
	}
	return Component{ID: id, Catalogue: catalogue, Name: id}
}

// RunbooksFor are the runbooks to open when hosts are lost: those of the answers of their checks, in their order, then those that call themselves the
// answer. An answer counts only if all that has failed by it is on lost hosts: the rest is well.
func (p *Plan) RunbooksFor(lost ...string) []*Runbook {
	var out []*Runbook
	add := func(b *Runbook) {
		if !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	isLost := func(id string) bool { return slices.Contains(lost, id) }
	elsewhere := func(t TriageCheck, a TriageAnswer) bool {
		return slices.ContainsFunc(a.Failed, func(id string) bool { return !slices.ContainsFunc(p.Component(t.Catalogue, id).Parties, isLost) })
	}
	for _, host := range lost {
		for _, t := range p.TriageOf(host) {
			for _, a := range t.Answers {
				if len(a.Failed) == 0 || elsewhere(t, a) {
					continue
				}
				for _, ref := range a.Runbooks {
					if ref.Here {
						add(p.Runbook(ref.ID))
					}
				}
			}
		}
	}
	for _, b := range p.Runbooks {
		about := func(l Loss) bool { return slices.ContainsFunc(l.Parties, isLost) }
		if slices.ContainsFunc(b.Fits, about) && (b.Lost == "" || isLost(b.Lost)) {
			add(b)
		}
	}
	return out
}
