package loss

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"portolan/model/columns"
	"portolan/model/golden"
)

// losses are the fixtures: a file for every site, with each of its losses, and with the table of all hosts.
var losses = []struct {
	site string
	lost []string // each the ids of one loss, parted by spaces
}{
	{"harbour-logistics", []string{"qs-central", "qs-db1", "qs-files1", "qs-proxy1", "qs-proxy1 qs-proxy2", "hub", "qs-engine1", "web-proxy", "qs-standby", "qs-central qs-standby", "qs-central qs-engine1", "license"}},
	{"single-node", []string{"sense1", "dc1"}},
	{"scenario-extra-large", []string{"pp-central", "pp-db1", "pp-consumer1", "parcels"}},
	{"thoughtspot-forty", []string{"n01", "thoughtspot-all", "dns1"}},
	{"two-products", []string{"qs-central", "ts1", "ts1 ts2", "core1"}},
	{"quorum-ledger", []string{"m1", "m1 m2", "m1 m2 m3", "entry"}},
}

func TestLosses(t *testing.T) {
	var wanted []string
	for _, test := range losses {
		path := "testdata/" + test.site + ".txt"
		wanted = append(wanted, path)
		t.Run(test.site, func(t *testing.T) {
			p := planOf(t, test.site)
			var b strings.Builder
			for _, lost := range test.lost {
				ids := strings.Fields(lost)
				for _, id := range ids {
					if p.Party(id) == nil {
						t.Fatalf("no party %s", id)
					}
				}
				fmt.Fprintf(&b, "== lose %s\n%s\n", lost, Simulate(p, ids).Text(columns.Width))
			}
			fmt.Fprintf(&b, "== each\n%s", ForEach(p).Text(columns.Width))
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata", ".txt", append(wanted, narrow))
}

// narrow is what a terminal of half the width shows.
const narrow = "testdata/narrow.txt"

// TestNarrow shows a loss on a terminal of half the width: nothing is cut off, and nothing but long names is wider.
func TestNarrow(t *testing.T) {
	text := Simulate(planOf(t, "harbour-logistics"), []string{"qs-central"}).Text(50)
	golden.Check(t, narrow, text)
	for line := range strings.Lines(text) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 64 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

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
		o := Simulate(planOf(t, test.site), strings.Fields(test.lost))
		gravest := Same
		for _, a := range o.Access {
			if order := []Change{Same, Some, Later, Gone}; a.Population == test.population && a.Requirement == required && !a.declared &&
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
	p := planOf(t, "two-products")
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
