package terminal

import (
	"fmt"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/golden"
	"portolan/model/outage"
	"portolan/model/plantest"
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
		path := "testdata/simulate/" + test.site + ".txt"
		wanted = append(wanted, path)
		t.Run(test.site, func(t *testing.T) {
			p := plantest.Of(t, test.site)
			var b strings.Builder
			for _, lost := range test.lost {
				ids := strings.Fields(lost)
				for _, id := range ids {
					if p.Party(id) == nil {
						t.Fatalf("no party %s", id)
					}
				}
				fmt.Fprintf(&b, "== lose %s\n%s\n", lost, Outcome(p, outage.Simulate(p, ids), texttable.Width))
			}
			fmt.Fprintf(&b, "== each\n%s", EachLoss(outage.ForEach(p), texttable.Width))
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata/simulate", ".txt", append(wanted, narrowLoss))
}

// narrowLoss is what a terminal of half the width shows.
const narrowLoss = "testdata/simulate/narrow.txt"

// TestNarrowLoss shows a loss on a terminal of half the width: nothing is cut off, and nothing but long names is wider.
func TestNarrowLoss(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	text := Outcome(p, outage.Simulate(p, []string{"qs-central"}), 50)
	golden.Check(t, narrowLoss, text)
	for line := range strings.Lines(text) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 64 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}
