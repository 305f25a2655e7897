package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// report says what is wrong with the site's approvals: one diagnostic for all rules of which the same is to be said.
func (a *approver) report(noFile bool) {
	a.inFuture()
	a.notBound(noFile)
	a.changed()
	a.expired()
	for _, e := range a.stale {
		a.Warn("S94", source.Text{At: e.At}, fmt.Sprintf("remove the table [rules.%s]", e.ID), "the plan has no rule %s: its approval (%s, %s -> %s, %s) is stale", e.ID, e.Follows,
			e.Meaning.Source.ID, e.Meaning.Destination.ID, catalog.Socket(catalog.ProtocolName(e.Meaning.Protocol), e.Meaning.Port))
	}
	a.ownHand()
}

// inFuture finds approvals of a day that has not come yet. Nobody can have given them.
func (a *approver) inFuture() {
	ids := map[source.Date][]string{}
	for id, e := range a.entries {
		if day := e.Approval.Date; a.AsOf.Before(day) && !a.DateInDoubt() {
			ids[day] = append(ids[day], id)
		}
	}
	for day, rules := range ids {
		slices.Sort(rules)
		a.Fault("S91", a.entries[rules[0]].At, "correct the date; or let the document be of that day or later (document.date), or judge by a later day with --as-of",
			"the approval of %s (%s) is dated %s, after %s, the day of this check", count(len(rules)), few(rules), day, a.AsOf)
	}
}

// notBound finds rules whose approval the site asks for, or used to claim, and that nobody has approved.
func (a *approver) notBound(noFile bool) {
	names := source.SortedKeys(a.Site.Approvals)
	if noFile && len(names) > 0 {
		a.Warn("S96", source.Text{At: a.Site.Approvals[names[0]].At}, fmt.Sprintf("take over what this file says, as the rules are today: portolan approve %s --from-site", folder(a.Network)),
			"approvals of this file approve nothing: approvals are bound to what was approved, in approvals.toml beside it")
		return
	}
	for _, name := range names {
		var open []*plan.Flow
		for _, f := range a.Crossing {
			if f.Standing.State == approval.Open && f.Standing.Asked != nil && f.Standing.Asked[0] == name {
				open = append(open, f)
			}
		}
		if len(open) > 0 {
			a.Warn("S93", source.Text{At: a.Site.Approvals[name].At}, approveCommand(a.Network, open), "the approval %s refers to %s without an approval: %s", name, count(len(open)), few(idsOf(open)))
		}
	}
}

// changed finds rules that mean something else than what was agreed.
func (a *approver) changed() {
	for _, group := range a.byText(approval.Changed) {
		a.Warn("S92", source.Text{At: a.of[group[0]].At}, "undo the change, or let it be approved: "+approveCommand(a.Network, group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}

func (a *approver) expired() {
	for _, group := range a.byText(approval.Over) {
		a.Warn("S99", source.Text{At: a.of[group[0]].At}, "close the rules, or let them be approved again: "+approveCommand(a.Network, group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}

// few names the first of many: thousands of ids hide what is said of them.
func few(ids []string) string {
	const most = 24
	if len(ids) <= most {
		return strings.Join(ids, " ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], " "), len(ids)-most)
}

// listed counts rules and names them.
func listed(flows []*plan.Flow) string {
	if len(flows) == 1 {
		return "rule " + flows[0].ID
	}
	return fmt.Sprintf("%s (%s)", count(len(flows)), few(idsOf(flows)))
}

// byText gathers the flows of a state that read alike, in the order of the flows.
func (a *approver) byText(state approval.State) [][]*plan.Flow {
	return grouped(a.Crossing, func(f *plan.Flow) string {
		if f.Standing.State != state {
			return ""
		}
		return f.ApprovalText()
	})
}

// grouped gathers flows by a text, in the order in which the texts come up; those without one are left out.
func grouped(flows []*plan.Flow, text func(*plan.Flow) string) [][]*plan.Flow {
	at, out := map[string]int{}, [][]*plan.Flow{}
	for _, f := range flows {
		t := text(f)
		if t == "" {
			continue
		}
		i, ok := at[t]
		if !ok {
			i, out = len(out), append(out, nil)
			at[t] = i
		}
		out[i] = append(out[i], f)
	}
	return out
}

// ownHand finds approvals by somebody who asked for the rules or wrote the document: the duties should be apart. A site can accept it.
func (a *approver) ownHand() {
	var authors []string
	for _, v := range a.Site.Document.Authors {
		authors = append(authors, person(v.V))
	}
	approver := func(f *plan.Flow) string {
		if f.Approval == nil {
			return ""
		}
		return f.Approval.By
	}
	for _, group := range grouped(a.Crossing, approver) {
		if slices.Contains(authors, person(group[0].Approval.By)) {
			a.find("S97", group, "an author of this document")
		}
	}
	requester := func(f *plan.Flow) string {
		if by := approver(f); f.Requester != "" && person(f.Requester) == person(by) {
			return by
		}
		return ""
	}
	for _, group := range grouped(a.Crossing, requester) {
		a.find("S98", group, "their requester")
	}
}

// person is a name without what stands in brackets behind it, for comparing.
func person(name string) string {
	name, _, _ = strings.Cut(name, "(")
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

func (a *approver) find(code string, flows []*plan.Flow, who string) {
	f := plan.Finding{ID: code, Level: source.Warning.String(), At: a.of[flows[0]].At, What: fmt.Sprintf("%s approved %s and is %s", flows[0].Approval.By, count(len(flows)), who),
		Help: fmt.Sprintf("have another person approve them, or accept it in site.toml: [accept.%s] with reason and until", code)}
	reportFinding(a.Network, &f)
	a.Plan.Findings = append(a.Plan.Findings, f)
}

// require is for those who may not go on unless every rule is approved.
func (a *approver) require() {
	for _, group := range grouped(a.Plan.Unapproved(), (*plan.Flow).ApprovalText) {
		a.Fault("S95", a.Site.File.Top(), approveCommand(a.Network, group), "%s: %s", listed(group), group[0].ApprovalText())
	}
}
