package model

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/model/approval"
)

// Approval says who agreed to a rule.
type Approval = approval.Approval

// MeaningOf is what a rule lets pass: what is agreed when it is approved.
func (p *Plan) MeaningOf(f *Flow) approval.Meaning {
	m := approval.Meaning{Source: endOf(p.party[f.From]), Destination: endOf(p.party[f.To]), Protocol: f.Protocol, Port: f.Port, PortChoice: f.Choice,
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

// AskedApprovals are the approvals that the site's own description claims for its rules. They approve nothing; a site of the time before
// approvals had a file of their own takes them over from here.
func AskedApprovals(site *Site, p *Plan) []approval.Entry {
	var out []approval.Entry
	for _, f := range p.Network() {
		if len(f.Standing.Asked) > 0 {
			a := site.Approvals[f.Standing.Asked[0]]
			out = append(out, p.EntryOf(f, Approval{By: a.By.V, Role: a.Role.V, Date: a.Date.V, Ticket: a.Ticket.V}))
		}
	}
	return out
}

// approver writes onto each flow how its approval stands.
type approver struct {
	*shared
	flows   []*Flow // between hosts, those included that the strict profile leaves out
	entries map[string]approval.Entry
	of      map[*Flow]approval.Entry // what was agreed, where something was
	stale   []approval.Entry         // of no rule of the plan
}

// approve finds for each flow the approval that was given for it, under its own id or, where the id went with what changed, by what it
// follows from; and compares what was agreed with what the flow means.
func (s *shared) approve() {
	a := &approver{shared: s, of: map[*Flow]approval.Entry{}}
	if s.opts.Approvals != nil {
		a.entries = s.opts.Approvals.Entries
	}
	for _, f := range slices.Concat(s.plan.Flows, s.plan.Dropped) {
		if f.Internal {
			f.Standing.State = approval.Unneeded
			continue
		}
		a.flows = append(a.flows, f)
	}
	a.ask()
	a.match()
	for _, f := range a.flows {
		f.Standing = a.judged(f)
		if e := a.of[f]; f.Standing.State == approval.Approved {
			f.Approval = &e.Approval
		}
	}
	a.report()
}

// ask finds the site's approvals that ask for each flow. What is said of one rule counts before what is said of all.
func (a *approver) ask() {
	names, used := sortedKeys(a.site.Approvals), map[string]bool{}
	for _, f := range slices.Concat(a.plan.Flows, a.plan.Dropped) {
		for _, wanted := range []string{f.ID, strings.TrimPrefix(f.Rule, DeclaredPrefix), f.Rule, "all"} {
			for _, name := range names {
				if !slices.ContainsFunc(a.site.Approvals[name].Covers, func(v str) bool { return v.V == wanted }) {
					continue
				}
				used[name+"\x00"+wanted] = true
				if !f.Internal && !slices.Contains(f.Standing.Asked, name) {
					f.Standing.Asked = append(f.Standing.Asked, name)
				}
			}
		}
	}
	for _, name := range names {
		for _, v := range a.site.Approvals[name].Covers {
			if !used[name+"\x00"+v.V] {
				a.warn("S38", v, "ask for \"all\", a flow rule such as \"R4\", a declared flow, or a rule's id", "the approval covers %q, which is no rule of this plan", v.V)
			}
		}
	}
}

// match finds the approval of each flow. The id of a rule goes with some of what can change, such as the port of a declared flow or a
// host's own id; such a rule is found again by the rest, where that is plain.
func (a *approver) match() {
	left := maps.Clone(a.entries)
	for _, f := range a.flows {
		if e, ok := left[f.ID]; ok {
			a.of[f] = e
			delete(left, f.ID)
		}
	}
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, m.Source.ID, m.Destination.ID, m.Via)
	})
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, m.Source.ID, m.Destination.ID, m.Via, m.Protocol)
	})
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, strings.Join(m.Source.Addresses, " "), strings.Join(m.Destination.Addresses, " "), m.Protocol, m.Port)
	})
	for _, id := range sortedKeys(left) {
		a.stale = append(a.stale, left[id])
	}
}

// key puts texts together so that no two lists of texts give the same.
func key(parts ...string) string { return fmt.Sprintf("%q", parts) }

// pair gives flows without an approval the entries that are left, where one of each is alike.
func (a *approver) pair(left map[string]approval.Entry, alike func(string, approval.Meaning) string) {
	flows, entries := map[string][]*Flow{}, map[string][]approval.Entry{}
	for _, f := range a.flows {
		if _, ok := a.of[f]; !ok {
			k := alike(strings.TrimPrefix(f.Rule, DeclaredPrefix), a.plan.MeaningOf(f))
			flows[k] = append(flows[k], f)
		}
	}
	for _, e := range left {
		k := alike(e.Follows, e.Meaning)
		entries[k] = append(entries[k], e)
	}
	for k, list := range entries {
		if len(list) == 1 && len(flows[k]) == 1 {
			a.of[flows[k][0]] = list[0]
			delete(left, list[0].ID)
		}
	}
}

// judged compares what was agreed with what a flow means, as of the day of the plan.
func (a *approver) judged(f *Flow) approval.Standing {
	s := approval.Standing{State: approval.Open, Asked: f.Standing.Asked}
	e, ok := a.of[f]
	if !ok {
		return s
	}
	meaning := a.plan.MeaningOf(f)
	s.Changes = approval.Changes(&e.Meaning, &meaning)
	switch {
	case len(s.Changes) > 0:
		s.State, s.Was = approval.Changed, &e.Approval
	case !e.Approval.Until.IsZero() && e.Approval.Until.Before(a.opts.AsOf):
		s.State, s.Was = approval.Over, &e.Approval
	default:
		s.State = approval.Approved
	}
	return s
}

// folder is the site's folder as people named it.
func (s *shared) folder() string { return path.Dir(s.site.File.Name) }

// approveCommand is how these rules are approved, and no others: what cures most of what is found here.
func (s *shared) approveCommand(flows []*Flow) string {
	rules := strings.Join(idsOf(flows), " ")
	if len(flows) > 1 && len(flows) == len(s.plan.Unapproved()) {
		rules = "--all"
	}
	return fmt.Sprintf("portolan approve %s %s --by NAME --role ROLE --ticket TICKET", s.folder(), rules)
}

// idsOf are the ids of flows, sorted.
func idsOf(flows []*Flow) []string {
	var ids []string
	for _, f := range flows {
		ids = append(ids, f.ID)
	}
	return slices.SortedFunc(slices.Values(ids), cmp.Compare)
}

// StatusText is how far a rule has come, and what is claimed beyond it.
func StatusText(status, claimed string) string {
	if claimed == "" {
		return status
	}
	return fmt.Sprintf("%s (%q is claimed, without an approval)", status, claimed)
}
