package plan

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/approval"
)

// Meanings are what rules let pass: what is agreed when they are approved. An end is worked out once for all rules that have it.
type Meanings struct {
	plan    *Plan
	ends    map[string]approval.End
	renamed map[string]string // states -> the ids that they had first
}

// Meanings are those of the plan's rules.
func (p *Plan) Meanings() *Meanings {
	of := &Meanings{p, map[string]approval.End{}, map[string]string{}}
	for _, s := range p.States {
		if s.Was != "" {
			of.renamed[s.ID] = s.Was
		}
	}
	return of
}

// MeaningOf is what one rule lets pass.
func (p *Plan) MeaningOf(f *Flow) approval.Meaning { return p.Meanings().Of(f) }

// Of is what a rule lets pass. Its lists are those of other rules, too.
func (of *Meanings) Of(f *Flow) approval.Meaning {
	p := of.plan
	m := approval.Meaning{Source: of.end(f.From), Destination: of.end(f.To), Protocol: f.Protocol, Port: f.Part(), PortChoice: string(f.Choice),
		SourcePort: f.SourcePort, Action: f.Action, Phase: string(f.Phase), States: of.firstStates(f.States), Encrypted: f.Encrypted}
	var hops []string
	for _, h := range f.Ways() {
		hop := fmt.Sprintf("%s, hop %d of 2", p.party[h.Via].FirstID(), h.Leg)
		if len(h.States) < len(f.States) {
			hop += " in " + strings.Join(slices.Sorted(slices.Values(of.firstStates(h.States))), " and ")
		}
		hops = append(hops, hop)
	}
	slices.Sort(hops)
	m.Via = strings.Join(hops, "; ")
	return m
}

// end is an end of a rule by the ids that its hosts had first: a host that is renamed is the host that was approved.
func (of *Meanings) end(id string) approval.End {
	if e, known := of.ends[id]; known {
		return e
	}
	party := of.plan.party[id]
	e := approval.End{ID: party.FirstID(), Addresses: party.Where()}
	for _, m := range slices.Concat(party.Members, party.Receivers) {
		e.Members = append(e.Members, of.plan.party[m].FirstID())
	}
	slices.Sort(e.Members)
	slices.Sort(e.Addresses)
	of.ends[id] = e
	return e
}

// firstStates are states by the ids that they had first: those of failovers name hosts.
func (of *Meanings) firstStates(ids []string) []string {
	if len(of.renamed) == 0 {
		return ids
	}
	first := slices.Clone(ids)
	for i, id := range ids {
		if was, ok := of.renamed[id]; ok {
			first[i] = was
		}
	}
	return first
}

// EntryOf is the approval of a rule as it is today.
func (p *Plan) EntryOf(f *Flow, a Approval) approval.Entry {
	return approval.Entry{ID: f.ID, Follows: strings.TrimPrefix(f.Rule, DeclaredPrefix), Meaning: p.MeaningOf(f), Approval: a}
}

// ApprovalText is the state of a rule's approval in words, the same in every answer on a terminal.
func (f *Flow) ApprovalText() string { return f.Standing.Text(f.Approval) }

// Unapproved are the rules between hosts that nobody has agreed to as they are.
func (p *Plan) Unapproved() []*Flow {
	return p.filter(func(f *Flow) bool { return !f.Internal && f.Approval == nil })
}

// StatusText is how far a rule has come, and what is claimed beyond it.
func StatusText(status, claimed string) string {
	if claimed == "" {
		return status
	}
	return fmt.Sprintf("%s (%q is claimed, without an approval)", status, claimed)
}
