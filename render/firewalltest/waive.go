package firewalltest

import (
	"maps"

	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// waive does without the rules that a dialect cannot say, as a site does.
func waive(d *firewall.Dialect, set *ruleset.Ruleset) {
	for i := range set.Rules {
		if r := &set.Rules[i]; cannotSay(d, set, r) {
			r.Waiver = "The dialect cannot say it"
		}
	}
}

func cannotSay(d *firewall.Dialect, set *ruleset.Ruleset, r *ruleset.Rule) bool {
	return d.Cannot != nil && len(d.Cannot(set, r)) > 0
}

// without are the flows that a set's files do without.
func without(d *firewall.Dialect, resolved *plan.Plan, set *ruleset.Ruleset) map[string]bool {
	out := map[string]bool{}
	for i := range set.Rules {
		r := &set.Rules[i]
		if !cannotSay(d, set, r) {
			continue
		}
		maps.Copy(out, flowsOf(resolved, r.ID))
	}
	return out
}

// flowsOf are the flows of a grouped rule.
func flowsOf(resolved *plan.Plan, rule string) map[string]bool {
	if filed.of != resolved {
		filed.of, filed.policy = resolved, policy.Of(resolved)
	}
	out := map[string]bool{}
	for _, id := range filed.policy.Rule(rule).Flows {
		out[id] = true
	}
	return out
}

// filed is the policy of the plan that was asked for last.
var filed struct {
	of     *plan.Plan
	policy *policy.Policy
}
