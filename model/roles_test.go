package model

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plan"
)

// TestFrontAndSignOffNameWhoIsNeeded: in every runbook of every site, whoever a step demands is named at its front and signs at its end, and nobody
// is named who has no part: a role that other steps of the procedure demand, but none of those that are left here.
func TestFrontAndSignOffNameWhoIsNeeded(t *testing.T) {
	demanded := map[string]bool{} // by some step of some runbook of some site
	var plans []*plan.Plan
	for _, id := range siteIDs(t) {
		plan, _ := resolveSite(t, id)
		plans = append(plans, plan)
		for _, b := range plan.Runbooks {
			for _, s := range slices.Concat(b.Steps, b.Undo) {
				demanded[b.ID+": "+s.Who] = true
			}
		}
	}
	signed := 0
	for _, plan := range plans {
		for _, b := range plan.Runbooks {
			var who []string
			for _, s := range slices.Concat(b.Steps, b.Undo) {
				if s.Who != "" && !slices.Contains(who, s.Who) {
					who = append(who, s.Who)
				}
			}
			for _, w := range who {
				if !slices.ContainsFunc(b.Roles, func(role string) bool { return strings.HasPrefix(role, w) }) {
					t.Errorf("%s, %s: a step demands %q, the front names %q", plan.Site, b.ID, w, b.Roles)
				}
				if len(b.SignOff) > 0 && !slices.Contains(b.SignOff, w) {
					t.Errorf("%s, %s: a step demands %q, and %q sign", plan.Site, b.ID, w, b.SignOff)
				}
			}
			if len(b.SignOff) > 0 {
				signed++
				if len(b.SignOff) != len(b.Roles) {
					t.Fatalf("%s, %s: %q take part, %q sign", plan.Site, b.ID, b.Roles, b.SignOff)
				}
			}
			for i, s := range b.SignOff {
				if !strings.HasPrefix(b.Roles[i], s) {
					t.Errorf("%s, %s: %q signs and is not %q", plan.Site, b.ID, s, b.Roles[i])
				}
				if demanded[b.ID+": "+s] && !slices.Contains(who, s) {
					t.Errorf("%s, %s: %q signs, and no step demands it here", plan.Site, b.ID, s)
				}
			}
		}
	}
	if signed < 100 {
		t.Errorf("only %d runbooks are signed", signed)
	}
}
