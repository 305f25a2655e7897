package terminal

import (
	"fmt"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/golden"
	"portolan/model/outage"
	"portolan/model/plantest"
	"portolan/model/query"
)

// questions are the fixtures: a file of answers for every site.
var questions = []struct {
	site string
	asks []string
}{
	{"harbour-logistics", []string{
		"qs-proxy1 -> qs-engine1 tcp/4747",
		"10.20.0.11 -> QS-ENGINE1.harbour.example 4747",
		"fd20:0:0:20::11 -> fd20:0:0:21::21 qes.engine",
		"qs-engine1 -> qs-proxy1 tcp/4747",
		"qs-proxy1 -> qs-engine1",
		"qs-proxy1 -> qs-engine1 4748",
		"qs-proxy1 -> qs-engine1 udp/4747",
		"qs-proxy1 -> qs-engine1 4700-4800",
		"users -> hub tcp/443",
		"users -> qs-proxy1 443",
		"10.128.7.1 -> hub 443",
		"10.128.0.0/16 -> hub 443",
		"10.0.0.0/8 -> hub 443",
		"10.20.0.99 -> qs-engine1 4747",
		"192.0.2.1 -> hub",
		"qs-engine1 -> license 443",
		"administrators -> central 443",
		"administrators -> qs-standby 443",
		"zone dmz -> qs-engine1 4747",
		"set user-proxies -> set engine-targets Qlik Sense Engine Service",
		"all nodes -> dc1 53",
		"any -> qs-db1 rule R12",
		"qs-central -> qs-central 4242",
		"qs-proxy1 -> qs-engine1 4900",
		"qs-proxy1 -> dc1 tcp/389",
		"users -> qs-db1",
		"group analytics-proxies -> hub", "group analytics-proxies -> qs-db1 4432", "users -> 10.127.0.80 443", "users -> hub firewall perimeter", "firewall inner", "firewall perimeter",
		"hub", "service hub", "zone dmz 443", "qs-engine1 tcp/4747", "tcp/4747", "tcp/23", "Qlik Sense Scheduler Service", "qs-db1", "web-proxy", "rule R7", "qrs.unlock", "clients users",
	}},
	{"single-node", []string{"users -> sense1 443", "sense1 -> sense1 4747", "any -> any tcp/3389"}},
	{"thoughtspot-forty", []string{
		"n01 -> n02 tcp/4000", "n01 -> n01 tcp/4000", "n01 -> n02 25000", "n01 -> n02 20000-25000", "thoughtspot-all -> thoughtspot-all 2181", "n01 -> n02 icmp", "10.80.40.11 -> 10.80.40.12 tcp/2100",
		"dns1 -> n07 udp/53", "support -> n40 22",
	}},
	{"two-products", []string{"qs-central -> ts1 4242", "ts1 -> ts2 4242", "4242", "users -> ts1 443", "set qlik-sense.all -> core1 389"}},
	{"quorum-ledger", []string{"entry -> m1 6200", "entry -> leaders 6200", "tellers -> m2", "m1 -> w1", "set leaders"}},
}

func TestAnswers(t *testing.T) {
	var wanted []string
	for _, test := range questions {
		path := "testdata/query/" + test.site + ".txt"
		wanted = append(wanted, path)
		t.Run(test.site, func(t *testing.T) {
			p := plantest.Of(t, test.site)
			var b strings.Builder
			for _, question := range test.asks {
				r, err := query.Ask(p, question)
				if err != nil {
					t.Fatalf("%s: %v", question, err)
				}
				fmt.Fprintf(&b, "== %s (%v)\n%s\n", question, r.Holds(), Result(p, r, texttable.Width))
			}
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata/query", ".txt", append(wanted, narrowAnswer))
}

// narrowAnswer is what a terminal of half the width shows.
const narrowAnswer = "testdata/query/narrow.txt"

// TestNarrowAnswer shows an answer on a terminal of half the width.
func TestNarrowAnswer(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	r, err := query.Ask(p, "qs-engine1 -> qs-proxy1 4242")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, narrowAnswer, Result(p, r, 50))
}

// TestAnyWidth writes answers and losses at widths that no terminal has.
func TestAnyWidth(t *testing.T) {
	p := plantest.Of(t, "harbour-logistics")
	for _, width := range []int{-1, 0, 1, 7, 1000} {
		for _, question := range []string{"qs-proxy1 -> qs-engine1", "users -> qs-db1", "zone dmz 443"} {
			r, err := query.Ask(p, question)
			if err != nil {
				t.Fatal(err)
			}
			if Result(p, r, width) == "" {
				t.Errorf("nothing at the width %d", width)
			}
		}
		if Outcome(p, outage.Simulate(p, []string{"qs-db1"}), width) == "" {
			t.Errorf("nothing at the width %d", width)
		}
	}
}
