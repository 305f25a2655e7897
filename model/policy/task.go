package policy

import (
	"cmp"
	"slices"

	"portolan/model/approval"
	"portolan/model/plan"
)

// A Task is what a firewall team has to do about a rule, as far as the site says how far the rule has come.
type Task string

// The tasks, in the order in which a change request lists them.
const (
	Implement Task = "implement" // approved, and not said to be in place, or evidence shows that it is not
	There     Task = "there"     // approved, and evidence shows that it is in place
	Keep      Task = "keep"      // approved, and said to be in place
	Refuse    Task = "refuse"    // not approved: it must not be implemented
	Decide    Task = "decide"    // in place, as said or as evidence shows, without an approval that counts
	Remove    Task = "remove"    // its last day is over
)

// Tasks are all tasks, in their order.
var Tasks = []Task{Implement, There, Keep, Refuse, Decide, Remove}

// Task is what has to be done about a rule on these terms on the day of the plan's document, as far as the site says what is in place.
func (t Terms) Task(p *plan.Plan) Task { return t.TaskSeen(p, nil) }

// TaskSeen is the same where evidence was looked at; it counts more than what the site says. Nothing is there that nobody has seen.
func (t Terms) TaskSeen(p *plan.Plan, s *Sighting) Task {
	done := slices.Index(plan.Statuses, cmp.Or(t.Claimed, t.Status)) >= slices.Index(plan.Statuses, implemented)
	if s.known() {
		done = s.Seen == InPlace
	}
	approved := t.Standing.State == approval.Approved
	switch {
	case !t.Until.IsZero() && t.Until.Before(p.Document.Date):
		return Remove
	case !approved && done:
		return Decide
	case !approved:
		return Refuse
	case done && s.known():
		return There
	case done:
		return Keep
	}
	return Implement
}

// implemented is the first status of a rule that is in place.
const implemented = "implemented"

// Bars reports whether a rule must not be let through: its last day is over, or nobody approved it at a site that has its rules approved here. A site that
// records no approvals at all has them approved elsewhere.
func (p *Policy) Bars(r *Rule) bool {
	task := r.Task(p.plan)
	return task == Remove || task == Refuse && p.RecordsApprovals()
}

// RecordsApprovals reports whether the site asks for approvals, or has some.
func (p *Policy) RecordsApprovals() bool {
	return slices.ContainsFunc(p.plan.Flows, func(f *plan.Flow) bool {
		return len(f.Standing.Asked) > 0 || f.Standing.State != approval.Open && f.Standing.State != approval.Unneeded
	})
}

// TaskAt is what has to be done about a rule at a firewall, or without one.
func (p *Policy) TaskAt(firewall string, r *Rule) Task {
	return r.TaskSeen(p.plan, p.Sighting(firewall, r.ID))
}

// ByTask are the rules of a part by what has to be done about them at a firewall, in the order of the policy.
func (p *Policy) ByTask(firewall string, part Part) map[Task][]*Rule {
	out := map[Task][]*Rule{}
	for i := range p.Rules {
		if r := &p.Rules[i]; slices.Contains(part.Rules, r.ID) {
			task := p.TaskAt(firewall, r)
			out[task] = append(out[task], r)
		}
	}
	return out
}

// Single is the only family of addresses in which a rule runs although one of its ends has more; none where there is no such difference.
func (p *Policy) Single(r *Rule) plan.Families {
	var runs, has plan.Families
	for _, id := range r.Flows {
		f := p.plan.Flow(id)
		runs |= p.plan.Families(f)
		has |= p.plan.FamiliesAt(f, f.From, plan.SourceTranslation) | p.plan.FamiliesAt(f, f.To, plan.DestinationTranslation)
	}
	if runs != has && len(runs.Keys()) == 1 {
		return runs
	}
	return 0
}
