package model

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/model/testenv"
)

// TestRenamedHostsKeepTheirRules gives every host of sites by chance another id: its rules keep theirs, and whatever was approved is.
func TestRenamedHostsKeepTheirRules(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	states, hops, groups := 0, 0, 0
	for seed := range testenv.Rounds(t, 1000) {
		d := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 21)))
		before := draftedSite(t, cat, d.Write(nil, false))
		if seed%2 == 0 {
			d.UseIn(before.stateIDs())
			before = draftedSite(t, cat, d.Write(nil, false))
		}
		approved := loadApprovals(t, allApproved(t, before.plan, plan.Approval{By: "Somebody", Date: source.Date{Year: 2026, Month: 1, Day: 1}}))
		after := draftedSite(t, cat, d.Renamed())
		p, found := resolve.Resolve(after.site, cat, resolve.Options{Approvals: approved})
		if p == nil || countCode(found, "S92")+countCode(found, "S94") > 0 {
			t.Fatalf("seed %d: %s\n%s", seed, modeltest.Printed(found), after.text)
		}
		if old, now := flowIDs(before.plan.Flows), flowIDs(p.Flows); !maps.Equal(old, now) {
			t.Errorf("seed %d: the rules were %v and are %v\n%s", seed, old, now, after.text)
		}
		for _, f := range p.Network() {
			old := before.plan.Flow(f.ID)
			if f.Standing.State != approval.Approved || p.Party(f.From).FirstID() != old.From || p.Party(f.To).FirstID() != old.To || f.Port != old.Port {
				t.Errorf("seed %d: %s is %+v, and was %+v", seed, f.ID, f, old)
			}
			states, hops = states+len(f.States)-1, hops+len(f.Ways())
		}
		if seed%3 == 0 {
			groups += sameGrouped(t, before.plan, p)
		}
	}
	if states == 0 || hops == 0 || groups == 0 {
		t.Errorf("%d more states, %d hops, %d grouped rules: the test proves little", states, hops, groups)
	}
}

// sameGrouped counts the grouped rules of two plans that hold the same rules, and reports those that have another id.
func sameGrouped(t *testing.T, before, after *plan.Plan) int {
	ids, same := map[string]string{}, 0
	for _, r := range policy.Of(before).Rules {
		ids[fmt.Sprint(r.Flows)] = r.ID
	}
	for _, r := range policy.Of(after).Rules {
		old, ok := ids[fmt.Sprint(r.Flows)]
		if !ok {
			continue
		}
		if same++; r.ID != old && after.Party(r.From) != nil && after.Party(r.To) != nil {
			t.Errorf("grouped rule %s is %s now", old, r.ID)
		}
	}
	return same
}
