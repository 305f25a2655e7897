package resolve

import (
	"fmt"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/source"
)

// takeRecords writes onto each flow what was returned of it, which counts before what requests say. What was returned of a rule that means something else
// by now does not count, and neither does what is of no rule.
func (r *requested) takeRecords(given *approval.Records) {
	if given == nil {
		return
	}
	met, means := map[string]bool{}, r.Plan.Meanings()
	var changed []*plan.Flow
	for _, f := range r.Every {
		record, ok := given.Of[f.ID]
		if !ok || f.Internal {
			continue
		}
		met[f.ID] = true
		if meaning := means.Of(f); meaning.Digest() != record.Digest {
			changed = append(changed, f)
			continue
		}
		r.take(f, record)
	}
	for _, f := range changed {
		r.Warn("S395", source.Text{At: given.Of[f.ID].At}, fmt.Sprintf("carry the change out and import its status again, or remove the table [rules.%s]", f.ID),
			"rule %s changed since its status was returned: what was returned does not count%s", f.ID, sinceApproval(f))
	}
	for _, id := range source.SortedKeys(given.Of) {
		if !met[id] {
			r.Warn("S396", source.Text{At: given.Of[id].At}, fmt.Sprintf("remove the table [rules.%s]", id), "the plan has no rule %s between hosts: what was returned of it is stale", id)
		}
	}
}

// sinceApproval says what changed, where the approval of the rule tells.
func sinceApproval(f *plan.Flow) string {
	if f.Standing.State != approval.Changed {
		return ""
	}
	return "; since its approval: " + approval.Texts(f.Standing.Changes)
}

func (r *requested) take(f *plan.Flow, record approval.Record) {
	returned := plan.RuleMetadata{Status: record.Status, Ticket: record.Ticket, Since: record.Since, Until: record.Until}
	for _, a := range attributes {
		if a.text(returned) != "" {
			a.take(&f.RuleMetadata, returned)
			r.recorded[statement{f, a.name}] = record.At
		}
	}
	f.Implementer = record.Implementer
}
