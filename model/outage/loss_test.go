package outage

import (
	"slices"
	"strings"
	"testing"

	"portolan/model/plantest"
)

// TestWhatALossMeans states in code what the goldens show, so that an update cannot take it away.
func TestWhatALossMeans(t *testing.T) {
	for _, test := range []struct {
		site, lost, population string
		verdict                Verdict
		access                 Change // of the population's required access under the products' rules, the gravest
		state                  string // that is needed and possible
	}{
		{"harbour-logistics", "qs-central", "administrators", Failover, Later, "central-on-qs-standby"},
		{"harbour-logistics", "qs-central", "users", Failover, Same, "central-on-qs-standby"},
		{"harbour-logistics", "qs-central qs-standby", "administrators", Outage, Gone, ""},
		{"harbour-logistics", "qs-db1", "users", Outage, Gone, ""},
		{"harbour-logistics", "qs-db1", "administrators", Outage, Gone, ""},
		{"harbour-logistics", "qs-proxy1", "users", Fewer, Some, ""},
		{"harbour-logistics", "qs-proxy1 qs-proxy2", "users", Outage, Gone, ""},
		{"harbour-logistics", "hub", "users", Outage, Gone, ""},
		{"harbour-logistics", "hub", "administrators", Outage, Same, ""},
		{"harbour-logistics", "qs-engine1", "users", Lacking, Same, ""},
		{"harbour-logistics", "web-proxy", "users", Lacking, Same, ""},
		{"single-node", "sense1", "users", Outage, Gone, ""},
		{"quorum-ledger", "m1", "tellers", Failover, Later, "leader-on-m2"},
		{"quorum-ledger", "m1 m2", "tellers", Lacking, Later, "leader-on-m3"},
		{"quorum-ledger", "m1 m2 m3", "tellers", Outage, Gone, ""},
	} {
		o := Simulate(plantest.Of(t, test.site), strings.Fields(test.lost))
		gravest := Same
		for _, a := range o.Access {
			if order := []Change{Same, Some, Later, Gone}; a.Population == test.population && a.Requirement == Required && !a.Declared &&
				slices.Index(order, a.Change) > slices.Index(order, gravest) {
				gravest = a.Change
			}
		}
		state := ""
		for _, s := range o.States {
			if s.Needed && s.Possible && state == "" {
				state = s.ID
			}
		}
		if o.Verdict != test.verdict || gravest != test.access || state != test.state {
			t.Errorf("%s without %s: %s, %s %s, state %q; want %s, %s, %q", test.site, test.lost, o.Verdict, test.population, gravest, state,
				test.verdict, test.access, test.state)
		}
	}
}

// TestOneOfAGroup: flows between groups are kept while two hosts are left, and are marked.
func TestOneOfAGroup(t *testing.T) {
	p := plantest.Of(t, "two-products")
	for _, test := range []struct {
		lost    string
		fate    Fate
		reduced bool
	}{{"core1", Kept, false}, {"ts1", Kept, true}, {"ts1 ts2", LostFlow, false}} {
		o := Simulate(p, strings.Fields(test.lost))
		seen := 0
		for _, f := range o.Flows {
			if f.From == f.To && f.From == "thoughtspot-all" {
				if seen++; f.Fate != test.fate || f.Reduced != test.reduced {
					t.Errorf("without %s the flow %s of the group to itself is %s, reduced %v", test.lost, f.ID, f.Fate, f.Reduced)
				}
			}
		}
		if seen == 0 {
			t.Error("no flow of a group to itself")
		}
	}
}

// TestLostClients: clients who are nobody but a lost host are lost with it, and are not told among those who no longer get in as before.
func TestLostClients(t *testing.T) {
	o := Simulate(plantest.Of(t, "separate-proxy-and-engine"), []string{"bwu-intranet"})
	for _, a := range o.Access {
		if want := map[bool]Change{true: Gone, false: Same}[a.Population == "ticketing"]; a.Change != want {
			t.Errorf("%s is %s, want %s", a.Population, a.Change, want)
		}
	}
	if !slices.Equal(o.Lost, []string{"bwu-intranet"}) {
		t.Errorf("lost: %v", o.Lost)
	}
}
