package ask

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"portolan/model/columns"
	"portolan/model/golden"
	"portolan/model/plan"
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
		"all nodes -> dc1 names",
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
		path := "testdata/" + test.site + ".txt"
		wanted = append(wanted, path)
		t.Run(test.site, func(t *testing.T) {
			p := planOf(t, test.site)
			var b strings.Builder
			for _, question := range test.asks {
				r, err := Ask(p, question)
				if err != nil {
					t.Fatalf("%s: %v", question, err)
				}
				fmt.Fprintf(&b, "== %s (%v)\n%s\n", question, r.Holds(), r.Text(columns.Width))
			}
			golden.Check(t, path, b.String())
		})
	}
	golden.NoOrphans(t, "testdata", ".txt", append(wanted, narrow))
}

// narrow is what a terminal of half the width shows.
const narrow = "testdata/narrow.txt"

// TestNarrow shows an answer on a terminal of half the width.
func TestNarrow(t *testing.T) {
	r, err := Ask(planOf(t, "harbour-logistics"), "qs-engine1 -> qs-proxy1 4242")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, narrow, r.Text(50))
}

// TestVerdicts states in code what the goldens show, so that an update cannot take it away.
func TestVerdicts(t *testing.T) {
	for _, test := range []struct {
		site, question string
		verdict        Verdict
		states         string // "all", or ids
		rules          int
	}{
		{"harbour-logistics", "qs-proxy1 -> qs-engine1 tcp/4747", Allowed, "all", 1},
		{"harbour-logistics", "qs-proxy1 -> qs-engine1 udp/4747", NotAllowed, "", 0},
		{"harbour-logistics", "qs-engine1 -> qs-proxy1 tcp/4747", NotAllowed, "", 0},
		{"harbour-logistics", "users -> qs-proxy1 443", Indirectly, "", 0},
		{"harbour-logistics", "qs-engine1 -> license 3128", Indirectly, "", 0},
		{"harbour-logistics", "administrators -> qs-standby 443", Allowed, "central-on-qs-standby", 1},
		{"harbour-logistics", "administrators -> central 443", Allowed, "all", 2},
		{"harbour-logistics", "zone dmz -> qs-engine1 4747", Partly, "all", 2},
		{"harbour-logistics", "10.128.255.254 -> hub 443", Allowed, "all", 1},
		{"harbour-logistics", "10.129.0.0 -> hub 443", NotAllowed, "", 0},
		{"harbour-logistics", "10.0.0.0/8 -> hub 443", Partly, "all", 1},
		{"harbour-logistics", "::ffff:10.20.0.11 -> qs-engine1 4747", Allowed, "all", 1},
		{"thoughtspot-forty", "n01 -> n02 20000-25000", Partly, "all", 1},
		{"thoughtspot-forty", "n01 -> n02 21000-25000", Allowed, "all", 1},
		{"thoughtspot-forty", "n01 -> n01 tcp/4000", NotAllowed, "", 0},
		{"thoughtspot-forty", "thoughtspot-all -> thoughtspot-all 2181", Allowed, "all", 1},
		{"two-products", "ts1 -> core1 tcp/389", Partly, "all", 1}, // 389 or 636, as the directory has it
		{"two-products", "ts1 -> core1 636", Partly, "all", 2},
		{"two-products", "qs-central -> ts1 4242", NotAllowed, "", 0},
		{"harbour-logistics", "any -> qs-db1 4432", ForSome, "all", 5},
		{"harbour-logistics", "qs-db1 -> any 4432", NotAllowed, "", 0},
		{"quorum-ledger", "entry -> m2 6200", Allowed, "leader-on-m2", 1},
		{"quorum-ledger", "entry -> leaders 6200", Allowed, "all", 3},
	} {
		r, err := Ask(planOf(t, test.site), test.question)
		if err != nil {
			t.Errorf("%s: %v", test.question, err)
			continue
		}
		a := r.(*Answer)
		states := strings.Join(a.States, " ")
		if a.AllStates {
			states = "all"
		}
		if a.Verdict != test.verdict || states != test.states || len(a.Rules) != test.rules || a.Holds() != (test.verdict == Allowed || test.verdict == ForSome) || a.Allowed != (test.verdict == Allowed) {
			t.Errorf("%s: %s: %s in %q by %d rules; want %s in %q by %d", test.site, test.question, a.Verdict, states, len(a.Rules), test.verdict, test.states, test.rules)
		}
	}
}

