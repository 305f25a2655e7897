package model

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/source"
)

// report says what is wrong with the site's approvals: one diagnostic for all rules of which the same is to be said.
func (a *approver) report() {
	a.inFuture()
	a.notBound()
	a.changed()
	a.expired()
	for _, e := range a.stale {
		a.warn("S94", str{At: e.At}, fmt.Sprintf("remove the table [rules.%s]", e.ID), "the plan has no rule %s: its approval (%s, %s -> %s, %s) is stale", e.ID, e.Follows,
			e.Meaning.Source.ID, e.Meaning.Destination.ID, socketName(e.Meaning.Protocol, e.Meaning.Port))
	}
	a.ownHand()
	if a.opts.RequireApproved {
		a.require()
	}
}

// inFuture finds approvals of a day that has not come yet. Nobody can have given them.
func (a *approver) inFuture() {
	ids := map[source.Date][]string{}
	for _, id := range sortedKeys(a.entries) {
		if day := a.entries[id].Approval.Date; a.opts.AsOf.Before(day) {
			ids[day] = append(ids[day], id)
		}
	}
	for day, rules := range ids {
		a.fault("S91", a.entries[rules[0]].At, "correct the date; or let the document be of that day or later (document.date), or judge by a later day with --as-of",
			"the approval of %s (%s) is dated %s, after %s, the day of this check", count(len(rules)), strings.Join(rules, " "), day, a.opts.AsOf)
	}
}

// notBound finds rules whose approval the site asks for, or used to claim, and that nobody has approved.
func (a *approver) notBound() {
	names := sortedKeys(a.site.Approvals)
	if a.opts.Approvals == nil && len(names) > 0 {
		a.warn("S96", str{At: a.site.Approvals[names[0]].At}, fmt.Sprintf("take over what this file says, as the rules are today: portolan approve %s --from-site", a.folder()),
			"approvals of this file approve nothing: approvals are bound to what was approved, in approvals.toml beside it")
		return
	}
	for _, name := range names {
		var open []*Flow
		for _, f := range a.plan.Network() {
			if f.Standing.State == approval.Open && f.Standing.Asked != nil && f.Standing.Asked[0] == name {
				open = append(open, f)
			}
		}
		if len(open) > 0 {
			a.warn("S93", str{At: a.site.Approvals[name].At}, a.approveCommand(open), "the approval %s asks for %s that nobody has approved: %s", name, count(len(open)),
				strings.Join(idsOf(open), " "))
		}
	}
}

// changed finds rules that mean something else than what was agreed.
func (a *approver) changed() {
	for _, group := range a.byText(approval.Changed) {
		a.warn("S92", str{At: a.of[group[0]].At}, "undo the change, or let it be approved: "+a.approveCommand(group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}

func (a *approver) expired() {
	for _, group := range a.byText(approval.Over) {
		a.warn("S99", str{At: a.of[group[0]].At}, "close the rules, or let them be approved again: "+a.approveCommand(group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}

// listed counts rules and names them all.
func listed(flows []*Flow) string {
	if len(flows) == 1 {
		return "rule " + flows[0].ID
	}
	return fmt.Sprintf("%s (%s)", count(len(flows)), strings.Join(idsOf(flows), " "))
}

// byText gathers the flows of a state that read alike, in the order of the flows.
func (a *approver) byText(state approval.State) [][]*Flow {
	return grouped(a.plan.Network(), func(f *Flow) string {
		if f.Standing.State != state {
			return ""
		}
		return f.ApprovalText()
	})
}

// grouped gathers flows by a text, in the order in which the texts come up; those without one are left out.
func grouped(flows []*Flow, text func(*Flow) string) [][]*Flow {
	at, out := map[string]int{}, [][]*Flow{}
	for _, f := range flows {
		t := text(f)
		if t == "" {
			continue
		}
		if _, ok := at[t]; !ok {
			at[t] = len(out)
			out = append(out, nil)
		}
		out[at[t]] = append(out[at[t]], f)
	}
	return out
}

// ownHand finds approvals by somebody who asked for the rules or wrote the document: the duties should be apart. A site can accept it.
func (a *approver) ownHand() {
	var authors []string
	for _, v := range a.site.Document.Authors {
		authors = append(authors, person(v.V))
	}
	by := func(concerns func(*Flow) bool) [][]*Flow {
		return grouped(a.plan.Network(), func(f *Flow) string {
			if f.Approval == nil || !concerns(f) {
				return ""
			}
			return f.Approval.By
		})
	}
	for _, group := range by(func(f *Flow) bool { return slices.Contains(authors, person(f.Approval.By)) }) {
		a.find("S97", group, "an author of this document")
	}
	for _, group := range by(func(f *Flow) bool { return f.Requester != "" && person(f.Requester) == person(f.Approval.By) }) {
		a.find("S98", group, "their requester")
	}
}

// person is a name without what stands in brackets behind it, for comparing.
func person(name string) string {
	name, _, _ = strings.Cut(name, "(")
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

func (a *approver) find(code string, flows []*Flow, who string) {
	f := Finding{ID: code, Level: source.Warning.String(), at: a.of[flows[0]].At, What: fmt.Sprintf("%s approved %s and is %s", flows[0].Approval.By, count(len(flows)), who),
		Help: fmt.Sprintf("let somebody else approve them, or accept it in site.toml: [accept.%s] with reason and until", code)}
	a.judge(&f)
	a.plan.Findings = append(a.plan.Findings, f)
}

// require is for those who may not go on unless every rule is approved.
func (a *approver) require() {
	for _, group := range grouped(a.plan.Unapproved(), (*Flow).ApprovalText) {
		a.fault("S95", a.site.File.Top(), a.approveCommand(group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}
