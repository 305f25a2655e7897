package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// AskedApprovals are the approvals that the site's own description claims for its rules. They approve nothing; a site of the time before
// approvals had a file of their own takes them over from here.
func AskedApprovals(site *site.Site, p *plan.Plan) []approval.Entry {
	var out []approval.Entry
	for _, f := range p.Network() {
		if len(f.Standing.Asked) > 0 {
			a := site.Approvals[f.Standing.Asked[0]]
			out = append(out, p.EntryOf(f, plan.Approval{By: a.By.V, Role: a.Role.V, Date: a.Date.V, Ticket: a.Ticket.V}))
		}
	}
	return out
}

// approver writes onto each flow how its approval stands.
type approver struct {
	*product.Network
	flows   []*plan.Flow // between hosts, those included that the strict profile leaves out
	entries map[string]*approval.Entry
	means   *plan.Meanings
	of      map[*plan.Flow]*approval.Entry // what was agreed, where something was
	stale   []approval.Entry               // of no rule of the plan
	today   approval.Meaning               // of the flow that is being judged
}

// approve finds for each flow the approval that was given for it, under its own id or, where the id went with what changed, by what it
// follows from; and compares what was agreed with what the flow means.
func approve(s *product.Network, given *approval.File, required bool) {
	a := &approver{Network: s, means: s.Plan.Meanings()}
	if given != nil {
		a.entries = given.Entries
	}
	a.of = make(map[*plan.Flow]*approval.Entry, len(a.entries))
	for _, f := range s.Every {
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
		if e := a.of[f]; e != nil && f.Standing.State == approval.Approved {
			f.Approval = &e.Approval
		}
	}
	a.report(given == nil)
	if required {
		a.require()
	}
}

// ask finds the site's approvals that ask for each flow. What is said of one rule counts before what is said of all.
func (a *approver) ask() {
	if len(a.Site.Approvals) == 0 {
		return
	}
	names := source.SortedKeys(a.Site.Approvals)
	asking, used := map[string][]string{}, map[string]bool{} // names by what they cover, and what is a rule of the plan
	for _, name := range names {
		for _, v := range a.Site.Approvals[name].Covers {
			asking[v.V] = append(asking[v.V], name)
		}
	}
	for _, f := range a.Every {
		for _, wanted := range []string{f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Rule, "all"} {
			for _, name := range asking[wanted] {
				used[wanted] = true
				if !f.Internal && !slices.Contains(f.Standing.Asked, name) {
					f.Standing.Asked = append(f.Standing.Asked, name)
				}
			}
		}
	}
	for _, name := range names {
		for _, v := range a.Site.Approvals[name].Covers {
			if !used[v.V] {
				a.Warn("S38", v, "ask for \"all\", a flow rule such as \"R4\", a declared flow, or a rule's id", "the approval covers %q, which is no rule of this plan", v.V)
			}
		}
	}
}

// match finds the approval of each flow. The id of a rule goes with some of what can change, such as the port of a declared flow or a
// host's own id; such a rule is found again by the rest, where that is plain.
func (a *approver) match() {
	own := make(map[string]bool, len(a.entries)) // entries that are found
	for _, f := range a.flows {
		if e, ok := a.entries[f.ID]; ok && !own[f.ID] {
			a.of[f], own[f.ID] = e, true
		}
	}
	if len(own) == len(a.entries) { // what flows mean is dear to work out
		return
	}
	left := maps.Clone(a.entries)
	maps.DeleteFunc(left, func(id string, _ *approval.Entry) bool { return own[id] })
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, m.Source.ID, m.Destination.ID, m.Via)
	})
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, m.Source.ID, m.Destination.ID, m.Via, m.Protocol)
	})
	a.pair(left, func(follows string, m approval.Meaning) string {
		return key(follows, strings.Join(m.Source.Addresses, " "), strings.Join(m.Destination.Addresses, " "), m.Protocol, m.Port)
	})
	for _, id := range source.SortedKeys(left) {
		a.stale = append(a.stale, *left[id])
	}
}

// key puts texts together so that no two lists of texts give the same.
func key(parts ...string) string { return fmt.Sprintf("%q", parts) }

// pair gives flows without an approval the entries that are left, where one of each is alike.
func (a *approver) pair(left map[string]*approval.Entry, alike func(string, approval.Meaning) string) {
	if len(left) == 0 { // what flows mean is dear to work out
		return
	}
	flows, entries := map[string][]*plan.Flow{}, map[string][]*approval.Entry{}
	for _, f := range a.flows {
		if _, ok := a.of[f]; !ok {
			k := alike(strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), a.means.Of(f))
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
func (a *approver) judged(f *plan.Flow) approval.Standing {
	s := approval.Standing{State: approval.Open, Asked: f.Standing.Asked}
	e := a.of[f]
	if e == nil {
		return s
	}
	a.today = a.means.Of(f)
	s.Changes = approval.Changes(&e.Meaning, &a.today)
	switch {
	case len(s.Changes) > 0:
		s.State, s.Was = approval.Changed, &e.Approval
	case !e.Approval.Until.IsZero() && e.Approval.Until.Before(a.AsOf):
		s.State, s.Was = approval.Over, &e.Approval
	default:
		s.State = approval.Approved
	}
	return s
}

// folder is the site's folder as people named it.
func folder(s *product.Network) string { return path.Dir(s.Site.File.Name) }

// approveCommand is how these rules are approved, and no others: what cures most of what is found here.
func approveCommand(s *product.Network, flows []*plan.Flow) string {
	rules := strings.Join(idsOf(flows), " ")
	if len(flows) > 1 && len(flows) == len(s.Plan.Unapproved()) {
		rules = "--all"
	}
	return fmt.Sprintf("portolan approve %s %s --by NAME --role ROLE --ticket TICKET", folder(s), rules)
}

// idsOf are the ids of flows, sorted.
func idsOf(flows []*plan.Flow) []string {
	var ids []string
	for _, f := range flows {
		ids = append(ids, f.ID)
	}
	return slices.SortedFunc(slices.Values(ids), cmp.Compare)
}