// TestMisread: what cannot be understood is said with what may have been meant.
func TestMisread(t *testing.T) {
	for _, test := range []struct{ site, question, want string }{
		{"harbour-logistics", "", "the question is empty"},
		{"harbour-logistics", "-> hub", `an end is missing; write "any" where it does not matter, as in: any -> hub`},
		{"harbour-logistics", "users ->", "an end is missing"},
		{"harbour-logistics", "a -> b -> c", "more than one arrow"},
		{"harbour-logistics", "qs-proxi1 -> hub", `no host, clients, zone or set "qs-proxi1"; did you mean "qs-proxy1"?`},
		{"harbour-logistics", "users -> hubb 443", `no host, clients, zone or set "hubb"; did you mean "hub"?`},
		{"harbour-logistics", "users -> hub Qlik Sense Proxi Service", `no service or port "Qlik Sense Proxi Service"; did you mean "Qlik Sense Proxy Service"?`},
		{"harbour-logistics", "users -> hub tpc/443", `"tpc/443" is no port; a port is written "tcp/443"`},
		{"harbour-logistics", "users -> hub 70000", "is no port from 1 to 65535"},
		{"harbour-logistics", "users -> hub 500-400", "no range of such"},
		{"harbour-logistics", "10.20.0.11 -> fd20:0:0:21::21 4747", "one end is IPv4, the other IPv6"},
		{"harbour-logistics", "zone dmx", `no zone "dmx"; did you mean "dmz"?`},
		{"harbour-logistics", "users -> hub rule R99", `no rule of the site harbour-logistics is named "r99"`},
		{"harbour-logistics", "nowher", "zones: admin, core, data, dmz, users"},
		{"two-products", "all -> core1", `may be 2 things; ask for "set qlik-sense.all" (the set all: all nodes) or "set thoughtspot.all"`},
	} {
		_, err := Ask(planOf(t, test.site), test.question)
		var misread *Misread
		if !errors.As(err, &misread) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.question, err, test.want)
		}
	}
}

// TestNotes: a name that means more than one thing is taken for the nearest, and the others are named.
func TestNotes(t *testing.T) {
	for question, want := range map[string]string{
		"hub":                          `hub is also the service Hub Service: ask for "service hub"`,
		"10.20.0.0/24 -> qs-engine1":   "10.20.0.0/24 is a network of the zone dmz",
		"10.20.0.99 -> qs-engine1":     "no party of the plan has 10.20.0.99; it lies in the zone dmz",
		"10.9.0.17 -> qs-engine1 3389": "10.9.0.17 lies in the networks of the clients administrators",
	} {
		r, err := Ask(planOf(t, "harbour-logistics"), question)
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(strings.Fields(r.Text(columns.Width)), " "); !strings.Contains(text, want) {
			t.Errorf("%s: %s\nlacks %q", question, text, want)
		}
	}
}

// TestStrictProfile: what the profile leaves out is not allowed, and the answer says that it was left out.
func TestStrictProfile(t *testing.T) {
	p := planOf(t, "harbour-logistics")
	i := slices.IndexFunc(p.Flows, func(f *plan.Flow) bool { return f.Disputed != "" && !f.Internal })
	strict := *p
	strict.Dropped = []*plan.Flow{p.Flows[i]}
	strict.Flows = slices.Delete(slices.Clone(p.Flows), i, i+1)
	f := p.Flows[i]
	r, err := Ask(&strict, fmt.Sprintf("%s -> %s %s/%s", f.From, f.To, f.Protocol, f.Port))
	if err != nil {
		t.Fatal(err)
	}
	if a := r.(*Answer); a.Verdict != NotAllowed || len(a.Dropped) != 1 || a.Dropped[0].ID != f.ID {
		t.Errorf("%s, dropped %v", a.Verdict, a.Dropped)
	}
}

// TestInsideClients: a host whose address lies in the networks of a population gets through by the population's rules, and the answer says
// so. What touches the host is still only what names it.
func TestInsideClients(t *testing.T) {
	p := planOf(t, "harbour-logistics")
	host := p.Party("dc1")
	host.Addresses = append(host.Addresses, netip.MustParseAddr("10.128.9.9"))
	for question, want := range map[string]Verdict{"dc1 -> hub 443": Allowed, "zone data -> hub 443": Partly, "dc1 -> qs-proxy1 443": Indirectly, "hub -> dc1 443": NotAllowed} {
		if a := answerTo(t, p, question); a.Verdict != want {
			t.Errorf("%s: %s, want %s", question, a.Verdict, want)
		}
	}
	a := answerTo(t, p, "dc1 -> hub 443")
	if note := "dc1 lies in the networks of the clients users, whose rules let it through too"; !slices.Contains(a.Notes, note) {
		t.Errorf("the notes %q lack %q", a.Notes, note)
	}
	r, err := Ask(p, "dc1")
	if err != nil {
		t.Fatal(err)
	}
	if l := r.(*Listing); len(l.Outbound) != len(p.Outbound("dc1")) {
		t.Errorf("%d outbound", len(l.Outbound))
	}
}
