package plan

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/approval"
)

// MeaningOf is what a rule lets pass: what is agreed when it is approved.
func (p *Plan) MeaningOf(f *Flow) approval.Meaning {
	m := approval.Meaning{Source: endOf(p.party[f.From]), Destination: endOf(p.party[f.To]), Protocol: f.Protocol, Port: f.Numbers.String(), PortChoice: string(f.Choice),
		SourcePort: f.SourcePort, Action: f.Action, Phase: string(f.Phase), States: f.States, Encrypted: f.Encrypted}
	var hops []string
	for _, h := range f.Ways() {
		hop := fmt.Sprintf("%s, hop %d of 2", h.Via, h.Leg)
		if len(h.States) < len(f.States) {
			hop += " in " + strings.Join(slices.Sorted(slices.Values(h.States)), " and ")
		}
		hops = append(hops, hop)
	}
	m.Via = strings.Join(hops, "; ")
	return m
}

func endOf(p *Party) approval.End {
	e := approval.End{ID: p.ID, Members: slices.Clone(p.Members), Addresses: p.Where()}
	slices.Sort(e.Members)
	slices.Sort(e.Addresses)
	return e
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
